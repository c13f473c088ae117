import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.calendar import jalali
from coopscore.schema import TABLES
from coopscore.synthetic.histories.effort import training_hours
from coopscore.synthetic.histories.indicators import indicators
from coopscore.synthetic.histories.offices import active, county_shares, offices
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

NAMES = (
    "supervision_plan",
    "training_plan",
    "formation_plan",
    "employment_base",
    "province_indicator",
    "festival_edition",
)


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def sector(world):
    return draw_sector(seed=14, size=235_000, world=world)


@pytest.fixture(scope="module")
def told(sector, world):
    return offices(sector, world)


def of(rows, **wanted):
    """The rows whose columns have the values asked for."""
    for name, value in wanted.items():
        rows = rows.filter(pc.equal(rows[name], value))
    return rows


def test_every_table_is_of_the_sector_and_told_once(told):
    assert set(told) == set(NAMES)
    for name, rows in told.items():
        assert TABLES[name].about == "sector"
        assert "coop_id" not in rows.column_names
        keys = rows.select(list(TABLES[name].key))
        assert keys.group_by(keys.column_names).aggregate([]).num_rows == rows.num_rows > 0
        assert rows[TABLES[name].known].null_count == 0


def test_kermanshah_planned_1825_acts_for_1399(told):
    rows = of(told["supervision_plan"], province="05", period_start=jalali(1399, 1, 1))
    assert sum(rows["planned_acts"].to_pylist()) == pytest.approx(1825, abs=10)
    assert set(rows["kind"].to_pylist()) == {"general", "financial", "assembly"}


def test_plans_of_counties_follow_their_co_operatives_and_the_provinces_rate(sector, world, told):
    rows = told["supervision_plan"]
    totals = rows.group_by("province").aggregate([("planned_acts", "sum")])
    planned = dict(
        zip(totals["province"].to_pylist(), totals["planned_acts_sum"].to_pylist(), strict=True)
    )
    usual = 12 * active(sector, world) * sector.province_visits
    ratio = [planned[p.code] / at for p, at in zip(world.provinces, usual, strict=True)]
    assert np.mean(ratio) == pytest.approx(1.0, abs=0.15)
    assert np.corrcoef(np.array(ratio) * usual, usual)[0, 1] > 0.9
    assert len(set(rows["county"].to_pylist())) == len(sector.counties)


def test_shares_of_counties_make_a_province(sector, world):
    shares = county_shares(sector, world)
    assert np.bincount(sector.county_province, shares) == pytest.approx(np.ones(31))
    assert shares[0] == world.capital_county


def test_plans_are_entered_in_the_first_weeks_of_the_year(told):
    for name in ("supervision_plan", "training_plan", "formation_plan"):
        rows = told[name]
        start, known = (
            rows[c].cast(pa.int32()).to_numpy() for c in ("period_start", "recorded_at")
        )
        assert (known >= start).all()
        assert (known < start + 25).all()
        assert set(rows["period_start"].to_pylist()) == {jalali(y, 1, 1) for y in range(1393, 1405)}


def test_training_is_planned_by_what_the_office_offers(sector, world, told):
    rows = told["training_plan"]
    totals = rows.group_by("province").aggregate([("person_hours", "mean")])
    planned = dict(
        zip(totals["province"].to_pylist(), totals["person_hours_mean"].to_pylist(), strict=True)
    )
    usual = active(sector, world) * training_hours(sector, world)
    assert [planned[p.code] for p in world.provinces] == pytest.approx(usual.tolist(), rel=0.35)


def test_kermanshah_planned_91_co_operatives_for_1399(told):
    rows = of(told["formation_plan"], province="05", period_start=jalali(1399, 1, 1)).to_pylist()
    assert [row["cooperatives"] for row in rows] == [91]
    assert rows[0]["jobs"] == pytest.approx(91 * 15.7, rel=0.4)


def test_a_tenth_or_less_of_the_employed_work_in_co_operatives_and_13_percent_in_kermanshah(
    sector, world, told
):
    rows = of(told["employment_base"], year_end=jalali(1399, 1, 1).replace(day=19))
    employed = dict(zip(rows["province"].to_pylist(), rows["employed"].to_pylist(), strict=True))
    share = {
        p.code: 25.1 * count / employed[p.code]
        for p, count in zip(world.provinces, active(sector, world), strict=True)
    }
    assert employed["05"] == pytest.approx(600_000, rel=0.05)
    assert share.pop("05") == pytest.approx(0.13, rel=0.05)
    assert all(0.075 < value < 0.105 for value in share.values())
    base = told["employment_base"]
    assert pc.all(pc.less(base["employed"], base["active_population"])).as_py()


def test_a_small_sector_has_its_part_of_every_count(world):
    small = draw_sector(seed=14, size=2_350, world=world)
    plans = of(offices(small, world)["supervision_plan"], period_start=jalali(1399, 1, 1))
    planned = sum(plans["planned_acts"].to_pylist())
    usual = (active(small, world) * small.province_visits).sum()
    assert planned == pytest.approx(usual, rel=0.25)
    rows = indicators(draw_sector(seed=1, size=1, world=world), world)
    assert rows["value"].null_count == rows.num_rows  # nobody to count
    assert set(rows["rank"].to_pylist()) == {1}


def test_the_days_of_the_festival_are_told_as_it_opens(told):
    rows = told["festival_edition"].to_pylist()
    assert [row["edition"] for row in rows] == list(range(11, 21))
    for row in rows:
        assert row["recorded_at"] == row["opens_on"] < row["update_deadline"] < row["closes_on"]
        assert row["jalali_year"] == row["edition"] + 1384


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_known_before_it_happened(told, name):
    """Intake sets such rows aside."""
    rows, table = told[name], TABLES[name]
    assert pc.all(pc.greater_equal(rows[table.known], rows[table.happened])).as_py()


def test_the_same_sector_tells_the_same_twice(sector, world, told):
    again = offices(sector, world)
    assert all(told[name].equals(again[name]) for name in NAMES)
