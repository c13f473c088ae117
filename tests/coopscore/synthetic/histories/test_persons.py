"""Codes of persons are ten digits, one each, and nobody's."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopscore.synthetic.histories.persons import PERSONS, person_codes


def is_real(code: str) -> bool:
    """The published check of a national code: weights 10 to 2, modulo 11 (domain.md 8.1)."""
    rest = (
        sum(int(digit) * weight for digit, weight in zip(code, range(10, 1, -1), strict=False)) % 11
    )
    return int(code[9]) == (rest if rest < 2 else 11 - rest)


def test_the_check_knows_a_code_that_could_be_real():
    assert is_real("0499370899")
    assert not is_real("0499370898")


@given(persons=st.lists(st.integers(0, 235_000 * PERSONS - 1), min_size=1, max_size=50))
def test_no_code_could_be_real(persons):
    for code in person_codes(np.array(persons)).to_pylist():
        assert len(code) == 10
        assert code.isdecimal()
        assert not is_real(code)


def test_two_persons_never_share_a_code():
    persons = np.arange(0, 235_000 * PERSONS, 997)
    assert len(set(person_codes(persons).to_pylist())) == len(persons)


def test_the_offices_keep_the_codes_of_their_own_people():
    persons = np.arange(0, 235_000 * PERSONS, 1_009)
    assert min(int(code[:9]) for code in person_codes(persons).to_pylist()) >= 1_000_000
