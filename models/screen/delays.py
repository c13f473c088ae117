"""Known days that cannot be what they claim, told by how the facts of a table arrive.

A feature takes the known day of a fact for the truth. Five things give a moved one away: it lies
before the fact happened, or on the very day; it lies early for those who have the event and not for
others; nothing arrives just after the as-of days, although by the table's own delays it should; or
it is known before the paper that tells of it (`models.screen.papers`). A batch may also tell of a
day that an earlier batch knew all about. The ends of spans that have known days are facts as well.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc
from scipy.stats import fisher_exact

from coopscore.calendar import Calendar, shift
from coopscore.schema import TABLES
from features.knowledge import Arrivals
from models.sample import Sample
from models.screen.findings import Finding, Verdict
from models.screen.papers import PERIODS, minuted, same_papers, selection
from models.screen_settings import ScreenSettings
from models.spec import Spec

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def known_days(
    spec: Spec, sample: Sample, arrivals: Sequence[Arrivals], settings: ScreenSettings
) -> Iterator[Finding]:
    """Findings on each selection of facts: some on all of it, some on what the sample saw of it."""
    yield from same_papers(arrivals, settings)
    yield from minuted(arrivals, settings)
    for one in arrivals:
        if not len(one):
            continue
        yield _declared(one)
        yield _ahead(one, settings)
        yield from _at_once(one, settings)
        yield from _moved(one, sample, spec.calendar, settings)
        yield from _early(one, sample, spec.calendar, settings)
        yield from _late(one, sample, spec.calendar, settings)


def _finding(code: str, verdict: Verdict, one: Arrivals, figures: dict[str, Any]) -> Finding:
    facts = {"selection": selection(one), "features": list(one.features), "facts": len(one)}
    return Finding(code=code, verdict=verdict, table=one.table, figures=facts | figures)


def _declared(one: Arrivals) -> Finding:
    share = float(one.hindsight.mean())
    return _finding("declared_hindsight", "warn" if share else "pass", one, {"share": share})


def _ahead(one: Arrivals, settings: ScreenSettings) -> Finding:
    share = float((one.delay_days < 0).mean())
    verdict: Verdict = "stop" if share > settings.ahead_share else "pass"
    return _finding("known_before_happened", verdict, one, {"share": share})


def _at_once(one: Arrivals, settings: ScreenSettings) -> Iterator[Finding]:
    """Papers about a period that were there on its last day, though nobody declares that day."""
    of_period = TABLES[one.table].happened in PERIODS and not one.ends
    if of_period and not one.hindsight.all():
        delay = one.delay_days[~one.hindsight]
        share = float((delay <= 0).mean())
        many = (delay <= 0).sum() >= settings.least_events and share > settings.at_once_share
        figures = {"share": share, "usual_days": float(np.median(delay))}
        yield _finding("known_at_once", "stop" if many else "pass", one, figures)


def _moved(
    one: Arrivals, sample: Sample, calendar: Calendar, settings: ScreenSettings
) -> Iterator[Finding]:
    """Arrivals in the `lag` after as-of days beside those that the delays would have there.

    What happened before anything of its kind was known was taken over as the record began: its
    delay tells of that day, not of how long a paper takes. Where facts arrive in bursts, as those
    that a campaign enters, the chance is that of a Poisson with as much more variance as the weeks
    before the as-of days have (McCullagh and Nelder, Generalized Linear Models, 1989, 6.2.3).
    """
    carried = one.happened < one.known.min()
    if carried.all():
        return
    delays = np.sort(one.delay_days[~carried])
    counts = np.zeros((2, len(sample.days), 2))  # seen and due, by day, before and after it
    for row, day in enumerate(sample.days):
        before, at, after = _around(day, settings.lag_months, calendar)
        ripe = ~carried & (one.happened <= at)
        for place, (start, end) in enumerate(((before, at), (at, after))):
            counts[0, row, place] = (ripe & (one.known > start) & (one.known <= end)).sum()
            age = one.happened[ripe]
            came = [np.searchsorted(delays, to - age, "right") for to in (start, end)]
            counts[1, row, place] = (came[1] - came[0]).sum() / len(delays)
    seen, due = counts.sum(axis=1)
    if due[1] < settings.moved_least:
        return
    bursts = _dispersion(*counts[:, :, 0])
    share = float(seen[1] / due[1])
    chance = float(gammaincc(seen[1] / bursts + 1, due[1] / bursts))
    verdict: Verdict = "pass"
    # Where fewer came before the day too, facts are missing, not moved.
    if chance < settings.moved_p and seen[0] >= due[0]:
        verdict = "stop" if share < settings.moved_stop else _warns(share < settings.moved_warn)
    figures = {
        "share": share, "p": chance, "dispersion": bursts,
        "seen_before": int(seen[0]), "due_before": float(due[0]),
        "seen_after": int(seen[1]), "due_after": float(due[1]),
    }  # fmt: skip
    yield _finding("arrivals_moved", verdict, one, figures)


def _dispersion(seen: Floats, due: Floats) -> float:
    """Pearson's chi-square of counts beside those due, for each degree of freedom; at least 1."""
    told = due > 0
    if told.sum() < 2 or not seen[told].sum():
        return 1.0
    expected = due[told] * seen[told].sum() / due[told].sum()
    square = ((seen[told] - expected) ** 2 / expected).sum()
    return max(1.0, float(square / (told.sum() - 1)))


