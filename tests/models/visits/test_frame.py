"""Candidates are columns in the order of their ids, and refuse what cannot be."""

import numpy as np
import pytest

from models.visits.frame import KINDS, Candidates

TWO = {"coop_id": ["b", "a"], "province": ["05", "24"], "county": ["k", ""]}


def test_rows_come_in_the_order_of_their_ids_and_what_is_not_given_is_not_known():
    found = Candidates.of(**TWO, risk=[0.1, 0.2], due={"audit": [True, False]})
    assert found.coop_id.tolist() == ["a", "b"]
    assert found.risk.tolist() == [0.2, 0.1]
    assert found.due[:, KINDS.index("audit")].tolist() == [False, True]
    assert np.isnan(found.revival).all()
    assert np.isnat(found.duty_since).all()
    assert found.duty.tolist() == ["", ""]
    assert len(found.at(np.array([1]))) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"risk": [0.1]}, "equally long"),
        ({"coop_id": ["a", "a"]}, "once"),
        ({"duty": ["", "habit"]}, "a duty is one of"),
        ({"risk": [0.1, 1.1]}, "from 0 to 1"),
        ({"revival": [-0.1, 0.5]}, "from 0 to 1"),
    ],
)
def test_what_cannot_be_is_refused(said, words):
    with pytest.raises(ValueError, match=words):
        Candidates.of(**{**TWO, **said})
