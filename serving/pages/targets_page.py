"""Planned against done as a page: per kind of act, with a bar, and person-hours of training."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopscore.vocabulary import ACT_KIND
from serving.i18n import Words
from serving.pages.drawing import Axis, Frame
from serving.pages.watch_page import province_title
from serving.visit_targets import Targets

_WIDTH, _HEIGHT = 240.0, 18.0


@dataclass(frozen=True, kw_only=True)
class TargetBar:
    """What was planned as a pale bar, what was done upon it, and a line at what is wanted."""

    frame: Frame
    planned_left: float
    planned_width: float
    done_left: float
    done_width: float
    wanted: float


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """One kind of act; `share` is done over planned, None where nothing was planned."""

    title: str
    planned: int
    wanted: int
    done: int
    beside: int
    told: int
    share: float | None
    bar: TargetBar


@dataclass(frozen=True, kw_only=True)
class TrainingRow:
    """Person-hours of training of one province."""

    title: str
    planned: int
    done: int
    share: float | None


def target_rows(found: Targets, words: Words) -> list[TargetRow]:
    """The kinds of act in their order, with bars on one scale."""
    largest = max(
        (max(one.wanted, one.planned, one.done) for one in found.kinds.values()), default=1
    )
    return [
        TargetRow(
            title=words.text(ACT_KIND[kind]),
            planned=one.planned,
            wanted=one.wanted,
            done=one.done,
            beside=found.beside.get(kind, 0),
            told=found.told.get(kind, 0),
            share=one.share,
            bar=_bar(one.planned, one.done, one.wanted, largest, mirrored=words.dir == "rtl"),
        )
        for kind, one in found.kinds.items()
    ]


def training_rows(found: Targets, words: Words) -> list[TrainingRow]:
    """Provinces with a plan of training, or with trainings."""
    return [
        TrainingRow(
            title=province_title(one.province, words) or words("place_unknown"),
            planned=one.planned,
            done=one.done,
            share=one.share,
        )
        for one in found.training
    ]


def target_lines(found: Targets, words: Words) -> Sequence[str]:
    """How much is wanted in all, and what is left to do of it."""
    one = found.wanted
    lines = [
        words(
            "targets_wanted",
            times=words.measure(one.times),
            planned=words.number(one.planned),
            wanted=words.number(one.wanted),
            done=words.number(one.done),
            to_do=words.number(one.to_do),
        )
    ]
    if one.a_month is not None:
        months = words.counted("months", one.months_left)
        lines.append(words("targets_a_month", months=months, a_month=words.number(one.a_month)))
    if found.hours_told:
        lines.append(words("targets_hours_told", hours=words.number(found.hours_told)))
    return lines


def _bar(planned: int, done: int, wanted: int, largest: int, *, mirrored: bool) -> TargetBar:
    frame = Frame(width=_WIDTH, height=_HEIGHT, mirrored=mirrored)
    axis = Axis(low=0, high=max(1, largest), start=0, length=_WIDTH - 2)
    return TargetBar(
        frame=frame,
        planned_left=frame.left(0, axis.at(planned)),
        planned_width=round(axis.at(planned), 2),
        done_left=frame.left(0, axis.at(done)),
        done_width=round(axis.at(done), 2),
        wanted=frame.x(axis.at(wanted)),
    )