def _warns(doubtful: bool) -> Verdict:
    return "warn" if doubtful else "pass"


def _around(day: date, months: int, calendar: Calendar) -> tuple[int, int, int]:
    days = (shift(day, -months, calendar), day, shift(day, months, calendar))
    before, at, after = np.array(days, dtype="datetime64[D]").astype(np.int64).tolist()
    return before, at, after


def _early(
    one: Arrivals, sample: Sample, calendar: Calendar, settings: ScreenSettings
) -> Iterator[Finding]:
    """Whether events have facts that came earlier than almost all of the others' came.

    The others never have the event: what was moved for those who have it later would hide the rest.
    """
    least = _least_of_rows(one, one.delay_days, sample, calendar, settings)
    others = least[~_leaving(sample) & np.isfinite(least)]
    if not len(others):
        return
    early = float(np.quantile(others, settings.early_quantile, method="lower"))
    yield _enriched("known_early_for_events", one, least < early, least, sample, settings, early)


def _late(
    one: Arrivals, sample: Sample, calendar: Calendar, settings: ScreenSettings
) -> Iterator[Finding]:
    """Whether what was told late is of those that have the event."""
    if one.told_late.any():
        told = _least_of_rows(one, -one.told_late.astype(np.int64), sample, calendar, settings)
        yield _enriched("told_late", one, told < 0, told, sample, settings, None)


def _least_of_rows(
    one: Arrivals, value: Ints, sample: Sample, calendar: Calendar, settings: ScreenSettings
) -> Floats:
    """The least value among the facts that each row of the sample sees; infinite where none is."""
    ids = np.unique(sample.coop_ids)
    place = np.searchsorted(ids, one.coop_ids)
    place[place == len(ids)] = 0
    ours = ids[place] == one.coop_ids if len(ids) else np.zeros(len(one), dtype=np.bool_)
    least = np.full(len(sample), np.inf)
    for day in sample.days:
        opening, at, _ = _around(day, settings.reach_months, calendar)
        seen = ours & (one.known <= at) & (one.happened <= at) & (one.happened > opening)
        each = np.full(len(ids), np.inf)
        np.minimum.at(each, place[seen], value[seen].astype(np.float64))
        rows = sample.as_ofs == day
        least[rows] = each[np.searchsorted(ids, sample.coop_ids[rows])]
    return least


def _enriched(
    code: str,
    one: Arrivals,
    flagged: Flags,
    seen: Floats,
    sample: Sample,
    settings: ScreenSettings,
    early: float | None,
) -> Finding:
    """How much oftener the flag stands at events than at co-operatives that have none.

    Each co-operative counts once, and in one of the two, as Fisher's test wants it: with any of its
    rows of an event, or else with one row drawn by the seed.
    """
    rows = np.isfinite(seen)
    leaving = _leaving(sample)
    order = np.random.default_rng(settings.seed).permutation(len(sample))
    drawn = np.zeros(len(sample), dtype=np.bool_)
    staying = order[(rows & ~leaving)[order]]
    drawn[staying[np.unique(sample.coop_ids[staying], return_index=True)[1]]] = True
    with_flag, without = [], []
    for arm in (rows & (sample.y == 1), drawn):
        of = set(sample.coop_ids[arm].tolist())
        with_flag.append(len(set(sample.coop_ids[arm & flagged].tolist())))
        without.append(len(of) - with_flag[-1])
    p = float(fisher_exact([with_flag, without], alternative="greater").pvalue)
    # Half a co-operative more, so that none among the others is no division by nothing.
    ratio = _share(with_flag[0], without[0]) / _share(with_flag[1] + 0.5, without[1])
    certain = p < settings.early_p and ratio >= settings.early_ratio
    verdict: Verdict = "stop" if certain else "pass"
    if code == "told_late" and verdict == "pass":
        verdict = "warn"
    figures: dict[str, Any] = {
        "events": with_flag[0], "of_events": with_flag[0] + without[0],
        "others": with_flag[1], "of_others": with_flag[1] + without[1],
        "ratio": ratio, "p": p,
    }  # fmt: skip
    if early is not None:
        figures["early_days"] = early
    return _finding(code, verdict, one, figures)


def _leaving(sample: Sample) -> Flags:
    """The rows, of whatever day, of co-operatives that have the event on any."""
    return np.isin(sample.coop_ids, np.unique(sample.coop_ids[sample.y == 1]))


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 0.0
