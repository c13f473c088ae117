"""What several values come to is asked of two to four numbers, and of nothing else."""

import math

import pytest

from coopscore.errors import InvalidDefinition
from features.spec import Events, below, greatest, least, mean, slope, spread

FILINGS = Events("filing", happened="period_end", known="received_on")
DELAYS = FILINGS.recent("delay_days", last=4)


@pytest.mark.parametrize("of", [mean, least, greatest, slope, spread])
def test_a_summary_holds_its_values_with_the_newest_first(of):
    summary = of(DELAYS)
    assert (summary.statistic, summary.parts, summary.type) == (of.__name__, DELAYS, "number")


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: mean(DELAYS[:1]), "mean.*of two to 4 values, not of 1"),
        (lambda: slope((*DELAYS, FILINGS.count())), "slope.*not of 5"),
        (lambda: least((FILINGS.count(), FILINGS.latest("kind"))), "least.*is not a number"),
        (lambda: below(DELAYS, math.nan), "below.*nan is no limit"),
    ],
)
def test_what_cannot_be_summarised_is_refused_with_the_reason(made, fault):
    with pytest.raises(InvalidDefinition, match=fault):
        made()
