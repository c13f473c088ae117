import numpy as np
import pytest

from coopscore.synthetic.histories.officials import (
    JURORS,
    inspector_keys,
    inspector_of,
    juror_keys,
    juror_severity,
    jurors,
    official_truth,
)
from coopscore.synthetic.histories.persons import person_codes
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World


@pytest.fixture(scope="module")
def sector():
    return draw_sector(seed=4, size=50_000, world=World())


def check_digit(nine: str) -> int:
    """The last digit of an Iranian national code: weights 10 to 2, modulo 11."""
    rest = sum(int(nine[i]) * (10 - i) for i in range(9)) % 11
    return rest if rest < 2 else 11 - rest


def test_nobody_has_the_code_of_an_official(sector):
    codes = [*inspector_keys(sector), *juror_keys(31, 15)]
    assert all(len(code) == 10 and code.isdigit() for code in codes)
    assert [code for code in codes if int(code[9]) == check_digit(code[:9])] == []
    assert len(set(codes)) == len(codes)


def test_no_officer_of_a_co_operative_shares_a_code_with_an_official(sector):
    officers = set(person_codes(np.arange(50_000)).to_pylist())
    assert officers.isdisjoint([*inspector_keys(sector), *juror_keys(31, 15)])


def test_an_inspector_works_in_the_county(sector):
    county = np.repeat(np.arange(len(sector.counties)), 30)
    inspector = inspector_of(sector, county, np.random.default_rng(0))
    assert (sector.inspector_county[inspector] == county).all()
    assert len(np.unique(inspector)) == len(sector.severity)  # by lot: each has something to do


def test_a_county_without_inspectors_has_none(sector):
    beyond = np.array([len(sector.counties)])
    assert inspector_of(sector, beyond, np.random.default_rng(0)).tolist() == [-1]


def test_each_province_and_branch_has_three_jurors_of_its_own():
    panels = jurors(np.repeat(np.arange(31), 15), np.tile(np.arange(15), 31), 15)
    assert panels.shape == (31 * 15, JURORS)
    assert sorted(panels.ravel().tolist()) == list(range(31 * 15 * 3))


def test_a_juror_is_as_severe_in_every_chunk(sector):
    first, again = juror_severity(sector, 31, 15), juror_severity(sector, 31, 15)
    assert (first == again).all()
    assert first.mean() == pytest.approx(0, abs=0.4)
    assert first.std() == pytest.approx(4.0, rel=0.1)


def test_the_truth_tells_how_severe_each_official_is(sector):
    told = official_truth(sector, World())
    inspectors, juries = told["inspector"], told["juror"]
    assert inspectors["inspector_key"].to_pylist() == list(inspector_keys(sector))
    assert inspectors["severity"].to_pylist() == sector.severity.tolist()
    assert [sector.counties[c] for c in sector.inspector_county] == inspectors["county"].to_pylist()
    assert juries.num_rows == 31 * len(World().branches) * JURORS
    panel = jurors(np.array([4]), np.array([2]), len(World().branches))[0]
    rows = juries.take(panel.tolist()).to_pylist()
    assert {row["province"] for row in rows} == {World().provinces[4].code}
    assert {row["branch"] for row in rows} == {World().branches[2].name}
