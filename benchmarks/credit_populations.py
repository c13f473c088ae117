"""How far a score reaches beyond those it was learnt from: applicants, and who never borrowed.

Those without a facility are scored by what was seen of first-time borrowers. In the make-believe
sector it is known what would have come of them: each is granted a facility of the usual terms in
the month after the day, many times over, and the world's own chain is lived on (`loan_grants`).
Mean probability less mean truth is the bias of the extrapolation. Its sampling error is of the
co-operatives looked at; that of the training is what the stated interval is to hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.credit_world import GROUP_OF
from benchmarks.lines import Found, Line
from benchmarks.measures import LEVEL, SEED, Rows
from benchmarks.registries import Registries
from benchmarks.sector_pass import ENDS, facts_of, order_of, outcomes_of, tables_read
from coopscore.calendar import every, jalali, months
from coopscore.synthetic.histories.loan_book import draw_book
from coopscore.synthetic.histories.loan_grants import grant, strangers
from coopscore.synthetic.histories.loan_months import Calendar
from coopscore.synthetic.histories.loan_odds import potential_probability
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.synthesis import Order, draw_part
from features.build import build_matrix, build_outcomes
from features.facts import MemoryFacts
from features.matrix import FeatureMatrix
from models import metrics
from models.inputs import features_of, inputs_of, model_inputs
from models.rating.groups import UNKNOWN
from models.runs.score import score
from models.runs.train import Trained, train
from models.sample import sample_of
from models.spec import Spec, load_spec
from models.splits import days_tested
from models.walk import pooled, walk

SPEC, WARNING = "credit_applicants", "credit_warning"
SIZE = 100_000  # co-operatives: 16,000 first-time borrowers, 360 of whom default in time
WARNED = 20_000  # of them, those whose running loans are looked at
UNTIL = jalali(1402, 6, 31)  # learnt by then
MONTHS = 12  # month ends from then on, on which those without a facility are scored
EVERY = 8  # of co-operatives without a facility, one in so many is scored
GRANTS = 20  # of each: the mean of them all is what is compared, and no one's own
DRAWS = 500
AUC = {"auc": metrics.auc}


@dataclass(frozen=True, kw_only=True)
class Lent:
    """Rows without a facility beside what came of grants: arrays are (rows,), as in the matrix.

    `rate` (0-1) is the share of grants that defaulted within twelve months, NaN where a bank lends
    to none such; `came` what came of the first of them; `potential` the exact probability of the
    cycle after, which is that of a grant of Mehr.
    """

    matrix: FeatureMatrix
    rate: NDArray[np.float64]
    came: NDArray[np.float64]
    potential: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What is kept of one part of the sector."""

    applicants: FeatureMatrix
    outcomes: pa.Table
    lent: Lent
    running: tuple[FeatureMatrix, pa.Table] | None


def measure(registries: Registries) -> Found:
    """Applicants out of time, the bias beyond them, and the early warning."""
    order = order_of(SIZE)
    sector = draw_sector(seed=order.seed, size=order.cooperatives, world=order.world)
    pieces = []
    for number in range(order.parts):
        registries.tell(f"part {number + 1} of {order.parts}")
        pieces.append(piece_of(order, sector, number))
    registries.tell("train on applicants")
    trained = trained_on(pieces)
    lent = joined([piece.lent for piece in pieces])
    registries.tell("score those without a facility")
    lines = [*out_of_time(trained), *beyond(trained, lent)]
    registries.tell("early warning")
    return Found(lines=[*lines, *warning([piece.running for piece in pieces])])


def piece_of(order: Order, sector: Sector, number: int) -> Piece:
    """Draw one part, and keep the rows of the three populations."""
    part = draw_part(order, sector, number)
    facts = facts_of([part], sorted({*tables_read(SPEC), *tables_read(WARNING)}))
    spec = load_spec(SPEC)
    applicants = matrix_of(facts, spec, spec.cohort, spec.training_days(UNTIL))
    outcomes = build_outcomes(
        facts, label=spec.outcome, matrix=applicants, horizon=spec.horizon,
        maturity=spec.maturity, until=UNTIL, quiet=spec.quiet,
    )  # fmt: skip
    chunk = draw_chunk(sector, number, number * order.chunk, order.size(number), order.world)
    return Piece(
        applicants=applicants,
        outcomes=outcomes,
        lent=lent_to(facts, spec, chunk, number),
        running=running(facts) if (number + 1) * order.chunk <= WARNED or not number else None,
    )


