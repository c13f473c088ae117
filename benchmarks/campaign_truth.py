"""Campaigns and revivals beside the known truth: bursts, the official hazard, fakes, true revivals.

Five make-believe sectors of 20,000 co-operatives. Nothing here reads what a source says of its own
campaigns; the truth about each entry judges what was found.

*Bursts*: F1 of the entries that a campaign drove, among all entries on the register; and of the
weeks of each office that hold one. *Hazard*: the mean yearly hazard of falling dormant over the
quarters and offices in which a campaign ran, and over all others. In truth it is falls among those
awake (a cycle's falls lie evenly in it); *without* the marks an entry counts when it was made;
*with* them it is told as `models.status.incidence` says; *believed* is the same with the marks off:
offices' own days as they stand. The bias that the marks leave is judged beside both. As the sector
is drawn, offices date back what a campaign finds to the true day, and there is little for the marks
to mend; so it is asked as well where they do not, and date all of it to the day of entry.
*Fakes*: revivals in name only whose twelve months are over, found by the
lack of a sign of life, and genuine ones found so too. *Revival*: the spec, year by year, beside the
chance that the truth gives (none to those that have ended unnoticed, less the longer the sleep, as
far as cycles tell).

Settings were chosen on other sectors (seeds 11 to 13) and never on these.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.campaign_world import Drawn, drawn, falls, in_campaign, wakings
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import ENDS, WORKERS, outcomes_of
from coopscore.calendar import jalali
from features.build import build_matrix
from features.sign_days import sign_days
from models import metrics
from models.inputs import features_of
from models.runs.train import train
from models.spec import load_spec
from models.status.bursts import Burst, marked
from models.status.incidence import Incidence, incidence
from models.status.proof import NOT_PROVED, Revival, revivals

Flags = NDArray[np.bool_]

SEEDS = (1, 2, 3, 4, 5)
COOPERATIVES = 20_000
SPEC = "revival"
# What issue 6 asks for.
LEAST_F1, MOST_BIAS, LEAST_RECALL, MOST_FALSE = 0.9, 0.25, 0.9, 0.05
UNDATED = "campaigns_undated"
YEARS = range(1394, 1405)  # after the first year of records
_WEEK = timedelta(7)
QUARTERS = (*(jalali(y, m, 1) for y in YEARS for m in (1, 4, 7, 10)), ENDS + timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was found in one sector; hazards by way (`truth`, `without`, `with`, `believed`)."""

    seed: int
    found: tuple[float, float, float]  # precision, recall and F1 of entries
    weeks: float  # F1 of weeks by office
    false_bursts: int
    inside: dict[str, float]
    undated: dict[str, float]  # as `inside`, where campaigns date what they find to the entry
    undated_f1: float
    outside: dict[str, float]
    ended: dict[str, float]
    fakes: int
    recall: float
    false_alarms: float
    auc: float
    auc_truth: float
    slope: float
    events: int


def measure(registries: Registries) -> Found:
    """Five sectors, and what is asked of their mean."""
    sectors = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for one in pool.map(judged, SEEDS):
            sectors.append(one)
            registries.tell(f"judged the sector of seed {one.seed}")
    return Found(lines=[*bursts(sectors), *hazards(sectors), *proofs(sectors), *ranking(sectors)])


def judged(seed: int, cooperatives: int = COOPERATIVES) -> Judged:
    """All that is measured of one sector."""
    world = drawn(cooperatives, seed, SPEC)
    entries = world.entries
    signs = sign_days(world.facts, ENDS)
    found = marked(entries, world.offices, as_of=ENDS)
    driven = world.flags("campaign_driven")
    slept = _told(world, entries, signs, found.marks, "slept")
    ran = in_campaign(world, QUARTERS, slept["with"].offices)
    undated = world.entries_undated
    marks = marked(undated, world.offices, as_of=ENDS).marks
    revived = revivals(entries, signs, world.offices, as_of=ENDS, marks=found.marks)
    fakes, recall, false_alarms = _proved(world, revived)
    auc, auc_truth, slope, events = _ranked(world)
    return Judged(
        seed=seed,
        found=_f1(found.marks, driven),
        weeks=_f1(*_weeks(world, entries, found.marks, driven))[2],
        false_bursts=_unplanted(world, entries, found.bursts, driven),
        inside=_hazards(slept, ran),
        undated=_hazards(_told(world, undated, signs, marks, "slept"), ran),
        undated_f1=_f1(marks, driven)[2],
        outside=_hazards(slept, ~ran),
        ended=_hazards(_told(world, entries, signs, found.marks, "ended"), ran),
        fakes=fakes,
        recall=recall,
        false_alarms=false_alarms,
        auc=auc,
        auc_truth=auc_truth,
        slope=slope,
        events=events,
    )


