"""Unions as subjects of their own: what each owes itself, and how its members stand."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.provinces.figures import Rate
from models.provinces.formulas import Formulas
from models.provinces.groups import form_of, is_union
from models.provinces.indicators import indicators_of
from models.provinces.known import Words
from models.provinces.measures import Measures
from models.provinces.states import STATES

_OF_MEMBERS = ("updated", "statements", "statute")


@dataclass(frozen=True, kw_only=True)
class UnionFigures:
    """One union on the register at the end of the period.

    Parameters
    ----------
    form, province, county, state : str
    updated : bool or None
        No change pending or overdue; None for one that is not active.
    uploaded : bool or None
        Its last statement due; None where none fell due.
    completeness : float or None
        Of its statute data, 0-1; None where none is on record.
    members : mapping of state to int
        Its member co-operatives by what they are.
    rates : mapping of indicator to Rate
        Of its members.
    """

    coop_id: str
    name: str
    form: str
    province: str
    county: str
    state: str
    updated: bool | None
    uploaded: bool | None
    completeness: float | None
    members: Mapping[str, int]
    rates: Mapping[str, Rate]


def unions_of(measures: Measures, formulas: Formulas) -> tuple[UnionFigures, ...]:
    """Every union that has not ended by the end of the period, by its id."""
    on = measures.closing
    rows = np.flatnonzero(is_union(on) & on.living)
    place = np.full(len(on.state) + 1, -1, np.int64)
    place[rows] = np.arange(len(rows))
    member_of = place[on.union]
    inside = member_of >= 0
    own = indicators_of(
        measures, inside, member_of, member_of, len(rows), formulas, ranks=False
    ).places
    flat = member_of[inside] * len(STATES) + on.state[inside]
    counts = np.bincount(flat, minlength=len(rows) * len(STATES)).reshape(len(rows), len(STATES))
    return tuple(
        _union(
            measures,
            int(row),
            {
                state: count
                for state, count in zip(STATES, counts[at].tolist(), strict=True)
                if count
            },
            {name: own[at][name].rate for name in _OF_MEMBERS},
            formulas,
        )
        for at, row in enumerate(rows)
    )


def _union(
    measures: Measures,
    row: int,
    members: Mapping[str, int],
    rates: Mapping[str, Rate],
    formulas: Formulas,
) -> UnionFigures:
    on, changes, statute = measures.closing, measures.changes, measures.statute
    state = STATES[int(on.state[row])]
    waiting = changes.pending[row] | changes.overdue[row] | changes.board_expired[row]
    told = float(statute.completeness[row])
    return UnionFigures(
        coop_id=str(measures.register.ids[row]),
        name=str(on.name[row] or ""),
        form=form_of(_word(on.forms, on.form[row])),
        province=_word(on.provinces, on.province[row]),
        county=_word(on.counties, on.county[row]),
        state=state,
        updated=not waiting if state in formulas.active else None,
        uploaded=bool(measures.statements.uploaded[row]) if measures.statements.due[row] else None,
        completeness=None if np.isnan(told) else told,
        members=members,
        rates=rates,
    )


def _word(words: Words, place: int) -> str:
    return str(words[place]) if place >= 0 else ""
