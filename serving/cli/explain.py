"""`coopscore explain`: base, reasons and points of one standing score."""

from collections.abc import Iterator
from datetime import date

import click

from coopscore.errors import WARNINGS
from coopscore.scores import Score
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.i18n import Words
from serving.pages.wording import reason_title, reason_value
from serving.readings import Question, Readings, question
from serving.schemas import ScoreOut


@click.command(context_settings=CONTEXT)
@click.argument("coop_id")
@click.option("--spec", required=True, help="The question asked.")
@click.option("--as-of", type=DAY, required=True, help="The newest score up to this day.")
@options
@with_session
def explain(session: Session, coop_id: str, spec: str, as_of: date) -> None:
    """Say why the score of COOP_ID is what it is: base, reasons, points."""
    with session.office() as office:
        readings = Readings(office.records, office.facts, office.home.bundles)
        entry = readings.standing(coop_id, spec, as_of)
        named = readings.named(entry)
        asked = readings.question_of(entry.score)
    data = ScoreOut.of_named(named).model_dump(mode="json")
    lines = explained_lines(entry.score, named.name, session.words, asked)
    session.answer(data, list(lines))


def explained_lines(
    score: Score, name: str | None, words: Words, asked: Question | None = None
) -> Iterator[str]:
    """A score and what it is made of, in the reader's language.

    `asked` is what its model was asked; by default as the project's spec of that name has it.
    """
    yield words(
        "explained",
        name=f"{name or words('unnamed')} ({score.coop_id})",
        points=words.number(score.points, 1),
        grade=score.grade,
        day=score.as_of,
    )
    yield words(
        "explained_probability",
        probability=words.percent(score.probability),
        interval=_interval(score, words, asked or question(score.spec)),
    )
    for code in score.warnings:
        if code in WARNINGS:
            yield words.text(WARNINGS[code].found)
    yield words("explained_version", version=score.version, batch=score.batch)
    yield _line(words.number(score.base_points, 1), words("base"))
    for reason in score.reasons:
        shown = reason_value(reason, words)
        value = f"{shown.text} {shown.unit}".strip()
        title = reason_title(reason.feature, words)
        yield _line(words.number(reason.points, 1, signed=True), f"{title}: {value}")
    if score.cap_points:
        yield _line(words.number(score.points_unclipped, 1), words("sum_label"))
        yield _line(words.number(score.cap_points, 1, signed=True), words("cap_row"))
    yield _line(words.number(score.points, 1), words("sum_row"))


def _interval(score: Score, words: Words, asked: Question | None) -> str:
    ends = {"low": words.percent(score.low), "high": words.percent(score.high)}
    if asked is None:
        return words("interval_plain", **ends)
    return words("interval_label", level=words.percent(asked.interval), **ends)


def _line(number: str, text: str) -> str:
    return f"{number:>9}  {text}"
