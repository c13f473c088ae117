"""Exact kinds of dirt: what share of what was planted is repaired or set aside, row by row.

A row is right where the store holds it exactly as it would be without dirt: every value, both days.
It is set aside where the quarantine file names it. Whatever is neither was lost or stored wrongly.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.dirt_world import Soiled, table_of
from coopscore.schema import TABLES

# Kinds that sit in a row of their own; the last three of `Rates` are of whole files.
ROW_KINDS = (
    "letters", "joiners", "digits", "dates", "two_digit_years", "excel_dates", "impossible_days",
    "swapped_cells", "ids",
)  # fmt: skip
FILE_KINDS = ("encodings", "swapped_columns")
_STATISTICAL = ("units", "planned_jobs", "near_names")
_ID_FAULTS = ("cooperative_national_id_holds", "cooperative_keeps_its_id")
_OURS = ("batch", "digest")  # given by the store, not told by the row


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Rows of one kind, and how many are right, set aside, or marked as doubtful.

    Only national ids are marked: their check digit fails, or other entries have another id.
    """

    planted: int = 0
    repaired: int = 0
    aside: int = 0
    marked: int = 0

    @property
    def caught(self) -> float:
        """The share that was repaired, set aside, or marked; 1 where none was planted."""
        good = self.repaired + self.aside + self.marked
        return good / self.planted if self.planted else 1.0


@dataclass(frozen=True, kw_only=True)
class Exact:
    """Outcomes by kind, and what became of rows in which nothing was planted.

    `touched` are clean rows that were mended, set aside or stored otherwise on their own account;
    `waiting` are set aside for no other reason than that their co-operative's only entry, in which
    something was planted, was: they come in with it.
    """

    kinds: Mapping[str, Outcome]
    clean: int
    touched: int
    waiting: int
    rows_read: int
    accounted: int

    @property
    def touched_share(self) -> float:
        """The share of clean rows that were touched on their own account."""
        return self.touched / self.clean

    @property
    def waiting_share(self) -> float:
        """The share of clean rows that wait for their co-operative."""
        return self.waiting / self.clean


@dataclass(frozen=True, kw_only=True)
class _File:
    """One file's rows before anything was planted: which are stored as they are, which aside."""

    right: np.ndarray
    aside: np.ndarray
    waiting: np.ndarray
    marked: np.ndarray
    mended: np.ndarray


def exact(world: Soiled, issues: pa.Table) -> Exact:
    """Judge every row of every file; `issues` are those of the quality report."""
    told = _by_file(world.planted)
    files = _files(world, issues)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    clean = touched = waiting = 0
    for name, file in files.items():
        rows, whole = told[name]
        for kind, places in rows.items():
            if kind in ROW_KINDS:
                _count(kinds[kind], file, np.array(sorted(places)))
        free = np.ones(len(file.right), dtype=np.bool_)
        free[[place for places in rows.values() for place in places if place < len(free)]] = False
        for kind in whole & set(FILE_KINDS):
            _count(kinds[kind], file, np.flatnonzero(free))
        if not whole & set(FILE_KINDS):
            clean += int(free.sum())
            touched += int((free & ~file.waiting & (~file.right | file.aside | file.mended)).sum())
            waiting += int((free & file.waiting).sum())
    kinds["duplicates"] = _duplicates(world)
    kinds["truncated"] = _truncated(world, files)
    sums = world.receipt
    return Exact(
        kinds={kind: Outcome(**count) for kind, count in sorted(kinds.items())},
        clean=clean,
        touched=touched,
        waiting=waiting,
        rows_read=sums.rows_read,
        accounted=sums.accepted + sums.quarantined + sums.already_known + sums.repeated,
    )


def _by_file(planted: pa.Table) -> Mapping[str, tuple[dict[str, set[int]], set[str]]]:
    """Of each file, the places of its planted rows by kind, and the kinds of the whole file."""
    found: dict[str, tuple[dict[str, set[int]], set[str]]] = defaultdict(
        lambda: (defaultdict(set), set())
    )
    for one in planted.select(["file", "row", "kind"]).to_pylist():
        rows, whole = found[one["file"]]
        if one["row"] == 0:
            whole.add(one["kind"])
        elif one["kind"] == "truncated":
            rows["truncated"].add(one["row"] - 2)
        elif one["kind"] not in ("duplicates", "near_names"):
            rows[one["kind"]].add(one["row"] - 2)  # rows that were added stand behind all others
    return found


def _count(count: Counter[str], file: _File, places: np.ndarray) -> None:
    right, aside = file.right[places], file.aside[places]
    count["planted"] += len(places)
    count["repaired"] += int((right & ~aside).sum())
    count["aside"] += int(aside.sum())
    count["marked"] += int((file.marked[places] & ~right & ~aside).sum())


