"""A selection that asks for what no table holds does not load."""

import pytest

from coopscore.calendar import months
from coopscore.errors import InvalidDefinition
from features.spec import Events, Spans, States
from features.values import Arrived, Difference, columns

FILINGS = Events("filing", happened="period_end", known="received_on")
STATUS = States("status_event", happened="valid_from", known="recorded_at")
TERMS = Spans("officer_term", happened="start", known="registered_on")
DUTIES = Spans("obligation", happened="due_on", known="recorded_at")
FIGURES = States("yearly_figures", happened="year_end", known="received_on")


def test_both_days_must_be_said():
    with pytest.raises(TypeError, match="known"):
        Events("filing", happened="period_end")


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: Events("loans", happened="a", known="b"), "there is no such table"),
        (
            lambda: States("training_plan", happened="period_start", known="recorded_at"),
            "it tells of the sector",
        ),
        (
            lambda: Spans("campaign", happened="starts_on", known="recorded_at"),
            "it tells of the sector",
        ),
        (
            lambda: Events("campaign", happened="starts_on", known="recorded_at").count(),
            "it tells of the sector",
        ),
        (lambda: TERMS.where(person_key="0012345678"), "person_key is a person"),
        (lambda: TERMS.latest("person_key"), "no score looks at who somebody is"),
        (
            lambda: Events("filing", happened="due_on", known="received_on"),
            "its happened day is period_end, not due_on",
        ),
        (
            lambda: Events("filing", happened="period_end", known="period_end"),
            "its known day is received_on, not period_end",
        ),
        (
            lambda: States("filing", happened="period_end", known="received_on"),
            "it is a table of events",
        ),
        (
            lambda: States("obligation", happened="due_on", known="recorded_at"),
            "it is a table of spans; use Spans",
        ),
        (
            lambda: Events("obligation", happened="due_on", known="recorded_at"),
            "its rows last for a time; use Spans",
        ),
        (
            lambda: Spans("filing", happened="period_end", known="received_on"),
            "it is a table of events; its rows do not end",
        ),
        (lambda: DUTIES.with_values("fulfilled_on"), "seen only once it is known"),
        (lambda: DUTIES.with_values("fulfilled_known_on"), "seen only once it is known"),
        (lambda: DUTIES.latest("fulfilled_on"), "fulfilled_on is a day"),
        (lambda: DUTIES.days(within=months(0)), "a window of no months"),
        (lambda: TERMS.where(role="king"), "role is never 'king'"),
        (lambda: FILINGS.where(colour="red"), "it stores no column colour"),
        (lambda: FILINGS.where(period_end="2015-12-31"), "it stores no column period_end"),
        (lambda: FILINGS.where(kind="letter"), "kind is never 'letter'; it may be statement"),
        (lambda: FILINGS.where(kind=()), "kind is to be one of nothing"),
        (lambda: FILINGS.where(audited="yes"), "audited is never 'yes'; it may be True, False"),
        (lambda: FILINGS.where(kind=True), "kind is never True"),
        (lambda: FILINGS.where(delay_days="3"), "never '3'; it may be any whole number"),
        (lambda: FILINGS.where(delay_days=True), "delay_days is never True"),
        (lambda: FILINGS.where(audited=1), "audited is never 1"),
        (lambda: FILINGS.where(completeness="1"), "chosen by text, code, flag, count"),
        (lambda: FILINGS.where(kind="statement").where(kind="statement"), "kind is chosen twice"),
        (lambda: FILINGS.with_values("colour"), "it stores no column colour"),
        (lambda: FILINGS.count(within=months(0)), "a window of no months"),
        (lambda: FILINGS.sum("kind"), "kind holds no whole numbers"),
        (lambda: FILINGS.latest("due_on"), "due_on is a day; ask for its age"),
        (lambda: FILINGS.latest("delay_days", nth=5), "from the latest (1) to 4, not 5"),
        (lambda: FILINGS.since(nth=0), "not 0"),
        (lambda: FILINGS.gap(nth=4), "not 5"),
        (lambda: FILINGS.recent("delay_days", last=1), "1 is no number of several rows"),
        (lambda: FILINGS.latest("delay_days", real=True), "no amount of a named currency"),
        (lambda: FILINGS.change("kind"), "kind is not a number"),
        (lambda: STATUS.latest("to_code"), "say which series is meant"),
        (lambda: STATUS.where(axis=("registry_stage", "activity_status")), "one series"),
        (lambda: STATUS.where(to_code="dormant"), "to_code does not choose one series"),
        (lambda: FIGURES.with_values("members"), "in force with or without values"),
        (lambda: FIGURES.age("members"), "members is no day"),
        (
            lambda: Events("status_event", happened="valid_from", known="recorded_at").since(),
            "decided by the known day: use States",
        ),
    ],
)
def test_what_no_table_holds_is_refused_with_the_reason(made, fault):
    with pytest.raises(InvalidDefinition) as refusal:
        made()
    assert fault in refusal.value.sentence("en")
    assert "درست نیست" in refusal.value.sentence("fa")


def test_selections_of_one_meaning_are_equal_however_they_were_written():
    left = FILINGS.where(audited=True).where(kind=("tax_return", "statement"))
    right = FILINGS.where(kind=("statement", "tax_return"), audited=True)
    assert left == right
    assert hash(left) == hash(right)
    twice = FILINGS.with_values("due_on").with_values("audited", "due_on")
    assert twice == FILINGS.with_values("audited", "due_on")


def test_changes_of_status_may_be_counted_as_events():
    changes = Events("status_event", happened="valid_from", known="recorded_at")
    assert changes.where(to_code="dormant").count(within=months(36)).within == months(36)


def test_free_text_may_be_chosen_by_any_text():
    outlets = Events("outlet", happened="seen_on", known="recorded_at")
    assert outlets.where(place="تهران").conditions == (("place", ("تهران",)),)


def test_whole_numbers_may_be_chosen_one_by_one():
    severe = Spans("supervision_act", happened="act_on", known="recorded_at").where(severity=(3, 2))
    assert severe.conditions == (("severity", (2, 3)),)


def test_what_arrived_is_counted_by_the_day_it_came():
    assert FILINGS.arrived(within=months(12)) == Arrived(FILINGS, months(12))
    assert FILINGS.arrived().within is None
    with pytest.raises(InvalidDefinition, match="a window of no months"):
        FILINGS.arrived(within=months(0))


def test_the_gap_lies_between_a_row_and_the_one_before_it():
    assert FILINGS.gap() == Difference(FILINGS.since(nth=2), FILINGS.since())
    assert FILINGS.gaps(last=2) == (FILINGS.gap(), FILINGS.gap(nth=2))


def test_recent_values_stand_with_the_newest_first():
    assert [value.nth for value in FILINGS.recent("delay_days", last=4)] == [1, 2, 3, 4]


def test_what_is_asked_of_spans_reads_the_columns_of_their_end():
    duties = DUTIES.where(kind="statement")
    ending = {"fulfilled_on", "fulfilled_known_on"}
    for value in (duties.open(), duties.open_days(), duties.days(), duties.since_end()):
        assert columns(value) == {"kind", *ending}
    assert columns(TERMS.since_end()) == {"end"}
    assert columns(duties.count(within=months(12))) == {"kind"}
