"""A row that was set aside, as it is kept until it is settled.

Everything that is needed to try it again is kept with it: its cells as they came and as they stand
since somebody mended them, what was wrong, and by what it would be known if it came well later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.marks import Mark
from coopscore.language import Text

# The adapter whose rows can be tried again one by one: they speak our own columns.
REDRIVEN = "registry"

# Faults of a row that fits no header. Only mending helps: in a table of its own columns such a row
# fits, with its cells in the wrong places.
SHAPE_FAULTS = frozenset(
    {"too_few_cells", "too_many_cells", "broken_quotes", "cell_too_long", "cut_off", "error_value"}
)


@dataclass(frozen=True, kw_only=True)
class ToldFault:
    """A fault as it was told: words and all. `facts` are those that are plain numbers or texts."""

    code: str
    column: str
    value: str
    found: Text
    remedy: Text
    facts: Mapping[str, int | str] = field(default_factory=dict)

    @classmethod
    def of(cls, fault: Fault) -> "ToldFault":
        """What a fault tells."""
        plain = {name: value for name, value in fault.facts.items() if isinstance(value, int | str)}
        return cls(
            code=fault.code,
            column=fault.column,
            value=fault.value,
            found=Text(en=fault.found("en"), fa=fault.found("fa")),
            remedy=Text(en=fault.remedy("en"), fa=fault.remedy("fa")),
            facts=plain,
        )

    def again(self) -> Fault:
        """The fault itself; only those of a row's shape can be told again."""
        assert self.code in SHAPE_FAULTS, f"{self.code} has to be found again"
        return Fault(code=self.code, column=self.column, value=self.value, facts=self.facts)


@dataclass(frozen=True, kw_only=True)
class AsideRow:
    """One row.

    `raw` are its cells as they came, `cells` as they stand. `marks` name its records; `newest` is
    the last batch that was sealed before it was tried, and `own` the digests that the other rows of
    its delivery brought of these records. `settled` says by what it was settled: a batch's number,
    `known` where its facts were on record already, empty where it is open.
    """

    source: str
    row: int
    raw: Mapping[str, str]
    cells: Mapping[str, str]
    faults: tuple[ToldFault, ...]
    newest: int
    marks: tuple[Mark, ...] = ()
    own: tuple[str, ...] = ()
    settled: str = ""

    @classmethod
    def of(
        cls, row: QuarantinedRow, newest: int, marks: Sequence[Mark], own: Sequence[str]
    ) -> "AsideRow":
        """A row as it was set aside first."""
        return cls(
            source=row.source,
            row=row.row,
            raw=row.raw,
            cells=row.raw,
            faults=tuple(map(ToldFault.of, row.faults)),
            newest=newest,
            marks=tuple(marks),
            own=tuple(own),
        )

    @property
    def is_misshapen(self) -> bool:
        """Whether it fits its header no better than when it came."""
        return self.cells == self.raw and any(fault.code in SHAPE_FAULTS for fault in self.faults)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its faults, each once, in the order in which they were found."""
        return tuple(dict.fromkeys(fault.code for fault in self.faults))

    def at_fault(
        self,
        cells: Mapping[str, str],
        faults: Sequence[Fault],
        newest: int,
        marks: Sequence[Mark],
    ) -> "AsideRow":
        """The same, tried again with these cells after batch `newest`, and what was found then."""
        told = tuple(map(ToldFault.of, faults))
        return replace(self, cells=cells, faults=told, newest=newest, marks=tuple(marks), own=())


@dataclass(frozen=True, kw_only=True)
class AsideSource:
    """A file of a delivery: its table's name, its header, and where our columns stand in it.

    `exchanged` are pairs of our columns that stand in each other's place throughout the file. Its
    cells are kept and mended where they stand, since its office sees them there.
    """

    name: str
    table: str
    header: tuple[str, ...]
    origin: Mapping[str, str]
    exchanged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class AsideDelivery:
    """What one delivery left behind.

    `name` is that of its folder, `at` the moment in UTC.
    """

    name: str
    adapter: str
    path: str
    at: str
    sources: tuple[AsideSource, ...]
    rows: tuple[AsideRow, ...]

    @property
    def is_redrivable(self) -> bool:
        """Whether its rows can be mended and tried one by one; else its whole files are sent."""
        return self.adapter == REDRIVEN

    def source(self, name: str) -> AsideSource:
        """One of its files."""
        return next(source for source in self.sources if source.name == name)

    def table_of(self, row: AsideRow) -> str:
        """The table that a row was to stand in; empty where its source is no table of ours."""
        return self.source(row.source).table

    def identity(self, row: AsideRow) -> tuple[object, ...]:
        """What makes it the same row in another delivery: its table, and its cells as they came."""
        return (self.table_of(row), *sorted(row.raw.items()))

    def as_data(self) -> dict[str, Any]:
        """The delivery as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "AsideDelivery":
        """What `as_data` gave."""
        sources = tuple(map(_source, data["sources"]))
        return cls(**{**data, "sources": sources, "rows": tuple(map(_row, data["rows"]))})


def _source(data: Mapping[str, Any]) -> AsideSource:
    exchanged = tuple((one, other) for one, other in data.get("exchanged", ()))
    return AsideSource(**{**data, "header": tuple(data["header"]), "exchanged": exchanged})


def _row(data: Mapping[str, Any]) -> AsideRow:
    faults = tuple(
        ToldFault(**{**fault, "found": Text(**fault["found"]), "remedy": Text(**fault["remedy"])})
        for fault in data["faults"]
    )
    marks = tuple((table, owner, name, digest) for table, owner, name, digest in data["marks"])
    return AsideRow(**{**data, "faults": faults, "marks": marks, "own": tuple(data["own"])})
