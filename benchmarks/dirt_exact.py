"""Exact kinds of dirt: what share of what was planted is repaired or set aside, row by row.

A row is right where the store holds it exactly as it would be without dirt: every value, both days.
It is set aside where the quarantine file names it. An id is withheld where the list of repairs says
so and the store holds its row without it. Whatever is none of these was lost or stored wrongly.
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
from coopscore.identifiers import national_id_holds
from coopscore.schema import TABLES

# Kinds that sit in a row of their own; the last three of `Rates` are of whole files.
ROW_KINDS = (
    "letters", "joiners", "digits", "dates", "two_digit_years", "excel_dates", "impossible_days",
    "swapped_cells", "ids",
)  # fmt: skip
FILE_KINDS = ("encodings", "swapped_columns")
_STATISTICAL = ("units", "planned_jobs", "near_names")
_KEEPS_ITS_ID = "cooperative_keeps_its_id"
_OURS = ("batch", "digest")  # given by the store, not told by the row


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Rows of one kind, and how many are right, set aside, or stored without their wrong id."""

    planted: int = 0
    repaired: int = 0
    aside: int = 0
    withheld: int = 0

    @property
    def caught(self) -> float:
        """The share that was repaired, set aside or withheld; 1 where none was planted."""
        good = self.repaired + self.aside + self.withheld
        return good / self.planted if self.planted else 1.0


@dataclass(frozen=True, kw_only=True)
class Exact:
    """Outcomes by kind, and what became of rows in which nothing was planted.

    `touched` are clean rows that were mended, set aside or stored otherwise on their own account;
    `waiting` are set aside for no other reason than that their co-operative's only entry, in which
    something was planted, was: they come in with it. `holding` counts planted ids whose check digit
    holds, so that nothing tells them from others by themselves. `id_marks` counts entries that the
    quality report lists because others of their co-operative have another id, and `false_id_marks`
    those of co-operatives in whose ids nothing was planted.
    """

    kinds: Mapping[str, Outcome]
    clean: int
    touched: int
    waiting: int
    rows_read: int
    accounted: int
    holding: int
    id_marks: int
    false_id_marks: int

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
    withheld: np.ndarray
    mended: np.ndarray


def exact(world: Soiled, issues: pa.Table) -> Exact:
    """Judge every row of every file; `issues` are those of the quality report."""
    told = _by_file(world.planted)
    files = _files(world)
    marks, false_marks = _id_marks(world, issues)
    holding = sum(map(len, (rows["holding"] for rows, _ in told.values())))
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
        holding=holding,
        id_marks=marks,
        false_id_marks=false_marks,
    )


def _by_file(planted: pa.Table) -> Mapping[str, tuple[dict[str, set[int]], set[str]]]:
    """Of each file, the places of its planted rows by kind, and the kinds of the whole file."""
    found: dict[str, tuple[dict[str, set[int]], set[str]]] = defaultdict(
        lambda: (defaultdict(set), set())
    )
    for one in planted.select(["file", "row", "kind", "became"]).to_pylist():
        rows, whole = found[one["file"]]
        if one["row"] == 0:
            whole.add(one["kind"])
        elif one["kind"] == "truncated":
            rows["truncated"].add(one["row"] - 2)
        elif one["kind"] == "ids" and national_id_holds(one["became"]):
            rows["holding"].add(one["row"] - 2)  # as valid as any other id
        elif one["kind"] not in ("duplicates", "near_names"):
            rows[one["kind"]].add(one["row"] - 2)  # rows that were added stand behind all others
    return found


def _count(count: Counter[str], file: _File, places: np.ndarray) -> None:
    right, aside = file.right[places], file.aside[places]
    count["planted"] += len(places)
    count["repaired"] += int((right & ~aside).sum())
    count["aside"] += int(aside.sum())
    count["withheld"] += int((file.withheld[places] & ~right & ~aside).sum())


def _files(world: Soiled) -> dict[str, _File]:
    stored = {name: world.facts.read(name) for name in TABLES}
    contents = {name: _contents(rows) for name, rows in stored.items()}
    aside, mended = _listed(world.receipt.quarantine), _listed(world.receipt.repaired)
    alone = _listed(world.receipt.quarantine, apart_from="unknown_cooperative")
    listed = _listed(world.receipt.repaired, only="withheld_id")
    soiled = _soiled_cooperatives(world)
    found = {}
    for name, rows in world.clean.items():
        table = table_of(name)
        right = pc.is_in(_contents(rows), value_set=contents[table])
        withheld = np.zeros(len(rows), dtype=np.bool_)
        if table == "cooperative":
            bare = pc.is_in(_contents(_without_id(rows)), value_set=contents[table])
            withheld = bare.to_numpy(zero_copy_only=False) & _places(listed[name], len(rows))
        found[name] = _File(
            right=right.to_numpy(zero_copy_only=False),
            aside=_places(aside[name], len(rows)),
            waiting=_places(aside[name] - alone[name], len(rows))
            & pc.is_in(rows["coop_id"], value_set=soiled).to_numpy(zero_copy_only=False),
            withheld=withheld,
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


def _without_id(rows: pa.Table) -> pa.Table:
    """Entries as they are stored where their national id was withheld."""
    bare = {
        "national_id": pa.nulls(len(rows), pa.string()),
        "national_id_holds": pa.array(np.zeros(len(rows), dtype=np.bool_)),
    }
    for name, column in bare.items():
        rows = rows.set_column(rows.column_names.index(name), name, column)
    return rows


def _id_marks(world: Soiled, issues: pa.Table) -> tuple[int, int]:
    """Entries listed for having other ids beside them, and how many of them wrongly."""
    marks = issues.filter(pc.equal(issues["fault"], _KEEPS_ITS_ID))
    planted = world.planted.filter(pc.equal(world.planted["kind"], "ids"))
    soiled = pc.is_in(marks["coop_id"], value_set=planted["coop_id"].combine_chunks().unique())
    return len(marks), len(marks) - (pc.sum(soiled).as_py() or 0)


def _soiled_cooperatives(world: Soiled) -> pa.Array:
    """Co-operatives in one of whose own entries something was planted."""
    log = world.planted
    own = pc.starts_with(log["file"], "cooperative")
    return log.filter(own)["coop_id"].combine_chunks().unique()


def _listed(path: str | None, apart_from: str = "", only: str = "") -> Mapping[str, set[int]]:
    """Rows that a list of the receipt names, as places, by file; not for one fault alone.

    With `only`, those that it names for that kind of repair.
    """
    found: dict[str, set[int]] = defaultdict(set)
    if path is not None:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            for line in csv.DictReader(file):
                is_asked = not only or line["kind"] == only
                if is_asked and (not apart_from or line["fault"] != apart_from):
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
