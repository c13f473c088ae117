"""The lists that redrives write of rows they could not take, cleared once nothing waits in them.

A redrive lists again what deliveries left behind. Each of these rows is kept on the shelf with all
that was found, so that a list of rows that are settled tells nothing that is not told elsewhere.
What a delivery itself listed is never cleared.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from coopscore.errors import UnusableHome
from coopscore.facts import FactStore
from coopscore.intake.aside import AsideDelivery
from coopscore.intake.harmless import as_meant
from coopscore.intake.outstanding import open_rows
from coopscore.intake.shelf import Shelf

_Listed = tuple[str, int]

_LIST = re.compile(r"[0-9a-f]{16}\.csv")  # named by the hash of its run; others are of other use


def clear_lists(folder: Path, shelf: Shelf, facts: FactStore) -> None:
    """Take the lists of redrives away in which no row is open any more.

    Parameters
    ----------
    folder
        The home's quarantine.

    Raises
    ------
    UnusableHome
        Where a list cannot be read or taken away.
    """
    deliveries = shelf.deliveries()
    still = {
        (f"{name}/{row.source}", row.row)
        for name, rows in open_rows(facts, deliveries).items()
        for row in rows.values()
    }
    try:
        for path in list(_of_redrives(folder, deliveries)):
            if not still & set(_rows(path)):
                path.unlink()
    except OSError as cause:
        raise UnusableHome(path=folder, reason=cause.strerror) from cause


def _of_redrives(folder: Path, deliveries: Sequence[AsideDelivery]) -> Iterator[Path]:
    """The lists that name rows of deliveries on the shelf, and nothing else."""
    names = {delivery.name for delivery in deliveries}
    for path in sorted(folder.glob("*.csv")):
        is_list = _LIST.fullmatch(path.name) and path.stem not in names
        if is_list and all(source.partition("/")[0] in names for source, _ in _rows(path)):
            yield path


def _rows(path: Path) -> list[_Listed]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(as_meant(line["file"]), int(line["row"])) for line in csv.DictReader(file)]
