"""A receipt in lines for people: every row accounted for, and where to read the rest."""

from collections.abc import Iterator
from typing import Any

from coopscore.intake.receipt import Receipt, SourceCount
from coopscore.intake.repair_kinds import REPAIRS
from coopscore.schema import TABLES
from serving.i18n import Words

_COUNTS = ("read", "accepted", "quarantined", "repeated", "known")


def receipt_data(receipt: Receipt) -> dict[str, Any]:
    """The receipt as one JSON object, with the sums of its files."""
    return {
        **receipt.as_data(),
        "rows_read": receipt.rows_read,
        "accepted": receipt.accepted,
        "quarantined": receipt.quarantined,
        "repeated": receipt.repeated,
        "already_known": receipt.already_known,
        "added": receipt.added,
    }


def receipt_lines(receipt: Receipt, words: Words) -> list[str]:
    """The receipt in the reader's language."""
    return [*_counts(receipt, words), *_outcome(receipt, words), *_remarks(receipt, words)]


def _counts(receipt: Receipt, words: Words) -> Iterator[str]:
    for source in receipt.sources:
        yield f"{source.name}: {_count_line(source, words)}"
    if len(receipt.sources) > 1:
        yield f"{words('receipt_total')}: {_count_line(receipt, words)}"


def _count_line(counted: SourceCount | Receipt, words: Words) -> str:
    numbers = (
        counted.rows_read,
        counted.accepted,
        counted.quarantined,
        counted.repeated,
        counted.already_known,
    )
    separator = "، " if words.lang == "fa" else ", "
    return separator.join(
        f"{words(f'receipt_{name}')} {words.number(number)}"
        for name, number in zip(_COUNTS, numbers, strict=True)
    )


def _outcome(receipt: Receipt, words: Words) -> Iterator[str]:
    if receipt.batch is None:
        yield words(_nothing_added(receipt), count=words.number(receipt.quarantined))
    else:
        added = [
            words(
                "receipt_table",
                added=words.number(table.added),
                table=words.text(TABLES[table.table].title),
            )
            for table in receipt.tables
            if table.added
        ]
        yield words("receipt_batch", batch=receipt.batch)
        yield words("receipt_added", added=words.number(receipt.added), tables=added)
    if receipt.quarantine:
        yield words("receipt_quarantine", path=receipt.quarantine)
    if receipt.to_mend:
        yield words("receipt_to_mend", path=receipt.to_mend)


def _nothing_added(receipt: Receipt) -> str:
    """Why no batch was made: nothing came, nothing could be taken, or nothing was new."""
    if not receipt.rows_read:
        return "receipt_no_rows"
    if not receipt.quarantined:
        return "receipt_nothing_new"
    is_all = receipt.quarantined == receipt.rows_read
    key = "receipt_nothing_taken" if is_all else "receipt_rest_known"
    return f"{key}_one" if receipt.quarantined == 1 else key


def _remarks(receipt: Receipt, words: Words) -> Iterator[str]:
    if receipt.flags:
        flags = [
            f"{words(f'flag_{code}')} ({words.number(count)})"
            for code, count in receipt.flags.items()
        ]
        yield words("receipt_flags", flags=flags)
    if receipt.flagged:
        yield words("receipt_flagged", path=receipt.flagged)
    if receipt.repairs:
        repairs = [
            f"{words.text(REPAIRS[kind])} ({words.number(count)})"
            for kind, count in receipt.repairs.items()
        ]
        yield words("receipt_repairs", repairs=repairs)
    if receipt.repaired:
        yield words("receipt_repaired", path=receipt.repaired)
    if receipt.notes:
        yield words("receipt_notes")
        yield from (f"  - {words.text(note.text)}" for note in receipt.notes)
