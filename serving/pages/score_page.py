"""The page of one score: all that the template shows, put together beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopscore.errors import WARNINGS, Hindsight
from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import NOT_RATED, Score
from models.keys import KIND_NAMES
from models.scale import MasterScale
from serving.i18n import Words
from serving.pages.bridge import Bridge, Step, bridges, effect_kind
from serving.pages.course import Course, Day, course
from serving.pages.ladder import Ladder, ladder
from serving.pages.wording import Shown, reason_title, reason_value
from serving.readings import Filing, Question

# More steps than this no longer read as a picture; the table below has them all.
PICTURED = 9
# Under five in a thousand, people are counted in a hundred thousand.
_FEW = 0.005


@dataclass(frozen=True, kw_only=True)
class ReasonRow:
    """One line of the table of reasons."""

    title: str
    value: Shown
    points: float
    kind: str


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """The probability in natural numbers: of so many alike, about so many."""

    key: str
    expected: str
    low: str
    high: str


@dataclass(frozen=True, kw_only=True)
class ScorePage:
    """What `score.html` is given."""

    name: str | None
    entry: ScoreEntry
    score: Score
    scale: MasterScale
    question: Question | None
    event: str
    level: float | None
    kind: str | None
    meaning: Meaning
    warnings: Sequence[str]
    hindsight: str | None
    rows: Sequence[ReasonRow]
    even: Sequence[ReasonRow]
    even_summary: str
    rated: bool
    bridges: Sequence[Bridge]
    largest: str
    ladder: Ladder
    group: str
    course: Course
    history: Sequence[ScoreEntry]
    filings: Sequence[Filing]


def score_page(
    entry: ScoreEntry,
    *,
    name: str | None,
    question: Question | None,
    history: Sequence[ScoreEntry],
    filings: Sequence[Filing],
    scale: MasterScale,
    words: Words,
) -> ScorePage:
    """The page of `entry` in the language of `words`."""
    score = entry.score
    rows = _rows(score, words)
    mirrored = words.dir == "rtl"
    return ScorePage(
        name=name,
        entry=entry,
        score=score,
        scale=scale,
        question=question,
        event=words.text(question.title) if question else score.spec,
        level=question.interval if question else None,
        kind=_kind(question, words),
        meaning=_meaning(score, words),
        warnings=[words.text(WARNINGS[code].found) for code in score.warnings if code in WARNINGS],
        hindsight=words.text(Hindsight.found) if Hindsight.code in score.warnings else None,
        rows=[row for row in rows if row.kind != "even"],
        even=[row for row in rows if row.kind == "even"],
        even_summary=_even_summary(rows, words),
        rated=question.rated if question else False,
        bridges=bridges(_steps(score, words), mirrored=mirrored),
        largest=_largest(score, words),
        ladder=ladder(score.points, scale.grades, scale.floor, scale.cap, mirrored=mirrored),
        group="" if score.grade == NOT_RATED else score.grade[0],
        course=course(_days(history, entry), mirrored=mirrored),
        history=history,
        filings=filings,
    )


def _kind(question: Question | None, words: Words) -> str | None:
    """The kind of model in words; None where it is not known, or not one of ours."""
    kind = question.kind if question else None
    return words(f"kind_{kind}") if kind in KIND_NAMES else None


def _meaning(score: Score, words: Words) -> Meaning:
    of, key = (1_000, "meaning") if score.probability >= _FEW else (100_000, "meaning_few")
    counted = {"expected": score.probability, "low": score.low, "high": score.high}
    said: Mapping[str, str] = {name: words.number(of * share) for name, share in counted.items()}
    return Meaning(key=key, **said)


def _rows(score: Score, words: Words) -> list[ReasonRow]:
    return [
        ReasonRow(
            title=reason_title(reason.feature, words),
            value=reason_value(reason, words),
            points=reason.points,
            kind=effect_kind(reason.points),
        )
        for reason in score.reasons
    ]


def _even_summary(rows: Sequence[ReasonRow], words: Words) -> str:
    """What was looked at as well and makes no difference that is shown; empty where all does."""
    titles = [row.title for row in rows if row.kind == "even"]
    if not titles:
        return ""
    separator = "، " if words.lang == "fa" else ", "
    return words("even_rows", count=words.number(len(titles)), titles=separator.join(titles))


def _steps(score: Score, words: Words) -> list[Step]:
    shown = score.reasons[:PICTURED]
    rest = score.reasons[PICTURED:]
    steps = [Step(kind="base", title=words("base_short"), points=score.base_points)]
    steps += [
        Step(kind="reason", title=reason_title(reason.feature, words), points=reason.points)
        for reason in shown
    ]
    if rest:
        title = words("others", count=len(rest))
        steps.append(Step(kind="reason", title=title, points=sum(one.points for one in rest)))
    if score.cap_points:
        steps.append(Step(kind="cap", title=words("cap_row"), points=score.cap_points))
    return [*steps, Step(kind="sum", title=words("sum_row"), points=score.points)]


def _largest(score: Score, words: Words) -> str:
    separator = "؛ " if words.lang == "fa" else "; "
    return separator.join(
        f"{reason_title(reason.feature, words)} {words.number(reason.points, 1, signed=True)}"
        for reason in score.reasons[:3]
    )


def _days(history: Sequence[ScoreEntry], shown: ScoreEntry) -> list[Day]:
    return [
        Day(
            as_of=entry.score.as_of,
            points=entry.score.points,
            grade=entry.score.grade,
            marked=entry.score.as_of == shown.score.as_of,
        )
        for entry in history
    ]
