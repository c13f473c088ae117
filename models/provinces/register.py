"""The register on any day, as another day knew it: who is on it, what each one is, and where.

A state rules from the day on which its first version was known (docs/time.md), so of all that
speaks of days up to the one asked, what was entered last counts: an entry dated back rules, once it
is known, over the days that it speaks of. A registration that was withdrawn counts as it stood up
to the day on which that was known, and from then on as removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.vocabulary import STATUS_AXIS
from models.provinces.known import (
    KEYS,
    NEVER,
    Flags,
    Ints,
    Known,
    Words,
    coded,
    days,
    flags,
    known_rows,
    number,
    owners,
)
from models.provinces.states import ACTIVITY, LIVING, PLACE, STAGE

FLAGS = (
    "is_women", "is_knowledge_based", "is_dehyari", "is_border", "is_rural_scheme", "is_youth",
    "is_home_business_hub",
)  # fmt: skip
COOPERATIVE = (
    *KEYS, "province", "county", "branch", "legal_form", "union_id", "registered_on", "name",
    *FLAGS,
)  # fmt: skip
STATUS_EVENT = (*KEYS, "axis", "to_code")


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """All that was known of the register on a day.

    Parameters
    ----------
    ids : array of object (n,)
        Co-operatives in order; all arrays of this package follow it.
    entries : Known
        Rows of `cooperative`, from the first to rule to the last; `entry_of` whose each is.
    stage, activity : Known
        Rows of `status_event` of the two axes, likewise.
    removed_on : array of int (n,)
        The day on which it was known that a registration was withdrawn; `NEVER` where it stands.
    """

    as_of: date
    ids: Words
    entries: Known
    entry_of: Ints
    stage: Known
    stage_of: Ints
    activity: Known
    activity_of: Ints
    removed_on: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def registered_on(self) -> Ints:
        """The first day of each as registered: of its stage, else of its entry; `NEVER` if none."""
        codes, words = coded(self.stage.rows["to_code"])
        is_registered = np.append(words == "registered", False)[codes]
        first = np.full(len(self), NEVER, np.int64)
        np.minimum.at(first, self.stage_of[is_registered], self.stage.happened[is_registered])
        entry = np.full(len(self), NEVER, np.int64)
        told = days(self.entries.rows["registered_on"])
        np.minimum.at(entry, self.entry_of, np.where(told < NEVER, told, self.entries.happened))
        return np.where(first < NEVER, first, entry)


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """What each co-operative was on a day, arrays (n,).

    Parameters
    ----------
    state : array of int
        Place in `states.STATES`.
    province, county, branch, form, union : array of int
        Places in the lists of words beside them, -1 where not on record. `union` is the place of
        the union in `Register.ids`.
    marks : mapping of flag to array of bool
    """

    day: date
    state: Ints
    province: Ints
    provinces: Words
    county: Ints
    counties: Words
    branch: Ints
    branches: Words
    form: Ints
    forms: Words
    union: Ints
    name: Words
    marks: dict[str, Flags]

    @property
    def living(self) -> Flags:
        """Who is on the register and has not ended."""
        return self.state < len(LIVING)

    def among(self, *states: str) -> Flags:
        """Who is in one of these states."""
        return np.isin(self.state, [PLACE[name] for name in states])


def register_of(cooperatives: pa.Table, status_events: pa.Table, as_of: date) -> Register:
    """The register as known on a day.

    Parameters
    ----------
    cooperatives, status_events : pa.Table
        Stored versions, with the columns `COOPERATIVE` and `STATUS_EVENT`.
    """
    entries = known_rows(cooperatives, as_of)
    code, ids = coded(entries.rows["coop_id"])
    standing = np.zeros(len(ids), np.bool_)
    standing[code[~entries.voided]] = True
    withdrawn = np.full(len(ids), -1, np.int64)
    np.maximum.at(withdrawn, code, days(entries.rows["known"]))
    removed_on = np.where(standing, NEVER, withdrawn)
    entries, entry_of = _ruling(entries, ids, removed_on)
    events = known_rows(status_events, as_of)
    axis, axes = coded(events.rows["axis"])
    on = {name: np.append(axes == name, False)[axis] for name in STATUS_AXIS}
    stage, stage_of = _ruling(events.only(on["registry_stage"]), ids, removed_on)
    activity, activity_of = _ruling(events.only(on["activity_status"]), ids, removed_on)
    return Register(
        as_of=as_of, ids=ids, entries=entries, entry_of=entry_of, stage=stage, stage_of=stage_of,
        activity=activity, activity_of=activity_of, removed_on=removed_on,
    )  # fmt: skip


def standing_on(register: Register, day: date) -> Standing:
    """Who was what, and where, at the end of a day.

    Raises
    ------
    ValueError
        Where the day lies after the one whose knowledge is asked.
    """
    if day > register.as_of:
        raise ValueError("nothing is known of a day that has not come")
    size, at = len(register), number(day)
    entry = _in_force(register.entry_of, register.entries.happened, at, size)
    texts = {
        name: _texts(register.entries.rows[name], entry)
        for name in ("province", "county", "branch", "legal_form", "name")
    }
    there = np.append(owners(register.entries.rows["union_id"], register.ids), -1)
    (province, provinces), (county, counties) = texts["province"], texts["county"]
    (branch, branches), (form, forms) = texts["branch"], texts["legal_form"]
    named, names = texts["name"]
    return Standing(
        day=day, state=_states(register, entry, at), province=province, provinces=provinces,
        county=county, counties=counties, branch=branch, branches=branches, form=form, forms=forms,
        union=there[entry], name=np.append(names, "")[named],
        marks={
            name: np.append(flags(register.entries.rows[name]), False)[entry] for name in FLAGS
        },
    )  # fmt: skip


def _ruling(known: Known, ids: Words, removed_on: Ints) -> tuple[Known, Ints]:
    """Rows that count, from the first to rule to the last, and whose each is."""
    owner = owners(known.rows["coop_id"], ids)
    counts = (owner >= 0) & (~known.voided | (np.append(removed_on, NEVER)[owner] < NEVER))
    record, _ = coded(known.rows["record_id"])
    order = np.lexsort((record, known.happened, known.first_version, known.first_known))
    order = order[counts[order]]
    return known.only(order), owner[order]


def _in_force(owner: Ints, happened: Ints, day: int, size: int) -> Ints:
    """The row in force of each co-operative on a day; -1 where there is none."""
    seen = np.flatnonzero(happened <= day)
    best = np.full(size, -1, np.int64)
    best[owner[seen]] = seen  # of equal owners the last stands
    return best


def _texts(column: pa.ChunkedArray, entry: Ints) -> tuple[Ints, Words]:
    code, words = coded(column)
    return np.append(code, -1)[entry], words


def _states(register: Register, entry: Ints, at: int) -> Ints:
    size = len(register)
    doing = _in_force(register.activity_of, register.activity.happened, at, size)
    state = _translated(register.activity.rows["to_code"], doing, ACTIVITY, PLACE["unknown"])
    stage = _in_force(register.stage_of, register.stage.happened, at, size)
    state = np.where(
        (told := _translated(register.stage.rows["to_code"], stage, STAGE, -1)) >= 0, told, state
    )
    state = np.where(entry < 0, PLACE["not_registered"], state)
    return np.where((register.removed_on <= at) & (entry >= 0), PLACE["removed"], state)


def _translated(
    column: pa.ChunkedArray, row: Ints, meaning: Mapping[str, str], otherwise: int
) -> Ints:
    """The state that the code of each row means; `otherwise` where it means none."""
    code, words = coded(column)
    means = [PLACE[meaning[word]] if word in meaning else otherwise for word in words]
    place = np.array([*means, otherwise], np.int64)
    found: Ints = place[np.append(code, -1)[row]]
    return found
