"""What becomes of each row once rows are held against each other and against what is on record.

A row stands or falls as a whole: where one of its facts is at fault, none is taken. Every step
works on sets of rows, so that the order of a file decides nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pyarrow as pa

from coopscore.adapters.delivery import Delivery
from coopscore.intake.checked import Checked
from coopscore.intake.conflicts import conflicts, strangers
from coopscore.intake.doubts import doubts
from coopscore.intake.faults import Fault
from coopscore.intake.marks import Mark
from coopscore.intake.receipt import Note
from coopscore.intake.repairs import SCHEMA, standing
from coopscore.intake.tray import Key, OnRecord, Place, Tray

_Fate = Literal["new", "known", "repeated"]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The end of the walk.

    `facts` are what is new, by table, without the batch; `faults` and `flags` are by row.
    `accepted`, `known` and `repeated` part the rows without a fault: those that bring a new fact,
    those that bring facts on record, and those that only repeat others. `already_known` counts
    facts by table. `marks` tell the rows at fault again if they come well later. `repairs` are
    those of rows without a fault (`repairs.SCHEMA`); `notes` tell of whole files, and
    `exchanged` names by source and table the pairs of columns that were read as each other.
    """

    facts: Mapping[str, pa.Table]
    faults: Mapping[Place, Sequence[Fault]]
    flags: Mapping[Place, Sequence[Fault]]
    accepted: frozenset[Place]
    known: frozenset[Place]
    repeated: frozenset[Place]
    already_known: Mapping[str, int]
    marks: Mapping[Place, Sequence[Mark]] = field(default_factory=dict)
    repairs: pa.Table = field(default_factory=SCHEMA.empty_table)
    notes: tuple[Note, ...] = ()
    exchanged: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = field(default_factory=dict)

    def as_read(self, delivery: Delivery) -> Delivery:
        """The delivery, its tables with the columns that were read as each other."""
        tables = tuple(
            replace(one, exchanged=tuple(self.exchanged.get((one.source, one.table.name), ())))
            for one in delivery.tables
        )
        return replace(delivery, tables=tables)


def settle(
    checked: Iterable[Checked], set_aside: Mapping[Place, Sequence[Fault]], on_record: OnRecord
) -> Settled:
    """Hold sound rows against each other and the store."""
    faults: dict[Place, list[Fault]] = defaultdict(list)
    for place, found in set_aside.items():
        faults[place].extend(found)
    parts = list(checked)
    trays = _trays(parts, faults, on_record)
    conflicting = [found for tray in trays.values() for found in conflicts(tray, faults, on_record)]
    _add(faults, conflicting)
    while strange := strangers(trays, faults, on_record):
        _add(faults, strange)
    return replace(
        _sorted_out(trays, faults),
        marks=_marks(parts, trays, faults),
        repairs=standing((table for part in parts for table in part.repairs), faults),
        notes=tuple(note for part in parts for note in part.notes),
        exchanged={(part.source, part.table.name): part.exchanged for part in parts},
    )


def _add(faults: dict[Place, list[Fault]], found: Iterable[tuple[Place, Fault]]) -> None:
    for place, fault in found:
        if fault not in faults[place]:  # two facts of one row may share a fault
            faults[place].append(fault)


def _trays(
    checked: Iterable[Checked], faults: dict[Place, list[Fault]], on_record: OnRecord
) -> dict[str, Tray]:
    trays: dict[str, Tray] = {}
    for part in checked:
        trays.setdefault(part.table.name, Tray(part.table)).add(part)
        _add(faults, (((part.source, row), one) for row, of in part.faults.items() for one in of))
    for tray in trays.values():
        tray.stored = on_record.records(tray.table, tray.names())
    return trays


def _marks(
    parts: Iterable[Checked], trays: Mapping[str, Tray], faults: Mapping[Place, object]
) -> dict[Place, Sequence[Mark]]:
    """What would tell each row at fault again: its records, and its content where it was read."""
    marks: dict[Place, list[Mark]] = defaultdict(list)
    for part in parts:
        for row, told in part.marks.items():
            marks[part.source, row].extend(told)
    for tray in trays.values():
        for fact in tray.facts:
            if fact.place in faults:
                marks[fact.place].append((tray.table.name, *fact.record, fact.digest))
    return dict(marks)


def _fates(tray: Tray, faults: Mapping[Place, object]) -> Iterator[tuple[int, _Fate]]:
    """Of each fact of a sound row, by its place in the tray, whether it is new."""
    taken: set[Key] = set()
    for place, fact in tray.standing(faults):
        if fact.key in tray.stored:
            yield place, "known"
        elif fact.key in taken:
            yield place, "repeated"
        else:
            taken.add(fact.key)
            yield place, "new"


def _sorted_out(trays: Mapping[str, Tray], faults: Mapping[Place, Sequence[Fault]]) -> Settled:
    """Take each new fact once; tell rows that brought some from those that brought none."""
    facts: dict[str, pa.Table] = {}
    rows: dict[_Fate, set[Place]] = {"new": set(), "known": set(), "repeated": set()}
    flags: dict[Place, list[Fault]] = defaultdict(list)
    already_known: Counter[str] = Counter()
    for name, tray in trays.items():
        fates = list(_fates(tray, faults))
        kept = [place for place, fate in fates if fate == "new"]
        facts[name] = tray.rows(kept)
        already_known[name] = sum(fate == "known" for _, fate in fates)
        for place, fate in fates:
            rows[fate].add(tray.facts[place].place)
        for place, doubt in doubts(tray, kept):
            flags[tray.facts[place].place].append(doubt)
    return Settled(
        facts=facts,
        faults=faults,
        flags=flags,
        accepted=frozenset(rows["new"]),
        known=frozenset(rows["known"] - rows["new"]),
        repeated=frozenset(rows["repeated"] - rows["known"] - rows["new"]),
        already_known=already_known,
    )
