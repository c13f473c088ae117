"""The records behind a value, drawn as text tables."""

from datetime import date

from coopscore.calendar import months
from features.behind import Seen, behind, columns_behind
from features.facts import MemoryFacts
from features.peers import parts, peer_share
from features.plan import DATED
from features.spec import Events, Spans, States
from features.values import primitives

FILINGS = Events("filing", happened="period_end", known="received_on")
LINES = Events("statement_line", happened="period_end", known="received_on")
DUTIES = Spans("obligation", happened="due_on", known="recorded_at")
TERMS = Spans("officer_term", happened="start", known="registered_on")
FIGURES = States("yearly_figures", happened="year_end", known="received_on")


def told(facts: MemoryFacts, value, as_of: str):
    (own, *_) = parts(value)
    stored = {
        one.rows.table: facts.read(
            one.rows.table, (*DATED, *sorted(columns_behind(one))), ["A"]
        ).to_pylist()
        for one in primitives(own)
    }
    day = date.fromisoformat(as_of)
    return behind("f", value, Seen(stored=stored, as_of=day, calendar="gregorian"))


def test_the_newest_record_stands_first_with_both_dates_and_what_was_looked_at(drawn):
    facts = drawn(
        filing="""
        coop  record  happened    known       kind       audited
        A     old     2014-12-31  2015-03-01  statement  yes
        A     new     2015-12-31  2016-03-01  statement  no
        A     tax     2015-12-31  2016-03-01  tax_return -
        A     past    2010-12-31  2011-03-01  statement  yes
        """
    )
    value = FILINGS.where(kind="statement").with_values("audited").count(within=months(36))
    new, old = told(facts, value, "2016-06-01")
    assert (new.record_id, new.happened, new.known) == ("new", date(2015, 12, 31), date(2016, 3, 1))
    assert (new.table, new.cells) == ("filing", {"kind": "statement", "audited": 0.0})
    assert old.record_id == "old"


def test_a_late_or_voided_record_is_behind_nothing(drawn):
    facts = drawn(
        filing="""
        coop  record  v  void  happened    known       kind
        A     late    1  no    2015-12-31  2016-09-01  statement
        A     gone    1  no    2014-12-31  2015-03-01  statement
        A     gone    2  yes   2014-12-31  2016-01-01  statement
        """
    )
    assert told(facts, FILINGS.count(), "2016-06-01") == ()
    assert [one.record_id for one in told(facts, FILINGS.count(), "2015-06-01")] == ["gone"]


def test_an_end_that_was_not_yet_known_is_not_told(drawn):
    facts = drawn(
        obligation="""
        coop  record  happened    known       kind       fulfilled_on  fulfilled_known_on
        A     duty    2016-03-01  2016-03-01  statement  2016-04-01    2016-07-01
        """
    )
    (before,) = told(facts, DUTIES.open_days(), "2016-06-01")
    assert before.cells == {"fulfilled_on": None, "fulfilled_known_on": None}
    assert told(facts, DUTIES.open(), "2016-07-01") == ()
    (after,) = told(facts, DUTIES.days(), "2016-07-01")
    assert after.cells["fulfilled_on"] == "2016-04-01"


def test_terms_that_end_together_are_all_told(drawn):
    facts = drawn(
        officer_term="""
        coop  record  happened    known       role        end
        A     chair   2013-01-01  2013-02-01  board_main  2016-01-01
        A     deputy  2013-01-01  2013-02-01  board_main  2016-01-01
        A     former  2010-01-01  2010-02-01  board_main  2013-01-01
        """
    )
    ends = told(facts, TERMS.where(role="board_main").since_end(), "2016-06-01")
    assert [one.record_id for one in ends] == ["chair", "deputy"]


def test_an_amount_is_told_with_its_currency(drawn):
    facts = drawn(
        statement_line="""
        coop  record  happened    known       line_code  amount  currency
        A     t       2015-12-31  2016-03-01  turnover   700     GBP
        """
    )
    (line,) = told(facts, LINES.where(line_code="turnover").latest("amount"), "2016-06-01")
    assert line.cells == {"amount": 700.0, "currency": "GBP", "line_code": "turnover"}


def test_the_latest_record_is_told_although_its_cell_is_empty(drawn):
    facts = drawn(
        yearly_figures="""
        coop  record  happened    known       members
        A     y2014   2014-12-31  2015-03-01  9
        A     y2015   2015-12-31  2016-03-01  -
        """
    )
    (latest,) = told(facts, FIGURES.latest("members"), "2016-06-01")
    assert (latest.record_id, latest.cells) == ("y2015", {"members": None})


def test_behind_a_standing_among_peers_is_the_cooperatives_own_value(drawn):
    facts = drawn(
        yearly_figures="""
        coop  record  happened    known       members
        A     y2015   2015-12-31  2016-03-01  9
        """
    )
    (own,) = told(facts, peer_share(FIGURES.latest("members")), "2016-06-01")
    assert own.cells == {"members": 9.0}
