"""Who could be visited, as columns: where, how likely silent or revived, what is due of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopscore.vocabulary import ACT_KIND, VISIT_DUTY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]
Days = NDArray[np.datetime64]

KINDS: tuple[str, ...] = tuple(ACT_KIND)


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The frame of a plan, by co-operative: make it with `of`, which puts it in order.

    Parameters
    ----------
    coop_id, province, county : array of str, shape (n,)
        A province is a key of `PROVINCE`; of a county that is not known the name is empty.
    risk : array of float, shape (n,)
        Probability of reaching the next open grid day silent; nan where it was not scored.
    revival : array of float, shape (n,)
        Probability of a true revival within a year; nan where it is not dormant.
    effect : array of float, shape (n,)
        By how much a visit lowers `risk`; nan where it is not known.
    months_to_grid_day : array of float, shape (n,)
        nan where it has none open.
    overdue_days : array of float, shape (n,)
        Of its oldest open duty to file or meet, for the rule "most overdue first"; nan for none.
    duty : array of str, shape (n,)
        A key of `VISIT_DUTY`, or empty.
    duty_since : array of datetime64[D], shape (n,)
        The day on which the duty arose; NaT where there is none, or it is not known.
    due : array of bool, shape (n, kinds)
        Which kinds of act something on record asks for, in the order of `KINDS`.
    """

    coop_id: Words
    province: Words
    county: Words
    risk: Floats
    revival: Floats
    effect: Floats
    months_to_grid_day: Floats
    overdue_days: Floats
    duty: Words
    duty_since: Days
    due: Flags

    def __len__(self) -> int:
        return len(self.coop_id)

    @classmethod
    def of(
        cls,
        *,
        coop_id: Sequence[str] | Words,
        province: Sequence[str] | Words,
        county: Sequence[str] | Words,
        risk: ArrayLike | None = None,
        revival: ArrayLike | None = None,
        effect: ArrayLike | None = None,
        months_to_grid_day: ArrayLike | None = None,
        overdue_days: ArrayLike | None = None,
        duty: Sequence[str] | Words | None = None,
        duty_since: ArrayLike | None = None,
        due: Mapping[str, ArrayLike] | None = None,
    ) -> "Candidates":
        """Candidates in the order of their ids; what is not given is not known of anybody.

        Parameters
        ----------
        due : mapping of str to array of bool
            By kind of act, which of them something on record asks for.

        Raises
        ------
        ValueError
            Where lengths differ, an id stands twice, a code is unknown, or a probability lies
            outside 0 to 1.
        """
        n = len(coop_id)
        asked = np.zeros((n, len(KINDS)), dtype=np.bool_)
        for kind, flags in (due or {}).items():
            asked[:, KINDS.index(kind)] = np.asarray(flags, dtype=np.bool_)
        since = np.full(n, "NaT") if duty_since is None else duty_since
        found = cls(
            coop_id=_words(coop_id),
            province=_words(province),
            county=_words(county),
            risk=_numbers(risk, n),
            revival=_numbers(revival, n),
            effect=_numbers(effect, n),
            months_to_grid_day=_numbers(months_to_grid_day, n),
            overdue_days=_numbers(overdue_days, n),
            duty=_words([""] * n if duty is None else duty),
            duty_since=np.asarray(since, dtype="datetime64[D]"),
            due=asked,
        )
        found._check()
        return found.at(np.argsort(found.coop_id, kind="stable"))

    def at(self, rows: NDArray[np.intp] | Ints | Flags) -> "Candidates":
        """Some of the rows, in that order."""
        return Candidates(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})

    def _check(self) -> None:
        n = len(self)
        if any(len(getattr(self, one.name)) != n for one in fields(self)):
            raise ValueError("columns of candidates are equally long")
        if len(set(self.coop_id.tolist())) < n:
            raise ValueError("a co-operative is a candidate once")
        if set(self.duty.tolist()) - {"", *VISIT_DUTY}:
            raise ValueError(f"a duty is one of {', '.join(VISIT_DUTY)}, or empty")
        for one in (self.risk, self.revival):
            told = one[~np.isnan(one)]
            if ((told < 0) | (told > 1)).any():
                raise ValueError("a probability lies from 0 to 1")


def _words(values: Sequence[str] | Words) -> Words:
    found = np.empty(len(values), dtype=object)
    found[:] = [str(value) for value in values]
    return found


def _numbers(values: ArrayLike | None, n: int) -> Floats:
    return np.full(n, np.nan) if values is None else np.asarray(values, dtype=np.float64)
