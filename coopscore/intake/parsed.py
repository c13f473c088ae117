"""The texts of drafts become columns of values; faults, repairs and exchanges are told by place."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.calendar import shift
from coopscore.intake.cells import Premises, Repaired, Unfit, Value
from coopscore.intake.columns import file_columns
from coopscore.intake.faults import Fault
from coopscore.intake.reading import NATIONAL_ID, WITHHELD, ReadColumn, read_column
from coopscore.intake.receipt import Note
from coopscore.intake.repairs import cell_repairs, repair_table
from coopscore.intake.swaps import Pair, exchanged_cells, exchanged_columns
from coopscore.language import Text
from coopscore.persons import HIDDEN, Persons
from coopscore.table import Column, Table

Columns = dict[str, list[Value]]

# How far ahead a planned day can lie, in months: the end of a term, of a licence (assumed).
_PLANNED_MONTHS = 30 * 12

_EXCHANGED = Text(
    en=(
        "{file}: what stands under {one} belongs under {other}, and the other way round; the two "
        "columns were read as exchanged."
    ),
    fa=("{file}: محتوای ستون {one} از آنِ ستون {other} است و برعکس؛ این دو ستون جابه‌جا خوانده شد."),
)


@dataclass
class Parsed:
    """Values by column, and what was found on the way.

    `texts` and `columns` are the cells and their values by column. `unfit` names the columns, by
    place, whose cell is no value. `origin` maps our columns to the source's, as cells were read;
    `exchanged` names those that stand in each other's place there. `given` are columns of which
    cells were set aside, with these cells as they came.
    """

    texts: dict[str, list[str]]
    columns: Columns
    origin: dict[str, str]
    faults: dict[int, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    unfit: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    repairs: list[pa.Table] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    exchanged: tuple[tuple[str, str], ...] = ()
    given: Columns = field(default_factory=dict)

    def fault(self, code: str, column: str, place: int, facts: Mapping[str, object]) -> Fault:
        """A fault of one cell, told under the source's name of its column."""
        return Fault(
            code=code, column=self.origin[column], value=self.texts[column][place], facts=facts
        )


def parse(drafts: Drafts, rows: Sequence[Draft], *, today: date, persons: Persons) -> Parsed:
    """Read every cell of the drafts.

    Parameters
    ----------
    today
        The last day that a fact can speak of.
    """
    work = _Work(drafts, rows, today, persons)
    work.exchange_columns()
    work.decide_centuries()
    return work.parsed()


