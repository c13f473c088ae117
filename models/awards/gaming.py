"""The gaming watch: what looks as if it was done for the award, with the evidence, for a human.

It reads what was known on the day and nothing else, lists, and never disqualifies: no place, no
gate and no point hangs on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import Calendar, months, shift
from models.awards.bursts import bursts, clean_ups, late_filings
from models.awards.copies import round_figures, scaled_copies, shared_copies
from models.awards.signs import KINDS, GamingSettings, Ints, Sign, day_number
from models.awards.statements import Statements, statements_of

SETTINGS = GamingSettings()


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The facts that the watch reads, as stored, with all versions: one table each."""

    filing: pa.Table
    statement_line: pa.Table
    obligation: pa.Table
    change_request: pa.Table


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A co-operative with signs, in the order of their kinds."""

    coop_id: str
    signs: tuple[Sign, ...]


def gaming_signs(
    papers: Papers,
    coop_ids: Sequence[str],
    *,
    cut_off: date,
    as_of: date | None = None,
    calendar: Calendar = "jalali",
    settings: GamingSettings = SETTINGS,
) -> list[Sign]:
    """Signs of gaming among the co-operatives of an edition, by co-operative and kind.

    Parameters
    ----------
    coop_ids : sequence of str
        Those of the edition: peers of each other.
    cut_off : date
        What came after it is not looked at.
    as_of : date, optional
        The day it is asked on, by default the cut-off: what was corrected or voided since counts.
    """
    who = sorted(set(coop_ids))
    asked_on = cut_off if as_of is None else as_of
    since = shift(cut_off, -months(36).value, calendar)
    statements = statements_of(papers.statement_line, who, as_of=asked_on, since=since)
    opens = shift(cut_off, -months(settings.statement_months).value, calendar)
    asked = _asked(statements, day_number(opens), day_number(cut_off))
    filed = late_filings(papers.filing, who, asked_on, settings)
    closed = clean_ups(papers.obligation, papers.change_request, who, asked_on, settings)
    found = [
        *scaled_copies(statements, asked, who, settings),
        *shared_copies(statements, asked, who, settings),
        *round_figures(statements, asked, who, settings),
        *bursts(filed, "late_filings", who, cut_off, settings),
        *bursts(closed, "late_clean_up", who, cut_off, settings),
    ]
    return sorted(found, key=lambda one: (one.coop_id, KINDS.index(one.kind), one.records))


def watched(signs: Sequence[Sign]) -> tuple[Watched, ...]:
    """The co-operatives with signs, by id."""
    by_coop: dict[str, list[Sign]] = {}
    for sign in signs:
        by_coop.setdefault(sign.coop_id, []).append(sign)
    return tuple(Watched(coop_id=who, signs=tuple(some)) for who, some in sorted(by_coop.items()))


def _asked(statements: Statements, opens: int, last: int) -> Ints:
    """Rows of statements that became known from `opens` (not itself) to `last`."""
    return np.flatnonzero((statements.known > opens) & (statements.known <= last))
