"""Papers of one period side by side: no figure is known before the statement that carries it."""

from collections.abc import Iterator, Sequence

import pandas as pd

from coopscore.schema import TABLES
from features.knowledge import Arrivals
from models.screen.findings import Finding, Verdict
from models.screen_settings import ScreenSettings

PERIODS = frozenset({"period_end", "year_end"})
_CARRIER = "filing"


def same_papers(arrivals: Sequence[Arrivals], settings: ScreenSettings) -> Iterator[Finding]:
    """For each table of figures: was it known before the statement of the same period?

    Figures may be typed in later than the statement arrived, and that is said; but where more than
    a few of them were known before it, their known days were moved. Two tables of figures can only
    be held against each other where no statement is among the features; then no run stops.
    """
    earliest = _earliest(arrivals)
    names = sorted(earliest)
    for one in names:
        for other in names:
            if one != other and (other == _CARRIER or (_CARRIER not in names and one < other)):
                yield from _beside(one, other, earliest, settings)


def _earliest(arrivals: Sequence[Arrivals]) -> dict[str, "pd.Series[int]"]:
    """By table: the day on which each co-operative's papers of each period were first known.

    Of filings only statements carry figures; a table that is told of by statements alone or not at
    all is left out.
    """
    parts: dict[str, list[pd.DataFrame]] = {}
    for one in arrivals:
        told = dict(one.conditions)
        whole = one.table != _CARRIER or told == {"kind": ("statement",)}
        if TABLES[one.table].happened in PERIODS and whole and len(one):
            rows = {"coop": one.coop_ids, "period": one.happened, "known": one.known}
            parts.setdefault(one.table, []).append(pd.DataFrame(rows))
    return {
        table: pd.concat(rows).groupby(["coop", "period"], sort=True)["known"].min()
        for table, rows in parts.items()
    }


def _beside(
    one: str, other: str, earliest: dict[str, "pd.Series[int]"], settings: ScreenSettings
) -> Iterator[Finding]:
    both = pd.concat([earliest[one], earliest[other]], axis=1, join="inner").to_numpy()
    if len(both) < settings.least_events:
        return
    before = float((both[:, 0] < both[:, 1]).mean())
    after = float((both[:, 0] > both[:, 1]).mean())
    apart = max(before, after) > settings.apart_share
    verdict: Verdict = "warn" if apart else "pass"
    if other == _CARRIER and before > settings.apart_share:
        verdict = "stop"
    figures = {"other": other, "papers": len(both), "before": before, "after": after}
    yield Finding(code="papers_apart", verdict=verdict, table=one, figures=figures)
