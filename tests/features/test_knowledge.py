"""How facts arrive is told as it is on record, and holding back moves nothing but knowledge."""

from datetime import date

import pytest

from coopscore.calendar import months
from coopscore.language import Text
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.facts import MemoryFacts
from features.knowledge import HeldBack, arrivals_of, selections
from features.spec import Events, Feature, ratio, share

STATEMENTS = CATALOGUE["statements_received_36m"]

FILING = """
coop  record  v  void  happened    known       kind       hindsight  batch
A     a       1  no    2015-03-31  2015-07-31  statement  no         1
A     a       2  no    2015-03-31  2015-11-02  statement  no         1
B     b       1  no    2015-03-31  2015-11-30  statement  no         2
B     c       1  no    2014-03-31  2014-07-01  statement  yes        2
B     d       1  no    2015-03-31  2015-08-01  statement  no         2
A     e       1  no    2015-03-31  2015-08-01  tax_return no         1
"""

REGISTERED = """
coop  happened    known       axis            to_code
A     2000-01-01  2000-01-01  registry_stage  registered
"""


def days(numbers):
    return [date.fromordinal(date(1970, 1, 1).toordinal() + int(n)).isoformat() for n in numbers]


def test_holding_back_shifts_known_days_in_the_calendar_and_nothing_else(drawn):
    facts = drawn(filing=FILING)
    held = HeldBack(facts=facts, lag=months(3), calendar="gregorian")
    rows, before = held.read("filing"), facts.read("filing")
    assert held.batch == facts.batch
    # 2015-07-31 and three months is 2015-10-31; 2015-11-30 and three is 2016-02-29, clamped.
    assert [day.isoformat() for day in rows["known"].to_pylist()] == [
        "2015-10-31", "2016-02-02", "2016-02-29", "2014-10-01", "2015-11-01", "2015-11-01",
    ]  # fmt: skip
    assert rows.drop_columns("known").equals(before.drop_columns("known"))
    assert held.read("filing", ["coop_id"], {"A"}).num_rows == 3
    assert held.read("assembly").num_rows == 0


@pytest.mark.parametrize(("day", "now", "earlier"), [("2015-10-30", 1, 0), ("2015-10-31", 1, 1)])
def test_a_matrix_on_facts_held_back_knows_what_was_known_that_much_earlier(
    drawn, day, now, earlier
):
    facts = drawn(filing=FILING, status_event=REGISTERED)
    held = HeldBack(facts=facts, lag=months(3), calendar="gregorian")
    for source, expected in ((facts, now), (held, earlier)):
        matrix = build_matrix(
            source,
            features=[STATEMENTS],
            cohort="registered",
            as_ofs=[date.fromisoformat(day)],
            calendar="gregorian",
        )
        assert matrix.table["statements_received_36m"].to_pylist() == [expected]


def test_each_record_arrives_once_by_its_first_version(drawn):
    (found,) = arrivals_of(drawn(filing=FILING), [STATEMENTS])
    assert (found.table, found.conditions) == ("filing", (("kind", ("statement",)),))
    assert found.features == ("statements_received_36m",)
    assert found.coop_ids.tolist() == ["A", "B", "B", "B"]
    assert days(found.known) == ["2015-07-31", "2015-11-30", "2014-07-01", "2015-08-01"]
    assert found.delay_days.tolist() == [122, 244, 92, 123]
    assert len(found) == 4


DUTIES = """
coop  record  v  void  happened    known       kind             fulfilled_on  fulfilled_known_on  batch
A     a       1  no    2015-07-22  2015-07-22  annual_assembly  -             -                   1
A     a       2  no    2015-07-22  2015-10-15  annual_assembly  2015-10-01    2015-10-15          2
A     a       3  no    2015-07-22  2016-02-01  annual_assembly  2015-11-01    2016-02-01          3
B     b       1  no    2015-07-22  2015-07-22  statement        2015-07-01    2015-07-03          1
B     c       1  no    2015-07-22  2015-08-30  statement        2015-08-01    2015-08-02          2
B     d       1  no    2015-07-22  2015-07-22  statement        2015-09-01    -                   1
"""  # noqa: E501
OVERDUE = CATALOGUE["duties_overdue"]


