"""What holds of facts of another day on any registry, drawn at random and small."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from coopscore.schema import TABLES
from features.build import build_matrix
from features.catalogue import select
from features.cohorts import COHORTS
from features.facts import MemoryFacts
from features.holdings import as_known
from features.hypothetical import KnownBy, With, prices_by, standing_in

# Each example builds two matrices of many features.
FEWER = settings(max_examples=settings().max_examples // 4)

COOPS = ("A", "ب")
POOL = (date(2024, 3, 19), date(2024, 7, 21), date(2025, 3, 20), date(2025, 7, 22))
DAY = st.builds(lambda day, by: day + timedelta(by), st.sampled_from(POOL), st.integers(-1, 1))
PERHAPS = st.one_of(st.none(), DAY)
FEATURES = select(
    ["duties.*", "filings.*", "governance.*", "turnover_real_growth", "facilities_open"]
)
OWN = {
    "obligation": {
        "kind": st.sampled_from(["statement", "annual_assembly"]),
        "period_end": st.just(date(2024, 3, 19)),
        "fulfilled_on": PERHAPS,
        "fulfilled_known_on": PERHAPS,
    },
    "filing": {
        "kind": st.sampled_from(["statement", "tax_return"]),
        "delay_days": st.integers(0, 9),
    },
    "officer_term": {"role": st.sampled_from(["board_main", "inspector"]), "end": PERHAPS},
    "statement_line": {
        "line_code": st.just("turnover"),
        "amount": st.integers(1, 9),
        "currency": st.sampled_from(["IRR", "GBP"]),
    },
    "facility": {"facility_id": st.just("f"), "settled_on": PERHAPS, "settled_known_on": PERHAPS},
}


def rows_of(name):
    row = st.fixed_dictionaries(
        {
            "coop_id": st.sampled_from(COOPS),
            "record_id": st.sampled_from(["r", "s"]),
            "version": st.integers(1, 2),
            "voided": st.sampled_from([False, False, False, True]),
            "happened": DAY,
            "known": DAY,
            "hindsight": st.just(False),
            "batch": st.integers(1, 2),
            "digest": st.just(""),
            **OWN[name],
        }
    )
    keys = ("coop_id", "record_id", "known", "version")
    several = st.lists(row, max_size=8, unique_by=lambda one: tuple(one[key] for key in keys))
    return several.map(lambda rows: pa.Table.from_pylist(rows, schema=TABLES[name].arrow()))


FACTS = st.fixed_dictionaries({name: rows_of(name) for name in OWN}).map(
    lambda tables: MemoryFacts(tables, 2)
)


def seen(facts, *days):
    return build_matrix(
        facts,
        features=FEATURES,
        cohort=standing_in(COHORTS["registered"]),
        as_ofs=days,
        calendar="jalali",
        coop_ids=COOPS,
    ).table


@FEWER
@given(FACTS, DAY)
def test_on_its_own_day_what_was_known_by_then_is_all_there_is(facts, day):
    assert seen(KnownBy(facts=facts, day=day, batch=2), day).equals(seen(facts, day))
    assert seen(prices_by(facts, day), day).equals(seen(facts, day))


@FEWER
@given(FACTS, DAY, DAY)
def test_on_another_day_nothing_that_was_learnt_later_is_seen(facts, day, other):
    left = {}
    for name, rows in facts.tables.items():
        cells = [row for row in rows.to_pylist() if row["known"] <= day and row["batch"] < 2]
        end, known = TABLES[name].ends, TABLES[name].ends_known
        for row in cells:
            if known is not None and row[known] is not None and row[known] > day:
                row |= {end: None, known: None}
        left[name] = pa.Table.from_pylist(cells, schema=rows.schema)
    known = KnownBy(facts=facts, day=day, batch=1)
    assert seen(known, other).equals(seen(MemoryFacts(left, 1), other))


@FEWER
@given(FACTS, FACTS, DAY)
def test_made_rows_are_seen_as_if_they_had_been_stored(facts, more, day):
    ids = pc.binary_join_element_wise
    made = {}
    for name in ("filing", "statement_line"):
        rows = more.tables[name]
        rows = rows.filter(pc.less_equal(rows["happened"], rows["known"]))
        place = rows.column_names.index("record_id")
        made[name] = rows.set_column(
            place, "record_id", ids(rows["record_id"], pa.scalar("m"), "/")
        )
    together = {
        name: pa.concat_tables([rows, made[name]]) if name in made else rows
        for name, rows in facts.tables.items()
    }
    assert seen(With(facts=facts, rows=made), day).equals(seen(MemoryFacts(together, 2), day))


@given(FACTS, DAY)
def test_what_ruled_is_one_row_a_record_and_stands(facts, day):
    for name in OWN:
        rows = as_known(facts, name, day).to_pylist()
        keys = [(row["coop_id"], row["record_id"]) for row in rows]
        assert keys == sorted(set(keys))
        assert all(row["happened"] <= day and row["known"] <= day for row in rows)
        assert not any(row["voided"] for row in rows)
