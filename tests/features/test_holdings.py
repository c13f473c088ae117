"""What is held of some co-operatives: what ruled on a day, and what is new since another."""

from datetime import date

from features.catalogue import CATALOGUE, select
from features.cohorts import COHORTS
from features.facts import MemoryFacts
from features.holdings import as_known, held, is_real, records_since
from features.hypothetical import standing_in

FILINGS = """
coop  record  v  void  happened    known       kind        batch
A     r       1  no    2024-03-19  2024-07-10  statement   1
A     r       2  no    2024-03-19  2024-09-01  tax_return  1
A     s       1  no    2025-03-20  2025-07-10  statement   1
A     s       2  yes   2025-03-20  2025-08-10  statement   2
B     r       1  no    2024-03-19  2024-07-10  statement   2
B     late    1  no    2025-03-20  2025-12-01  statement   2
"""
DUTIES = """
coop  record  v  happened    known       kind       period_end  fulfilled_on  fulfilled_known_on
A     d       1  2025-07-22  2025-07-22  statement  2025-03-20  2025-10-01    2025-10-15
"""


def test_what_a_reader_saw_is_the_last_version_known_one_a_record(drawn):
    facts = MemoryFacts(drawn(filing=FILINGS).tables, 2)

    def seen(day, *who):
        found = as_known(facts, "filing", date.fromisoformat(day), who or None)
        return found.select(["coop_id", "record_id", "version"]).to_pylist()

    assert [tuple(row.values()) for row in seen("2025-07-31")] == [
        ("A", "r", 2), ("A", "s", 1), ("B", "r", 1),
    ]  # fmt: skip
    assert [tuple(row.values()) for row in seen("2025-12-01", "A")] == [("A", "r", 2)]
    assert seen("2000-01-01") == []


def test_an_end_that_was_known_later_is_missing(drawn):
    facts = drawn(obligation=DUTIES)
    ends = [
        as_known(facts, "obligation", day)["fulfilled_on"].to_pylist()
        for day in (date(2025, 10, 14), date(2025, 10, 15))
    ]
    assert ends == [[None], [date(2025, 10, 1)]]


def test_no_more_is_held_than_is_read_of_those_asked_about(drawn):
    facts = drawn(filing=FILINGS, obligation=DUTIES)
    features = select(["statements_on_record"])
    whole = held(facts, features, standing_in(COHORTS["registered"]), ["B"], ["obligation"])
    assert sorted(whole.tables) == ["facility", "filing", "obligation"]
    assert whole.read("filing", ["coop_id", "kind"])["coop_id"].to_pylist() == ["B", "B"]
    assert "audited" not in whole.tables["filing"].column_names
    assert "due_rule" in whole.tables["obligation"].column_names
    assert whole.batch == facts.batch


def test_new_records_are_counted_once_each_by_day_batch_and_end(drawn):
    facts = drawn(filing=FILINGS, obligation=DUTIES)
    features = select(["statements_on_record", "duties_overdue"])

    def news(day, batch, until):
        days = {"day": date.fromisoformat(day), "until": date.fromisoformat(until)}
        return dict(records_since(facts, features, batch=batch, **days))

    # Of A: both filings told something; of B the first came with a later batch.
    assert news("2024-07-31", 1, "2025-08-31") == {"A": 2 + 1, "B": 1}
    # Only the end of A's duty became known; B's last paper is not known yet.
    assert news("2025-10-01", 2, "2025-10-31") == {"A": 1}
    assert news("2025-12-01", 2, "2026-01-01") == {}


def test_only_money_in_real_terms_looks_at_prices():
    assert is_real(CATALOGUE["turnover_real_growth"])
    assert not is_real(CATALOGUE["profit_margin"])
