"""Peer values in a matrix: made over the whole cohort once, and read for ever after."""

from datetime import date

import pytest

from coopscore.errors import EmptyCohort, NoPeerTable, SumTooLarge
from coopscore.language import Text
from features import peer_making
from features.build import build_matrix
from features.matrix import read_matrix
from features.peer_shelf import FolderShelf, MemoryShelf
from features.peers import peer_share
from features.spec import Events, Feature, States

STATUS = """
coop  happened    known       axis            to_code
A     2010-01-01  2010-01-01  registry_stage  registered
B     2010-01-01  2010-01-01  registry_stage  registered
C     2010-01-01  2010-01-01  registry_stage  registered
D     2010-01-01  2010-01-01  registry_stage  registered
E     2010-01-01  2010-01-01  registry_stage  dissolved
F     2016-06-10  2016-06-10  registry_stage  registered
"""
COOPERATIVES = """
coop  happened    known       name  branch
A     2010-01-01  2010-01-01  a     farm
B     2010-01-01  2010-01-01  b     farm
C     2010-01-01  2010-01-01  c     shop
D     2010-01-01  2010-01-01  d     -
E     2010-01-01  2010-01-01  e     farm
F     2016-06-10  2016-06-10  f     farm
"""
FILINGS = """
coop  happened    known       kind
A     2015-12-31  2016-03-01  statement
B     2015-12-31  2016-06-05  statement
B     2014-12-31  2015-03-01  statement
C     2013-12-31  2014-03-01  statement
E     2016-05-01  2016-05-01  statement
"""
FIGURES = """
coop  happened    known       members
A     2015-12-31  2016-03-01  10
B     2015-12-31  2016-03-01  500
C     2015-12-31  2016-03-01  20
"""

filings = Events("filing", happened="period_end", known="received_on")
registration = States("cooperative", happened="valid_from", known="recorded_at")
figures = States("yearly_figures", happened="year_end", known="received_on")
branch, size = registration.latest("branch"), figures.latest("members")


def feature(name, value, missing=None):
    return Feature(
        name=name,
        value=value,
        unit="share",
        missing=missing,
        risk="rises",
        concept="filings",
        title=Text(en="Staler than peers", fa="کهنه‌تر از همتایان"),
    )


STALENESS = feature("staleness_of_all", peer_share(filings.since()))
IN_BRANCH = feature("staleness_in_branch", peer_share(filings.since(), by=[branch], at_least=2))
IN_SIZE = feature(
    "members_in_branch_and_size", peer_share(size, by=[branch, size], at_least=1), missing=0.5
)
FEATURES = (STALENESS, IN_BRANCH, feature("days", filings.since()), IN_SIZE)
DAY = date(2016, 6, 15)


@pytest.fixture
def facts(drawn):
    return drawn(
        status_event=STATUS, cooperative=COOPERATIVES, filing=FILINGS, yearly_figures=FIGURES
    )


def built(facts, *days, **changes):
    asked = {"features": FEATURES, "cohort": "registered", "calendar": "gregorian"}
    return build_matrix(facts, as_ofs=days or (DAY,), **asked | changes)


def test_a_cooperative_stands_among_the_cohort_of_the_last_month_end(facts, engine):
    table = built(facts, engine=engine).table
    # On 31 May: A 152 days, B 517 (its new statement came in June), C 882; E is no member, and F,
    # registered in June, is no peer yet. On 15 June A has 167, B too, C 897, D and F none.
    assert table["coop_id"].to_pylist() == ["A", "B", "C", "D", "F"]
    assert table["days"].to_pylist() == [167, 167, 897, None, None]
    assert table["staleness_of_all"].to_pylist() == [1 / 3, 1 / 3, 1, None, None]


def test_peers_of_a_branch_are_those_of_the_branch_or_everybody_where_they_are_few(facts, engine):
    table = built(facts, engine=engine).table
    # The two farms A and B are compared with each other; the one shop with everybody.
    assert table["staleness_in_branch"].to_pylist() == [1 / 2, 1 / 2, 1, None, None]


def test_size_bands_are_cut_over_the_cohort_and_the_missing_rule_is_applied(facts, engine):
    table = built(facts, engine=engine).table
    # Of 10, 20 and 500 members the quartiles are 10, 20 and 500: a band each.
    assert table["members_in_branch_and_size"].to_pylist() == [0.5, 0.5, 0.5, 0.5, 0.5]


