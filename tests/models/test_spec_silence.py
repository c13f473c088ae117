"""The spec of Brazil's silences asks only for labels that the source can tell."""

from datetime import date

from coopscore.calendar import shift
from features.grid import matured_on
from models.spec import load_spec

# The last return of the files, December 2025's, is known on this day.
FACTS_END = date(2026, 1, 31)


def test_its_training_ends_with_the_last_day_whose_label_is_ripe():
    days = load_spec("silence").training_days(FACTS_END)
    assert (len(days), days[0], days[-1]) == (9, date(2020, 10, 1), date(2024, 10, 1))


def test_each_silence_that_begins_within_the_horizon_is_known_when_its_label_is_ripe():
    spec = load_spec("silence")
    for day in spec.training_days(FACTS_END):
        last_end = shift(day, spec.horizon.value, spec.calendar)
        known_from = shift(date(last_end.year, last_end.month, 1), 3, spec.calendar)
        # The third month is known missing on the last day of the month before `known_from`.
        assert matured_on(day, spec.horizon, spec.maturity, spec.calendar) >= known_from


def test_it_walks_forward_over_days_that_were_ripe_by_then():
    spec = load_spec("silence")
    days = spec.training_days(FACTS_END)
    folds = spec.walk(days)
    assert [fold.test for fold in folds] == list(days[-5:])
    assert folds[0].train == (date(2020, 10, 1), date(2021, 4, 1))
