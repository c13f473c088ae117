"""Papers of one period or day side by side: nothing is known before the paper that carries it."""

from collections.abc import Iterator, Sequence

import pandas as pd

from coopscore.schema import TABLES
from features.knowledge import Arrivals
from models.screen.findings import Finding, Verdict
from models.screen_settings import ScreenSettings

PERIODS = frozenset({"period_end", "year_end"})
_CARRIER = "filing"
_MINUTES, _DUTIES = "assembly", "obligation"
_ASSEMBLED = frozenset({"annual_assembly", "board_election", "inspector_election"})


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
        if TABLES[one.table].happened in PERIODS and whole and len(one) and not one.ends:
            parts.setdefault(one.table, []).append(_dated(one))
    return {table: _first_known(rows) for table, rows in parts.items()}


def minuted(arrivals: Sequence[Arrivals], settings: ScreenSettings) -> Iterator[Finding]:
    """For each duty that an assembly meets: was that known before the minutes of the same day?

    It can only be told where assemblies are among the features. A day that is declared is let be.
    """
    minutes = [_dated(one) for one in arrivals if one.table == _MINUTES and len(one)]
    if not minutes:
        return
    told = _first_known(minutes)
    for one in arrivals:
        if one.ends and one.table == _DUTIES and set(dict(one.conditions)["kind"]) <= _ASSEMBLED:
            met = _first_known([_dated(one)[~one.hindsight]])
            both = pd.concat([met, told], axis=1, join="inner").to_numpy()
            if len(both) < settings.least_events:
                continue
            before = float((both[:, 0] < both[:, 1]).mean())
            yield Finding(
                code="met_before_minutes",
                verdict="stop" if before > settings.apart_share else "pass",
                table=one.table,
                figures={
                    "selection": selection(one), "features": list(one.features),
                    "duties": len(both), "before": before,
                },
            )  # fmt: skip


def selection(one: Arrivals) -> str:
    """What is meant, as text: `filing: kind=statement`, for ends `obligation.fulfilled_on: ...`."""
    said = [f"{column}={'|'.join(str(code) for code in codes)}" for column, codes in one.conditions]
    meant = f"{one.table}.{TABLES[one.table].ends}" if one.ends else one.table
    return f"{meant}: {', '.join(said)}" if said else meant


def _dated(one: Arrivals) -> pd.DataFrame:
    return pd.DataFrame({"coop": one.coop_ids, "day": one.happened, "known": one.known})


def _first_known(rows: Sequence[pd.DataFrame]) -> "pd.Series[int]":
    """The day on which what each co-operative's papers of a day say was first known."""
    return pd.concat(rows).groupby(["coop", "day"], sort=True)["known"].min()


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
