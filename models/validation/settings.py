"""What a validation is measured with, beside what each bound means."""

from dataclasses import dataclass

from models.spec import Spec


@dataclass(frozen=True, kw_only=True)
class ValidationSettings:
    """Draws, levels, lists and slices of a validation.

    Parameters
    ----------
    draws, seed : int
        Redraws of the pooled figures and of differences, and the seed of all redraws.
    slice_draws : int
        Redraws of the figures of folds, branches and sizes: their intervals are wide, and the error
        of two hundred redraws is small beside that.
    list_draws : int
        Redraws of lists and of binned figures, which sort the rows anew each time.
    level : float
        Share of the redraws inside an interval.
    shares : tuple of float
        How long the lists are, as shares of the rows.
    min_rows, min_events : int
        Rows, and co-operatives with and without an event, under which a slice has "too few" and no
        figure: with ten events the standard error of an AUC is about .09.
    branch : str
        The feature that says the branch.
    sizes : tuple of str
        Features that say the size; the first that the matrix holds is used.
    bands : int
        Into how many bands of equal mass sizes are cut; unknown is a band of its own.
    strongest : int
        How many features are shown by their share of the points.
    """

    draws: int
    seed: int
    slice_draws: int = 200
    list_draws: int = 200
    level: float = 0.95
    shares: tuple[float, ...] = (0.01, 0.05, 0.1)
    min_rows: int = 100
    min_events: int = 10
    branch: str = "branch"
    sizes: tuple[str, ...] = ("turnover_latest", "members_latest", "employees_latest")
    bands: int = 4
    strongest: int = 12


def settings_of(spec: Spec) -> ValidationSettings:
    """The settings of a spec: draws and seed are those by which its champion is chosen."""
    return ValidationSettings(draws=spec.champion.draws, seed=spec.champion.seed)
