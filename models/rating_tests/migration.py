"""How ratings move from one year to the next: how far, which way, and whether by one law.

A move is one co-operative's grade on a day and on the next day that is a horizon away. Those who
left between the two are in no move.
"""

from collections.abc import Callable, Iterable

import numpy as np
from scipy.special import chdtrc
from scipy.stats import binomtest

from models.rating_tests import witness
from models.rating_tests.catalogue import Found, RowTest, Table, holm, named, ruled
from models.rating_tests.moves import Moves, moves, triplets
from models.rating_tests.redraws import ends
from models.rating_tests.rows import Floats, Ints, RatedRows, Terms
from models.rating_tests.ruling import Ruling


def _told(rows: RatedRows, terms: Terms) -> Moves:
    found = moves(rows, terms.horizon_days)
    if len(found.period) < terms.least_rows:
        raise ValueError("too few moves")
    return found


def _counted(told: Moves) -> dict[str, int]:
    return {
        "moves": len(told.period), "moved": int((told.start != told.end).sum()),
        "periods": len(told.by_period),
    }  # fmt: skip


def _shares(counts: Floats) -> Floats:
    """Shares of moves among the grades that somebody moved from; moves to any other are left out,
    for nothing is known of what follows there."""
    met = counts.sum(axis=1) > 0
    held = counts[np.ix_(met, met)].astype(np.float64)
    whole = held.sum(axis=1, keepdims=True)
    # a grade whose every mover left for grades without a row keeps none
    found: Floats = np.divide(held, whole, out=np.eye(len(held)), where=whole > 0)
    return found


def _redrawn_counts(told: Moves, terms: Terms) -> Iterable[Ints]:
    """The counts over redraws of whole co-operatives."""
    names, who = np.unique(told.coop_id.astype(str), return_inverse=True)
    size = len(told.grades)
    cell = told.start * size + told.end
    drawn = np.random.default_rng(terms.seed)
    for _ in range(terms.draws):
        times = np.bincount(drawn.integers(len(names), size=len(names)), minlength=len(names))
        found = np.bincount(cell, weights=times[who], minlength=size * size)
        yield found.reshape(size, size).astype(np.int64)


def _figures(counts: Ints) -> Floats:
    """Bandwidths of moves to riskier and to better grades, and both mobilities."""
    held = counts.astype(np.float64)
    return np.array([*witness.bandwidths(held), *witness.mobilities(_shares(held))])


def _spread(rows: RatedRows, terms: Terms, places: dict[str, int]) -> Iterable[Found]:
    told = _told(rows, terms)
    found = np.array([_figures(counts) for counts in _redrawn_counts(told, terms)])
    once = _figures(told.counts)
    for by, place in places.items():
        low, high = ends(found[:, place], terms.level)
        yield Found(value=float(once[place]), low=low, high=high, by=by, counted=_counted(told))


