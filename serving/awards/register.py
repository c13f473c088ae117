"""Who is on the register on a day, and what an edition's indicators say of them."""

from collections.abc import Callable
from datetime import date

import numpy as np

from coopscore.calendar import Calendar
from coopscore.facts import FactView
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.facts import Facts
from models.awards.edition import Edition
from models.awards.entrants import Entrant, Table
from models.awards.indicators import FEATURES

CALENDAR: Calendar = "jalali"
_STATUS, _BRANCH = "activity_status", "branch"
_TOLD = ("coop_id", "name", "national_id", "branch", "province", "county")


def registered(view: FactView, day: date) -> dict[str, Entrant]:
    """Everybody as registered on a day, by id."""
    rows = view.as_known("cooperative", None, day).sort_by(
        [("coop_id", "ascending"), ("known", "ascending"), ("happened", "ascending")]
    )
    return {
        row["coop_id"]: Entrant(**{name: row[name] or "" for name in _TOLD}, completed_on=None)
        for row in rows.select(list(_TOLD)).to_pylist()
    }


def table_of(
    facts: Facts, edition: Edition, day: date, progress: Callable[[int, int], None] | None = None
) -> Table:
    """The judged indicators, and what shares are of, of everybody registered on a day."""
    judged = edition.judged
    shares = [one.count for one in judged if one.count]
    names = list(dict.fromkeys([*(one.name for one in judged), *shares]))
    matrix = build_matrix(
        facts,
        features=[*(FEATURES[name] for name in names), CATALOGUE[_STATUS], CATALOGUE[_BRANCH]],
        cohort="registered",
        as_ofs=[day],
        calendar=CALENDAR,
        progress=progress,
    ).table
    columns = {name: matrix[name].to_numpy() for name in names}
    empty = np.full(len(matrix), np.nan)
    return Table(
        coop_ids=tuple(matrix["coop_id"].to_pylist()),
        branches=tuple(name or "" for name in matrix[_BRANCH].to_pylist()),
        operating=np.array([one == "operating" for one in matrix[_STATUS].to_pylist()], np.bool_),
        values=np.stack([columns[one.name] for one in judged], axis=1),
        counts=np.stack([columns[one.count] if one.count else empty for one in judged], axis=1),
    )
