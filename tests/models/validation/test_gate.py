"""A gate holds where every answer is yes, and what nobody knows never passes for one."""

import pytest

from models.rating_tests.ruling import Verdict
from models.validation.gate import at_least, at_most, gate_facts, judged, overall

YES, NO = at_least("a", 0.9, 0.85), at_most("b", 0.02, 0.01)
OPEN = at_least("c", 0.9, 0.85, decided=False)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([YES, YES], "holds"),
        ([YES, OPEN], "not_decidable"),
        ([YES, OPEN, NO], "rejected"),
        ([], "holds"),
    ],
)
def test_one_no_is_a_no_and_one_open_question_leaves_it_open(answers, verdict):
    assert overall(answers) == verdict


def test_bounds_hold_at_their_ends_and_unknown_figures_decide_nothing():
    assert at_least("a", 0.85, 0.85).verdict == at_most("a", 0.85, 0.85).verdict == Verdict.HOLDS
    assert at_least("a", 0.84, 0.85).verdict == at_most("a", 0.86, 0.85).verdict == Verdict.REJECTED
    assert at_least("a", None, 0.85).verdict == at_most("a", None, 0).verdict == judged(None)
    assert (OPEN.value, OPEN.verdict) == (0.9, Verdict.NOT_DECIDABLE)


def test_answers_are_told_with_bounds_as_specs_write_them():
    told = gate_facts([at_most("b", 1e-7, 1e-6, counted={"rows": 3})])
    assert told == {
        "verdict": "holds",
        "answers": [
            {
                "code": "b", "value": 1e-7, "bound": "<= 1e-06", "verdict": "holds",
                "low": None, "high": None, "counted": {"rows": 3},
            }
        ],
    }  # fmt: skip
