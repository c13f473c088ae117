"""Changes of status as they were entered: by which office, in which week, how late, of what kind.

What a source says of its own campaigns (`campaign_id`, the table `campaign`, evidence of a campaign
review) is not read: bursts are found from the entries, and that is what they are judged by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

KINDS = ("slept", "revived", "began", "ended", "other")
SLEPT, REVIVED, BEGAN, ENDED, OTHER = range(len(KINDS))
ASLEEP = ("dormant", "silent")
AT_WORK = ("operating", "under_implementation")
GONE = ("dissolved", "in_liquidation", "merged")

# An entry that waited longer is late. Outside campaigns, what offices see is entered within weeks,
# and what they review within a season; a campaign dates back what it finds. Assumed.
LATE_DAYS = 90
_WEEK = 7
_SATURDAY = 2  # 1970-01-03, from which weeks are counted: the week of the Jalali calendar
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """Entries that changed a status, one element each, in the order of the table.

    `rows` are places in the table of entries, and `before` those of the entries that each took the
    place of; `office` are places in `offices`, `kind` places in `KINDS`, `actor` codes of who
    entered it; `week` counts from `first_week` (in weeks since 1970-01-03), `delay` is in days from
    the day it speaks of to the day it was entered.
    """

    rows: Ints
    before: Ints
    office: Ints
    kind: Ints
    actor: Ints
    week: Ints
    delay: Ints
    offices: tuple[str, ...]
    first_week: int

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def weeks(self) -> int:
        """How many weeks from the first entry's to the last one's."""
        return int(self.week.max(initial=-1)) + 1

    @property
    def stream(self) -> Ints:
        """Kind and lateness as one code: what is counted week by week."""
        return 2 * self.kind + (self.delay > LATE_DAYS)

    def day(self, week: int) -> date:
        """The Saturday on which a week starts."""
        return _EPOCH + timedelta(days=_WEEK * (self.first_week + week) + _SATURDAY)


STREAMS = 2 * len(KINDS)


def changes_of(status_events: pa.Table, offices: Mapping[str, str], as_of: date) -> Changes:
    """The changes among the entries of a register, as it stood on a day.

    The first entry of a co-operative on an axis changes nothing; nor does one that repeats the
    status before it. Of an entry that was corrected, the newest version known by then counts.

    Parameters
    ----------
    status_events : pa.Table
        Facts of the table `status_event`.
    offices : Mapping of str to str
        The office of each co-operative; those of unknown office are entered by one of that name.
    as_of : date
        What was entered later is not seen.
    """
    rows = standing(status_events, as_of)
    seen = status_events.take(pa.array(rows))
    code = np.array(seen["to_code"].to_pylist(), dtype=object)
    before = _before(seen)
    at = np.flatnonzero((before >= 0) & (code[before] != code))
    known, happened = days(seen["known"])[at], days(seen["happened"])[at]
    place, named = _coded([offices.get(who, "") for who in seen["coop_id"].to_pylist()])
    week = (known - _SATURDAY) // _WEEK
    first = int(week.min()) if len(week) else 0
    return Changes(
        rows=rows[at],
        before=rows[before[at]],
        office=place[at],
        kind=np.array(
            [_kind(b, a) for b, a in zip(code[before[at]], code[at], strict=True)], np.int64
        ),
        actor=_coded([who or "" for who in seen["actor"].to_pylist()])[0][at],
        week=week - first,
        delay=known - happened,
        offices=named,
        first_week=first,
    )


def days(column: pa.ChunkedArray) -> Ints:
    """Days as whole numbers since 1970-01-01."""
    return np.asarray(column.cast(pa.int32()).to_numpy(), dtype=np.int64)


def standing(entries: pa.Table, as_of: date) -> Ints:
    """Rows known by the day and not yet corrected or withdrawn by then, as places."""
    known = days(entries["known"])
    there = np.flatnonzero(known <= (as_of - _EPOCH).days)
    # Which code a record has is of no matter here, so that texts need not be put in order.
    coded = entries["record_id"].combine_chunks().dictionary_encode().indices
    record = np.asarray(coded.to_numpy(), dtype=np.int64)[there]
    version = np.asarray(entries["version"].to_numpy(), dtype=np.int64)[there]
    order = np.lexsort((known[there], version, record))
    last = np.ones(len(order), dtype=np.bool_)
    last[:-1] = np.diff(record[order]) != 0
    newest = np.sort(there[order[last]])
    voided = np.asarray(entries["voided"].to_numpy(zero_copy_only=False), dtype=np.bool_)
    return np.asarray(newest[~voided[newest]], dtype=np.int64)


def _before(entries: pa.Table) -> Ints:
    """The place of the entry that each took the place of, on its axis; -1 for the first."""
    who = _coded(entries["coop_id"].to_pylist())[0]
    axis = _coded(entries["axis"].to_pylist())[0]
    order = np.lexsort((days(entries["happened"]), days(entries["known"]), axis, who))
    same = np.zeros(len(order), dtype=np.bool_)
    same[1:] = (np.diff(who[order]) == 0) & (np.diff(axis[order]) == 0)
    before = np.full(len(order), -1, dtype=np.int64)
    before[order[same]] = order[np.flatnonzero(same) - 1]
    return before


def _kind(before: str, after: str) -> int:
    if after in GONE:
        return ENDED
    if after in ASLEEP:
        return SLEPT
    if after in AT_WORK:
        return REVIVED if before in ASLEEP else BEGAN
    return OTHER


def _coded(texts: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """Places in the sorted list of the texts, and the list."""
    named, place = np.unique(np.array(texts, dtype=str), return_inverse=True)
    return place.astype(np.int64), tuple(named.tolist())