def _bandwidth(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _spread(rows, terms, {"to_riskier": 0, "to_better": 1})


def _mobility(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _spread(rows, terms, {"singular_values": 2, "trace": 3})


def _monotone(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = _told(rows, terms)
    cells = witness.migration_cells(told.counts)
    for cell, p in zip(cells, holm([cell.p for cell in cells]), strict=True):
        whole = int(told.counts[cell.start].sum())
        moved = int(told.counts[cell.start, cell.end])
        yield Found(
            value=moved / whole, statistic=cell.z, p=float(p),
            by=f"{told.grades[cell.start]}-{told.grades[cell.end]}",
            counted={"rows": whole, "events": moved},
        )  # fmt: skip


def _homogeneous(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = _told(rows, terms)
    found = witness.homogeneity(told.by_period)
    yield Found(value=found.statistic, statistic=found.statistic, p=found.p, counted=_counted(told))


def _markov(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = triplets(rows, terms.horizon_days)
    if told.sum() < terms.least_rows:
        raise ValueError("too few seen on three days")
    found = witness.markov_order(told)
    yield Found(value=found.statistic, statistic=found.statistic, p=found.p,
                counted={"moves": int(told.sum())})  # fmt: skip


def _balance(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = _told(rows, terms)
    worse, better = int((told.end > told.start).sum()), int((told.end < told.start).sum())
    if not worse + better:
        raise ValueError("nobody moved")
    found = binomtest(worse, worse + better)
    held = found.proportion_ci(terms.level, method="wilson")
    yield Found(value=worse / (worse + better), low=float(held.low), high=float(held.high),
                statistic=float(worse), p=float(found.pvalue), counted=_counted(told))  # fmt: skip


def symmetry(counts: Ints) -> tuple[float, int]:
    """Bowker's statistic of as many moving one way as the other, cell by cell, and its freedom.

    References
    ----------
    Bowker, "A test for symmetry in contingency tables", J. American Statistical Association 43
    (1948).
    """
    upper, lower = (
        counts[np.triu_indices(len(counts), 1)],
        counts.T[np.triu_indices(len(counts), 1)],
    )
    both = upper + lower
    met = both > 0
    return float(((upper - lower)[met] ** 2 / both[met]).sum()), int(met.sum())


def _symmetric(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = _told(rows, terms)
    statistic, freedom = symmetry(told.counts)
    if not freedom:
        raise ValueError("nobody moved")
    yield Found(value=statistic, statistic=statistic, p=float(chdtrc(freedom, statistic)),
                counted=_counted(told))  # fmt: skip


def _migration(
    name: str,
    null: str | None,
    function: Callable[[RatedRows, Terms], Iterable[Found]],
    formula: str,
    source: str,
    library: str = "riskvalidation",
) -> RowTest:
    return RowTest(
        name=name, null=null, function=function, formula=formula, source=source, library=library,
        needs="rows",
    )  # fmt: skip


MIGRATION: Table = named([
    _migration(
        "matrix_weighted_bandwidth", None, _bandwidth,
        "sum |i - j| N_ij over sum max(|i - K|, |i - 1|) N_ij, upper and lower; redrawn",
        "ECB instructions (2019), 2.5.5.1",
    ),
    _migration(
        "migration_monotone", "farther_moves_no_likelier", _monotone,
        "(p_near - p_far) / sqrt((p_n (1 - p_n) + p_f (1 - p_f) + 2 p_n p_f) / N_i), after Holm",
        "ECB instructions (2019), 2.5.5.2; Holm (1979)",
    ),
    _migration(
        "time_homogeneity", "moves_alike_in_every_period", _homogeneous,
        "sum n_i(t) (p_ij(t) - p_ij)^2 / p_ij, df of the filled cells",
        "Anderson and Goodman (1957), 3.8",
    ),
    _migration(
        "markov_order", "next_grade_depends_on_present_alone", _markov,
        "chi-square of previous by next direction, for each present grade",
        "Anderson and Goodman (1957), 3.14",
    ),
    _migration(
        "mobility", None, _mobility,
        "mean singular value of P - I; (K - trace P) / (K - 1); redrawn",
        "Jafry and Schuermann (2004); Shorrocks (1978)",
    ),
    _migration(
        "migration_balance", "as_many_move_to_riskier_as_to_better", _balance,
        "moves to riskier / moves, exact binomial test against 1/2", "Dixon and Mood (1946)",
        "SciPy",
    ),
    _migration(
        "migration_symmetry", "every_move_as_common_as_its_return", _symmetric,
        "sum over i < j of (N_ij - N_ji)^2 / (N_ij + N_ji)", "Bowker (1948)", "own",
    ),
])  # fmt: skip


def migration(rows: RatedRows, *, terms: Terms) -> list[Ruling]:
    """Every ruling on moves; the matrix itself is that of `moves.migration_matrix`."""
    return ruled(MIGRATION, rows, terms=terms)
