"""A rating's validation as a page needs it: many rulings of one name as one line, groups as rows.

Nothing is worked out here but how many of the rulings in the report say what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from models.validation.credit_slices import SLICES
from serving.reports.credit_wording import CreditPhrases

Rulings = Sequence[Mapping[str, Any]]

# Hypotheses that one hopes to see rejected, and those of which nothing is hoped.
UNWISHED = frozenset(
    {"margins_of_events_and_others_alike", "no_trend_over_grades", "riskier_neighbour_no_higher"}
)
NEUTRAL = frozenset({
    "auc_equals_challengers", "input_tells_nothing", "as_many_raised_as_lowered",
    "as_many_move_to_riskier_as_to_better", "every_move_as_common_as_its_return",
    "moves_alike_in_every_period", "next_grade_depends_on_present_alone", "input_as_at_development",
    "input_as_often_unknown",
})  # fmt: skip
FAIR = (
    "adverse_impact", "equal_opportunity", "auc_within", "calibration_within",
    "conditional_disparity",
)  # fmt: skip
_MOST = 4  # rulings of one name that are told one by one
_WOMEN = ("women", "others")
_ELSEWHERE = frozenset({"fairness"})  # subjects with a table of their own


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table of tests: a ruling, or many of one name (`many` says which they are).

    `mark` is the style of its verdict: holds, misses, unknown, or empty.
    """

    title: str
    by: str
    null: str
    found: Mapping[str, Any] | None
    many: str
    follows: str
    wish: str
    mark: str
    source: str
    rests: str


def lines(t: CreditPhrases, rulings: Rulings) -> list[Line]:
    """The lines of one subject, in the order of the rulings."""
    found: list[Line] = []
    for _, same in groupby(rulings, key=lambda one: str(one["name"])):
        group = list(same)
        if len(group) > _MOST:
            found.append(_many(t, group))
        else:
            found += [_one(t, one) for one in group]
    return found


def subjects(t: CreditPhrases, report: Mapping[str, Any]) -> list[tuple[str, list[Line]]]:
    """Every subject with its lines, but those that have tables of their own."""
    held = report["credit"]["subjects"]
    order = [name for name in _SUBJECTS if name in held and name not in _ELSEWHERE]
    return [(name, lines(t, held[name])) for name in order]


_SUBJECTS = (
    "discrimination", "calibration", "grades", "migration", "stability", "explanation",
    "reproduction", "overrides",
)  # fmt: skip


def mark_of(null: str | None, verdict: str) -> str:
    """The style of a verdict: what was hoped for, what was not, or neither."""
    if verdict == "not_decidable":
        return "unknown"
    if null is None or null in NEUTRAL:
        return ""
    good = (verdict == "rejected") == (null in UNWISHED)
    return "holds" if good else "misses"


def _one(t: CreditPhrases, one: Mapping[str, Any]) -> Line:
    mark = mark_of(one["null"], one["verdict"])
    wishes = {"holds": t("wish_good"), "misses": t("wish_bad")}
    return Line(
        title=t(f"ruling_{one['name']}"),
        by=t.by(one) if one["by"] else "",
        null=t(f"null_{one['null']}") if one["null"] else "",
        found=one,
        many="",
        follows=t(f"test_{one['verdict']}"),
        wish=wishes.get(mark, ""),
        mark=mark,
        source=one["source"],
        rests=t.counted(one["counted"]),
    )


def _many(t: CreditPhrases, group: Rulings) -> Line:
    first = group[0]
    values = [one["value"] for one in group if one["value"] is not None]
    named = [t.by(one) for one in group if one["verdict"] == "rejected"]
    count = {
        name: t.number(sum(one["verdict"] == verdict for one in group), 0)
        for name, verdict in (
            ("rejected", "rejected"),
            ("held", "holds"),
            ("open", "not_decidable"),
        )
    }
    told = t.number(len(group), 0)
    if first["null"] is None:
        ends = {
            "low": t.figure(min(values, default=None)),
            "high": t.figure(max(values, default=None)),
        }
        many = t("credit_many_plain", n=told, **ends)
    else:
        many = t("credit_many", n=told, **count)
        if named:
            many = f"{many} {t('credit_many_rejected', names=t.some(named))}"
    worst = "rejected" if named else "holds"
    return Line(
        title=t(f"ruling_{first['name']}"),
        by="",
        null=t(f"null_{first['null']}") if first["null"] else "",
        found=None,
        many=many,
        follows="",
        wish="",
        mark=mark_of(first["null"], worst) if first["null"] not in UNWISHED else "",
        source=first["source"],
        rests="",
    )


@dataclass(frozen=True, kw_only=True)
class Fair:
    """One group's row in the table of fairness: its rulings by name."""

    title: str
    rulings: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class FairTable:
    """Groups of one kind that anything could be told of, and the names of those too few."""

    by: str
    rows: Sequence[Fair]
    few: Sequence[str] = field(default_factory=tuple)


def fairness(t: CreditPhrases, report: Mapping[str, Any]) -> list[FairTable]:
    """The tables of fairness: women's co-operatives first, then provinces."""
    held: dict[str, dict[str, Mapping[str, Any]]] = {}
    for one in report["credit"]["subjects"].get("fairness", []):
        held.setdefault(one["by"], {})[one["name"]] = one
    women = {name: one for name, one in held.items() if name in _WOMEN}
    places = {name: one for name, one in held.items() if name not in _WOMEN}
    both = (("is_women", women), ("province", places))
    return [_fair_table(t, by, groups) for by, groups in both if groups]


def _fair_table(
    t: CreditPhrases, by: str, groups: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> FairTable:
    decided = {
        name: any(one["verdict"] != "not_decidable" for one in rulings.values())
        for name, rulings in groups.items()
    }
    return FairTable(
        by=by,
        rows=[
            Fair(title=t.part(by, name), rulings=rulings)
            for name, rulings in groups.items()
            if decided[name]
        ],
        few=[t.part(by, name) for name in groups if not decided[name]],
    )


def slices(report: Mapping[str, Any]) -> Iterable[tuple[str, Rulings, list[str]]]:
    """Of each slice: its parts that could be measured, and the names of those that could not."""
    found = report["credit"]["slices"]
    for by in (name for name in SLICES if name in found):
        parts = found[by]
        held = [part for part in parts if part["state"] == "measured"]
        yield by, held, [part["name"] for part in parts if part["state"] != "measured"]


def of_part(part: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """A part's ruling of a name; None where it has none, or none that could be decided."""
    for one in part["rulings"]:
        if one["name"] == name and one["verdict"] != "not_decidable":
            found: Mapping[str, Any] = one
            return found
    return None


def powers(report: Mapping[str, Any]) -> tuple[list[str], list[tuple[str, dict[str, Any]]]]:
    """The worlds that power was tried in, and of each test its rate by world."""
    rates = report["credit"]["power"]
    worlds = list(dict.fromkeys(one["world"] for one in rates if not one["is_null"]))
    tests = list(dict.fromkeys(one["test"] for one in rates))
    return worlds, [
        (name, {one["world"]: one for one in rates if one["test"] == name}) for name in tests
    ]
