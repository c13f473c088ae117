"""Plans of visits for machines, and in lines for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from coopscore.language import Text
from coopscore.records.visit_entries import ChangeEntry, PlanCounts, PlanHead
from coopscore.visits import Planned
from coopscore.vocabulary import ACT_KIND, PLAN_CHANGE_REASON, VISIT_SLICE
from serving.i18n import Words
from serving.pages.design_lines import design_lines, rival_rows, rule_line
from serving.pages.evaluation_page import ShareRow, WorthRow, evaluation_view, prevalence_row
from serving.pages.watch_page import place_title
from serving.road import PUT_ON


def head_data(head: PlanHead) -> dict[str, Any]:
    """A plan without its frame, for machines."""
    return {
        **{name: told for name, told in vars(head).items() if name not in ("actor", "written_at")},
        "settings": dict(head.settings),
        "by": head.actor.name,
        "written_at": head.written_at.isoformat(),
    }


def counts_data(counts: PlanCounts) -> dict[str, Any]:
    """A plan in numbers, for machines."""
    return {
        "by_slice": dict(counts.by_slice),
        "by_kind": dict(counts.by_kind),
        "by_county": [
            {"province": province, "county": county, "acts": acts}
            for (province, county), acts in counts.by_county.items()
        ],
        "changes": counts.changes,
        "outcomes": counts.outcomes,
    }


def head_line(head: PlanHead, words: Words) -> str:
    """A plan in one line."""
    return words(
        "visits_listed",
        plan_id=head.plan_id,
        as_of=head.as_of,
        acts=words.number(head.acts),
        frame=words.number(head.frame_size),
        day=head.written_at.date(),
    )


def made_lines(
    head: PlanHead,
    counts: PlanCounts,
    out: Path | None,
    words: Words,
    *,
    by_county: bool = True,
) -> Iterator[str]:
    """A plan in numbers: what it rests on, its slices, kinds and counties, its lot, its rivals."""
    yield words(
        "visits_plan",
        plan_id=head.plan_id,
        as_of=head.as_of,
        acts=words.number(head.acts),
        months=words.counted("months", head.months),
        first=head.first_month,
        frame=words.number(head.frame_size),
    )
    yield from _ranked(head.settings, words)
    yield words("visits_slices")
    yield from _counted(counts.by_slice, VISIT_SLICE, words)
    yield words("visits_kinds")
    yield from _counted(counts.by_kind, ACT_KIND, words)
    if by_county:
        yield words("visits_counties")
        for (province, county), acts in counts.by_county.items():
            yield f"  {place_title(province, county, words)}: {words.number(acts)}"
    yield from _design(head.settings, words)
    if counts.changes or counts.outcomes:
        yield words(
            "visits_changed",
            changes=words.number(counts.changes),
            outcomes=words.number(counts.outcomes),
        )
    if out is not None:
        yield words("visits_written", path=out)


def _ranked(settings: Mapping[str, Any], words: Words) -> Iterator[str]:
    for one in settings.get("ranked_by", ()):
        yield words(
            "visits_ranked_by",
            spec=one["spec"],
            day=words.day(date.fromisoformat(one["as_of"])),
            scores=words.number(one["scores"]),
            version=one["version"],
        )


def _counted(counts: Mapping[str, int], codes: Mapping[str, Text], words: Words) -> Iterator[str]:
    known = [code for code in codes if code in counts]
    for code in (*known, *(code for code in counts if code not in codes)):
        yield f"  {_titled(codes, code, words)}: {words.number(counts[code])}"


def _design(settings: Mapping[str, Any], words: Words) -> Iterator[str]:
    yield from design_lines(settings, words)
    for key in ("nowhere", "acts_nowhere"):
        if settings.get(key):
            yield words(f"visits_{key}", count=words.number(settings[key]))
    rivals = rival_rows(settings, words)
    if not rivals:
        return
    yield words("visits_rivals")
    for one in rivals:
        told = {
            "name": one.title,
            "visits": words.number(one.visits),
            "silent": words.number(one.silent, 1),
        }
        if one.revived is None:
            yield words("visits_rival_silent", **told)
        else:
            yield words("visits_rival", revived=words.number(one.revived, 1), **told)
    said = rule_line(rivals, words)
    if said:
        yield said


def change_data(entry: ChangeEntry) -> dict[str, Any]:
    """A change to a plan, for machines."""
    return {
        "number": entry.number,
        **vars(entry.change),
        "by": entry.actor.name,
        "written_at": entry.written_at.isoformat(),
    }


def change_line(entry: ChangeEntry, words: Words) -> str:
    """A change to a plan in one line."""
    change = entry.change
    said = words(
        "visits_put_on" if change.added else "visits_taken_off",
        coop_id=change.coop_id,
        plan_id=change.plan_id,
        reason=words.text(PLAN_CHANGE_REASON[change.reason]),
        note=change.note,
    )
    if not change.instead_of:
        return said
    return f"{said} {words('visits_instead_of', coop_id=change.instead_of)}"


def act_lines(
    acts: Sequence[Planned], name_of: Callable[[str], str | None], words: Words
) -> Iterator[str]:
    """The acts of a plan as it stands, a line each."""
    for act in acts:
        told = (
            "" if act.month is None else words.short_day(act.month),
            _titled(ACT_KIND, act.kind, words),
            act.coop_id,
            words.name(name_of(act.coop_id) or ""),
            words.text(VISIT_SLICE.get(act.slice, PUT_ON)),
        )
        yield f"  {'  '.join(told)}"


def evaluation_lines(content: Mapping[str, Any], words: Words) -> Iterator[str]:
    """What a plan has taught, in the words of its page; precision by county is for the page."""
    view = evaluation_view(content, words)
    yield from view.counts
    yield words("precision_title")
    yield from (_share_line(row, words) for row in view.precision if not row.county)
    yield words("prevalence_title")
    yield from (_share_line(row, words) for row in view.prevalence)
    yield from view.lines
    if view.worth:
        yield words("worth_title")
        yield from (_worth_line(row, words) for row in view.worth)


def prevalence_lines(told: Iterable[Mapping[str, Any]], words: Words) -> Iterator[str]:
    """How many are silent by the visits of several plans, in the words of a plan's page."""
    yield words("prevalence_title")
    yield from (_share_line(prevalence_row(one, words), words) for one in told)


def _share_line(row: ShareRow, words: Words) -> str:
    told = {
        "of": row.of,
        "place": row.place,
        "least": words.percent(row.least),
        "most": words.percent(row.most),
    }
    if row.value is None or row.low is None or row.high is None:
        return words("visits_share_unknown", **told)
    ends = {"value": row.value, "low": row.low, "high": row.high}
    counts = {"hits": row.hits, "known": row.known, "unknown": row.unknown}
    return words(
        "visits_share",
        **told,
        **{name: words.percent(end) for name, end in ends.items()},
        **{name: words.number(count) for name, count in counts.items()},
    )


def _worth_line(row: WorthRow, words: Words) -> str:
    told = {
        "office": row.office, "overrides": words.number(row.overrides), "verdict": row.verdict,
    }  # fmt: skip
    if row.value is None or row.low is None or row.high is None:
        return words("visits_worth_few", **told)
    ends = {"value": row.value, "low": row.low, "high": row.high}
    return words("visits_worth", **told, **{name: words.percent(end) for name, end in ends.items()})


def _titled(codes: Mapping[str, Text], code: str, words: Words) -> str:
    return words.text(codes[code]) if code in codes else code
