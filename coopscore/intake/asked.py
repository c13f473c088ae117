"""Which rows a redrive is asked to try again, and with which cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coopscore.errors import NothingSetAside, NotRedrivable
from coopscore.facts import FactStore
from coopscore.intake.aside import AsideDelivery
from coopscore.intake.mending import Mended, mended_cells, read_mending, row_id
from coopscore.intake.outstanding import open_rows
from coopscore.intake.receipt import Note
from coopscore.intake.shelf import Shelf
from coopscore.intake.trial import Tried
from coopscore.language import Text

_SHOWN = 10
_UNREAD = Text(
    en="{path}: {count} lines could not be read; their rows were tried as they were.",
    fa="{path}: {count} سطر خوانده نشد؛ ردیف‌های آن‌ها همان گونه که بود آزموده شد.",
)
_OTHER_FORMATS = Text(
    en="Rows that came through another adapter are taken in with their whole file: {count}.",
    fa="ردیف‌هایی که با مبدل دیگری آمده‌اند همراه فایل کامل خود پذیرفته می‌شوند: {count}.",
)

_Deliveries = Mapping[str, AsideDelivery]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Rows to be tried, rows asked for that were settled before, and what is to be told."""

    tried: Sequence[Tried]
    settled: Sequence[Tried] = ()
    notes: Sequence[Note] = ()


def asked(shelf: Shelf, facts: FactStore, what: str | Path | None) -> Asked:
    """The rows that are meant by a name, a path, or nothing at all.

    Raises
    ------
    NothingSetAside, NotRedrivable, UnreadableFile, NotAMendingFile
        As `redrive` does.
    """
    deliveries = {delivery.name: delivery for delivery in shelf.deliveries()}
    if what is None:
        return _of_deliveries(shelf, facts, deliveries, list(deliveries))
    path = Path(what)
    if path.is_file():
        return _of_file(path, facts, deliveries)
    names = [name for name in deliveries if path.name and name.startswith(path.name)]
    if not names:
        raise NothingSetAside(asked=str(what))
    for name in names:
        _refuse_whole_files(deliveries[name])
    return _of_deliveries(shelf, facts, deliveries, names)


def _refuse_whole_files(delivery: AsideDelivery) -> None:
    if not delivery.is_redrivable:
        raise NotRedrivable(delivery=delivery.name, adapter=delivery.adapter)


def _of_file(path: Path, facts: FactStore, deliveries: _Deliveries) -> Asked:
    """The rows of one mending file, wherever it lies; rows settled before are accounted for."""
    mended = read_mending(path)
    places = {
        row_id(name, place): (delivery, place)
        for name, delivery in deliveries.items()
        for place in range(len(delivery.rows))
    }
    strange = sorted(set(mended.cells) - set(places))
    if strange:
        raise NothingSetAside(asked=strange[:_SHOWN])
    still = {
        row_id(name, place)
        for name, rows in open_rows(facts, list(deliveries.values())).items()
        for place in rows
    }
    tried: list[Tried] = []
    settled: list[Tried] = []
    for name, now in mended.cells.items():
        delivery, place = places[name]
        _refuse_whole_files(delivery)
        kept = delivery.rows[place]
        cells = mended_cells(kept, now)
        one = Tried(delivery=delivery, place=place, cells=cells)
        is_asked = not kept.settled and (name in still or cells != kept.cells)
        (tried if is_asked else settled).append(one)
    return Asked(tried=tried, settled=settled, notes=list(_notes(path, mended)))


def _of_deliveries(
    shelf: Shelf, facts: FactStore, deliveries: _Deliveries, names: Sequence[str]
) -> Asked:
    """The open rows of the deliveries of these names, with what their mending files say."""
    notes: list[Note] = []
    now = {
        name: _as_mended(shelf, delivery, notes) if name in names else delivery
        for name, delivery in deliveries.items()
    }
    still = {
        name: rows for name, rows in open_rows(facts, list(now.values())).items() if name in names
    }
    others = [name for name in still if not deliveries[name].is_redrivable]
    if others:
        count = sum(len(still[name]) for name in others)
        notes.append(Note.of("other_formats", _OTHER_FORMATS, count=count))
    tried = [
        Tried(delivery=deliveries[name], place=place, cells=row.cells)
        for name, rows in still.items()
        if name not in others
        for place, row in rows.items()
    ]
    return Asked(tried=tried, notes=notes)


def _as_mended(shelf: Shelf, delivery: AsideDelivery, notes: list[Note]) -> AsideDelivery:
    """A delivery with the cells of its mending files."""
    if not delivery.is_redrivable:
        return delivery
    now: dict[str, Mapping[str, str]] = {}
    for _, path in shelf.mending_files(delivery):
        if path.exists():
            mended = read_mending(path)
            notes.extend(_notes(path, mended))
            now |= mended.cells
    rows = [
        replace(row, cells=mended_cells(row, now.get(row_id(delivery.name, place), {})))
        for place, row in enumerate(delivery.rows)
    ]
    return replace(delivery, rows=tuple(rows))


def _notes(path: Path, mended: Mended) -> Iterator[Note]:
    if mended.unread:
        yield Note.of("unread_lines", _UNREAD, path=str(path), count=mended.unread)
