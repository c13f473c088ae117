"""Counting: how many rows of each place pass each rule, fail it, or cannot be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from coopscore.quality.queries import Questions
from coopscore.quality.rule import Rule
from coopscore.schema import TABLES


@dataclass(frozen=True, kw_only=True)
class Count:
    """Rows that pass, that fail, and of which it is not known."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            passed=self.passed + other.passed,
            failed=self.failed + other.failed,
            unknown=self.unknown + other.unknown,
        )

    @property
    def asked(self) -> int:
        """The denominator: rows of which it is known. A missing value is no failure."""
        return self.passed + self.failed

    @property
    def share(self) -> float | None:
        """Passed of asked, 0-1; None where nothing could be asked."""
        return self.passed / self.asked if self.asked else None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a row belongs; empty where it is not told, or the row is about the sector."""

    province: str
    office: str


# By rule code and place.
Tally = Mapping[str, Mapping[Place, Count]]


def tally(desk: Questions, rules: Iterable[Rule], as_of: date) -> Tally:
    """Ask every rule of every row, one question a source."""
    found: dict[str, Mapping[Place, Count]] = {}
    by_source = attrgetter("source")
    for source, group in groupby(sorted(rules, key=by_source), key=by_source):
        found |= _of_source(desk, source, list(group), as_of)
    return found


def _of_source(
    desk: Questions, source: str, rules: Sequence[Rule], as_of: date
) -> dict[str, Mapping[Place, Count]]:
    rows = desk.ask(_question(source, rules), as_of=as_of).to_pylist()
    return {
        rule.code: {
            Place(province=row["at_province"], office=row["at_office"]): Count(
                passed=row[f"passed_{place}"],
                failed=row[f"failed_{place}"],
                unknown=row[f"unknown_{place}"],
            )
            for row in rows
        }
        for place, rule in enumerate(rules)
    }


def _question(source: str, rules: Sequence[Rule]) -> str:
    """One row a place. Rules are part of the source; no value is written into the question."""
    counts = ", ".join(_counts(place, rule) for place, rule in enumerate(rules))
    where = _place(rules[0])
    return (
        f"SELECT {where}, {counts} FROM {source} AS r "  # noqa: S608
        "LEFT JOIN place USING (coop_id) GROUP BY 1, 2 ORDER BY 1, 2"
    )


def _place(rule: Rule) -> str:
    """A row about the sector names its own province, where it does; others have their own's."""
    table = TABLES[rule.table]
    if table.about == "cooperative":
        return (
            "coalesce(place_province, '') AS at_province, coalesce(place_office, '') AS at_office"
        )
    named = "province" in {column.name for column in table.columns}
    province = "coalesce(r.province, '')" if named else "''"
    return f"{province} AS at_province, '' AS at_office"


def _counts(place: int, rule: Rule) -> str:
    asked = f"coalesce({rule.asked}, FALSE)"
    return ", ".join(
        f"count(*) FILTER (WHERE {asked} AND ({rule.holds}) IS {is_}) AS {name}_{place}"
        for name, is_ in (("passed", "TRUE"), ("failed", "FALSE"), ("unknown", "NULL"))
    )


def total(counts: Iterable[Count]) -> Count:
    """All of them together."""
    return sum(counts, Count())
