"""Officers as ten-digit codes that belong to nobody: their check digit is always wrong.

A natural person's national code ends in a check digit of the nine before it (weights 10 to 2,
modulo 11; domain.md 8.1). Adding to the right digit makes a code that no registry can have given.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.sector.cycles import Ints

PERSONS = 512  # codes that each co-operative can give out
_FIRST = 1_000_000  # lower ones are the offices' own people
_COUNT = 10**9 - _FIRST
_STRIDE = 282_475_249  # 7^10 has no factor in common with the count: every person gets a code


def person_codes(persons: Ints) -> pa.Array:
    """Ten digits for each person.

    Parameters
    ----------
    persons : Ints
        A person's number: the co-operative's serial times `PERSONS`, and which of its persons.
        Two persons never share a code.
    """
    nine = _FIRST + persons * _STRIDE % _COUNT
    code = nine * 10 + (_check_digits(nine) + 1 + persons % 9) % 10
    return pc.utf8_lpad(pa.array(code).cast(pa.string()), 10, "0")


def _check_digits(nine: Ints) -> Ints:
    rest = np.zeros_like(nine)
    left = nine.copy()
    for weight in range(2, 11):
        left, digit = np.divmod(left, 10)
        rest += digit * weight
    rest %= 11
    return np.where(rest < 2, rest, 11 - rest)
