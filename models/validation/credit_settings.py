"""What a rating's validation is judged by: the gate's bounds, draws, refits and seeds."""

from dataclasses import dataclass, field

from models.rating_tests.rows import Terms
from models.spec import Spec


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Bounds of the questions that a rating must answer before anybody lends on it.

    They are policy of this house, proposed with the method; no regulator has set them.

    Parameters
    ----------
    pooled_events : int
        Events out of time, counted as rows, under which ranks and calibration are not decidable.
    told_events : int
        Those of them whose probability was told in time, under which levels are not.
    auc_loss : float
        How far the AUC may lie under that of the other kind that could serve: the one-sided lower
        bound of the paired difference must lie above minus this.
    portfolio_p, grade_p : float
        The least Jeffreys p-value of the whole, and of the worst grade after Holm.
    trend_p : float
        The largest p-value of event rates that do not rise over the grades.
    reason_overlap, feature_overlap : float, 0 to 1
        Share of the top adverse reasons that a refit must keep, on average: by concept, by feature.
    seed_spread : float
        Largest less smallest pooled AUC over the seeds tried.
    coverage : float, 0 to 1
        The least share of cells that intervals hold before they are widened.
    """

    pooled_events: int = 200
    told_events: int = 100
    auc_loss: float = 0.01
    portfolio_p: float = 0.05
    grade_p: float = 0.01
    trend_p: float = 0.001
    reason_overlap: float = 0.85
    feature_overlap: float = 0.65
    seed_spread: float = 0.01
    coverage: float = 0.85


@dataclass(frozen=True, kw_only=True)
class CreditSettings:
    """Draws, refits and slices of a rating's validation.

    Parameters
    ----------
    draws, seed : int
        Redraws of whole co-operatives of each interval, and the seed of all draws.
    least_rows, least_events : int
        Rows, and co-operatives with an event, under which a slice is too few to be judged.
    refits : int
        Trainings on redrawn co-operatives, to see whether reasons stay.
    rewalks : int
        Walks on redrawn co-operatives that intervals are measured by, where no standing model of
        the same training has measured its own.
    seeds : int
        How many other seeds the kind that serves is walked with.
    dots : int
        Rows of the picture of all reasons; with more, every n-th by points is drawn.
    simulations : int
        Samples drawn under a null whose p-value is simulated.
    sizes, powers : int
        Repetitions of each world in which a null holds, and of each in which it fails.
    level : float
        Share of redraws inside an interval.
    lend_to : str
        The riskiest grade that fairness takes for favourable: an assumption, no rule of lending.
    """

    draws: int = 300
    seed: int = 1404
    least_rows: int = 100
    least_events: int = 10
    refits: int = 10
    rewalks: int = 5
    seeds: int = 2
    dots: int = 150
    simulations: int = 2_000
    sizes: int = 100
    powers: int = 100
    level: float = 0.95
    lend_to: str = "C3"
    gate: Gate = field(default_factory=Gate)

    def terms(self, spec: Spec) -> Terms:
        """How the tests are read: these settings, and the spec's horizon in days."""
        return Terms(
            level=self.level,
            least_rows=self.least_rows,
            least_events=self.least_events,
            horizon_days=int(spec.horizon.value * 365 / 12),
            draws=self.draws,
            simulations=self.simulations,
            seed=self.seed,
        )


def credit_settings_of(spec: Spec) -> CreditSettings:
    """The settings of a spec with a rating: its seed, and no more refits than it asks for."""
    assert spec.rating is not None, "only what is rated is validated as a rating"
    most = min(CreditSettings.refits, spec.rating.refits)
    return CreditSettings(seed=spec.rating.seed, refits=most)
