"""Building matrices and outcomes: facts in, one row a co-operative and day out.

Co-operatives are worked through in chunks, as none of them needs another: memory stays the same
however many there are, and the size of a chunk changes nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import Calendar, Months
from coopscore.errors import CohortLooksAhead, EmptyCohort, UnknownName
from features.answers import Roll, called, on_record
from features.cohorts import Cohort, cohort_named
from features.cycles import of_cycles
from features.engines.plug import Engine, open_engine
from features.facts import Facts
from features.grid import Grid
from features.labels import label_named
from features.matrix import FeatureMatrix, schema_of
from features.peer_making import PeerWork, Place
from features.peer_shelf import MemoryShelf, PeerShelf
from features.peer_tables import PeerTable
from features.peers import PeerShare, parts, peer_day
from features.spec import Feature
from features.telling import Telling, with_outcome
from features.values import Value

Progress = Callable[[int, int], None]

# Ten thousand co-operatives on forty days are a few hundred megabytes of cells at most.
CHUNK = 10_000


def build_matrix(
    facts: Facts,
    *,
    features: Sequence[Feature],
    cohort: str | Cohort,
    as_ofs: Sequence[date],
    calendar: Calendar,
    until: date | None = None,
    engine: str = "kernel",
    coop_ids: Collection[str] | None = None,
    peers: PeerShelf | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> FeatureMatrix:
    """What was known of each cohort member on each day.

    Parameters
    ----------
    facts : Facts
        The facts as they stood at one sealed batch.
    features : sequence of Feature
        Columns of the matrix, in this order.
    cohort : str or Cohort
        A name of `features.cohorts.COHORTS`, or a cohort of one's own.
    as_ofs : sequence of date
        As-of days, in any order; each is used once.
    calendar : "jalali" or "gregorian"
        The calendar that windows are counted in.
    until : date, optional
        The day that training stands on: a cohort that looks ahead may be asked about days whose
        next month was on record by then. Without it such a cohort is refused.
    engine : str, optional
        A name of `features.engines.plug.ENGINES`; all give the same matrix to the bit.
    coop_ids : collection of str, optional
        Only these co-operatives; all on record by default.
    peers : PeerShelf, optional
        Where peer tables are read from, and kept where the whole cohort is built and one is not
        there yet; a shelf in memory that nobody else sees by default.
    chunk : int, optional
        Co-operatives worked on at a time.
    progress : callable, optional
        Told how many co-operatives are done, of how many; each pass over the peers counts them
        once more.

    Returns
    -------
    FeatureMatrix
        Rows sorted by as_of and coop_id.

    Raises
    ------
    EmptyCohort
        Where nobody belongs to the cohort on any of the days.
    CohortLooksAhead
        Where the cohort is decided by the month after, and that is not known by `until`, or a
        feature looks at peers, who would be known by it.
    SumTooLarge
        Where a sum of whole numbers passes 2^53.
    UnknownName
        Where no cohort or engine carries the name.
    NoPeerTable
        Where a feature looks at peers, only some co-operatives are asked for, and the table of
        their peers was never made.
    """
    members = cohort_named(cohort) if isinstance(cohort, str) else cohort
    run = open_engine(engine)
    whole = Grid.of(on_record(facts, members) if coop_ids is None else coop_ids, as_ofs, calendar)
    _refuse_foresight(members, whole, features, until)
    work = PeerWork.of(
        MemoryShelf() if peers is None else peers, features, members, whole, facts.batch
    )
    if coop_ids is not None:
        work.refuse_lacking()
    advance = _counter(progress, len(whole.coop_ids) * (1 + len(work.passes(len(whole.coop_ids)))))
    tables = work.done(whole.coop_ids, run, facts, chunk, advance)
    pieces = [schema_of(features).empty_table()]
    for grid in whole.chunks(chunk):
        pieces.append(_rows_of(grid, run, facts, members, features, tables))
        advance(len(grid.coop_ids))
    table = _by_day(pa.concat_tables(pieces))
    if not table.num_rows:
        raise EmptyCohort(cohort=members.name, as_of=whole.as_ofs)
    return FeatureMatrix(
        table=table,
        features=tuple(features),
        batch=facts.batch,
        calendar=calendar,
        cohort=members.name,
        peers={made.subject.name: made.hash for made in tables.values()},
    )


def _refuse_foresight(
    cohort: Cohort, grid: Grid, features: Sequence[Feature], until: date | None
) -> None:
    """Refuse to tell members by what nobody knows, and to tell anything of peers by it."""
    if cohort.ahead is None:
        return
    ripe = dict(zip(grid.as_ofs, grid.month_matured(cohort.ahead.maturity), strict=True))
    early = [day for day, known in ripe.items() if until is None or known > until]
    if any(isinstance(feature.value, PeerShare) for feature in features):
        early = list(grid.as_ofs)
    if early:
        raise CohortLooksAhead(cohort=cohort.name, as_of=early)


def _counter(progress: Progress | None, of: int) -> Callable[[int], None]:
    """Adds up what is done, and tells it."""
    done = 0

    def advance(by: int) -> None:
        nonlocal done
        done += by
        if progress is not None:
            progress(done, of)

    return advance


def _rows_of(
    grid: Grid,
    run: Engine,
    facts: Facts,
    cohort: Cohort,
    features: Sequence[Feature],
    tables: Mapping[Place, PeerTable],
) -> pa.Table:
    """The rows of a grid's cohort members, day by day."""
    values = tuple(dict.fromkeys(part for feature in features for part in parts(feature.value)))
    roll = called(grid, run, facts, cohort, values)
    columns = [
        roll.coop_ids,
        pa.array(grid.as_ofs, pa.date32()).take(pa.array(roll.place)),
        *(_filled(f, _cells(f.value, values, roll, grid, tables)) for f in features),
    ]
    return pa.table(columns, schema=schema_of(features))