def matrix_of(
    facts: MemoryFacts,
    spec: Spec,
    cohort: str,
    days: Sequence[date],
    coop_ids: Sequence[str] | None = None,
) -> FeatureMatrix:
    """The rows of a cohort, with the inputs of a spec."""
    return build_matrix(
        facts, features=features_of(spec), cohort=cohort, as_ofs=days, calendar=spec.calendar,
        until=UNTIL, coop_ids=coop_ids,
    )  # fmt: skip


def lent_to(facts: MemoryFacts, spec: Spec, chunk: Chunk, number: int) -> Lent:
    """Who has no facility on each of twelve month ends, and what came of lending to them."""
    chosen = chunk.coop_ids.to_pylist()[::EVERY]
    days = every(UNTIL, ENDS, months(1), spec.calendar)[:MONTHS]
    matrix = matrix_of(facts, spec, spec.scored, days, chosen)
    granted = grants(chunk, days, number)
    keys = zip(matrix.table["as_of"].to_pylist(), matrix.table["coop_id"].to_pylist(), strict=True)
    found = np.array([granted.get(key, (np.nan,) * 3) for key in keys]).reshape(-1, 3).T
    return Lent(matrix=matrix, rate=found[0], came=found[1], potential=found[2])


def grants(
    chunk: Chunk, days: Sequence[date], number: int
) -> dict[tuple[date, str], tuple[float, float, float]]:
    """By day and co-operative: share of grants that defaulted, the first of them, and the truth."""
    book, calendar = draw_book(chunk), Calendar.drawn()
    ids = chunk.coop_ids.to_pylist()
    found: dict[tuple[date, str], tuple[float, float, float]] = {}
    for day in days:
        month = int(calendar.of(np.array([day.toordinal()]))[0]) + 1
        cycle, since = (month - 1) // 12, (month - 1) % 12 + 1
        who = strangers(chunk, book, cycle, since)
        who = who[who % EVERY == 0]
        truth = potential_probability(chunk, cycle + 1, book.verdicts[cycle + 1].has_been_late)
        made, bad = np.zeros((2, len(chunk)))
        came = np.full(len(chunk), np.nan)
        for draw in range(GRANTS):
            rng = np.random.default_rng([SEED, number, month, draw])
            lent = grant(chunk, book, cycle, since, who, rng)
            made[lent.who] += 1
            bad[lent.who] += lent.defaults
            # A bank may find one too young early in the month; then a later grant tells.
            untold = np.isnan(came[lent.who])
            came[lent.who[untold]] = lent.defaults[untold]
        for one in np.flatnonzero(made):
            found[day, ids[one]] = bad[one] / made[one], came[one], truth[one]
    return found


def running(facts: MemoryFacts) -> tuple[FeatureMatrix, pa.Table]:
    """The running loans of a part, and which of them were more than two months past due."""
    spec = load_spec(WARNING)
    matrix = matrix_of(facts, spec, spec.cohort, spec.training_days(ENDS))
    return matrix, outcomes_of(facts, WARNING, matrix, ENDS)


def one_matrix(several: Sequence[FeatureMatrix]) -> tuple[FeatureMatrix, NDArray[np.int64]]:
    """The rows of all parts, day by day; and where each stood in the parts one after another."""
    table = pa.concat_tables([one.table for one in several])
    keys = table.select(["as_of", "coop_id"]).append_column("at", pa.array(range(len(table))))
    order = keys.sort_by([("as_of", "ascending"), ("coop_id", "ascending")])["at"]
    first = several[0]
    whole = FeatureMatrix(
        table=table.take(order).combine_chunks(), features=first.features, batch=first.batch,
        calendar=first.calendar, cohort=first.cohort,
    )  # fmt: skip
    return whole, order.to_numpy()


def joined(several: Sequence[Lent]) -> Lent:
    """Those without a facility in all parts."""
    matrix, at = one_matrix([one.matrix for one in several])
    rate, came, potential = (
        np.concatenate([getattr(one, name) for one in several])[at]
        for name in ("rate", "came", "potential")
    )
    return Lent(matrix=matrix, rate=rate, came=came, potential=potential)


def trained_on(pieces: Sequence[Piece]) -> Trained:
    """The model of applicants, as `coopscore train` would make it on that day."""
    matrix, at = one_matrix([piece.applicants for piece in pieces])
    outcomes = pa.concat_tables([piece.outcomes for piece in pieces]).take(pa.array(at))
    return train(load_spec(SPEC), matrix, outcomes.combine_chunks(), until=UNTIL)


