"""Facts in memory read as the store does."""

from coopscore.schema import FILING
from features.facts import MemoryFacts


def test_a_table_that_was_never_given_is_empty_with_its_columns():
    rows = MemoryFacts().read("filing")
    assert rows.num_rows == 0
    assert rows.schema == FILING.arrow()


def test_columns_and_cooperatives_are_chosen(drawn):
    facts = drawn(
        filing="""
        coop  happened    known       kind
        A     2015-12-31  2016-04-01  statement
        B     2015-12-31  2016-04-01  tax_return
        """
    )
    assert facts.read("filing", ["coop_id", "kind"], {"B"}).to_pylist() == [
        {"coop_id": "B", "kind": "tax_return"}
    ]
    assert facts.read("filing").num_rows == 2
