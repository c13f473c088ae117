"""Who is in the sector."""

import numpy as np
import pytest

from coopscore.synthetic.sector.cycles import NEVER, day_number
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.founded import province_shares


def _in_year(chunk, year):
    registered = chunk.founded.registered
    return (registered >= day_number(year, 1, 1)) & (registered < day_number(year + 1, 1, 1))


def _group(chunk, world, *groups):
    return np.array([b.group in groups for b in world.branches])[chunk.founded.branch]


@pytest.mark.parametrize(
    ("groups", "share"),
    [
        (("agriculture",), 0.25),
        (("industry",), 0.23),
        (("construction",), 0.16),
        (("trade", "transport", "finance", "real_estate_business", "other_services"), 0.36),
    ],
)
def test_branches_have_the_published_shares(chunk, world, groups, share):
    # Those of the active; of the registered, agriculture has a little less.
    assert abs(_group(chunk, world, *groups).mean() / share - 1) < 0.1


def test_every_branch_has_the_share_that_the_world_gives_it(chunk, world, unions, by_chance):
    plain = ~unions
    for place, branch in enumerate(world.branches):
        found = (chunk.founded.branch == place)[plain].mean()
        # The state's branch is formed in few years, and thins the others there.
        assert by_chance(found, branch.share, int(plain.sum())) or abs(found - branch.share) < 0.004


def test_provinces_have_more_registered_where_fewer_are_active(chunk, sector, world, by_chance):
    shares = province_shares(sector, world)
    found = np.bincount(chunk.founded.province, minlength=31) / len(chunk)
    assert all(by_chance(f, s, len(chunk)) for f, s in zip(found, shares, strict=True))


@pytest.mark.parametrize("year", [1391, 1394, 1397, 1403])
def test_as_many_are_born_in_a_year_as_were(chunk, world, unions, year):
    # A sample of the sector; unions take the place of a few.
    expected = world.births[year] * len(chunk) / 235_000
    found = (_in_year(chunk, year) & ~unions).sum()
    assert abs(found - expected) <= max(4 * np.sqrt(expected), 0.03 * expected)


def test_mass_formation_stands_out(chunk):
    before, spike, after = (_in_year(chunk, year).sum() for year in (1390, 1391, 1393))
    assert spike > 1.6 * before
    assert 2.4 < spike / after < 3.2  # 2.8 times a common year


def test_nobody_is_registered_before_foundation_or_after_the_drawn_history(chunk):
    founded = chunk.founded
    assert (founded.registered - founded.founded >= 5).all()
    assert (founded.registered - founded.founded <= 60).all()
    assert (founded.registered <= chunk.cycles.end).all()
    operating = founded.operating[founded.operating < NEVER]
    assert (operating > founded.registered[founded.operating < NEVER]).all()


def test_members_have_a_low_middle_and_a_heavy_tail(chunk, world):
    members = chunk.founded.members
    assert members.min() >= 7
    assert 12 <= np.median(members) <= 20
    old = ~(chunk.founded.registered >= day_number(1391, 1, 1))
    trade = members[_group(chunk, world, "trade") & old]
    assert 200 < trade.mean() < 600  # 400 as published
    finance = members[_group(chunk, world, "finance")]
    assert 15_420 / 2 < finance.mean() < 15_420 * 1.5


def test_newborn_ones_are_small_with_jobs_planned_as_published(chunk):
    newborn = _in_year(chunk, 1394) | _in_year(chunk, 1397)
    assert 12 <= chunk.founded.members[newborn].mean() <= 21
    assert 13 <= chunk.founded.jobs_planned[newborn].mean() <= 20


@pytest.mark.parametrize(("year", "million"), [(1391, 315), (1394, 675), (1397, 590)])
def test_capital_at_birth_is_about_what_was_published(chunk, year, million):
    capital = chunk.founded.capital[_in_year(chunk, year)] / 1e6
    error = capital.std() / np.sqrt(len(capital))
    assert abs(capital.mean() - million) < 4 * error + 0.1 * million


def test_a_tenth_are_womens_and_smaller(chunk, unions):
    founded = chunk.founded
    assert 0.09 < founded.women[~unions].mean() < 0.12
    industry = _group(chunk, chunk.world, "industry")
    assert 0.38 < industry[founded.women].mean() < 0.52  # 44.5%
    assert np.median(founded.members[founded.women]) < np.median(founded.members[~founded.women])


def test_justice_share_ones_are_of_their_few_years(chunk, unions, world):
    founded = chunk.founded
    formed = founded.registered[founded.justice_share & ~unions]
    assert len(formed) > 100
    assert formed.min() >= day_number(1385, 1, 1)
    assert formed.max() < day_number(1390, 1, 1)
    assert (founded.justice_share == (founded.branch == _place(world, world.justice))).all()


def _place(world, name):
    return [branch.name for branch in world.branches].index(name)


def test_unions_have_their_forms_and_the_others_their_unions(chunk, sector, unions):
    founded = chunk.founded
    assert ((founded.form >= 4) == unions).all()
    assert (founded.first_month[unions] == 1).all()
    assert (founded.union[unions] == -1).all()
    member = founded.union >= 0
    assert 0.1 < member.mean() < 0.35
    expected = sector.unions[founded.province, founded.branch]
    assert (founded.union[member] == expected[member]).all()


def test_counties_lie_in_the_province_and_the_first_is_the_largest(chunk, sector):
    founded = chunk.founded
    assert (sector.county_province[founded.county] == founded.province).all()
    first = np.searchsorted(sector.county_province, founded.province) == founded.county
    assert 0.4 < first.mean() < 0.5


def test_kinds_that_cut_across_are_rare_and_where_they_can_be(chunk, world, unions):
    founded = chunk.founded
    farming = _group(chunk, world, "agriculture")
    assert (farming | ~founded.corc).all()
    assert (farming | ~founded.rural_scheme).all()
    for flag in (founded.knowledge_based, founded.dehyari, founded.border, founded.home_business):
        assert 0 < flag.mean() < 0.01
    assert 0.08 < founded.art5.mean() < 0.2
    assert founded.members[founded.art5].mean() > founded.members[~founded.art5].mean()
    assert not founded.rural_scheme[unions].any()
    assert abs(founded.responsive.mean() - world.responsive) < 0.02


def test_housing_has_a_limited_term(chunk, world):
    housing = chunk.founded.branch == _place(world, world.housing)
    assert (chunk.founded.term_years[housing] == 5).mean() > 0.8
    assert (chunk.founded.term_years[~housing] == 0).mean() > 0.8


def test_a_chunk_of_any_number_is_a_fair_sample(sector, world, chunk):
    other = draw_chunk(sector, 40, 200_000, 5_000, world)
    quartiles = (0.25, 0.5, 0.75)
    years = 365 * np.ones(3)
    mine, theirs = (np.quantile(c.founded.registered, quartiles) for c in (chunk, other))
    assert (np.abs(mine - theirs) < years).all()