def test_before_anybody_belonged_nobody_has_peers(facts, engine):
    table = built(facts, date(2010, 1, 15), engine=engine).table
    assert table["coop_id"].to_pylist() == ["A", "B", "C", "D"]
    assert table["staleness_of_all"].null_count == 4


def test_one_cooperative_reads_the_table_that_was_made_over_everybody(facts, tmp_path):
    shelf = FolderShelf(tmp_path)
    whole = built(facts, peers=shelf)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(files) == 3
    for coop_id in "ABCDF":
        alone = built(facts, peers=FolderShelf(tmp_path), coop_ids=[coop_id])
        chosen = [own == coop_id for own in whole.table["coop_id"].to_pylist()]
        assert alone.table.equals(whole.table.filter(chosen))
        assert alone.peers == whole.peers
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_a_table_is_never_made_of_some_cooperatives(facts):
    shelf = MemoryShelf()
    with pytest.raises(NoPeerTable, match="registered was made for 2016-05-31 from batch 1"):
        built(facts, peers=shelf, coop_ids=["A", "B", "C", "D", "F"])
    assert shelf.tables == {}
    built(facts, peers=shelf)
    with pytest.raises(NoPeerTable) as refused:
        built(facts, DAY, date(2016, 8, 1), peers=shelf, coop_ids=["A"])
    assert refused.value.facts["days"] == (date(2016, 7, 31),)
    assert len(built(facts, peers=shelf, coop_ids=["A"])) == 1


def test_a_matrix_without_peers_needs_no_table(facts):
    matrix = built(facts, features=FEATURES[2:3], coop_ids=["A"])
    assert matrix.peers == {}


def test_a_table_that_is_there_is_read_and_not_made_again(facts, drawn):
    shelf = MemoryShelf()
    built(facts, peers=shelf)
    # Other facts of the same batch number cannot be: what is on the shelf is believed.
    fewer = drawn(status_event=STATUS, cooperative=COOPERATIVES, filing=FILINGS.partition("C  ")[0])
    told = []
    again = built(fewer, peers=shelf, progress=lambda done, of: told.append((done, of)))
    assert again.table["staleness_of_all"].to_pylist()[:2] == [1 / 3, 1 / 3]
    assert told == [(6, 6)]


def test_chunks_and_passes_change_nothing_and_progress_counts_each(facts, monkeypatch):
    days = (date(2016, 1, 31), date(2016, 5, 31), DAY, date(2016, 8, 1))
    whole = built(facts, *days)
    told = []
    # Four co-operatives short of two month ends at a time.
    monkeypatch.setattr(peer_making, "CELLS", 8)
    parts = built(facts, *days, chunk=4, progress=lambda *said: told.append(said))
    assert parts.hash == whole.hash
    # Three month ends, a pass each, and the matrix itself: six co-operatives in chunks of four.
    assert told == [(n, 24) for n in (4, 6, 10, 12, 16, 18, 22, 24)]


def test_who_is_never_in_the_cohort_cannot_refuse_a_table(drawn, facts, engine):
    lines = """
    coop  happened    known       line_code  amount            currency
    E     2009-01-01  2009-01-01  turnover   9007199254740993  IRR
    """
    total = Events("statement_line", happened="period_end", known="received_on").sum("amount")
    asked = {"features": [feature("turnover_among", peer_share(total))], "engine": engine}
    drawn_lines = drawn(status_event=STATUS, statement_line=lines)
    assert built(drawn_lines, **asked).table["turnover_among"].null_count == 5
    back = drawn(status_event=STATUS.replace("dissolved", "registered"), statement_line=lines)
    with pytest.raises(SumTooLarge, match=r"E: the sum of statement_line\.amount"):
        built(back, **asked)


def test_the_matrix_is_stamped_with_the_tables_it_read(facts, tmp_path):
    shelf = MemoryShelf()
    matrix = built(facts, peers=shelf)
    assert matrix.peers == {name: table.hash for name, table in shelf.tables.items()}
    assert len(matrix.peers) == 3
    matrix.write(tmp_path / "m.parquet")
    known = {one.name: one for one in FEATURES}
    assert read_matrix(tmp_path / "m.parquet", known).peers == matrix.peers


def test_a_cohort_of_nobody_is_refused_with_peers_as_without(drawn, engine):
    with pytest.raises(EmptyCohort):
        built(drawn(status_event="coop happened known axis to_code"), engine=engine)