def out_of_time(trained: Trained) -> list[Line]:
    """How the model that serves does on applicants of later years."""
    walked = trained.walked[trained.decision.kind]
    rows = pooled(walked.steps)
    on = tuple(step.fold.test for step in walked.steps)
    told = Rows(y=rows.y, score=rows.margin, coop_ids=rows.coop_ids, on=on, draws=DRAWS)
    return [
        Line(figure="rows", of="applicants", value=len(rows.y), on=on),
        Line(figure="events", of="applicants", value=int(rows.y.sum()), on=on),
        *told.lines(AUC, "applicants"),
    ]


def beyond(trained: Trained, lent: Lent) -> list[Line]:
    """Mean probability less mean truth where no facility runs, by branch group, and the AUC."""
    scores = score(trained.bundle, lent.matrix)
    known = ~np.isnan(lent.rate)
    told, low, high = (
        np.array([getattr(one, name) for one in scores])[known]
        for name in ("probability", "low", "high")
    )
    coop_ids = np.array(lent.matrix.table["coop_id"].to_pylist(), dtype=object)[known]
    group = np.array(
        [GROUP_OF.get(one, UNKNOWN) for one in lent.matrix.table["branch"].to_pylist()],
        dtype=object,
    )[known]
    days = tuple(sorted(set(lent.matrix.table["as_of"].to_pylist())))
    rate, came, potential = lent.rate[known], lent.came[known], lent.potential[known]
    mehr = np.array([day == UNTIL for day in lent.matrix.table["as_of"].to_pylist()])[known]
    lines = [Line(figure="rows", of="no_facility", value=len(told), on=days)]
    for name, held in (
        ("no_facility", np.ones(len(told), dtype=np.bool_)),
        *((f"no_facility_{one}", group == one) for one in sorted(set(GROUP_OF.values()))),
    ):
        lines += bias(name, told[held], rate[held], low[held], high[held], coop_ids[held], days)
    lines += bias(
        "no_facility_mehr", told[mehr], potential[mehr], low[mehr], high[mehr], coop_ids[mehr],
        days[:1],
    )  # fmt: skip
    whole = Rows(y=came.astype(np.int64), score=told, coop_ids=coop_ids, on=days, draws=DRAWS)
    exact = {"true_probability": metrics.auc(came, potential)}
    return [*lines, *whole.lines(AUC, "no_facility", beside=exact)]


def bias(
    of: str,
    told: NDArray[np.float64],
    rate: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    coop_ids: NDArray[np.object_],
    on: tuple[date, ...],
) -> list[Line]:
    """The bias with its interval, and the true mean, which the mean stated interval is to hold."""
    # No outcome is looked at: the truth is a share, and what is redrawn is how far it is missed.
    found = metrics.cluster_bootstrap(
        lambda _, missed: float(np.mean(missed)),
        np.zeros(len(rate), dtype=np.int64), told - rate, coop_ids,
        draws=DRAWS, seed=SEED, level=LEVEL,
    )  # fmt: skip
    beside: Mapping[str, float] = {"stated": float(told.mean()), "true_mean": float(rate.mean())}
    return [
        Line(
            figure="bias", of=of, value=float(told.mean() - rate.mean()), on=on,
            low=found.low, high=found.high, beside=beside,
        ),
        Line(
            figure="true_mean", of=of, value=float(rate.mean()), on=on,
            least=float(low.mean()), most=float(high.mean()),
        ),
    ]  # fmt: skip


def warning(parts: Sequence[tuple[FeatureMatrix, pa.Table] | None]) -> list[Line]:
    """How well the kind that leads the early warning ranks running loans, out of time."""
    kept = [part for part in parts if part is not None]
    spec = load_spec(WARNING)
    matrix, at = one_matrix([one for one, _ in kept])
    outcomes = pa.concat_tables([one for _, one in kept]).take(pa.array(at)).combine_chunks()
    inputs = model_inputs(matrix, spec)
    sample = sample_of(matrix, outcomes, inputs_of(matrix), spec.training_days(ENDS))
    folds = spec.walk(sample.days)
    (steps,) = walk(spec, inputs, sample, folds, [spec.champion.lead]).values()
    rows, on = pooled(steps), tuple(days_tested(folds))
    told = Rows(y=rows.y, score=rows.margin, coop_ids=rows.coop_ids, on=on, draws=DRAWS)
    return [
        Line(figure="rows", of="early_warning", value=len(rows.y), on=on),
        Line(figure="events", of="early_warning", value=int(rows.y.sum()), on=on),
        *told.lines(AUC, "early_warning"),
    ]
