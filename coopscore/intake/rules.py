"""What the columns of one row must agree on beyond its two dates, as data, by table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import le
from typing import Any

from coopscore.intake.cells import Value
from coopscore.vocabulary import ACTIVITY_STATUS, REGISTRY_STAGE, Codes

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

    `holds` is asked only where both are given; `told` adds to the fault's facts what `beside`
    allows.
    """

    code: str
    column: str
    beside: str
    holds: Callable[[Any, Any], bool]
    told: Callable[[Any], Mapping[str, object]] = _nothing


@dataclass(frozen=True, slots=True)
class Breach:
    """A row, by its place, that breaks a rule, with the two values."""

    place: int
    rule: RowRule
    value: Value
    beside: Value


def breaches(table: str, columns: Mapping[str, Sequence[Value]]) -> Iterator[Breach]:
    """Every row of parsed columns that breaks a rule of its table."""
    for rule in ROW_RULES.get(table, ()):
        pairs = zip(columns[rule.column], columns[rule.beside], strict=True)
        for place, (value, beside) in enumerate(pairs):
            if value is not None and beside is not None and not rule.holds(value, beside):
                yield Breach(place, rule, value, beside)


ROW_RULES: Mapping[str, Sequence[RowRule]] = {
    "cooperative": (
        RowRule(code="founded_after_known", column="founded_on", beside="recorded_at", holds=le),
    ),
    "status_event": (
        RowRule(
            code="code_of_other_axis",
            column="to_code",
            beside="axis",
            holds=lambda code, axis: code in AXIS_CODES[axis],
            told=lambda axis: {"allowed": list(AXIS_CODES[axis])},
        ),
    ),
    "assembly": (
        RowRule(
            code="more_than_entitled", column="members_present", beside="members_total", holds=le
        ),
    ),
}
