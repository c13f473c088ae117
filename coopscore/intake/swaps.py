"""Cells that stand in each other's column, of a whole file or of one row.

Only columns of distinct types can be told apart by what they hold: a day is no code, and a code no
amount. A whole file with two columns exchanged is plain to see; a single row may as well be two
slips, so that it is named and left to its sender.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from coopscore.intake.cells import Premises, Unfit, mended_cell
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
    """Whether what the column holds can be known by itself, even in a column of text.

    A person's code cannot: a co-operative's id or a registration number may have ten digits, too.
    """
    return column.type == "day" or (column.type == "code" and bool(column.allowed))


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
    wrong = [column for column in columns if _reads_wrong(column, texts, read[column.name])]
    if not wrong:
        return []
    free = [column for column in columns if _takes_anything(column) and _filled(texts[column.name])]
    found = [
        pair
        for pair in _pairs(wrong, free)
        if (_are_wrong(pair, wrong) or _are_full(pair, texts))
        and _right_when_exchanged(pair, texts, premises)
    ]
    names = [column.name for pair in found for column in pair]
    return [pair for pair in found if all(names.count(column.name) == 1 for column in pair)]


def _are_wrong(pair: Pair, wrong: Sequence[Column]) -> bool:
    return all(column in wrong for column in pair)


def _are_full(pair: Pair, texts: Texts) -> bool:
    """Whether nearly every row fills both: a sparse column of text would fit almost anything."""
    rows = list(zip(*_of(pair, texts), strict=True))
    return sum(bool(one.strip() and other.strip()) for one, other in rows) >= NEARLY_ALL * len(rows)


def _filled(texts: Sequence[str]) -> bool:
    return sum(bool(text.strip()) for text in texts) >= LEAST_ROWS


def _reads_wrong(column: Column, texts: Texts, read: ReadColumn) -> bool:
    """Whether at least so many cells are unfit, or whole numbers that were taken for days."""
    own = texts[column.name]
    wrong = {place for place in read.unfit if own[place].strip()}
    wrong |= {place for place in read.repaired if _is_doubtful(column, own[place])}
    return len(wrong) >= LEAST_ROWS and len(wrong) >= NEARLY_ALL * sum(map(bool, own))


def _is_doubtful(column: Column, text: str) -> bool:
    """Whether the text is a whole number in a column of days: an amount may be one, too."""
    return column.type == "day" and text.strip().replace(".", "", 1).isdecimal()


def _right_when_exchanged(pair: Pair, texts: Texts, premises: PremisesOf) -> bool:
    given = {
        place
        for place, (one, other) in enumerate(zip(*_of(pair, texts), strict=True))
        if one.strip() or other.strip()
    }
    wrong: set[int] = set()
    for column, partner in (pair, pair[::-1]):
        read = read_column(column, texts[partner.name], premises[column.name])
        wrong |= read.unfit.keys()
        wrong |= {
            place for place in read.repaired if _is_doubtful(column, texts[partner.name][place])
        }
    return len(given - wrong) >= NEARLY_ALL * len(given)


def _of(pair: Pair, texts: Texts) -> tuple[Sequence[str], Sequence[str]]:
    one, other = pair
    return texts[one.name], texts[other.name]


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
            known[asked] = not isinstance(found, Unfit) and not _is_doubtful(column, text)
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
