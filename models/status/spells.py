"""Spells under risk in the official series: from the entry that began each to that which ended it.

A spell of `slept` runs from an entry that calls a co-operative at work to the one that calls it
dormant; one of `ended` from its registration to its end. What is still so on the day is cut there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from models.status.changes import ASLEEP, AT_WORK, GONE, Flags, Ints, days, standing

_EPOCH = date(1970, 1, 1).toordinal()
_AXIS = {"slept": "activity_status", "ended": "registry_stage"}
_FROM = {"slept": AT_WORK, "ended": ("registered",)}
_TO = {"slept": ASLEEP, "ended": GONE}


@dataclass(frozen=True, kw_only=True, eq=False)
class Spells:
    """Spells under risk, one element each; days are whole numbers since 1970-01-01.

    The event fell in (low, high], or on the day where both are one; without an event both are the
    day on which the spell was cut. `entered` is the day of the entry that ended it.
    """

    offices: tuple[str, ...]
    office: Ints
    since: Ints
    low: Ints
    high: Ints
    entered: Ints
    is_event: Flags

    def __len__(self) -> int:
        return len(self.office)


def spells_of(
    status_events: pa.Table,
    offices: Mapping[str, str],
    *,
    of: str,
    as_of: date,
    marks: Flags | None,
    signs: pa.Table | None,
) -> Spells:
    """Spells of `slept` or `ended`; parameters are those of `incidence.incidence`."""
    rows = standing(status_events, as_of)
    told = status_events.select(["coop_id", "axis", "to_code"]).take(pa.array(rows))
    happened, known = (days(status_events[name])[rows] for name in ("happened", "known"))
    marked = None if marks is None else marks[rows]
    acts = _signs(signs, as_of)
    who, axis, code = (told[name].to_pylist() for name in told.column_names)
    order = np.lexsort((happened, known, np.array(axis, dtype=str), np.array(who, dtype=str)))
    today = as_of.toordinal() - _EPOCH
    gone = {w: int(k) for w, c, k in zip(who, code, known, strict=True) if c in GONE}
    named = sorted({offices.get(one, "") for one in who})
    place = {name: at for at, name in enumerate(named)}
    found = []
    for at, end in _pairs([axis[k] == _AXIS[of] for k in order], order, who, code, of):
        since, cut = int(known[at]), min(gone.get(who[at], today), today)
        if end is None or (of == "slept" and known[end] > cut):
            if cut > since:
                found.append((place[offices.get(who[at], "")], since, cut, cut, cut, False))
            continue
        entered = int(known[end])
        low = high = max(entered if marked is None else int(happened[end]), since)
        if marked is not None and marked[end]:
            low, high = max(since, _last(acts, who[at], entered)), entered
        found.append((place[offices.get(who[at], "")], since, low, high, entered, True))
    columns = np.array(found, dtype=np.int64).reshape(-1, 6).T
    names = ("office", "since", "low", "high", "entered")
    return Spells(
        offices=tuple(named),
        is_event=columns[5].astype(np.bool_),
        **dict(zip(names, columns[:5], strict=True)),
    )


def _pairs(
    chosen: list[bool], order: Any, who: list[str], code: list[str], of: str
) -> Iterator[tuple[int, int | None]]:
    """Places of the entries that begin and end each spell; None where it is still running."""
    begun: int | None = None
    for flag, row in zip(chosen, order, strict=True):
        if not flag:
            continue
        at = int(row)
        if begun is not None and who[begun] != who[at]:
            yield begun, None
            begun = None
        if begun is None and code[at] in _FROM[of]:
            begun = at
        elif begun is not None and code[at] in _TO[of]:
            yield begun, at
            begun = None
    if begun is not None:
        yield begun, None


def _signs(signs: pa.Table | None, as_of: date) -> dict[str, Ints]:
    """The days of each co-operative's signs of life that are known, ascending."""
    if signs is None or not signs.num_rows:
        return {}
    kept = signs.filter(pa.array(days(signs["known"]) <= as_of.toordinal() - _EPOCH))
    kept = kept.sort_by([("coop_id", "ascending"), ("day", "ascending")])
    ids = np.array(kept["coop_id"].to_pylist(), dtype=str)
    whose, first = np.unique(ids, return_index=True)
    parts = np.split(days(kept["day"]), first[1:])
    return dict(zip(whose.tolist(), parts, strict=True))


def _last(acts: Mapping[str, Ints], who: str, before: int) -> int:
    """The last sign of life before a day; long ago where there is none."""
    own = acts.get(who)
    at = 0 if own is None else int(np.searchsorted(own, before, "left"))
    return int(own[at - 1]) if own is not None and at else np.iinfo(np.int32).min
