"""What the award committee's desk asks of a home: runs of editions, as they were made."""

from collections.abc import Mapping, Sequence
from typing import Any

from coopscore.home import Home
from serving.awards.shelf import Shelved, kept_run, kept_runs


class AwardDesk:
    """Reads one home's runs; safe to share between threads."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def runs(self) -> Sequence[Shelved]:
        """Every run, the newest cut-off day first, and of a day the one asked for last."""
        found = reversed(kept_runs(self._home))
        return sorted(found, key=lambda one: -one.cut_off.toordinal())

    def run(self, run_id: str) -> Mapping[str, Any]:
        """A run's content.

        Raises
        ------
        AwardNotRun
            Where no run has that id.
        """
        return kept_run(self._home, run_id)
