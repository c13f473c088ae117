"""Facts of another day, and with made rows: what they hide, add and leave alone."""

from datetime import date

import pyarrow as pa
import pytest

from coopscore.price_index import price_index
from coopscore.schema import TABLES
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.cohorts import COHORTS
from features.hypothetical import KnownBy, PinnedPeers, PricesBy, With, prices_by, standing_in
from features.made_rows import UnfitRows, as_stored
from features.peer_shelf import MemoryShelf
from features.peer_tables import PeerTable, Subject
from features.peers import peer_share
from features.spec import Events

DUTIES = """
coop  record  v  batch  happened    known       kind       period_end  fulfilled_on \
  fulfilled_known_on
A     d       1  1      2025-07-22  2025-07-22  statement  2025-03-20  -             -
A     d       2  1      2025-07-22  2025-10-15  statement  2025-03-20  2025-10-01    2025-10-15
B     e       1  1      2025-07-22  2025-07-22  statement  2025-03-20  2025-10-01    2025-10-15
C     f       1  2      2025-07-22  2025-07-22  statement  2025-03-20  -             -
"""
# The index of 1402 came out in spring 2024, that of 1403 a year later.
LINES = """
coop  happened    known       line_code  amount  currency
A     2024-03-19  2024-07-10  turnover   1000    IRR
A     2025-03-20  2025-07-10  turnover   1500    IRR
A     2025-03-20  2025-07-10  net_profit  7       -
"""
DAY = date(2025, 10, 10)


def rows(facts, table, *columns, coop_ids=None):
    return facts.read(table, columns, coop_ids).to_pydict()


def test_what_was_known_later_is_hidden_and_so_are_ends_known_later(drawn):
    facts = drawn(obligation=DUTIES)
    known = KnownBy(facts=facts, day=DAY, batch=1)
    assert rows(known, "obligation", "coop_id", "version", "fulfilled_on") == {
        "coop_id": ["A", "B"],
        "version": [1, 1],
        "fulfilled_on": [None, None],
    }
    later = KnownBy(facts=facts, day=date(2025, 10, 15), batch=2)
    assert rows(later, "obligation", "fulfilled_on")["fulfilled_on"] == [
        None, date(2025, 10, 1), date(2025, 10, 1), None,
    ]  # fmt: skip
    assert known.batch == 1


def test_columns_and_cooperatives_are_chosen_as_in_any_facts(drawn):
    known = KnownBy(facts=drawn(obligation=DUTIES), day=DAY, batch=2)
    assert rows(known, "obligation", "kind", coop_ids=["C"]) == {"kind": ["statement"]}
    assert known.read("obligation").column_names == TABLES["obligation"].arrow().names
    assert known.read("filing").num_rows == 0


def grown(facts, day):
    """The real growth of turnover of A, on a day."""
    status = as_stored(
        "status_event",
        [
            {
                "coop_id": "A",
                "valid_from": date(2010, 1, 1),
                "recorded_at": date(2010, 1, 1),
                "axis": "registry_stage",
                "to_code": "registered",
            }
        ],
        batch=1,
    )
    matrix = build_matrix(
        With(facts=facts, rows={"status_event": status}),
        features=[CATALOGUE["turnover_real_growth"]],
        cohort="registered",
        as_ofs=[day],
        calendar="jalali",
    )
    return matrix.table["turnover_real_growth"].to_pylist()[0]


def test_money_has_real_terms_only_by_prices_that_were_out(drawn):
    facts, day = drawn(statement_line=LINES), date(2025, 10, 22)
    (out,) = (one.known for one in price_index().series["IRR"].levels if one.year == 1403)
    before = prices_by(facts, date.fromordinal(out.toordinal() - 1))
    assert grown(before, day) is None
    assert grown(prices_by(facts, out), day) == grown(facts, day)
    assert grown(facts, day) is not None
    assert rows(before, "statement_line", "amount", "currency") == {
        "amount": [1000, 1500, 7],
        "currency": ["IRR", None, None],
    }


def test_tables_without_money_and_reads_without_currency_pass_through(drawn):
    facts = drawn(statement_line=LINES, obligation=DUTIES)
    seen = PricesBy(facts=facts, day=date(2000, 1, 1), index=price_index())
    assert seen.read("obligation").equals(facts.read("obligation"))
    assert seen.read("statement_line", ["amount"]).equals(facts.read("statement_line", ["amount"]))
    assert seen.read("statement_line")["currency"].null_count == 3
    assert seen.batch == facts.batch


MADE = as_stored(
    "filing",
    [
        {
            "coop_id": who,
            "period_end": date(2025, 3, 20),
            "received_on": date(2025, 10, 25),
            "kind": "statement",
        }
        for who in ("A", "B")
    ],
    batch=1,
)
FILINGS = """
coop  happened    known       kind
A     2024-03-19  2024-07-10  statement
"""


def test_made_rows_are_read_after_the_stored_ones_and_nowhere_else(drawn):
    facts = drawn(filing=FILINGS, obligation=DUTIES)
    seen = With(facts=facts, rows={"filing": MADE})
    assert rows(seen, "filing", "coop_id", "known", coop_ids=["A"]) == {
        "coop_id": ["A", "A"],
        "known": [date(2024, 7, 10), date(2025, 10, 25)],
    }
    assert seen.read("filing").num_rows == 3
    assert seen.read("obligation").equals(facts.read("obligation"))
    assert facts.read("filing").num_rows == 1
    assert seen.batch == facts.batch


def test_rows_that_intake_would_not_have_stored_are_refused(drawn):
    poems = MADE.set_column(
        MADE.column_names.index("kind"), "kind", pa.array(["poem"] * 2, pa.string())
    )
    with pytest.raises(UnfitRows, match="kind: 'poem'"):
        With(facts=drawn(filing=FILINGS), rows={"filing": poems})


def test_peers_stay_those_of_the_pinned_day():
    share = peer_share(Events("filing", happened="period_end", known="received_on").count())
    about = {"share": share, "cohort": COHORTS["registered"], "calendar": "jalali"}
    then = Subject(**about, month_end=date(2024, 10, 21), batch=1)
    now = Subject(**about, month_end=date(2025, 10, 22), batch=2)
    shelf = MemoryShelf()
    table = PeerTable.of(then, pa.array([1.0, 2.0]), [])
    shelf.keep(table)
    pinned = PinnedPeers(
        shelf=shelf, cohort=COHORTS["registered"], month_end=then.month_end, batch=1
    )
    assert pinned.find(now) is table
    pinned.keep(PeerTable.of(now, pa.array([3.0]), []))
    assert shelf.find(now) is None


def test_a_stand_in_takes_whoever_is_asked_about_under_the_cohorts_name(drawn):
    cohort = standing_in(COHORTS["awake"])
    matrix = build_matrix(
        drawn(filing=FILINGS),
        features=[CATALOGUE["statements_on_record"]],
        cohort=cohort,
        as_ofs=[DAY],
        calendar="jalali",
        coop_ids=["A", "nobody"],
    )
    assert matrix.cohort == "awake"
    assert matrix.table["coop_id"].to_pylist() == ["A", "nobody"]
    assert matrix.table["statements_on_record"].to_pylist() == [1, 0]