def _told(
    world: Drawn, entries: pa.Table, signs: pa.Table, marks: Flags, of: str
) -> dict[str, Incidence]:
    """The hazard in truth, and each way of telling it from the entries."""
    ways = {"without": None, "with": marks, "believed": np.zeros(len(marks), dtype=np.bool_)}
    told = {
        way: incidence(entries, world.offices, QUARTERS, of=of, as_of=ENDS, marks=each, signs=signs)
        for way, each in ways.items()
    }
    return {"truth": falls(world, QUARTERS, of, told["with"].offices), **told}


def _unplanted(world: Drawn, entries: pa.Table, found: Sequence[Burst], driven: Flags) -> int:
    """Bursts in whose weeks no campaign drove an entry of the office."""
    planted = entries.filter(pa.array(driven))
    days: dict[str, list[date]] = {}
    for who, known in zip(
        planted["coop_id"].to_pylist(), planted["known"].to_pylist(), strict=True
    ):
        days.setdefault(world.offices[who], []).append(known)
    return sum(
        not any(one.first_week <= day < one.last_week + _WEEK for day in days.get(one.office, []))
        for one in found
    )


def _f1(marks: Flags, truth: Flags) -> tuple[float, float, float]:
    both = int((marks & truth).sum())
    precision, recall = both / max(int(marks.sum()), 1), both / int(truth.sum())
    return precision, recall, 2 * both / int(marks.sum() + truth.sum())


def _weeks(world: Drawn, entries: pa.Table, marks: Flags, driven: Flags) -> tuple[Flags, Flags]:
    """Of each office and week with an entry: whether one is marked, and whether one was driven."""
    whose = [world.offices[who] for who in entries["coop_id"].to_pylist()]
    office = np.unique(np.array(whose), return_inverse=True)[1]
    week = (entries["known"].cast(pa.int32()).to_numpy() - 2) // 7
    cell = np.unique(np.stack([office, week]), axis=1, return_inverse=True)[1].ravel()
    return np.bincount(cell, marks) > 0, np.bincount(cell, driven) > 0


def _hazards(each: dict[str, Incidence], where: Flags) -> dict[str, float]:
    return {way: one.hazard(where) for way, one in each.items()}


def _proved(world: Drawn, revived: Sequence[Revival]) -> tuple[int, float, float]:
    """Fakes that could be judged, the share of them found, and of genuine ones called unproved."""
    fake = world.fakes()
    ripe = [one for one in revived if one.ripe]
    false = np.array([(one.coop_id, one.happened, one.entered) in fake for one in ripe])
    doubted = np.array([one.state == NOT_PROVED for one in ripe])
    return int(false.sum()), float(doubted[false].mean()), float(doubted[~false].mean())


def _ranked(world: Drawn) -> tuple[float, float, float, int]:
    """AUC of the spec year by year, of the truth on the same rows, the slope, and events."""
    spec = load_spec(SPEC)
    matrix = build_matrix(
        world.facts,
        features=features_of(spec),
        cohort=spec.cohort,
        as_ofs=spec.training_days(ENDS),
        calendar=spec.calendar,
    )
    trained = train(spec, matrix, outcomes_of(world.facts, SPEC, matrix, ENDS), until=ENDS)
    served = trained.walked[trained.decision.kind]
    y = np.concatenate([step.sample.y for step in served.steps])
    margin = np.concatenate([step.margin for step in served.steps])
    chance = wakings(world)
    keys = [
        (who, step.fold.test) for step in served.steps for who in step.sample.coop_ids.tolist()
    ]  # of the same rows
    truth = np.array([chance.get(key, 0.0) for key in keys])
    slope = served.told_line.slope if served.told_line else float("nan")
    return metrics.auc(y, margin), metrics.auc(y, truth), slope, int(y.sum())


