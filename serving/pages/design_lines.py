"""How a plan of visits was drawn, in words: its lot, its rivals, its churn and its changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coopscore.records.visit_entries import ChangeEntry
from coopscore.vocabulary import PLAN_CHANGE_REASON
from serving.i18n import Words


@dataclass(frozen=True, kw_only=True)
class RivalRow:
    """The plan, or a rule beside it, and what its visits are expected to find."""

    name: str
    title: str
    visits: int
    silent: float
    revived: float
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
    own = RivalRow(name="plan", title=words("rival_plan"), own=True, **settings["expected"])
    rivals = [
        RivalRow(
            name=one["name"], title=words(f"rival_{one['name']}"), own=False, **one["expected"]
        )
        for one in settings["rivals"]
    ]
    return [own, *rivals]


def is_as_good(rivals: Sequence[RivalRow]) -> bool:
    """Whether the plain rule "most overdue first" is expected to find as many silent ones."""
    silent = {one.name: one.silent for one in rivals}
    return "most_overdue" in silent and silent["most_overdue"] >= silent["plan"]


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
