"""Cells that stand in each other's column, of a whole file or of one row.

Only columns of distinct types can be told apart by what they hold: a day is no code, and a code no
amount. A whole file with two columns exchanged is plain to see; a single row may as well be two
slips, so that it is named and left to its sender.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from coopscore.intake.cells import Premises, Read, Repaired, Unfit, mended_cell
from coopscore.intake.reading import ReadColumn, read_column
from coopscore.table import Column

LEAST_ROWS = 20
NEARLY_ALL = 0.95

Texts = Mapping[str, Sequence[str]]
PremisesOf = Mapping[str, Premises]
Pair = tuple[Column, Column]


def _takes_anything(column: Column) -> bool:
    return column.type == "text" or (column.type == "code" and column.allowed is None)


def _looks_like_nothing_else(column: Column) -> bool:
    """Whether what the column holds can be known by itself, even in a column of text."""
    return column.type in ("day", "person") or (column.type == "code" and bool(column.allowed))


def _pairs(wrong: Sequence[Column], open_columns: Sequence[Column]) -> Iterator[Pair]:
    """Columns that may have been exchanged: two that read wrong, or one and one of open text."""
    for one, other in combinations(wrong, 2):
        if one.type != other.type:
            yield one, other
    for one in wrong:
        if _looks_like_nothing_else(one):
            yield from ((one, other) for other in open_columns)


def exchanged_columns(
    columns: Sequence[Column], texts: Texts, read: Mapping[str, ReadColumn], premises: PremisesOf
) -> list[Pair]:
    """The columns that read wrong almost everywhere, and right when exchanged; each once."""
    wrong = [column for column in columns if _reads_wrong(texts[column.name], read[column.name])]
    free = [column for column in columns if _takes_anything(column) and _filled(texts[column.name])]
    found = [
        pair
        for pair in _pairs(wrong, free)
        if wrong and _right_when_exchanged(pair, texts, premises)
    ]
    names = [column.name for pair in found for column in pair]
    return [pair for pair in found if all(names.count(column.name) == 1 for column in pair)]


def _filled(texts: Sequence[str]) -> bool:
    return sum(bool(text.strip()) for text in texts) >= LEAST_ROWS


def _reads_wrong(texts: Sequence[str], read: ReadColumn) -> bool:
    filled = [place for place, text in enumerate(texts) if text.strip()]
    wrong = sum(place in read.unfit or _is_serial(read.repaired.get(place)) for place in filled)
    return len(filled) >= LEAST_ROWS and wrong >= NEARLY_ALL * len(filled)


def _right_when_exchanged(pair: Pair, texts: Texts, premises: PremisesOf) -> bool:
    one, other = pair
    given = [bool(a.strip() or b.strip()) for a, b in zip(*_of(pair, texts), strict=True)]
    ones = read_column(one, texts[other.name], premises[one.name])
    others = read_column(other, texts[one.name], premises[other.name])
    right = sum(
        is_given and all(place not in side.unfit for side in (ones, others))
        and not _is_serial(ones.repaired.get(place))
        and not _is_serial(others.repaired.get(place))
        for place, is_given in enumerate(given)
    )  # fmt: skip
    return right >= NEARLY_ALL * sum(given)


def _of(pair: Pair, texts: Texts) -> tuple[Sequence[str], Sequence[str]]:
    one, other = pair
    return texts[one.name], texts[other.name]


def _is_serial(read: Read) -> bool:
    """Whether a whole number was taken for a day: an amount would be, too."""
    return isinstance(read, Repaired) and "spreadsheet_day" in read.kinds


def exchanged_cells(
    columns: Sequence[Column],
    texts: Texts,
    read: Mapping[str, ReadColumn],
    premises: PremisesOf,
) -> Iterator[tuple[int, Pair]]:
    """The rows, by place, in which exactly one exchange of two cells reads right, with the two."""
    by_place: dict[int, list[Column]] = {}
    for column in columns:
        for place in read[column.name].unfit:
            by_place.setdefault(place, []).append(column)
    free = [column for column in columns if _takes_anything(column)]
    known: dict[tuple[str, str], bool] = {}

    def fits(column: Column, text: str) -> bool:
        asked = (column.name, text)
        if asked not in known:
            found = mended_cell(column, text, premises[column.name])
            known[asked] = not isinstance(found, Unfit) and not _is_serial(found)
        return known[asked]

    for place, wrong in sorted(by_place.items()):
        found = [
            (one, other)
            for one, other in _pairs(wrong, free)
            if (mine := texts[one.name][place]).strip()
            and (its := texts[other.name][place]).strip()
            and fits(one, its)
            and fits(other, mine)
        ]
        if len(found) == 1:
            yield place, found[0]
