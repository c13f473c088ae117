"""What is asked of targets is refused where it is no question."""

import pytest

PERIOD = ("--from", "1404-01-01", "--to", "1404-12-29")


@pytest.mark.parametrize("times", ["inf", "nan", "-2", "101"])
def test_a_multiple_that_is_none_is_refused(coopscore, tmp_path, times):
    told = coopscore("--home", tmp_path / "home", "visits", "targets", *PERIOD, "--times", times)
    assert told.code == 2


def test_a_period_that_ends_before_it_begins_is_refused_with_the_remedy(coopscore, tmp_path):
    days = ("--from", "1404-12-29", "--to", "1404-01-01")
    told = coopscore("--home", tmp_path / "home", "visits", "targets", *days)
    assert told.code == 2
    assert "before the first" in told.err
