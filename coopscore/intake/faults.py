"""What can be wrong with a row, as data: a code, what was found, and what to do, in both languages.

Faults are not exceptions: a file with a thousand of them is still read to its end, and its good
rows are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopscore.intake.wording import FAULTS
from coopscore.language import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing wrong with one row.

    `column` is named as the source names it, empty where the whole row is at fault; `value` is
    the text that was read.
    """

    code: str
    column: str = ""
    value: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    def found(self, lang: Language) -> str:
        """What was found, beside what is allowed."""
        return FAULTS[self.code].found.said(
            lang, column=self.column, value=shortened(self.value), **self.facts
        )

    def remedy(self, lang: Language) -> str:
        """What the sender should do."""
        return FAULTS[self.code].remedy.said(
            lang, column=self.column, value=shortened(self.value), **self.facts
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class QuarantinedRow:
    """A row that was not taken, with all its faults and its text as it came.

    `row` counts the rows of the source file from 1, the header being row 1, as a spreadsheet does.
    """

    source: str
    row: int
    faults: tuple[Fault, ...]
    raw: Mapping[str, str]


def shortened(value: str, length: int = 80) -> str:
    """The text, cut to `length` characters so that a sentence stays a sentence."""
    return value if len(value) <= length else f"{value[: length - 1]}…"
