"""Whether plans rank by the effect of visits where that averts more, and by risk where it does not.

Rows are those of five make-believe sectors at risk on five days of 30 Mehr, with the true chance of
silence of each without a visit and with one. A lot visits one in five. In the sectors as drawn a
visit helps two in five, which nothing on record tells; so ranking by effect can win nothing. In the
other world it helps those of a trait alone that is on record and says nothing of risk: there, by a
stated amount, and nobody else. Each sector's lot and outcomes are drawn ten times.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_pass import WORKERS
from benchmarks.visit_world import (
    ACTIVE,
    COOPERATIVES,
    NOISE,
    VISITS,
    Floats,
    Standing,
    standing,
)
from coopscore.calendar import jalali
from models.rating_tests.intervals import jeffreys_interval
from models.visits.effects import EFFECT, EffectModel, Trial, choose_ranking

SEEDS = (1, 2, 3, 4, 5)
DAYS = tuple(jalali(year, 7, 30) for year in range(1399, 1404))
CHANCE, REDRAWS = 0.2, 10
SHARE = VISITS / ACTIVE
TRAIT, HELP = 0.3, -2.0  # who has the trait, and what a visit takes off their log-odds
WORLDS = ("drawn", "varies")
# Effect is used by chance in one of twenty; it is to be found where it is.
MOST_WRONG, LEAST_RIGHT = 0.10, 0.80


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One redraw: what was chosen, and what each ranking truly averts per visit."""

    is_effect: bool
    difference: float
    by_effect: float
    by_risk: float


def measure(registries: Registries) -> Found:
    """How often effect is used in each world, and what the plans that follow truly avert."""
    found: dict[str, list[Chosen]] = {name: [] for name in WORLDS}
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for one in pool.map(sector, SEEDS):
            for name in WORLDS:
                found[name] += one[name]
            registries.tell(f"chose rankings of {len(found['drawn']) // REDRAWS} sectors")
    return Found(lines=[line for name in WORLDS for line in told(name, found[name])])


def sector(
    seed: int, cooperatives: int = COOPERATIVES, redraws: int = REDRAWS
) -> dict[str, list[Chosen]]:
    """All redraws of one sector, in both worlds."""
    who = standing(seed, cooperatives, DAYS)
    who = who.take(who.at_risk)
    return {
        name: [redrawn(who, name, 100 * seed + number) for number in range(redraws)]
        for name in WORLDS
    }


def redrawn(who: Standing, world: str, seed: int) -> Chosen:
    """Draw lot and outcomes, choose a ranking, and see what both would have averted."""
    rng = np.random.default_rng(seed)
    bare = logit(np.clip(who.unvisited, 1e-6, 1 - 1e-6))
    risk = bare + rng.normal(0, NOISE, len(bare))
    trait = rng.random(len(bare)) < TRAIT
    without = who.unvisited
    with_ = who.visited if world == "drawn" else expit(bare + HELP * trait)
    visited = np.zeros(len(bare), dtype=np.bool_)
    visited[rng.choice(len(bare), round(CHANCE * len(bare)), replace=False)] = True
    silent = rng.random(len(bare)) < np.where(visited, with_, without)
    trial = Trial(
        X=pd.DataFrame({"risk": risk, "trait": trait.astype(np.float64)}),
        visited=visited,
        chance=np.full(len(bare), CHANCE),
        y=silent.astype(np.float64),
        risk=risk,
    )
    choice = choose_ranking(trial, share=SHARE, seed=seed)
    effect = EffectModel().fit(trial).averted(trial.X)
    return Chosen(
        is_effect=choice.ranking == EFFECT,
        difference=choice.difference or 0.0,
        by_effect=_top(effect, without - with_),
        by_risk=_top(risk, without - with_),
    )


def _top(score: Floats, averted: Floats) -> float:
    """What a visit to the top of a ranking truly averts, in the mean."""
    room = round(SHARE * len(score))
    return float(averted[np.argsort(-score, kind="stable")[:room]].mean())


def told(world: str, found: Sequence[Chosen]) -> list[Line]:
    """How often effect was used, and silences averted in a thousand visits by what was chosen."""
    of = f"effects_{world}"
    used = sum(one.is_effect for one in found)
    low, high = jeffreys_interval(np.array([len(found)]), np.array([used]), 0.95)
    by_choice, by_risk, by_effect = (
        1000 * float(np.mean(each))
        for each in (
            [one.by_effect if one.is_effect else one.by_risk for one in found],
            [one.by_risk for one in found],
            [one.by_effect for one in found],
        )
    )
    return [
        Line(
            figure="effects_used", of=of, value=used / len(found), low=float(low[0]),
            high=float(high[0]),
            least=LEAST_RIGHT if world == "varies" else None,
            most=MOST_WRONG if world == "drawn" else None,
        ),
        Line(
            figure="effects_averted", of=of, value=by_choice,
            beside={"effects_by_risk": by_risk, "effects_by_effect": by_effect},
        ),
        Line(
            figure="effects_estimated", of=of,
            value=1000 * float(np.mean([one.difference for one in found])),
            beside={"effects_true": by_effect - by_risk},
        ),
    ]  # fmt: skip
