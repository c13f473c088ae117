"""What was learnt, in words: what is not known is left out, and no better is said plainly."""

import pytest

from serving.i18n import Words
from serving.pages.evaluation_page import evaluation_view

FIGURE = {"value": 0.14, "low": 0.02, "high": 0.26}
EARLY = {
    "hits": 40, "unknown": 3, "days_earlier": {"value": 7.4, "low": 2.0, "high": 12.6},
    "first_half": {**FIGURE, "value": 0.69}, "first_half_before": {**FIGURE, "value": 0.55},
    "gain": FIGURE,
}  # fmt: skip
LISTS = {
    "k": 200, "common": 50, "jaccard": 0.143, "difference": 0.031, "low": -0.02, "high": 0.08,
    "no_better": True,
}  # fmt: skip
WORTH = {
    "office": "05", "overrides": 100, "told": 90, "value": 0.2, "low": 0.05, "high": 0.35,
    "verdict": "helped",
}  # fmt: skip
TOLD = {
    "counts": {"planned": 3, "told": 2, "reached": 1, "unplanned": 0}, "precision": [],
    "prevalence": [], "earliness": EARLY, "redundancy": LISTS, "overrides": [WORTH], "level": 0.95,
}  # fmt: skip


def lines(**changed):
    return evaluation_view({**TOLD, **changed}, Words("en")).lines


def test_chicagos_figures_and_the_two_lists_are_told_with_intervals():
    days, half, lists, difference, plain = lines()
    assert "40 silent ones were found; on average +7.4 days sooner" in days
    assert "(+2.0 to +12.6)" in days
    assert "69% of them" in half
    assert "before 55%; the difference is +14.0 points (+2.0 to +26.0)" in half
    assert "200 co-operatives each: 50 in common (overlap 14.3%)" in lists
    assert "finds +3.1 points more (−2.0 to +8.0)" in difference
    assert "not shown that the dear list is any better" in plain


def test_what_is_not_known_is_not_told():
    nothing = {"value": None, "low": None, "high": None}
    assert lines(earliness=None, redundancy=None) == []
    unknown = {**EARLY, "days_earlier": nothing, "gain": nothing}
    better = {**LISTS, "difference": None, "no_better": False}
    assert len(lines(earliness=unknown, redundancy=better)) == 1


@pytest.mark.parametrize(
    ("verdict", "said"),
    [("helped", "helped"), ("hurt", "hurt"), ("cannot_be_told", "cannot be told"),
     ("too_few", "too few")],
)  # fmt: skip
def test_each_verdict_on_an_office_has_its_words(verdict, said):
    (row,) = evaluation_view(
        {**TOLD, "overrides": [{**WORTH, "verdict": verdict}]}, Words("en")
    ).worth
    assert (row.office, row.verdict) == ("Kermanshah", said)
