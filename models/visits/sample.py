"""A plan's frame as a sample: who could be taken, how likely it was, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Objects = NDArray[np.object_]

CERTAIN = 1 - 1e-9  # a probability from which on somebody is certain to be taken


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """Everybody who could be taken, one row each, with what is known of them; arrays (n,).

    Parameters
    ----------
    stratum : array of object, or of int
        Those who share it were drawn together; numbers count from 0.
    probability : array of float, over 0 up to 1
        Of being taken.
    taken : array of bool
    y : array of float
        1 where found as sought, 0 where not, nan where unknown; not looked at where not taken.

    Raises
    ------
    ValueError
        Where lengths differ, a probability is out of range, or one who is certain was not taken.
    """

    stratum: Objects | Ints
    probability: Floats
    taken: Flags
    y: Floats

    def __post_init__(self) -> None:
        if len({len(column) for column in vars(self).values()}) != 1:
            raise ValueError("every column of a design has one value a row")
        if not ((self.probability > 0) & (self.probability <= 1)).all():
            raise ValueError("everybody has a probability above 0 and up to 1 of being taken")
        if (self.certain & ~self.taken).any():
            raise ValueError("who is certain to be taken is taken")

    def __len__(self) -> int:
        return len(self.y)

    @property
    def codes(self) -> Ints:
        """A number for each row's stratum, in the order of their names."""
        names = self.stratum
        if names.dtype == object:
            _, names = np.unique(np.array(names.tolist()), return_inverse=True)
        return names.astype(np.int64)

    @property
    def coded(self) -> "Sampled":
        """The same with numbers for strata, so that their names are put in order once."""
        return replace(self, stratum=self.codes)

    @property
    def certain(self) -> Flags:
        """Those who are taken whatever is drawn."""
        found: Flags = self.probability >= CERTAIN
        return found

    @property
    def known(self) -> Flags:
        """Those taken and reached."""
        found: Flags = self.taken & ~np.isnan(self.y)
        return found

    def take(self, rows: Flags) -> "Sampled":
        """Some of the rows: all of a stratum's, or those of a kind known before the draw."""
        return Sampled(**{name: column[rows] for name, column in vars(self).items()})

    def filled(self, y: float) -> "Sampled":
        """The same where those taken and not reached are all hits (1) or none (0)."""
        return replace(self, y=np.where(self.taken & ~self.known, y, self.y))


def pooled(several: Sequence[Sampled]) -> Sampled:
    """Several plans as one design: the share is the mean over all their rows.

    Each plan's strata stay apart, for each was drawn anew.
    """
    columns = {
        name: np.concatenate([getattr(one, name) for one in several])
        for name in ("probability", "taken", "y")
    }
    strata = [f"{place}/{name}" for place, one in enumerate(several) for name in one.stratum]
    return Sampled(stratum=np.array(strata, dtype=object), **columns)
