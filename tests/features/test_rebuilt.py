"""Values found again by the judge, with their parts and the records behind them."""

from datetime import date

from features.catalogue import CATALOGUE
from features.rebuilt import rebuilt

AS_OF = date(2016, 6, 1)
FILED = """
coop  record  happened    known       kind       audited  delay_days
A     one     2014-12-31  2015-03-01  statement  yes      10
A     two     2015-12-31  2016-03-01  statement  no       20
B     one     2015-12-31  2016-03-01  statement  -        -
"""
COUNTED = """
coop  record  happened    known       members
A     y2014   2014-12-31  2015-03-01  12
A     y2015   2015-12-31  2016-03-01  9
"""


def found(facts, asked, **settings):
    features = {coop_id: [CATALOGUE[name] for name in names] for coop_id, names in asked.items()}
    return rebuilt(facts, features, as_of=AS_OF, calendar="gregorian", **settings)


def test_a_share_is_told_with_its_part_and_its_whole(drawn):
    again = found(drawn(filing=FILED), {"A": ["audited_share_36m"]})["A", "audited_share_36m"]
    assert (again.recorded, again.part, again.whole) == (1 / 2, 1, 2)
    assert [one.record_id for one in again.evidence] == ["two", "one"]


def test_a_difference_is_told_with_both_sides(drawn):
    again = found(drawn(yearly_figures=COUNTED), {"A": ["members_change"]})["A", "members_change"]
    assert (again.value, again.part, again.whole) == (9 - 12, 9, 12)


def test_what_is_missing_is_filled_by_the_rule_and_still_known_to_be_missing(drawn):
    again = found(drawn(filing=FILED), {"B": ["audited_share_36m", "facilities_settled"]})
    share, settled = again["B", "audited_share_36m"], again["B", "facilities_settled"]
    assert (share.recorded, share.value, share.evidence) == (None, None, ())
    assert (settled.recorded, settled.value) == (0, 0)


def test_each_is_asked_its_own_and_chunks_change_nothing(drawn):
    facts = drawn(filing=FILED, yearly_figures=COUNTED)
    asked = {"A": ["statements_received_36m", "members_latest"], "B": ["statements_received_36m"]}
    heard: list[tuple[int, int]] = []
    whole = found(facts, asked)
    parts = found(facts, asked, chunk=1, progress=lambda done, of: heard.append((done, of)))
    assert whole == parts
    assert set(whole) == {(coop_id, name) for coop_id, names in asked.items() for name in names}
    assert heard == [(1, 2), (2, 2)]


def test_the_own_number_behind_a_standing_among_peers_is_found(drawn):
    again = found(drawn(yearly_figures=COUNTED), {"A": ["members_in_branch"]})
    assert again["A", "members_in_branch"].recorded == 9
