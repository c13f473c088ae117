"""What a plan's visits have taught, in words: every figure with its interval and its unknowns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coopscore.vocabulary import VISIT_SLICE
from serving.i18n import Words
from serving.pages.watch_page import place_title, province_title

_Told = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ShareRow:
    """A share of some visits or of all: what is certain about it, and what is estimated.

    `least` and `most` are what it cannot leave, whatever those not reached are; `value`, `low` and
    `high` are None where nobody was reached.
    """

    of: str
    place: str
    county: str
    value: float | None
    low: float | None
    high: float | None
    least: float
    most: float
    hits: int
    known: int
    unknown: int


@dataclass(frozen=True, kw_only=True)
class WorthRow:
    """What the overrides of one office were worth; figures are None under the least number."""

    office: str
    overrides: int
    told: int
    value: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True, kw_only=True)
class EvaluationView:
    """All that the page shows; `level` is that of the intervals (0-1)."""

    counts: Sequence[str]
    precision: Sequence[ShareRow]
    prevalence: Sequence[ShareRow]
    lines: Sequence[str]
    worth: Sequence[WorthRow]
    level: float


def evaluation_view(told: _Told, words: Words) -> EvaluationView:
    """The view of a stored evaluation (`models.visits.evaluation.Evaluation`, as JSON holds it)."""
    return EvaluationView(
        counts=[
            words(f"evaluation_count_{name}", count=words.number(told["counts"][name]))
            for name in ("planned", "told", "reached", "unplanned")
        ],
        precision=[_precision(one, words) for one in told["precision"]],
        prevalence=[prevalence_row(one, words) for one in told["prevalence"]],
        lines=[*_earliness(told["earliness"], words), *_redundancy(told["redundancy"], words)],
        worth=[_worth(one, words) for one in told["overrides"]],
        level=told["level"],
    )


def _precision(one: _Told, words: Words) -> ShareRow:
    slice_title = words.text(VISIT_SLICE[one["slice"]])
    of = words("precision_of", slice=slice_title, sought=words(f"sought_{one['sought']}"))
    place = place_title(one["province"], one["county"], words)
    return _share(one["share"], of, place, words, county=one["county"])


def prevalence_row(one: _Told, words: Words) -> ShareRow:
    """The share silent of a province or the nation (`models.visits.prevalence.Prevalence`)."""
    of = words(f"population_{one['population']}")
    return _share(one["share"], of, province_title(one["province"], words), words)


def _share(share: _Told, of: str, place: str, words: Words, *, county: str = "") -> ShareRow:
    same = ("value", "low", "high", "least", "most", "hits", "known", "unknown")
    figures = {name: share[name] for name in same}
    return ShareRow(of=of, place=place or words("place_all"), county=county, **figures)


def _earliness(told: _Told | None, words: Words) -> Iterator[str]:
    if told is None:
        return
    hits = words.number(told["hits"])
    days, gain = told["days_earlier"], told["gain"]
    if days["value"] is not None:
        figures = {name: words.number(days[name], 1, signed=True) for name in _ENDS}
        yield words("evaluation_days_earlier", hits=hits, **figures)
    if gain["value"] is not None:
        yield words(
            "evaluation_first_half",
            now=words.percent(told["first_half"]["value"]),
            before=words.percent(told["first_half_before"]["value"]),
            **{name: words.number(gain[name] * 100, 1, signed=True) for name in _ENDS},
        )


def _redundancy(told: _Told | None, words: Words) -> Iterator[str]:
    if told is None:
        return
    yield words(
        "evaluation_lists",
        size=words.number(told["k"]),
        common=words.number(told["common"]),
        jaccard=words.percent(told["jaccard"]),
    )
    if told["difference"] is not None:
        ends = {"value": told["difference"], "low": told["low"], "high": told["high"]}
        figures = {name: words.number(end * 100, 1, signed=True) for name, end in ends.items()}
        yield words("evaluation_difference", **figures)
    if told["no_better"]:
        yield words("evaluation_no_better")


def _worth(one: _Told, words: Words) -> WorthRow:
    same = ("overrides", "told", "value", "low", "high")
    return WorthRow(
        office=province_title(one["office"], words),
        verdict=words(f"verdict_{one['verdict']}"),
        **{name: one[name] for name in same},
    )


_ENDS = ("value", "low", "high")