def bursts(sectors: Sequence[Judged]) -> list[Line]:
    """How well campaigns were found, by sector and in the mean."""
    lines = [
        Line(
            figure="burst_f1", of=f"truth_seed_{one.seed}", value=one.found[2],
            beside={"burst_precision": one.found[0], "burst_recall": one.found[1]},
        )
        for one in sectors
    ]  # fmt: skip
    return [
        *lines,
        over_sectors("burst_f1", "sectors_mean", [one.found[2] for one in sectors], least=LEAST_F1),
        over_sectors("burst_f1", UNDATED, [one.undated_f1 for one in sectors], least=LEAST_F1),
        over_sectors(
            "burst_week_f1", "sectors_mean", [one.weeks for one in sectors], least=LEAST_F1
        ),
        Line(
            figure="false_bursts",
            of="sectors_mean",
            value=float(np.mean([one.false_bursts for one in sectors])),
        ),
    ]


def hazards(sectors: Sequence[Judged]) -> list[Line]:
    """The official hazard beside the true one, and how much of the bias is left."""
    lines = []
    for figure, name, of in (
        ("inside", "inside", "sectors_mean"),
        ("inside", "undated", UNDATED),
        ("outside", "outside", "sectors_mean"),
        ("ended", "ended", "sectors_mean"),
    ):
        told = {
            way: float(np.mean([getattr(one, name)[way] for one in sectors]))
            for way in ("truth", "without", "with", "believed")
        }
        beside = {f"hazard_{way}": told[way] for way in ("truth", "without", "believed")}
        lines.append(Line(figure=f"hazard_{figure}", of=of, value=told["with"], beside=beside))
    left = {
        "bias_without": [_left(one.inside, "without") for one in sectors],
        "bias_marks_off": [_left(one.inside, "believed") for one in sectors],
        "bias_undated_without": [_left(one.undated, "without") for one in sectors],
        "bias_undated_marks_off": [_left(one.undated, "believed") for one in sectors],
    }
    # Days as drawn are nearly true: believed, what the marks leave is held beside chance.
    return [
        *lines,
        *(
            over_sectors(
                "bias_left", of, each, **({} if of == "bias_marks_off" else {"most": MOST_BIAS})
            )
            for of, each in left.items()
        ),
    ]


def _left(told: dict[str, float], beside: str) -> float:
    """What the marks leave of the bias, as a share of that of another way."""
    return abs(told["with"] - told["truth"]) / abs(told[beside] - told["truth"])


def proofs(sectors: Sequence[Judged]) -> list[Line]:
    """Fakes found for want of a sign of life, and genuine revivals that had none either."""
    return [
        Line(
            figure="fakes", of="sectors_mean", value=float(np.mean([one.fakes for one in sectors]))
        ),
        over_sectors(
            "fake_recall", "sectors_mean", [one.recall for one in sectors], least=LEAST_RECALL
        ),
        over_sectors(
            "fake_false_alarms",
            "sectors_mean",
            [one.false_alarms for one in sectors],
            most=MOST_FALSE,
        ),
    ]


def ranking(sectors: Sequence[Judged]) -> list[Line]:
    """How well true revivals are ranked, beside the truth; nothing is asked."""
    return [
        Line(
            figure="revival_events",
            of="sectors_mean",
            value=float(np.mean([one.events for one in sectors])),
        ),
        over_sectors("auc_of_seeds", "truth_ours", [one.auc for one in sectors]),
        over_sectors("auc_of_seeds", "truth_own", [one.auc_truth for one in sectors]),
        over_sectors("calibration_slope", "sectors_mean", [one.slope for one in sectors]),
    ]
