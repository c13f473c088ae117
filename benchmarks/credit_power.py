"""How often each test of a rating rejects, where its null holds and where it fails.

Rows are a make-believe sector's borrowers on the newest four days, each with its own true
probability, as many as a rating of that sector is judged on; `models.rating_tests.worlds` draws
everything else. A size over six in a hundred bars a test from verdicts.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
from scipy.special import logit

from benchmarks.credit_world import TRUTH
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_pass import WORKERS, order_of
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.synthesis import draw_part
from models.rating_tests.power import Rate, Size, rejection_rates, sizes_of
from models.rating_tests.rows import RatedRows, Terms
from models.rating_tests.worlds import all_trials
from models.scale import load_master_scale

COOPERATIVES, SEED, DAYS = 20_000, 6, 4
SIZES, POWERS = 300, 60  # repetitions: a size of 5 in 100 is known to 2.5 points either way
TERMS = Terms(draws=100, simulations=1000)
MOST = 0.06


def measure(registries: Registries) -> Found:
    """Size and power of every test, one line each."""
    registries.tell("draw the sector")
    rows = true_rows(COOPERATIVES, SEED)
    registries.tell("draw the worlds")
    rates = tried(rows, SIZES, POWERS)
    liberal = [name for name, size in sizes_of(rates, TERMS.level).items() if size is Size.LIBERAL]
    counts = {
        "tested_rows": len(rows),
        "tested_events": rows.events,
        "tests_sized": len({rate.test for rate in rates}),
        "tests_liberal": len(liberal),
    }
    lines = [Line(figure=figure, value=value, on=rows.days) for figure, value in counts.items()]
    return Found(lines=[*lines, *map(_line, rates)])


def _line(rate: Rate) -> Line:
    return Line(
        figure=f"world_{rate.world}", of=f"test_{rate.test}", value=rate.share, low=rate.low,
        high=rate.high, most=MOST if rate.is_null else None,
    )  # fmt: skip


def true_rows(cooperatives: int, seed: int, days: int = DAYS) -> RatedRows:
    """The borrowers of a sector on its newest days: what is told of each is its true probability,
    and its grade that of the master scale."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    told = [
        (row["coop_id"], row["as_of"], row["probability"])
        for number in range(order.parts)
        for row in draw_part(order, sector, number).truth[TRUTH].to_pylist()
        # none is in arrears already: of those the truth of a default has no probability
        if row["probability"] is not None and np.isfinite(row["probability"])
    ]
    newest = sorted({day for _, day, _ in told})[-days:]
    who, when, chance = zip(*(line for line in told if line[1] in newest), strict=True)
    probability = np.clip(np.array(chance, dtype=np.float64), 1e-6, 1 - 1e-6)
    scale = load_master_scale()
    grades = tuple(name for name, _ in scale.grades)
    margin = logit(probability)
    places = {name: place for place, name in enumerate(grades)}
    grade = [places[name] for name in scale.grade(scale.clipped(scale.points(margin)))]
    drawn = np.random.default_rng(seed)
    return RatedRows(
        y=(drawn.random(len(who)) < probability).astype(np.int64), probability=probability,
        margin=margin, grade=np.array(grade, dtype=np.int64), grades=grades,
        coop_id=np.array(who, dtype=object), as_of=np.array(when, dtype=object),
    )  # fmt: skip


def tried(
    rows: RatedRows, sizes: int, powers: int, *, terms: Terms = TERMS, workers: int = WORKERS
) -> list[Rate]:
    """The rates of all worlds, several at a time; the same whatever the number of workers."""
    names = list(dict.fromkeys(trial.name for trial in all_trials(rows.apart(terms.horizon_days))))
    one = partial(_of_world, rows, terms, sizes, powers)
    if workers == 1:
        found: Sequence[list[Rate]] = [one(name) for name in names]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(one, names))
    return [rate for rates in found for rate in rates]


def _of_world(rows: RatedRows, terms: Terms, sizes: int, powers: int, name: str) -> list[Rate]:
    return rejection_rates(rows, terms=terms, sizes=sizes, powers=powers, only=[name])