def test_the_ends_of_spans_arrive_by_themselves_each_kind_apart(drawn):
    """With the first version that gives them: neither a correction nor an end unknown arrives."""
    found = {one.conditions: one for one in arrivals_of(drawn(obligation=DUTIES), [OVERDUE])}
    assert not found[()].ends
    assert len(found[()]) == 4
    ends = {codes[0]: found[(("kind", codes),)] for ((_, codes),) in [c for c in found if c]}
    assert all(one.ends and one.features == ("duties_overdue",) for one in ends.values())
    assert {code for code, one in ends.items() if len(one)} == {"annual_assembly", "statement"}
    met = ends["annual_assembly"]
    assert (days(met.happened), days(met.known)) == (["2015-10-01"], ["2015-10-15"])
    assert days(ends["statement"].known) == ["2015-07-03", "2015-08-02"]
    # "c" is seen with its row, which came when the first batch knew of no such day.
    assert ends["statement"].told_late.tolist() == [False, False]


def test_planned_ends_are_known_with_their_rows_and_arrive_with_them():
    (found,) = arrivals_of(MemoryFacts(), [CATALOGUE["board_term_expired_days"]])
    assert (found.table, found.ends) == ("officer_term", False)


def test_the_known_days_of_ends_are_held_back_too_and_none_stays_none(drawn):
    facts = drawn(obligation=DUTIES)
    held = HeldBack(facts=facts, lag=months(3), calendar="gregorian").read("obligation")
    assert [day and day.isoformat() for day in held["fulfilled_known_on"].to_pylist()] == [
        None, "2016-01-15", "2016-05-01", "2015-10-03", "2015-11-02", None,
    ]  # fmt: skip
    assert held["fulfilled_on"].equals(facts.read("obligation")["fulfilled_on"])


def test_what_became_known_later_changes_no_arrival(drawn):
    until = date(2015, 10, 15)
    early = "\n".join(line for line in DUTIES.splitlines() if "2016-" not in line)
    late = DUTIES + "B     e       1  no    2015-07-22  2015-10-16  statement  -  -  1\n"
    some, all_of = (
        arrivals_of(drawn(obligation=text), [OVERDUE], until=until) for text in (early, late)
    )
    for one, other in zip(some, all_of, strict=True):
        assert (one.conditions, one.ends) == (other.conditions, other.ends)
        for name in ("coop_ids", "happened", "known", "hindsight", "told_late"):
            assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_of_versions_known_on_one_day_the_lowest_is_the_first(drawn):
    text = """
coop  record  v  void  happened    known       kind       hindsight
A     a       2  no    2015-03-31  2015-07-31  statement  no
A     a       1  no    2015-02-28  2015-07-31  statement  no
"""
    (found,) = arrivals_of(drawn(filing=text), [STATEMENTS])
    assert days(found.happened) == ["2015-02-28"]


def test_told_late_is_what_an_earlier_batch_should_have_held_undeclared(drawn):
    (found,) = arrivals_of(drawn(filing=FILING), [STATEMENTS])
    # Batch 1 knew of 2015-11-02: "b" is later, "c" is declared hindsight, "d" came late.
    assert found.told_late.tolist() == [False, False, False, True]
    assert found.hindsight.tolist() == [False, False, True, False]


def test_a_selection_names_every_feature_that_is_made_of_it_once(drawn):
    facts = drawn(filing=FILING)
    filings = Events("filing", happened="period_end", known="received_on")

    def of(name, value):
        title = Text(en=name, fa="نام")
        return Feature(
            name=name, value=value, unit="ratio", missing=None, risk="none", concept="filings",
            title=title,
        )  # fmt: skip

    statements = filings.where(kind="statement")
    part = of("part", share(statements.count(), filings.count()))
    twice = of("twice", ratio(statements.count(), statements.count(within=months(12))))
    found = {one.conditions: one for one in arrivals_of(facts, [part, twice], {"A"})}
    assert {names: one.features for names, one in found.items()} == {
        (("kind", ("statement",)),): ("part", "twice"),
        (): ("part",),
    }
    assert found[()].coop_ids.tolist() == ["A", "A"]


def test_selections_are_found_however_deep_they_lie():
    for feature in CATALOGUE.values():
        assert all(rows.table for rows in selections(feature.value))
        assert list(selections(feature.value)), feature.name
    assert list(selections(None)) == []


def test_nothing_on_record_arrives_never():
    (found,) = arrivals_of(MemoryFacts(), [STATEMENTS])
    assert len(found) == 0
    assert found.told_late.tolist() == []