class _Work:
    """One source's drafts for one table under way."""

    def __init__(
        self, drafts: Drafts, rows: Sequence[Draft], today: date, persons: Persons
    ) -> None:
        self.persons = persons
        self.drafts, self.numbers = drafts, [draft.row for draft in rows]
        self.columns = file_columns(drafts.table)
        self.origin = {
            column.name: drafts.origin.get(column.name, column.name) for column in self.columns
        }
        self.texts = {
            column.name: [draft.values.get(column.name, "") for draft in rows]
            for column in self.columns
        }
        strange = {name for draft in rows for name in draft.values} - set(self.texts)
        assert not strange, f"{drafts.source} drafts {drafts.table.name} with columns {strange}"
        self.premises = {
            column.name: Premises(
                latest=_latest(drafts.table, column, today), hashed=persons.hashed
            )
            for column in self.columns
        }
        self.read: dict[str, ReadColumn] = {
            column.name: self._read(column) for column in self.columns
        }
        self.pairs: list[Pair] = []
        self.exchanged: list[pa.Table] = []
        self.notes: list[Note] = []

    def _read(self, column: Column) -> ReadColumn:
        return read_column(column, self.texts[column.name], self.premises[column.name])

    def exchange_columns(self) -> None:
        """Read two columns as each other where nearly every row says that they are.

        Rows that are tried again are read as their file was, unless they say otherwise by now.
        """
        before = dict(self.texts)
        named = {column.name: column for column in self.columns}
        for one, other in self.drafts.exchanged:
            self._exchange((named[one], named[other]))
        for pair in exchanged_columns(self.columns, self.texts, self.read, self.premises):
            self._exchange(pair)
        for pair in self.pairs:
            self._tell_exchange(pair, before)

    def _exchange(self, pair: Pair) -> None:
        one, other = (column.name for column in pair)
        texts, origin = self.texts, self.origin
        texts[one], texts[other] = texts[other], texts[one]
        origin[one], origin[other] = origin[other], origin[one]
        for column in pair:
            self.read[column.name] = self._read(column)
        undone = [known for known in self.pairs if set(known) == set(pair)]
        self.pairs = [known for known in self.pairs if known not in undone]
        if not undone:
            self.pairs.append(pair)

    def _tell_exchange(self, pair: Pair, before: Mapping[str, Sequence[str]]) -> None:
        one, other = (self.origin[column.name] for column in pair[::-1])
        file = self.drafts.source
        self.notes.append(Note.of("swapped_columns", _EXCHANGED, file=file, one=one, other=other))
        for column, partner in (pair, pair[::-1]):
            self._tell_cells(column, self.origin[partner.name], before[column.name])

    def _tell_cells(self, column: Column, header: str, before: Sequence[str]) -> None:
        texts = self.texts[column.name]
        rows = [place for place, text in enumerate(texts) if text != before[place]]
        hidden = any(kept.type == "person" for kept in self.columns)
        self.exchanged.append(
            repair_table(
                self.drafts.source,
                [self.numbers[place] for place in rows],
                header,
                ["swapped_columns"] * len(rows),
                [HIDDEN if hidden else before[place] for place in rows],
                [HIDDEN if hidden else texts[place] for place in rows],
            )
        )

    def decide_centuries(self) -> None:
        """Take the one century of a year of two digits that the row's other day leaves."""
        for name, read in self.read.items():
            undecided = {place: unfit for place, unfit in read.unfit.items() if unfit.candidates}
            for place, unfit in undecided.items():
                possible = [day for day in unfit.candidates if self._agrees(name, day, place)]
                if len(possible) == 1:
                    del read.unfit[place]
                    read.values[place] = possible[0]
                    read.repaired[place] = Repaired(possible[0], ("two_digit_year",))

    def _agrees(self, name: str, day: date, place: int) -> bool:
        """Whether a day fits the others of its row, as far as these are read."""
        for before, behind in _in_order(self.drafts.table):
            other = {before: behind, behind: before}.get(name)
            value = self.read[other].values[place] if other else None
            if isinstance(value, date) and (day > value if name == before else day < value):
                return False
        return True

    def parsed(self) -> Parsed:
        """All that was read."""
        values = {name: read.values for name, read in self.read.items()}
        found = Parsed(self.texts, values, self.origin)
        exchanged = dict(exchanged_cells(self.columns, self.texts, self.read, self.premises))
        for place, pair in exchanged.items():
            found.faults[place].append(self._exchanged_fault(pair, place))
        for column in self.columns:
            read = self.read[column.name]
            for place, unfit in read.unfit.items():
                found.unfit[place].add(column.name)
                if column not in exchanged.get(place, ()):
                    found.faults[place].extend(self._faults(column, place, unfit))
            if read.repaired:
                found.repairs.append(self._repairs(column, read))
        found.repairs.extend(self.exchanged)
        found.given = self._given()
        found.exchanged = tuple((one.name, other.name) for one, other in self.pairs)
        found.notes.extend(self.notes)
        return found

    def _given(self) -> Columns:
        """The national ids as they came, where some were set aside."""
        read = self.read.get(NATIONAL_ID)
        if read is None:
            return {}
        given = list(read.values)
        for place, mended in read.repaired.items():
            if WITHHELD in mended.kinds:
                given[place] = self.texts[NATIONAL_ID][place]
        return {NATIONAL_ID: given}

    def _faults(self, column: Column, place: int, unfit: Unfit) -> list[Fault]:
        value = self._shown(column, place)
        return [
            Fault(code=code, column=self.origin[column.name], value=value, facts=facts)
            for code, facts in unfit.faults
        ]

    def _exchanged_fault(self, pair: Pair, place: int) -> Fault:
        one, other = pair
        hidden = any(column.type == "person" for column in pair)
        return Fault(
            code="swapped_cells",
            column=self.origin[one.name],
            value=HIDDEN if hidden else self.texts[one.name][place],
            facts={
                "other": self.origin[other.name],
                "beside": HIDDEN if hidden else self.texts[other.name][place],
            },
        )

    def _shown(self, column: Column, place: int) -> str:
        """The text of a cell, unless it may name a person."""
        text = self.texts[column.name][place]
        return HIDDEN if column.type == "person" and text.strip() else text

    def _repairs(self, column: Column, read: ReadColumn) -> pa.Table:
        return cell_repairs(
            self.drafts.source,
            self.origin[column.name],
            read.repaired,
            self.numbers,
            self.texts[column.name],
            hidden=column.type == "person",
            veil=self.persons.veiled_where_sure if column.type == "text" else str,
        )


def _latest(table: Table, column: Column, today: date) -> date:
    """The last day that a cell can name: today, but for what is planned."""
    past = (table.happened, table.known, table.ends_known)
    return today if column.name in past else shift(today, _PLANNED_MONTHS, "gregorian")


def _in_order(table: Table) -> list[tuple[str, str]]:
    """Pairs of day columns, the second of which never has the earlier day."""
    order = [(table.happened, table.known)]
    if table.ends is not None and not table.ends_early:
        order.append((table.happened, table.ends))
    if table.ends is not None and table.ends_known is not None:
        order.append((table.ends, table.ends_known))
    return order
