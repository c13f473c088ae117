"""What officers' overrides did to grades, and how those overridden fared."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from models.rating_tests.catalogue import Found, Title
from models.rating_tests.intervals import jeffreys_interval
from models.rating_tests.rows import Flags, Floats, Ints, Objects, Terms
from models.rating_tests.ruling import Ruling

_PROCESS = "ECB instructions (2019), rating process statistics"


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """Every rated row's grade by the model and as it stood; arrays of shape (n,).

    Parameters
    ----------
    model, final : array of int
        Places on the scale, 0 the best.
    y : array of int
        1 for an event, 0 for none, -1 where the outcome is not known yet.
    probability : array of float, 0 to 1
        What the model said.
    reason : array of object
        The code of the override's reason; None where nothing was overridden.

    Raises
    ------
    ValueError
        Where lengths differ.
    """

    model: Ints
    final: Ints
    y: Ints
    probability: Floats
    reason: Objects

    def __post_init__(self) -> None:
        if len({len(column) for column in vars(self).values()}) != 1:
            raise ValueError("every column of overrides has one value a row")

    @property
    def raised(self) -> Flags:
        """Rows that an officer moved to a better grade."""
        found: Flags = self.final < self.model
        return found

    @property
    def lowered(self) -> Flags:
        """Rows that an officer moved to a riskier grade."""
        found: Flags = self.final > self.model
        return found


OVERRIDES = {
    title.name: title
    for title in (
        Title(
            name="override_share", null=None, source=_PROCESS, library="own",
            formula="rows moved / rows, Jeffreys interval",
        ),
        Title(
            name="override_direction", null="as_many_raised_as_lowered", source=_PROCESS,
            library="SciPy", formula="raised / moved, exact binomial test against 1/2",
        ),
        Title(
            name="override_outcome", null="overridden_fare_as_the_model_said", source=_PROCESS,
            library="own", formula="events / rows of those moved, against the exact distribution "
            "of a sum of unlike chances, two-sided",
        ),
        Title(
            name="override_reason", null=None, source=_PROCESS, library="own",
            formula="events / rows by reason, Jeffreys interval",
        ),
    )
}  # fmt: skip


def override_rulings(told: Overrides, *, terms: Terms) -> list[Ruling]:
    """Share, direction, later outcome by direction, and later outcome by reason.

    Where nothing was overridden, or no outcome is known yet, a ruling is `NOT_DECIDABLE`; how many
    rows it rests on stands beside each, for overrides are few.
    """
    counted = {"rows": len(told.y), "overridden": int((told.raised | told.lowered).sum())}
    found = {
        "override_share": _shares(told, terms),
        "override_direction": _direction(told, terms),
        "override_outcome": _outcomes(told, terms),
        "override_reason": _reasons(told, terms),
    }
    return [
        OVERRIDES[name].ruling(one, terms, counted) for name, each in found.items() for one in each
    ]


def sum_distribution(chances: Floats) -> Floats:
    """The chance of 0, 1, ..., n events where each row has its own; of shape (n + 1,)."""
    found = np.array([1.0])
    for chance in chances:
        found = np.convolve(found, [1 - chance, chance])
    return found


def _share(part: int, whole: int, terms: Terms, **told: float | str) -> Found:
    counted = {"rows": whole, "events": part}
    if not whole:
        return Found(decided=False, counted=counted, **told)  # type: ignore[arg-type]
    low, high = jeffreys_interval(np.array([whole]), np.array([part]), terms.level)
    return Found(
        value=part / whole, low=float(low[0]), high=float(high[0]), counted=counted,
        **told,  # type: ignore[arg-type]
    )  # fmt: skip


def _shares(told: Overrides, terms: Terms) -> Iterable[Found]:
    for by, flags in {"raised": told.raised, "lowered": told.lowered}.items():
        yield _share(int(flags.sum()), len(flags), terms, by=by)


def _direction(told: Overrides, terms: Terms) -> Iterable[Found]:
    raised, moved = int(told.raised.sum()), int((told.raised | told.lowered).sum())
    p = float(binomtest(raised, moved).pvalue) if moved else float("nan")
    yield _share(raised, moved, terms, p=p)


def _outcomes(told: Overrides, terms: Terms) -> Iterable[Found]:
    for by, flags in {"raised": told.raised, "lowered": told.lowered}.items():
        known = flags & (told.y >= 0)
        chances, events = told.probability[known], int(told.y[known].sum())
        below = sum_distribution(chances).cumsum()
        tails = below[events], 1 - (below[events - 1] if events else 0.0)
        yield _share(
            events, int(known.sum()), terms, by=by, p=float(min(1.0, 2 * min(tails))),
            statistic=float(chances.mean()) if len(chances) else float("nan"),
        )  # fmt: skip


def _reasons(told: Overrides, terms: Terms) -> Iterable[Found]:
    known = (told.raised | told.lowered) & (told.y >= 0)
    for reason in sorted({str(code) for code in told.reason[known]}):
        those = known & (told.reason == reason)
        yield _share(int(told.y[those].sum()), int(those.sum()), terms, by=reason)