def _files(world: Soiled, issues: pa.Table) -> dict[str, _File]:
    stored = {name: world.facts.read(name) for name in TABLES}
    contents = {name: _contents(rows) for name, rows in stored.items()}
    doubtful = _doubtful(issues)
    aside, mended = _listed(world.receipt.quarantine), _listed(world.receipt.repaired)
    alone = _listed(world.receipt.quarantine, apart_from="unknown_cooperative")
    soiled = _soiled_cooperatives(world)
    found = {}
    for name, rows in world.clean.items():
        table = table_of(name)
        right = pc.is_in(_contents(rows), value_set=contents[table])
        marked = np.zeros(len(rows), dtype=np.bool_)
        if table == "cooperative":
            record = _record(rows["coop_id"], rows["record_id"])
            marked = pc.is_in(record, value_set=doubtful).to_numpy(zero_copy_only=False)
        found[name] = _File(
            right=right.to_numpy(zero_copy_only=False),
            aside=_places(aside[name], len(rows)),
            waiting=_places(aside[name] - alone[name], len(rows))
            & pc.is_in(rows["coop_id"], value_set=soiled).to_numpy(zero_copy_only=False),
            marked=marked,
            mended=_places(mended[name], len(rows)),
        )
    return found


def _contents(rows: pa.Table) -> pa.Array:
    """Everything that a row tells, in one text."""
    cells = [
        pc.fill_null(pc.cast(rows[name], pa.string()), "\x1e")
        for name in rows.column_names
        if name not in _OURS
    ]
    return pc.binary_join_element_wise(*cells, "\x1f").combine_chunks()


def _record(coop: pa.ChunkedArray, record: pa.ChunkedArray) -> pa.Array:
    return pc.binary_join_element_wise(coop, record, "\x1f").combine_chunks()


def _doubtful(issues: pa.Table) -> pa.Array:
    """Records of co-operatives whose national id the quality report lists."""
    rows = issues.filter(pc.is_in(issues["fault"], value_set=pa.array(_ID_FAULTS)))
    return _record(rows["coop_id"], rows["about_record"])


def _soiled_cooperatives(world: Soiled) -> pa.Array:
    """Co-operatives in one of whose own entries something was planted."""
    log = world.planted
    own = pc.starts_with(log["file"], "cooperative")
    return log.filter(own)["coop_id"].combine_chunks().unique()


def _listed(path: str | None, apart_from: str = "") -> Mapping[str, set[int]]:
    """Rows that a list of the receipt names, as places, by file; not for one fault alone."""
    found: dict[str, set[int]] = defaultdict(set)
    if path is not None:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            for line in csv.DictReader(file):
                if not apart_from or line["fault"] != apart_from:
                    found[Path(line["file"]).name].add(int(line["row"]) - 2)
    return found


def _places(places: set[int], size: int) -> np.ndarray:
    flags = np.zeros(size, dtype=np.bool_)
    flags[[place for place in places if 0 <= place < size]] = True
    return flags


def _duplicates(world: Soiled) -> Counter[str]:
    """Rows that stand twice: right where the store holds their content once."""
    count: Counter[str] = Counter()
    log = world.planted.filter(pc.equal(world.planted["kind"], "duplicates"))
    for name in sorted(set(log["file"].to_pylist())):
        rows = log.filter(pc.equal(log["file"], name))
        places = [int(was) - 2 for was in rows["was"].to_pylist()]
        contents = _contents(world.clean[name].take(pa.array(places)))
        stored = pc.value_counts(_contents(world.facts.read(table_of(name))))
        times = dict(zip(stored.field("values").to_pylist(), stored.field("counts").to_pylist(),
                         strict=True))  # fmt: skip
        held = [times.get(content, 0) for content in contents.to_pylist()]
        count += Counter(planted=len(held), repaired=sum(each <= 1 for each in held))
    return count


def _truncated(world: Soiled, files: Mapping[str, _File]) -> Counter[str]:
    """Rows cut off: caught where set aside, or where nothing is stored of what was left of them."""
    count: Counter[str] = Counter()
    log = world.planted.filter(pc.equal(world.planted["kind"], "truncated"))
    for one in log.to_pylist():
        name, place = one["file"], one["row"] - 2
        count["planted"] += 1
        if place >= len(world.clean[name]):
            count["aside"] += 1  # an added row, which repeats another
        elif files[name].aside[place] or not _half_stored(world, name, place):
            count["aside"] += 1
        elif files[name].right[place]:
            count["repaired"] += 1
    return count


def _half_stored(world: Soiled, name: str, place: int) -> bool:
    row = world.clean[name].slice(place, 1)
    stored = world.facts.read(table_of(name))
    same = _record(stored["coop_id"], stored["record_id"])
    found = pc.is_in(same, value_set=_record(row["coop_id"], row["record_id"]))
    return bool(pc.any(found).as_py())
