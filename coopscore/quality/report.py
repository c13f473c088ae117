"""The data-quality report: what was known by a day, asked by every rule, as JSON values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from coopscore.facts import FactView
from coopscore.quality.doubts import Scored, doubts, flagged, lay_judged
from coopscore.quality.issues import issues
from coopscore.quality.proposals import Proposal, proposals
from coopscore.quality.queries import questions
from coopscore.quality.relations import RELATIONS
from coopscore.quality.rule import DIMENSIONS, Rule
from coopscore.quality.rules import rules
from coopscore.quality.seen import seen
from coopscore.quality.settings import QualitySettings, quality_settings
from coopscore.quality.tally import Count, Place, Tally, tally, total
from coopscore.schema import TABLES

FORMAT = 1
# Steps besides the tables: relations, statistics, rules, the list.
_MORE = 4
_STRONGEST = 50  # proposals that the report itself shows; the list has all

Progress = Callable[[int, int], None]

_PLACE = """
SELECT coop_id, coalesce(province, '') AS place_province,
    coalesce(registration_office, county, '') AS place_office
FROM standing"""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A report, every issue that it counts, and every row that statistics scored."""

    report: Mapping[str, Any]
    issues: pa.Table
    scored: Scored
    proposals: list[Proposal]


def measure(
    facts: FactView,
    as_of: date,
    *,
    settings: QualitySettings | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Measured:
    """Measure the quality of all that was known by a day.

    Parameters
    ----------
    progress
        Told how many steps are done, of how many.
    """
    chosen, steps = settings or quality_settings(), len(TABLES) + _MORE
    tables: dict[str, pa.Table] = {}
    for done, name in enumerate(TABLES):
        progress(done, steps)
        tables[name] = seen(facts, name, as_of)
    with questions(tables) as desk:
        progress(len(TABLES), steps)
        for name, sql in RELATIONS.items():
            desk.keep(name, sql, as_of=as_of)
        desk.keep("place", _PLACE)
        progress(len(TABLES) + 1, steps)
        scored = doubts(desk, as_of, chosen)
        flags = flagged(scored, chosen)
        lay_judged(desk, scored, flags)
        progress(len(TABLES) + 2, steps)
        counted = tally(desk, rules().values(), as_of)
        progress(len(TABLES) + 3, steps)
        found = issues(desk, rules().values(), flags, as_of)
    progress(steps, steps)
    rows = {name: len(table) for name, table in tables.items()}
    pairs = proposals(pa.concat_tables([flags["near_name"], flags["successor"]]))
    report = _report(facts.batch, as_of, rows, counted, flags, scored, pairs, chosen)
    return Measured(report=report, issues=found, scored=scored, proposals=pairs)


def _report(
    batch: int,
    as_of: date,
    rows: Mapping[str, int],
    counted: Tally,
    flags: Scored,
    scored: Scored,
    pairs: list[Proposal],
    settings: QualitySettings,
) -> dict[str, Any]:
    every = list(rules().values())
    strongest = sorted(pairs, key=lambda one: (-one.score, one.one, one.other))[:_STRONGEST]
    return {
        "format": FORMAT,
        "as_of": as_of.isoformat(),
        "batch": batch,
        "settings": settings.version,
        "rows": dict(rows),
        "whole": _by_dimension(every, counted),
        "tables": _by_table(every, counted, rows),
        "provinces": _by_place(every, counted, lambda place: (place.province,)),
        "offices": _by_place(every, counted, lambda place: (place.province, place.office)),
        "rules": [_of_rule(rule, total(counted[rule.code].values())) for rule in every],
        "flags": {
            kind: {
                "raised": len(flags[kind]),
                "scored": len(scored[kind]),
                "threshold": settings.thresholds[kind],
            }
            for kind in scored
        },
        "proposals": [
            {"kind": one.kind, "one": one.one, "other": one.other, "score": round(one.score, 3),
             "evidence": dict(one.evidence)}
            for one in strongest
        ],
    }  # fmt: skip


def _told(count: Count) -> dict[str, Any]:
    """A figure as JSON: numerator, denominator, unknowns apart, and the share."""
    share = None if count.share is None else round(count.share, 6)
    return {
        "numerator": count.passed,
        "denominator": count.asked,
        "unknown": count.unknown,
        "share": share,
    }


def _of_rule(rule: Rule, count: Count) -> dict[str, Any]:
    return {
        "code": rule.code,
        "table": rule.table,
        "dimension": rule.dimension,
        **_told(count),
    }


def _by_dimension(every: Iterable[Rule], counted: Tally) -> dict[str, Any]:
    sums = dict.fromkeys(DIMENSIONS, Count())
    for rule in every:
        sums[rule.dimension] = sums[rule.dimension] + total(counted[rule.code].values())
    return {dimension: _told(count) for dimension, count in sums.items()}


def _by_table(every: list[Rule], counted: Tally, rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """Tables that hold rows, in the order of the schema."""
    return [
        {
            "table": name,
            "rows": rows[name],
            "dimensions": _by_dimension((r for r in every if r.table == name), counted),
        }
        for name in TABLES
        if rows[name]
    ]


def _by_place(
    every: list[Rule], counted: Tally, key: Callable[[Place], tuple[str, ...]]
) -> list[dict[str, Any]]:
    """Figures by place, those of no place last; offices are told apart within their province."""
    sums: dict[tuple[str, ...], dict[str, Count]] = {}
    for rule in every:
        for place, count in counted[rule.code].items():
            here = sums.setdefault(key(place), dict.fromkeys(DIMENSIONS, Count()))
            here[rule.dimension] = here[rule.dimension] + count
    return [
        {
            **dict(zip(("province", "office"), named, strict=False)),
            "dimensions": {name: _told(count) for name, count in sums[named].items()},
        }
        for named in sorted(sums, key=lambda named: (not all(named), named))
    ]
