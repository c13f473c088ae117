"""The receipt of a delivery: every row accounted for, and where to read what was set aside."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from coopscore.intake.repair_kinds import RepairKind
from coopscore.language import Text
from coopscore.numerals import localised


@dataclass(frozen=True, kw_only=True)
class Note:
    """A convention that was applied to a delivery, said in both languages."""

    code: str
    text: Text
    facts: Mapping[str, str | int | float | None] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, template: Text, **facts: str | int | float | None) -> "Note":
        """A note whose `{named}` places are filled with `facts`."""
        shown = {name: _grouped(value) for name, value in facts.items()}
        return cls(code=code, text=template.filled(**shown), facts=facts)


def _grouped(value: str | int | float | None) -> object:
    """A count with its digits in groups of three, as each language parts them."""
    if not isinstance(value, int):
        return value
    english = f"{value:,}"
    return Text(en=english, fa=localised(english.replace(",", "٬"), "fa"))


@dataclass(frozen=True, kw_only=True)
class SourceCount:
    """What became of the rows of one file; the last four add up to `rows_read`."""

    name: str
    sha256: str
    rows_read: int
    accepted: int
    quarantined: int
    repeated: int
    already_known: int

    def __post_init__(self) -> None:
        told = self.accepted + self.quarantined + self.repeated + self.already_known
        assert told == self.rows_read, f"{self.name}: {told} rows accounted of {self.rows_read}"


@dataclass(frozen=True, kw_only=True)
class TableCount:
    """How many facts a delivery added to one table, and how many were on record before."""

    table: str
    added: int
    already_known: int


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a delivery.

    `batch` is None where nothing new was in it. `flags` counts facts that were taken although
    doubtful, by fault code; `repairs` counts cells that were mended, by kind. `quarantine`,
    `flagged` and `repaired` are paths of the files that name each row, and `to_mend` that of the
    folder in which rows set aside can be mended; None where there is none.
    """

    batch: int | None
    adapter: str
    path: str
    content_hash: str
    sources: tuple[SourceCount, ...]
    tables: tuple[TableCount, ...]
    quarantine: str | None = None
    flagged: str | None = None
    repaired: str | None = None
    to_mend: str | None = None
    flags: Mapping[str, int] = field(default_factory=dict)
    repairs: Mapping[RepairKind, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def rows_read(self) -> int:
        """Rows of all files together."""
        return sum(source.rows_read for source in self.sources)

    @property
    def accepted(self) -> int:
        """Rows that added at least one fact."""
        return sum(source.accepted for source in self.sources)

    @property
    def quarantined(self) -> int:
        """Rows set aside with their faults."""
        return sum(source.quarantined for source in self.sources)

    @property
    def repeated(self) -> int:
        """Rows that only repeat another row of the delivery."""
        return sum(source.repeated for source in self.sources)

    @property
    def already_known(self) -> int:
        """Rows whose facts were all on record before."""
        return sum(source.already_known for source in self.sources)

    @property
    def added(self) -> int:
        """Facts added to all tables together."""
        return sum(table.added for table in self.tables)

    def as_data(self) -> dict[str, Any]:
        """The receipt as JSON can hold it."""
        return asdict(self)
