"""How a plan of visits was drawn, in words: its lot, its rivals, its churn and its changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore.records.visit_entries import ChangeEntry, PlanHead
from coopscore.vocabulary import PLAN_CHANGE_REASON
from serving.i18n import Words
from serving.supervision import REVIVAL

# A plan is worth its trouble where it finds so many times what the plain rule finds.
LEAST_TIMES = 2


@dataclass(frozen=True, kw_only=True)
class RivalRow:
    """The plan, or a rule beside it, and what its visits are expected to find.

    `revived` is None where revival was not scored: none expected is not none to come.
    """

    name: str
    title: str
    visits: int
    silent: float
    revived: float | None
    own: bool


def design_lines(settings: Mapping[str, Any], words: Words) -> list[str]:
    """What a plan's settings say of its design; what they do not say is not told."""
    return list(_lines(settings, words))


def _lines(settings: Mapping[str, Any], words: Words) -> Iterator[str]:
    if "lot" in settings:
        yield words(
            "design_lot", lot=words.number(settings["lot"]), left=words.number(settings["left"])
        )
        yield words("design_precision", half_width=words.percent(settings["half_width"]))
        asked = settings.get("policy", {}).get("half_width")
        if asked is not None:
            needed = settings["lot_needed"]
            yield words(
                "design_not_enough" if needed is None else "design_needed",
                half_width=words.percent(asked),
                **({} if needed is None else {"needed": words.number(needed)}),
            )
    if "least_probability" in settings:
        yield words("design_least", probability=words.percent(settings["least_probability"]))
    waiting = sum(one.get("duties_waiting", 0) for one in settings.get("strata", ()))
    if waiting:
        yield words("design_waiting", waiting=words.number(waiting))
    if settings.get("churn"):
        churn = settings["churn"]
        counts = {name: words.number(churn[name]) for name in ("kept", "dropped", "added")}
        yield words("design_churn", jaccard=words.percent(churn["jaccard"]), **counts)


def rival_rows(settings: Mapping[str, Any], words: Words) -> list[RivalRow]:
    """The plan and the rules beside it (`expected` and `rivals` of its settings); none untold."""
    if "expected" not in settings or "rivals" not in settings:
        return []
    ranked = {one["spec"] for one in settings.get("ranked_by", ())}
    unknown = {"revived": None} if ranked and REVIVAL not in ranked else {}
    lists = [{"name": "plan", "expected": settings["expected"]}, *settings["rivals"]]
    return [
        RivalRow(
            name=one["name"],
            title=words(f"rival_{one['name']}"),
            own=one["name"] == "plan",
            **{**one["expected"], **unknown},
        )
        for one in lists
    ]


def rule_line(rivals: Sequence[RivalRow], words: Words) -> str:
    """How many times as many silent ones as by the rule "most overdue first" are expected.

    Under twice as many it says so, and where they are no more, that the rule is as good. Lists of
    different lengths are compared by the visit. Empty where there is nothing to compare.
    """
    by_name = {one.name: one for one in rivals}
    own, rule = by_name.get("plan"), by_name.get("most_overdue")
    if own is None or rule is None or not (own.visits and rule.visits and rule.silent):
        return ""
    times = (own.silent / own.visits) / (rule.silent / rule.visits)
    if times <= 1:
        key = "visits_rule_as_good"
    else:
        key = "visits_rule_twice" if times >= LEAST_TIMES else "visits_rule_not_twice"
    said = words(key, times=words.number(times, 2))
    if own.visits == rule.visits:
        return said
    visits = {"own": words.number(own.visits), "rule": words.number(rule.visits)}
    return f"{said} {words('visits_rule_lengths', **visits)}"


def scored_lines(head: PlanHead, words: Words) -> list[str]:
    """By how many scores a plan ranks; of one without a score nothing is expected."""
    return [
        words(
            "design_scored",
            scored=words(f"design_scored_{one['spec']}"),
            scores=words.number(one["scores"]),
            day=words.day(date.fromisoformat(one["as_of"])),
            frame=words.number(head.frame_size),
        )
        for one in head.settings.get("ranked_by", ())
    ]


def change_lines(changes: Sequence[ChangeEntry], words: Words) -> list[str]:
    """Supervisors' changes in words, the oldest first."""
    return [
        words(
            "change_on" if entry.change.added else "change_off",
            coop_id=entry.change.coop_id,
            reason=PLAN_CHANGE_REASON[entry.change.reason],
            note=entry.change.note,
            officer=entry.actor.name,
        )
        for entry in changes
    ]
