"""What the lending desk is told is what is on record."""

import pytest

from coopscore.errors import NotScored
from serving.lending import WARNING, Lending
from serving.office import open_office
from serving.readings import Readings


@pytest.fixture
def lending(lent):
    with open_office(lent.home) as office:
        yield Lending(office.records, Readings(office.records, office.facts))


def test_the_list_is_that_of_the_newest_day_the_likeliest_first(lent, lending):
    found = lending.warnings(None, limit=5, offset=0)
    assert found.as_of == lent.days[1]
    assert (found.total, len(found.rows)) == (lent.made[1].dossiers, 5)
    told = [row.named.entry.score.probability for row in found.rows]
    assert told == sorted(told, reverse=True)
    assert found.expected_here == pytest.approx(sum(told))
    assert all(row.dossier.dossier.score_id == row.named.entry.score_id for row in found.rows)


def test_all_pages_together_expect_what_the_whole_list_does(lending):
    whole = lending.warnings(None, limit=10_000, offset=0)
    assert whole.expected_here == pytest.approx(whole.expected)
    assert len(whole.rows) == whole.total


def test_an_earlier_day_has_its_own_list(lent, lending):
    found = lending.warnings(lent.days[0], limit=1, offset=0)
    assert (found.as_of, found.total) == (lent.days[0], lent.made[0].dossiers)


def test_before_the_first_day_there_is_no_list(lent, lending):
    with pytest.raises(NotScored, match=WARNING):
        lending.warnings(lent.days[0].replace(year=2020), limit=1, offset=0)


def test_a_score_without_a_dossier_stands_alone(lent, lending, built):
    day = built.now.date()
    other = lending.standing(built.coop_id, "dormancy", None, today=day)
    assert (other.dossier, other.override, list(other.overrides)) == (None, None, [])
    own = lending.standing(lent.example.coop_id, WARNING, None, today=day)
    assert own.dossier.dossier == lent.example
