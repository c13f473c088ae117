"""Editions before the one that is run, as they stood on their own days, for a second opinion."""

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.facts import FactView
from models.awards.edition import Edition
from models.awards.entrants import Entrant
from models.awards.opinion import past_edition
from models.awards.past import Past
from serving.awards.register import registered, table_of

MOST = 5  # editions that are learnt from, the newest


def past_editions(
    view: FactView, edition: Edition, progress: Callable[[int, int], None]
) -> list[Past]:
    """The newest editions before this one, of which results were on record by its day of marks."""
    entries, results = (
        view.as_known(table, None, edition.marks_by)
        for table in ("festival_entry", "festival_result")
    )
    days = list(_held(view, edition))
    found = []
    for at, (number, day) in enumerate(days):
        named = _of(results, number)
        entrants = _entrants(view, _of(entries, number), day)
        if named.num_rows and entrants:
            table = table_of(view, edition, day)
            found.append(past_edition(edition, number, entrants, table, named))
        progress(at + 1, len(days))
    return found


def _held(view: FactView, edition: Edition) -> Iterator[tuple[int, date]]:
    """Numbers and days of the newest editions before this one, the oldest first."""
    rows = view.as_known("festival_edition", None, edition.marks_by)
    held = {
        row["edition"]: row["update_deadline"]
        for row in rows.select(["edition", "update_deadline"]).to_pylist()
        if row["edition"] < edition.number and row["update_deadline"]
    }
    yield from sorted(held.items())[-MOST:]


def _of(rows: pa.Table, number: int) -> pa.Table:
    return rows.filter(pa.array(np.array(rows["edition"].to_pylist(), dtype=np.int64) == number))


def _entrants(view: FactView, entries: pa.Table, day: date) -> list[Entrant]:
    """Entrants that were on the register on the day, eligible or not."""
    register = registered(view, day)
    asked = sorted(set(entries["coop_id"].to_pylist()) & set(register))
    return [register[coop_id] for coop_id in asked]
