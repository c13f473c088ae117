"""Building: rows of the cohort by day, chunk by chunk, the missing rule applied."""

from datetime import date

import pytest

from coopscore.calendar import months
from coopscore.errors import EmptyCohort, SumTooLarge, UnknownName
from coopscore.language import Text
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from features.spec import Events, Feature

STATUS = """
coop  happened    known       axis            to_code
C     2010-01-01  2010-01-01  registry_stage  registered
A     2010-01-01  2010-01-01  registry_stage  registered
B     2015-01-01  2015-01-01  registry_stage  registered
D     2010-01-01  2010-01-01  registry_stage  dissolved
"""
LINES = """
coop  happened    known       line_code  amount            currency
A     2009-01-01  2009-01-01  turnover   5                 IRR
D     2009-01-01  2009-01-01  turnover   9007199254740993  IRR
"""
DAYS = (date(2016, 1, 1), date(2012, 1, 1))
TURNOVER = Feature(
    name="turnover",
    value=Events("statement_line", happened="period_end", known="received_on").sum("amount"),
    unit="currency",
    missing=-1,
    risk="none",
    concept="finances",
    title=Text(en="Turnover", fa="فروش"),
)


def built(facts, **changes):
    asked = {
        "features": [TURNOVER, *select(["statements_received_36m", "age_years"])],
        "cohort": "registered",
        "as_ofs": DAYS,
        "calendar": "jalali",
    }
    return build_matrix(facts, **asked | changes)


@pytest.fixture
def facts(drawn):
    return drawn(status_event=STATUS, statement_line=LINES)


def test_rows_are_the_members_of_each_day_in_order(facts, engine):
    matrix = built(facts, engine=engine)
    assert matrix.table.select(["as_of", "coop_id"]).to_pydict() == {
        "as_of": [date(2012, 1, 1)] * 2 + [date(2016, 1, 1)] * 3,
        "coop_id": ["A", "C", "A", "B", "C"],
    }
    assert (matrix.batch, matrix.calendar, matrix.cohort) == (1, "jalali", "registered")


def test_the_missing_rule_of_each_feature_is_applied(facts):
    table = built(facts).table
    assert table["turnover"].to_pylist() == [5, -1, 5, -1, -1]
    assert table["statements_received_36m"].to_pylist() == [0] * 5
    assert table["age_years"].to_pylist() == [None] * 5


def test_who_is_never_in_the_cohort_cannot_refuse_the_run(drawn, facts, engine):
    assert "D" not in built(facts, engine=engine).table["coop_id"].to_pylist()
    back = drawn(status_event=STATUS.replace("dissolved", "registered"), statement_line=LINES)
    with pytest.raises(SumTooLarge, match=r"D: the sum of statement_line\.amount"):
        built(back, engine=engine)


def test_chunks_and_chosen_cooperatives_change_nothing(facts):
    whole = built(facts)
    assert built(facts, chunk=1).hash == whole.hash
    alone = built(facts, coop_ids=["C"]).table
    assert alone.equals(whole.table.filter([False, True, False, False, True]))


def test_progress_is_told_in_cooperatives(facts):
    told = []
    built(facts, chunk=3, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 4), (4, 4)]


def test_a_day_on_which_nobody_belongs_is_refused(facts):
    with pytest.raises(EmptyCohort, match="Nobody belongs to the cohort registered on 2005-01-01"):
        built(facts, as_ofs=[date(2005, 1, 1)])
    with pytest.raises(EmptyCohort):
        built(facts, coop_ids=["nobody"])
    with pytest.raises(EmptyCohort):
        built(facts, as_ofs=[])


def test_an_unknown_engine_is_refused(facts):
    with pytest.raises(UnknownName, match=r"There is no engine abacus\. Known: kernel, judge\."):
        built(facts, engine="abacus")


def test_outcomes_stand_in_the_order_of_the_matrix_and_chunks_change_nothing(facts):
    matrix = built(facts)
    asked = {
        "label": "exit",
        "matrix": matrix,
        "horizon": months(12),
        "maturity": months(3),
        "until": date(2014, 1, 1),
    }
    outcomes = build_outcomes(facts, **asked)
    assert outcomes.column_names == ["coop_id", "as_of", "state", "outcome"]
    assert outcomes["state"].to_pylist() == ["none"] * 2 + ["immature"] * 3
    assert outcomes["outcome"].to_pylist() == [0, 0, None, None, None]
    assert build_outcomes(facts, **asked, chunk=1).equals(outcomes)


def test_outcomes_of_days_that_are_all_too_young_are_immature(facts):
    outcomes = build_outcomes(
        facts,
        label="exit",
        matrix=built(facts),
        horizon=months(12),
        maturity=months(0),
        until=date(2012, 1, 2),
    )
    assert set(outcomes["state"].to_pylist()) == {"immature"}
    assert str(outcomes.schema.field("outcome").type) == "int8"