def _cells(
    value: Value | PeerShare,
    values: Sequence[Value],
    roll: Roll,
    grid: Grid,
    tables: Mapping[Place, PeerTable],
) -> pa.Array:
    """The answers to a value; of a peer value, where they stand in the table of each day."""
    if not isinstance(value, PeerShare):
        return roll.answers[values.index(value)]
    at = [values.index(part) for part in parts(value)]
    shares = [pa.array([], pa.float64())]
    for place, as_of in enumerate(grid.as_ofs):
        answers = roll.day(place)
        own, *by = (answers[position] for position in at)
        shares.append(tables[value, peer_day(as_of, grid.calendar)].shares(own, by))
    return pa.concat_arrays(shares)


def _filled(feature: Feature, cells: pa.Array) -> pa.Array:
    """Missing cells as the feature's rule will have them."""
    return cells if feature.missing is None else cells.fill_null(feature.missing)


def _by_day(table: pa.Table) -> pa.Table:
    """Rows of all chunks by as-of day; within a day the co-operatives already stand in order."""
    days = table["as_of"].cast(pa.int32()).to_numpy()
    return table.take(pa.array(np.argsort(days, kind="stable"))).combine_chunks()


def build_outcomes(
    facts: Facts,
    *,
    label: str,
    matrix: FeatureMatrix,
    horizon: Months,
    maturity: Months,
    until: date,
    quiet: Months | None = None,
    later: int = 0,
    engine: str = "kernel",
    chunk: int = CHUNK,
) -> pa.Table:
    """What became of each row of a matrix, as far as it was known by `until`.

    Parameters
    ----------
    label : str
        A name of `features.labels.LABELS`.
    horizon : Months
        What happens in `(as_of, as_of + horizon]` counts; of a label of cycles, their length.
    maturity : Months
        How much later it is known; a row is immature where that day lies after `until`.
    until : date
        Nothing known later is used.
    quiet : Months, optional
        How long the source may have been silent before a horizon's end (`features.news`); a day
        that it has not told of is immature. Not asked by default.
    later : int, optional
        Of a label of cycles: how many cycles after the first open one are looked past.

    Returns
    -------
    pa.Table
        `coop_id`, `as_of`, `state` (a key of `OUTCOME_STATES`) and `outcome` (1 for an event, 0
        for none, else null), in the order of the matrix; of a label of cycles `known_on` besides,
        the day by which the row's own outcome is known.

    Raises
    ------
    UnknownName
        Where no label or engine carries the name, or the matrix does not tell the months to the
        end of a cycle that a label of cycles asks for.
    """
    asked = label_named(label)
    told = Telling(
        facts=facts, label=asked, run=open_engine(engine), calendar=matrix.calendar,
        maturity=maturity, until=until, quiet=quiet, chunk=chunk,
    )  # fmt: skip
    rows = matrix.table.select(["coop_id", "as_of"])
    if asked.cycle is None:
        return with_outcome(rows, told.states(rows, horizon))
    if asked.cycle not in matrix.table.column_names:
        names = tuple(feature.name for feature in matrix.features)
        raise UnknownName(kind="feature", name=asked.cycle, allowed=names)
    return of_cycles(told, rows, matrix.table[asked.cycle], horizon, later)
