"""No news is not "nothing happened": a day between two editions teaches nothing."""

from datetime import date

import pytest

from coopscore.calendar import months
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from features.labels import label_named
from features.news import heard

# Told as it happened until June 2016, then by the edition of June 2017 alone.
EDITIONS = """
coop  happened    known       axis            to_code
A     2000-01-01  2000-01-01  registry_stage  registered
B     2000-01-01  2000-01-01  registry_stage  registered
C     2000-01-01  2000-01-01  registry_stage  registered
C     2015-11-20  2015-11-20  registry_stage  dissolved
B     2016-03-01  2016-06-01  registry_stage  dissolved
A     2016-09-01  2017-06-01  registry_stage  dissolved
"""
DAYS = (date(2014, 12, 1), date(2015, 6, 1), date(2015, 12, 1), date(2016, 6, 1))


@pytest.fixture
def facts(drawn):
    return drawn(status_event=EDITIONS)


def told(facts, quiet, days=DAYS):
    span = {"horizon": months(12), "maturity": months(0), "quiet": months(quiet)}
    return heard(facts, label_named("exit"), days, **span, calendar="gregorian")


def test_a_horizon_that_ends_between_two_editions_was_not_told_of(facts):
    # Ends on 1 December 2015 (news of 20 November), 1 June 2016 and 2017 (editions of that day),
    # and on 1 December 2016, half a year after the last word.
    assert told(facts, 1) == [date(2014, 12, 1), date(2015, 6, 1), date(2016, 6, 1)]


def test_news_on_the_opening_day_is_too_old_and_a_day_later_is_not(facts):
    assert told(facts, 6) == [day for day in DAYS if day != date(2015, 12, 1)]
    assert told(facts, 7) == list(DAYS)


def test_a_source_that_never_spoke_tells_of_nothing(drawn):
    assert told(drawn(), 600) == []


def test_what_was_not_told_of_is_immature_and_not_none(facts, engine):
    matrix = build_matrix(
        facts,
        features=select(["age_years"]),
        cohort="registered",
        as_ofs=DAYS[2:],
        calendar="gregorian",
        engine=engine,
    )
    span = {"horizon": months(12), "maturity": months(0), "until": date(2017, 6, 1)}
    asked = {"label": "exit", "matrix": matrix, "engine": engine, **span}
    trusting = build_outcomes(facts, **asked)["state"].to_pylist()
    wary = build_outcomes(facts, **asked, quiet=months(1))["state"].to_pylist()
    # Of December 2015 (A and B) and June 2016 (A): A's end in September is not seen in time.
    assert trusting == ["none", "event", "event"]
    assert wary == ["immature", "immature", "event"]


def test_what_is_told_by_absence_is_read_from_all_that_ever_spoke(drawn):
    header = "coop  happened    known       kind"
    filing = [header, *(f"A  {year}-03-20  {year}-07-01  statement" for year in (2014, 2015, 2016))]
    held = [header, "A  2014-07-01  2014-08-01  annual_ordinary"]
    span = {"horizon": months(12), "maturity": months(0), "quiet": months(12)}

    def heard_of(**tables):
        facts = drawn(**{name: "\n".join(rows) for name, rows in tables.items()})
        days = (date(2013, 9, 1), date(2014, 9, 1))
        return heard(facts, label_named("dormancy"), days, **span, calendar="gregorian")

    # Minutes came once and no more: of 2015 nothing can be told by their absence.
    assert heard_of(filing=filing, assembly=held) == [date(2013, 9, 1)]
    # A registry without assemblies is read by its filings alone.
    assert heard_of(filing=filing) == [date(2013, 9, 1), date(2014, 9, 1)]
