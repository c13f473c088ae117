"""Every row of a delivery accounted for; those at fault written down where they can be mended."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Source
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.quarantine import write_quarantine
from coopscore.intake.receipt import Note, Receipt, SourceCount, TableCount
from coopscore.intake.repairs import repair_counts, write_repairs
from coopscore.intake.settled import Settled
from coopscore.intake.tray import Place
from coopscore.intake.veil import Veil
from coopscore.language import Text
from coopscore.persons import Persons

_KEY_MADE = Text(
    en="A key for persons was made in {path}. Keep a copy apart: without it nobody is known again.",
    fa="کلید اشخاص در {path} ساخته شد. نسخه‌ای از آن جداگانه نگه دارید: بی آن کسی شناخته نمی‌شود.",
)


def account(
    delivery: Delivery,
    settled: Settled,
    *,
    adapter: str,
    path: Path,
    folder: Path,
    persons: Persons,
) -> Receipt:
    """The receipt of a delivery, not yet of a batch.

    The rows that it speaks of are written into `folder` first, so that no receipt names a file
    that is not there.
    """
    content_hash = _content_hash(delivery, settled)
    name = content_hash[:16]  # what an earlier receipt points to is not written over
    aside = set_aside(delivery, settled, persons)
    flagged = _rows(settled.flags, delivery, Veil(delivery.tables, persons))
    persons.keep()
    receipt = Receipt(
        batch=None,
        adapter=adapter,
        path=str(path),
        content_hash=content_hash,
        sources=tuple(_count(source, delivery, settled) for source in delivery.sources),
        tables=tuple(
            TableCount(table=table, added=rows.num_rows, already_known=settled.already_known[table])
            for table, rows in settled.facts.items()
        ),
        quarantine=_listed(folder / f"{name}.csv", aside),
        flagged=_listed(folder / f"{name}-taken.csv", flagged),
        repaired=_repaired(folder / f"{name}-repairs.csv", settled),
        flags=_flag_counts(settled),
        repairs=repair_counts(settled.repairs),
        notes=(*delivery.notes, *settled.notes),
    )
    if persons.made:
        made = Note.of("person_key_made", _KEY_MADE, path=str(persons.path))
        return replace(receipt, notes=(*receipt.notes, made))
    return receipt


def set_aside(delivery: Delivery, settled: Settled, persons: Persons) -> list[QuarantinedRow]:
    """The rows at fault as they may be written down, by file and number."""
    return _rows(settled.faults, delivery, Veil(delivery.tables, persons))


def _delivery_hash(delivery: Delivery) -> str:
    """One hash for the delivered files, whatever folder they came in."""
    files = sorted((source.name, source.sha256) for source in delivery.sources)
    return sha256(repr(files).encode()).hexdigest()


def _content_hash(delivery: Delivery, settled: Settled) -> str:
    """The hash that a batch is claimed by: the files, and the facts that they add.

    Files alone would not do: a row set aside today because its co-operative is unknown is taken
    when the same file comes again after that co-operative's own.
    """
    content = sha256(_delivery_hash(delivery).encode())
    for table, rows in sorted(settled.facts.items()):
        content.update(table.encode())
        for digest in sorted(rows.column("digest").to_pylist()):
            content.update(digest.encode())
    return content.hexdigest()


def _count(source: Source, delivery: Delivery, settled: Settled) -> SourceCount:
    return SourceCount(
        name=source.name,
        sha256=source.sha256,
        rows_read=source.rows_read,
        accepted=_of(source, settled.accepted),
        quarantined=_of(source, settled.faults),
        repeated=_of(source, settled.repeated) + delivery.repeated.get(source.name, 0),
        already_known=_of(source, settled.known),
    )


def _of(source: Source, places: Iterable[Place]) -> int:
    return sum(name == source.name for name, _ in places)


def _rows(
    faults: Mapping[Place, Sequence[Fault]], delivery: Delivery, veil: Veil
) -> list[QuarantinedRow]:
    """Rows with their raw text, by file and number."""
    sources = {source.name: source for source in delivery.sources}
    loose = {(row.source, row.row): row.raw for row in delivery.set_aside}
    return [
        veil.row(
            QuarantinedRow(
                source=name,
                row=row,
                faults=tuple(faults[name, row]),
                raw=loose[name, row] if (name, row) in loose else sources[name].raw(row),
            )
        )
        for name, row in sorted(faults)
    ]


def _listed(path: Path, rows: Sequence[QuarantinedRow]) -> str | None:
    """Write the rows to `path` and give it back, where there are any."""
    if not rows:
        return None
    write_quarantine(path, rows)
    return str(path)


def _repaired(path: Path, settled: Settled) -> str | None:
    """Write the repairs to `path` and give it back, where there are any."""
    if not settled.repairs.num_rows:
        return None
    write_repairs(path, settled.repairs)
    return str(path)


def _flag_counts(settled: Settled) -> dict[str, int]:
    return dict(Counter(fault.code for faults in settled.flags.values() for fault in faults))
