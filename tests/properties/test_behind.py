"""What holds of the records behind a value on any registry: the judge is asked without them."""

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from test_features import (
    CALENDAR,
    CHANGES,
    COOPS,
    DAY,
    DUTIES,
    FIGURES,
    FILINGS,
    FORM,
    HELD,
    LINES,
    MARGINS,
    TERMS,
    TURNOVER,
    built,
    known_by,
    registries,
    rows,
)

from coopscore.calendar import months
from features.behind import Seen, behind, columns_behind
from features.catalogue import CATALOGUE
from features.engines import judge
from features.facts import MemoryFacts
from features.grid import Grid
from features.peers import PeerShare
from features.plan import DATED, compile_plan
from features.rebuilt import rebuilt
from features.signs import OPEN_CYCLE
from features.spec import mean, ratio, slope
from features.values import primitives

COUNTED = (
    FILINGS.where(kind="statement").count(within=months(12)),
    FILINGS.with_values("audited").count(),
    FILINGS.arrived(within=months(12)),
    CHANGES.where(to_code=("dormant", "unknown")).count(within=months(36)),
    DUTIES.where(kind="statement").open(),
    DUTIES.days(within=months(12)),
    TERMS.count(within=months(1)),
)
# Each is told by its own records alone: no row is ranked behind one that is not among them.
WHOLE = (
    *COUNTED,
    LINES.sum("amount", within=months(12)),
    FILINGS.latest("audited"),
    FILINGS.gap(),
    FORM.age("founded_on"),
    OPEN_CYCLE,
    FIGURES.change("members"),
    DUTIES.open_days(),
    TERMS.since_end(),
    TURNOVER.change("amount", real=True),
    slope(TURNOVER.recent("amount", last=3, real=True)),
    mean(MARGINS),
    ratio(HELD.sum("members_present"), HELD.sum("members_total")),
)
# Every kind of value is among them.
FEATURES = [one for one in CATALOGUE.values() if not isinstance(one.value, PeerShare)][::5]
# The judge is asked about many values here; a fifth of the usual draws find what there is to find.
FEWER = settings(max_examples=settings().max_examples // 5)


def told(facts, value, coop_id, as_of, calendar):
    """The records behind a value of a co-operative on a day."""
    wanted = {}
    for primitive in primitives(value):
        wanted.setdefault(primitive.rows.table, set()).update(columns_behind(primitive))
    stored = {
        name: facts.read(name, (*DATED, *columns), [coop_id]).to_pylist()
        for name, columns in wanted.items()
    }
    return behind("f", value, Seen(stored=stored, as_of=as_of, calendar=calendar))


def judged(facts, value, coop_id, as_of, calendar):
    grid, plan = Grid.of([coop_id], [as_of], calendar), compile_plan([value])
    (cells,) = judge.run(plan, plan.tables(facts, [coop_id]), [coop_id], grid.looking_back())
    return cells[0].as_py()


def parted(facts, records, keep):
    """The facts with none but these records, or with all but these."""
    tables = {}
    for name, table in facts.tables.items():
        ours = pa.array([one.record_id for one in records if one.table == name], pa.string())
        among = pc.is_in(table["record_id"], value_set=ours)
        tables[name] = table.filter(among if keep else pc.invert(among))
    return MemoryFacts(tables, facts.batch)


@FEWER
@given(registries(), DAY, CALENDAR)
def test_without_the_records_behind_a_count_it_is_zero(facts, as_of, calendar):
    for value in COUNTED:
        records = told(facts, value, "A", as_of, calendar)
        without = parted(facts, records, keep=False)
        assert judged(without, value, "A", as_of, calendar) == 0, value
        assert told(without, value, "A", as_of, calendar) == (), value


@FEWER
@given(registries(), DAY, CALENDAR)
def test_the_records_behind_a_value_alone_give_the_value(facts, as_of, calendar):
    for value in WHOLE:
        alone = parted(facts, told(facts, value, "A", as_of, calendar), keep=True)
        whole = judged(facts, value, "A", as_of, calendar)
        assert judged(alone, value, "A", as_of, calendar) == whole, value


@FEWER
@given(registries(), DAY, CALENDAR)
def test_nothing_that_was_known_later_is_ever_told(facts, as_of, calendar):
    for value in WHOLE:
        records = told(facts, value, "A", as_of, calendar)
        assert all(one.known <= as_of and one.happened <= as_of for one in records)
        assert records == told(known_by(facts, as_of), value, "A", as_of, calendar), value


@FEWER
@given(registries(), DAY, CALENDAR)
def test_what_is_found_again_is_what_the_matrix_holds(facts, as_of, calendar):
    matrix = {
        row["coop_id"]: row for row in rows(built(facts, [as_of], calendar, features=FEATURES))
    }
    found = rebuilt(facts, dict.fromkeys(COOPS, FEATURES), as_of=as_of, calendar=calendar, chunk=1)
    for (coop_id, name), again in found.items():
        if coop_id in matrix:
            assert again.value == matrix[coop_id][name], name
