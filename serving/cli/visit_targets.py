"""`coopscore visits targets`: acts and trainings planned and done, as the ministry counts them."""

from collections.abc import Iterator
from datetime import date
from math import isnan
from typing import Any

import click

from coopscore.vocabulary import ACT_KIND, PROVINCE
from models.visits.targets import Target, Wanted
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.i18n import Words
from serving.pages.watch_page import place_title
from serving.visit_targets import Period, Targets
from serving.visit_targets import targets as targets_job

# Neither endless nor no number, which `float` would read from `inf` and `nan`; the API asks alike.
MOST_TIMES = 100


class Times(click.FloatRange):
    """So often the plan is wanted, over [0-100]."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number that is said; `nan` lies in every range, and is refused apart."""
        said = float(super().convert(value, param, ctx))
        if isnan(said):
            self.fail(f"{value} is no number", param, ctx)
        return said


TIMES = Times(min=0, max=MOST_TIMES)


@click.command(context_settings=CONTEXT)
@click.option("--from", "first", type=DAY, required=True, help="First day of the period.")
@click.option("--to", "last", type=DAY, required=True, help="Last day of the period.")
@click.option("--province", type=click.Choice(list(PROVINCE)), help="Only this one.")
@click.option("--by-county", is_flag=True, help="Each county by itself.")
@click.option("--planned", type=click.IntRange(min=0), help="So many, whatever is on record.")
@click.option("--times", type=TIMES, default=1.0, show_default=True, help="So often the plan.")
@options
@with_session
def targets(
    session: Session,
    first: date,
    last: date,
    province: str | None,
    by_county: bool,
    planned: int | None,
    times: float,
) -> None:
    """Say what was planned for a period, what is done of it, and what is left of TIMES as many.

    An act counts as done by plan where its office marked it so. Of 1,825 planned, one and a half
    times as many are 2,738.
    """
    asked = Period(
        first=first,
        last=last,
        province=province,
        by_county=by_county,
        times=times,
        planned=planned,
    )
    with session.office() as office:
        found = targets_job(office, asked, today=session.today)
    session.answer(_data(found, asked), list(_lines(found, asked, session)))


def _data(found: Targets, asked: Period) -> dict[str, Any]:
    return {
        "from": asked.first,
        "to": asked.last,
        "acts": [{**vars(one), "share": one.share} for one in found.acts],
        "kinds": {
            kind: {**vars(one), "share": one.share, "beside": found.beside[kind]}
            for kind, one in found.kinds.items()
        },
        "wanted": vars(found.wanted),
        "training": [{**vars(one), "share": one.share} for one in found.training],
        "told": dict(found.told),
        "hours_told": found.hours_told,
    }


def _lines(found: Targets, asked: Period, session: Session) -> Iterator[str]:
    words = session.words
    yield words("targets_title", first=asked.first, last=asked.last, today=session.today)
    for kind, one in found.kinds.items():
        yield _kind(kind, one, found.beside[kind], words)
        if asked.by_county:
            yield from (_place(act, words) for act in found.acts if act.kind == kind)
    yield from _wanted(found.wanted, words)
    yield from _training(found, words)
    if found.told:
        kinds = [
            f"{words.text(ACT_KIND[kind])} {words.number(count)}"
            for kind, count in found.told.items()
        ]
        told = words.number(sum(found.told.values()))
        yield words("targets_told", count=told, kinds=kinds)
    if found.hours_told:
        yield words("targets_hours_told", hours=words.number(found.hours_told))


def _kind(kind: str, one: Wanted, beside: int, words: Words) -> str:
    told = {"kind": words.text(ACT_KIND[kind]), "beside": words.number(beside)}
    if one.share is None:
        return words("targets_kind_unplanned", **told)
    return words(
        "targets_kind",
        **told,
        planned=words.number(one.planned),
        done=words.number(one.done),
        share=words.percent(one.share),
    )


def _place(act: Target, words: Words) -> str:
    return words(
        "targets_place",
        place=place_title(act.province, act.county, words),
        planned=words.number(act.planned),
        done=words.number(act.done),
        beside=words.number(act.beside),
    )


def _wanted(one: Wanted, words: Words) -> Iterator[str]:
    yield words(
        "targets_wanted",
        times=one.times,
        planned=words.number(one.planned),
        wanted=words.number(one.wanted),
        done=words.number(one.done),
        to_do=words.number(one.to_do),
    )
    if one.a_month is not None:
        yield words(
            "targets_a_month",
            months=words.counted("months", one.months_left),
            a_month=words.number(one.a_month),
        )


def _training(found: Targets, words: Words) -> Iterator[str]:
    planned = sum(one.planned for one in found.training)
    done = sum(one.done for one in found.training)
    if not planned:
        yield words("targets_training_unplanned", done=words.number(done))
        return
    yield words(
        "targets_training",
        planned=words.number(planned),
        done=words.number(done),
        share=words.percent(done / planned),
    )
