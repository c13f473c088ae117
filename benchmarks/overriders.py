"""Whether offices that change their plans for the better can be told from those that do not.

Simulated overriders: what an override replaces has a hit rate between .2 and .3, as at the end of a
plan's list, and what is put on has so many points more or less. A verdict is that of an interval of
nine in ten, as an evaluation tells it. In the main design both of each pair come to light: one is
visited, and so is the other or records tell of it later. Beside it stand the same where what is
replaced hits more often, a coin that sends the office to one of the two, and nothing but the stored
risk of what was replaced, set right. As shipped, records tell of both at the next grid day, but of
a few that are gone from the register by then: of those the risk is left.
"""

from collections.abc import Iterator

import numpy as np

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from models.rating_tests.intervals import jeffreys_interval
from models.visits.overriders import HELPED, HURT, Pairs, Side, override_values
from models.visits.sample import Floats

RUNS, SEED = 2_000, 1
BASE = (0.2, 0.3)
POINTS = (0.05, 0.10, 0.15, 0.20, 0.30, 0.40)
OVERRIDES = (20, 50, 100, 200, 400)
ASKED = 100
# What issue 6 asks for of 100 overrides of 20, 0 and -20 points.
LEAST_FOUND, LEAST_NEITHER = 0.90, 0.88
DESIGNS = ("both", "shipped", "high", "coin", "risk")
GONE = 0.03  # of those replaced, gone before their grid day
HIGH = (0.35, 0.45)  # hit rates of those replaced at which a difference is hardest to tell
RISK_ERROR = 0.02  # standard error of a risk set right on some 300 visits


def measure(registries: Registries) -> Found:
    """The three kinds of overrider in each design, and the curve over points and overrides."""
    lines = []
    for design in DESIGNS:
        asked = design in ("both", "shipped")
        lines += [
            _line("overriders_good", f"overrides_{design}", verdicts(0.2, ASKED, design), HELPED,
                  least=LEAST_FOUND if asked else None),
            _line("overriders_bad", f"overrides_{design}", verdicts(-0.2, ASKED, design), HURT,
                  least=LEAST_FOUND if asked else None),
            _line("overriders_neither", f"overrides_{design}", verdicts(0.0, ASKED, design), "",
                  least=LEAST_NEITHER if asked else None),
        ]  # fmt: skip
        registries.tell(f"judged overriders, {design}")
    for points in POINTS:
        lines += [
            _line(f"overriders_{round(100 * points)}", f"overrides_{overrides}",
                  verdicts(points, overrides, "both"), HELPED)
            for overrides in OVERRIDES
        ]  # fmt: skip
    return Found(lines=lines)


def verdicts(points: float, overrides: int, design: str, runs: int = RUNS) -> list[str]:
    """The verdict of each run, all by one seed; the least number is not looked at."""
    return [
        override_values(
            pair, least=2, shift_error=RISK_ERROR if design in ("risk", "shipped") else 0.0
        )[0].verdict
        for pair in _pairs(points, overrides, design, runs)
    ]  # fmt: skip


def _pairs(points: float, overrides: int, design: str, runs: int) -> Iterator[Pairs]:
    rng = np.random.default_rng(SEED)
    office = np.full(overrides, "P", dtype=object)
    for _ in range(runs):
        base = rng.uniform(*(HIGH if design == "high" else BASE), overrides)
        added, replaced = (
            (rng.random(overrides) < chance).astype(np.float64) for chance in (base + points, base)
        )
        heads = rng.random(overrides) < 0.5
        if design == "shipped":
            yield Pairs(
                office=office,
                added=_side(added, "both", heads, base),
                replaced=_gone(replaced, rng.random(overrides) < GONE, base),
            )
            continue
        # Of what is put on nobody stored a risk; that of what it replaced is the best guess.
        yield Pairs(
            office=office,
            added=_side(added, "coin" if design == "coin" else "both", heads, base),
            replaced=_side(replaced, "both" if design == "high" else design, ~heads, base),
        )


def _side(y: Floats, design: str, heads: np.ndarray, risk: Floats) -> Side:
    seen = {"both": np.full(len(y), True), "coin": heads, "risk": np.full(len(y), False)}[design]
    chance = {"both": 1.0, "coin": 0.5, "risk": 0.0}[design]
    return Side(y=np.where(seen, y, np.nan), chance=np.full(len(y), chance), risk=risk)


def _gone(y: Floats, gone: np.ndarray, risk: Floats) -> Side:
    return Side(y=np.where(gone, np.nan, y), chance=np.where(gone, 0.0, 1.0), risk=risk)


def _line(figure: str, of: str, found: list[str], verdict: str, least: float | None = None) -> Line:
    """The share of runs with a verdict, or with neither of the two, and its interval."""
    hits = sum(one == verdict if verdict else one not in (HELPED, HURT) for one in found)
    low, high = jeffreys_interval(np.array([len(found)]), np.array([hits]), 0.95)
    return Line(
        figure=figure, of=of, value=hits / len(found), low=float(low[0]), high=float(high[0]),
        least=least,
    )  # fmt: skip
