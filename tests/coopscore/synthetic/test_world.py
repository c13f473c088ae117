import pytest

from coopscore.synthetic.world import World
from coopscore.vocabulary import PROVINCE

WORLD = World()


def test_every_province_has_a_weight_and_counties():
    assert set(WORLD.provinces) == set(PROVINCE)
    assert all(p.weight > 0 and p.counties for p in WORLD.provinces.values())


def test_the_weights_are_those_of_about_a_hundred_thousand_active_cooperatives():
    assert 95_000 < sum(p.weight for p in WORLD.provinces.values()) < 110_000


@pytest.mark.parametrize(
    ("group", "share"),
    [
        (("کشاورزی",), 0.25),
        (("صنعتی", "معدنی", "فرش دستباف"), 0.23),
        (("مسکن", "عمرانی"), 0.16),
    ],
)
def test_branches_keep_the_published_shares_of_their_groups(group, share):
    assert sum(WORLD.branches[name].share for name in group) == pytest.approx(share)


def test_shares_of_one_kind_add_up_to_all():
    assert sum(b.share for b in WORLD.branches.values()) == pytest.approx(1)
    for shares in (WORLD.legal_forms, WORLD.fiscal_first_months, WORLD.exit_reasons):
        assert sum(shares.values()) == pytest.approx(1)


def test_prices_rise_every_year():
    prices = [WORLD.prices[year] for year in sorted(WORLD.prices)]
    assert prices == sorted(prices)
