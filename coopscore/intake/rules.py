"""What the columns of one row must agree on beyond its two dates, as data, by table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, le
from typing import Any

from coopscore.intake.cells import Value
from coopscore.intake.columns import named
from coopscore.table import Table
from coopscore.vocabulary import ACTIVITY_STATUS, REGISTRY_STAGE, STATUS_AXIS, Codes

# The codes of each axis; the two lists share none.
AXIS_CODES: Mapping[str, Codes] = {
    "registry_stage": REGISTRY_STAGE,
    "activity_status": ACTIVITY_STATUS,
}


def _nothing(_beside: object) -> Mapping[str, object]:
    """No more than the two values."""
    return {}


@dataclass(frozen=True, kw_only=True)
class RowRule:
    """Two columns of a row that must fit; the fault is told of `column`.

    `holds` is asked only where both are given, or with `either` where one of them is; `told` adds
    to the fault's facts what `beside` allows.
    """

    code: str
    column: str
    beside: str
    holds: Callable[[Any, Any], bool]
    told: Callable[[Any], Mapping[str, object]] = _nothing
    either: bool = False

    def broken(self, value: Value, beside: Value) -> bool:
        """Whether the two values do not fit."""
        given = (value is not None) + (beside is not None)
        return given >= (1 if self.either else 2) and not self.holds(value, beside)


@dataclass(frozen=True, slots=True)
class Breach:
    """A row, by its place, that breaks a rule, with the two values."""

    place: int
    rule: RowRule
    value: Value
    beside: Value


def breaches(table: Table, columns: Mapping[str, Sequence[Value]]) -> Iterator[Breach]:
    """Every row of parsed columns that breaks a rule of its table."""
    for rule in (*ROW_RULES.get(table.name, ()), *_rules_of_ends(table)):
        pairs = zip(columns[rule.column], columns[rule.beside], strict=True)
        for place, (value, beside) in enumerate(pairs):
            if rule.broken(value, beside):
                yield Breach(place, rule, value, beside)


def _rules_of_ends(table: Table) -> Iterator[RowRule]:
    """What a span's end must agree with: its start, and the day on which it was known."""
    if table.ends is not None and not table.ends_early:
        yield RowRule(code="end_before_start", column=table.ends, beside=table.happened, holds=ge)
    if table.ends is not None and table.ends_known is not None:
        known, end = table.ends_known, table.ends
        yield RowRule(code="end_known_too_early", column=known, beside=end, holds=ge)
        yield RowRule(
            code="half_an_end",
            column=known,
            beside=end,
            holds=lambda known, end: known is not None and end is not None,
            either=True,
        )


ROW_RULES: Mapping[str, Sequence[RowRule]] = {
    "cooperative": (
        RowRule(code="founded_after_known", column="founded_on", beside="recorded_at", holds=le),
    ),
    "status_event": tuple(
        RowRule(
            code="code_of_other_axis",
            column=column,
            beside="axis",
            holds=lambda code, axis: code in AXIS_CODES[axis],
            told=lambda axis: {
                "beside": named(axis, STATUS_AXIS[axis]),
                "allowed": [named(code, title) for code, title in AXIS_CODES[axis].items()],
            },
        )
        for column in ("to_code", "from_code")
    ),
    "assembly": (
        RowRule(
            code="more_than_entitled", column="members_present", beside="members_total", holds=le
        ),
    ),
}
