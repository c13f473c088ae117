"""How many entries an office made in a stretch of weeks, beside how many it usually makes.

What is usual is the office's own, from the two years on either side of the stretch, so that a
stretch is never compared with itself. The busier side counts: a level that rose, and stays, is no
burst. Few entries are no ground to stand on, so half a year of what the country usually enters, in
the office's share, is added to each side; of the country the median of five years is taken, which a
campaign of one or two years does not move.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from models.status.changes import STREAMS, Changes, Flags, Floats, Ints

_MEMORY = 104  # weeks on either side that tell what is usual
_BORROWED = 26  # weeks of the country's usual, in the office's share, added to them
_SOME = 0.5  # of an entry in the country in five years: what was never seen is not impossible
_YEAR = 52
_YEARS = 2  # on either side of one, of which the median is the country's usual
_BLOCK = 13  # weeks over which entries are compared for their spread


@dataclass(frozen=True, kw_only=True, eq=False)
class Counts:
    """Entries by office, stream (`changes.STREAMS`) and week.

    `entered` is (offices, streams, weeks); `usual` is the running sum over weeks of what the
    country usually enters, (streams, weeks + 1); `share` is each office's part in all entries.
    """

    entered: Floats
    usual: Floats
    share: Floats

    @classmethod
    def of(cls, changes: Changes) -> Self:
        """The counts of some changes, and what is usual in the country."""
        shape = (len(changes.offices), STREAMS, changes.weeks)
        entered = np.zeros(shape)
        np.add.at(entered, (changes.office, changes.stream, changes.week), 1.0)
        usual = np.cumsum(_usual(entered.sum(axis=0)), axis=1)
        return cls(
            entered=entered,
            usual=np.concatenate([np.zeros((STREAMS, 1)), usual], axis=1),
            share=entered.sum(axis=(1, 2)) / max(float(entered.sum()), 1.0),
        )

    @property
    def offices(self) -> int:
        """How many offices there are."""
        return len(self.share)

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return int(self.entered.shape[2])

    def beside(self, office: int, start: Ints, stop: Ints, free: Flags) -> tuple[Floats, Floats]:
        """What an office entered in each window, and what was expected there.

        Parameters
        ----------
        start, stop : Ints, shape (n,)
            First week of each window, and the one after its last.
        free : Flags, shape (weeks,)
            Weeks of that office that are in no burst: only these tell what is usual.

        Returns
        -------
        tuple of Floats, each (streams, n)
            Entries seen and entries expected.
        """
        running = np.cumsum(self.entered[office] * free, axis=1)
        running = np.concatenate([np.zeros((STREAMS, 1)), running], axis=1)
        told = np.concatenate([[0], np.cumsum(free)])
        length = stop - start
        lent = (self.usual[:, stop] - self.usual[:, start]) / length * self.share[office]
        sides = []
        for first, last in (
            (np.maximum(start - _MEMORY, 0), start),
            (stop, np.minimum(stop + _MEMORY, self.weeks)),
        ):
            seen = running[:, last] - running[:, first]
            sides.append((seen + _BORROWED * lent) / (told[last] - told[first] + _BORROWED))
        return running[:, stop] - running[:, start], np.maximum(*sides) * length

    def spread(self, free: Flags) -> Floats:
        """How many times more than chance each stream varies from quarter to quarter, 1 or more.

        Pearson's ratio over blocks of weeks in no burst, each beside the year before and after it:
        squared deviations in all, by what is expected in all.

        Parameters
        ----------
        free : Flags, shape (offices, weeks)
        """
        starts = np.arange(0, max(self.weeks - _BLOCK + 1, 0), _BLOCK)
        off, due = np.zeros(STREAMS), np.zeros(STREAMS)
        for office in range(self.offices):
            running = np.concatenate([[0], np.cumsum(free[office])])
            whole = starts[running[starts + _BLOCK] - running[starts] == _BLOCK]
            if len(whole) < 2:
                continue
            of_blocks = np.stack([self.entered[office][:, s : s + _BLOCK].sum(1) for s in whole], 1)
            padded = np.pad(
                of_blocks, ((0, 0), (4, 4)), mode="reflect" if len(whole) > 4 else "edge"
            )
            around = np.stack([padded[:, k : k + len(whole)] for k in range(9) if k != 4]).mean(0)
            # What stands beside a block is itself the mean of eight, and varies too.
            off += ((of_blocks - around) ** 2).sum(axis=1) / (1 + 1 / 8)
            due += around.sum(axis=1)
        return np.maximum(off / np.maximum(due, 1.0), 1.0)


def _usual(country: Floats) -> Floats:
    """What the country usually enters in each week: the median of years, (streams, weeks)."""
    weeks = country.shape[1]
    year = np.arange(weeks) // _YEAR
    years = int(year.max(initial=-1)) + 1
    length = np.bincount(year, minlength=years)
    means = np.stack([np.bincount(year, each, years) for each in country]) / np.maximum(length, 1)
    medians = [
        np.median(means[:, max(0, y - _YEARS) : y + _YEARS + 1], axis=1) for y in range(years)
    ]
    least = _SOME / (_YEAR * (2 * _YEARS + 1))
    return np.stack(medians, axis=1)[:, year] + least if years else np.zeros((len(country), 0))
