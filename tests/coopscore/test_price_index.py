"""Prices by currency and year, and amounts told in the money of one year."""

from datetime import date

import pytest

from coopscore.calendar import jalali
from coopscore.price_index import price_index, read_price_index
from coopscore.synthetic.sector.world import PRICES
from coopscore.vocabulary import CURRENCY

TWO_YEARS = """
version = "7"
[GBP]
calendar = "gregorian"
base_year = 2015
source = "made up"
[GBP.years]
2014 = { index = 80.0, known = "2015-01-31" }
2015 = { index = 100.0, known = "2016-01-31" }
"""


@pytest.fixture
def index():
    return read_price_index(TWO_YEARS)


@pytest.mark.parametrize(
    ("happened", "known", "real"),
    [
        (date(2014, 12, 31), date(2015, 7, 1), 250.0),  # 200 * 100 / 80
        (date(2015, 12, 30), date(2016, 7, 1), 250.0),  # 2015 has not ended
        (date(2015, 12, 31), date(2016, 7, 1), 200.0),
        (date(2016, 12, 30), date(2017, 7, 1), 200.0),
        (date(2016, 12, 31), date(2017, 7, 1), None),  # nothing tells of 2016
        (date(2014, 12, 30), date(2015, 7, 1), None),  # nor of 2013
    ],
)
def test_an_amount_is_deflated_by_the_last_year_that_had_ended(index, happened, known, real):
    assert index.deflated(200, "GBP", happened, known) == real


def test_an_index_that_was_not_yet_known_deflates_nothing(index):
    year_end = date(2015, 12, 31)
    assert index.deflated(200, "GBP", year_end, date(2016, 1, 30)) is None
    assert index.deflated(200, "GBP", year_end, date(2016, 1, 31)) == 200


def test_a_currency_without_an_index_is_not_deflated(index):
    assert index.deflated(200, "BRL", date(2014, 12, 31), date(2015, 7, 1)) is None


def test_jalali_years_end_with_esfand():
    index, amount = price_index(), 1_000_000
    esfand_1403 = jalali(1403, 12, 30)  # a leap year
    tir_1404 = jalali(1404, 4, 31)
    assert index.deflated(amount, "IRR", esfand_1403, tir_1404) == amount * 100.0 / 271.8
    day_before = jalali(1403, 12, 29)
    assert index.deflated(amount, "IRR", day_before, tir_1404) == amount * 100.0 / 205.1


def test_the_hash_moves_with_every_figure_and_day_and_not_with_words():
    told = read_price_index(TWO_YEARS).hash
    assert read_price_index(TWO_YEARS.replace("made up", "another")).hash == told
    for old, new in (("80.0", "80.1"), ("2015-01-31", "2015-02-01"), ("= 2015\n", "= 2014\n")):
        assert read_price_index(TWO_YEARS.replace(old, new)).hash != told


def test_an_average_known_before_its_year_has_ended_is_refused():
    with pytest.raises(AssertionError, match="not known before it has ended"):
        read_price_index(TWO_YEARS.replace("2015-01-31", "2014-12-31"))


def test_the_index_of_the_package_tells_every_year_without_a_hole():
    for code, series in price_index().series.items():
        assert code in CURRENCY
        assert [level.next_ends for level in series.levels[:-1]] == [
            level.ends for level in series.levels[1:]
        ]
        assert all(level.index > 0 for level in series.levels)
        assert series.source.strip()
    assert price_index().version == "1"


def test_british_prices_rose_as_the_statistics_office_says():
    # Rates of 2011 to 2017 as published: 4.5, 2.8, 2.6, 1.5, 0.0, 0.7 and 2.7 per cent.
    levels = {level.year: level.index for level in price_index().series["GBP"].levels}
    rates = [round(100 * (levels[y] / levels[y - 1] - 1), 1) for y in range(2011, 2018)]
    assert rates == pytest.approx([4.5, 2.8, 2.6, 1.5, 0.0, 0.7, 2.7], abs=0.11)


def test_the_make_believe_registry_lives_under_the_same_prices():
    levels = price_index().series["IRR"].levels
    assert {level.year: level.index for level in levels} == dict(PRICES)
