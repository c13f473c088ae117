"""Which names are nearly the same: the one gate of the library that compares texts.

Only names of one province and branch are compared, all of them with each other, so that work grows
with the square of the largest of these, not of the register.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from coopscore.language import matching_key
from coopscore.quality.robust import Floats, Ints

_AT_ONCE = 2_000  # rows of a block that are compared at once, to bound memory


@dataclass(frozen=True, kw_only=True)
class Likenesses:
    """Pairs of names that are nearly the same.

    `one` and `other` are places, the smaller first; `alike` lies between the share asked for and 1,
    which is the same name. `compared` counts all pairs that were looked at.
    """

    one: Ints
    other: Ints
    alike: Floats
    compared: int


def telling_names(names: Sequence[str], everywhere: float) -> list[str]:
    """Names as they are compared, without the words that most names have.

    Parameters
    ----------
    everywhere : float, 0-1
        A word in more than this share of the names tells nobody apart. Where nothing else is left
        of a name, it stays whole.
    """
    words = [[matching_key(word) for word in name.split()] for name in names]
    counted = Counter(word for each in words for word in set(each))
    common = {word for word, count in counted.items() if count > everywhere * len(names)}
    return ["".join(word for word in each if word not in common) or "".join(each) for each in words]


def likenesses(names: Sequence[str], blocks: Ints, alike: float) -> Likenesses:
    """Every pair of one block whose names are alike enough.

    Likeness is one less the letters to insert or delete over the letters of both (the normalised
    Indel similarity, which is twice the longest common subsequence over the letters of both).
    """
    found = list(_pairs(names, blocks, alike))
    counts = np.bincount(blocks) if len(blocks) else np.zeros(0, dtype=np.int64)
    parts = [np.concatenate([each[place] for each in found]) if found else np.zeros(0)
             for place in range(3)]  # fmt: skip
    return Likenesses(
        one=parts[0].astype(np.int64),
        other=parts[1].astype(np.int64),
        alike=parts[2].astype(np.float64),
        compared=int((counts * (counts - 1) // 2).sum()),
    )


def _pairs(
    names: Sequence[str], blocks: Ints, alike: float
) -> Iterator[tuple[Ints, Ints, npt.NDArray[np.float32]]]:
    order = np.argsort(blocks, kind="stable")
    edges = np.flatnonzero(np.diff(blocks[order])) + 1
    for members in np.split(order, edges):
        texts = [names[place] for place in members]
        for first in range(0, len(texts), _AT_ONCE):
            rows = texts[first : first + _AT_ONCE]
            scores = process.cdist(
                rows, texts[first:], scorer=Indel.normalized_similarity,
                score_cutoff=alike, dtype=np.float32,
            )  # fmt: skip
            one, other = np.nonzero(np.triu(scores, 1))
            yield members[first + one], members[first + other], scores[one, other]
