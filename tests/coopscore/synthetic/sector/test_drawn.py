"""What the whole sector shares."""

from dataclasses import fields

import numpy as np

from coopscore.synthetic.sector.campaigns import Plan
from coopscore.synthetic.sector.cycles import day_number
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import NATIONAL_UNION, PROVINCE_UNION, World
from coopscore.vocabulary import PROVINCE


def _place(world, code):
    return [province.code for province in world.provinces].index(code)


def test_the_same_seed_draws_the_same_sector(sector, world):
    again = draw_sector(seed=1404, size=235_000, world=world)
    for field in fields(sector):
        assert np.array_equal(getattr(sector, field.name), getattr(again, field.name))


def test_another_seed_draws_another_one(sector, world):
    other = draw_sector(seed=1, size=235_000, world=world)
    assert not np.array_equal(sector.effort, other.effort)
    assert not np.array_equal(sector.branch_shock, other.branch_shock)


def test_every_province_of_the_country_is_there_with_its_code(world):
    assert [province.code for province in world.provinces] == sorted(PROVINCE)
    assert 100_000 < sum(province.weight for province in world.provinces) < 104_000


def test_counties_lie_in_their_provinces_and_have_each_their_effort(sector, world):
    for place, province in enumerate(world.provinces):
        theirs = np.flatnonzero(sector.county_province == place)
        assert [sector.counties[county] for county in theirs] == list(province.counties)
    assert len(sector.effort) == len(sector.counties)
    for place in range(len(world.provinces)):
        first, *others = sector.effort[sector.county_province == place]
        mean = world.capital_county * first + (1 - world.capital_county) * np.mean(others)
        assert np.isclose(mean, 1)
    assert sector.effort.std() > 0.2


def test_what_is_published_of_a_province_is_not_drawn(sector, world):
    assert sector.province_active[_place(world, "26")] == 0.33
    assert sector.province_active[_place(world, "21")] == 0.58
    assert sector.province_visits[_place(world, "29")] == 1.8
    assert ((sector.province_visits >= 0.6) & (sector.province_visits <= 1.8)).all()


def test_drawn_active_shares_have_the_published_law(world):
    drawn = np.concatenate(
        [draw_sector(seed=s, size=10, world=world).province_active for s in range(200)]
    )
    told = [place for place, p in enumerate(world.provinces) if p.active is not None]
    free = np.delete(drawn.reshape(200, -1), told, axis=1)
    alpha, beta = world.active_law
    mean = alpha / (alpha + beta)
    spread = np.sqrt(mean * (1 - mean) / (alpha + beta + 1)) * world.active / mean
    assert abs(free.mean() - world.active) < 4 * spread / np.sqrt(free.size)
    assert abs(free.std() / spread - 1) < 0.05


def test_unions_are_one_in_a_hundred_and_eighty_and_spread_over_all_serials(sector, world):
    count = len(sector.union_serials)
    assert count == 1_300
    assert (np.diff(sector.union_serials) > 0).all()
    assert sector.union_serials[0] >= 0
    assert sector.union_serials[-1] < sector.size
    in_chunks = np.bincount(sector.union_serials // 5_000)
    assert in_chunks.max() - in_chunks.min() <= 1
    assert set(sector.union_form) == {PROVINCE_UNION - 1, PROVINCE_UNION, NATIONAL_UNION}


def test_the_union_of_a_province_and_branch_is_one_of_theirs(sector):
    place = {int(serial): i for i, serial in enumerate(sector.union_serials)}
    for province, branch in zip(*np.nonzero(sector.unions >= 0), strict=True):
        union = place[int(sector.unions[province, branch])]
        assert sector.union_province[union] == province
        assert sector.union_branch[union] == branch


def test_a_tiny_sector_may_have_no_union(world):
    tiny = draw_sector(seed=1, size=3, world=world)
    assert len(tiny.union_serials) == 0
    assert (tiny.unions == -1).all()


def test_shocks_are_as_large_as_the_world_says(world):
    drawn = [draw_sector(seed=seed, size=10, world=world) for seed in range(40)]
    for name, spread in (("branch_shock", 0.06), ("province_shock", 0.045), ("year_shock", 0.08)):
        shocks = np.concatenate([getattr(each, name).ravel() for each in drawn])
        assert abs(shocks.std() / spread - 1) < 0.2


def test_every_county_has_an_inspector_and_large_ones_more(sector):
    counts = np.bincount(sector.inspector_county, minlength=len(sector.counties))
    assert counts.min() >= 1
    assert counts[sector.counties.index("تهران")] > 5
    assert 0.3 < sector.severity.std() < 0.5


def test_campaigns_are_data_and_the_last_leaves_out_the_one_beside_it(sector, world):
    assert 3 <= len(sector.campaigns) <= 5
    last = sector.campaigns[-1]
    assert last.name == "نهضت پایش"
    qom = _place(world, "25")
    assert qom not in last.provinces
    assert len(last.provinces) == 30
    assert [c.provinces for c in sector.campaigns if qom in c.provinces] == [(qom,)]
    assert all(c.starts < c.ends <= day_number(1404, 12, 29) for c in sector.campaigns)


def test_a_plan_without_provinces_covers_them_all():
    plan = Plan(
        campaign_id="x", name="x", starts=(1400, 1, 1), ends=(1400, 2, 1), provinces=(),
        looked_at=0.5, revived=0.1, dissolved=0.1,
    )  # fmt: skip
    alone = draw_sector(seed=1, size=10, world=World(campaigns=(plan,)))
    assert alone.campaigns[0].provinces == tuple(range(31))
