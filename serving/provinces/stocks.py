"""A stock between two days, from the flow that a run kept: what came, what went, what is left."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from models.provinces.states import ACTIVE, ENDS


@dataclass(frozen=True, kw_only=True)
class Fall:
    """How one number became another: `start` + `entered` - `left` = `end`.

    `left` and `entered` are by the state gone to and come from; `revived` and `fell_dormant` moved
    within, between dormant and active.
    """

    start: int
    end: int
    left: Mapping[str, int]
    entered: Mapping[str, int]
    revived: int
    fell_dormant: int


def fall_of(row: Mapping[str, Any], states: Collection[str]) -> Fall:
    """What became of the stock of some states in one place of a run."""
    left, entered = dict.fromkeys(ENDS, 0), dict.fromkeys(ENDS, 0)
    start = end = revived = fell = 0
    for was, is_, count in row["flow"]:
        start += count * (was in states)
        end += count * (is_ in states)
        if was in states and is_ not in states:
            left[is_] += count
        elif is_ in states and was not in states:
            entered[was] += count
        revived += count * (was == "dormant" and is_ in ACTIVE)
        fell += count * (was in ACTIVE and is_ == "dormant")
    return Fall(
        start=start,
        end=end,
        left={name: count for name, count in left.items() if name not in states},
        entered={name: count for name, count in entered.items() if name not in states},
        revived=revived,
        fell_dormant=fell,
    )
