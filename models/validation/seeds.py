"""Whether chance in the fitting matters: the kind that serves, walked again under other seeds."""

from collections.abc import Callable
from dataclasses import replace

from models.rating_tests.explanation import seed_spread
from models.rating_tests.ruling import Ruling
from models.spec import Spec
from models.validation.ablation import margins
from models.validation.credit_settings import CreditSettings
from models.validation.study import Study
from models.walk import pooled

Done = Callable[[], None]


def seeded(study: Study, kind: str, settings: CreditSettings, done: Done = lambda: None) -> Ruling:
    """How far the pooled AUC moves with the booster's seed alone.

    A kind that draws nothing when it is fitted gives the same margins under every seed, and so the
    spread 0.

    Parameters
    ----------
    done : callable, optional
        Told after each seed.
    """
    whole, own = pooled(study.walked[kind].steps), study.spec.booster.seed
    found = [whole.margin]
    for more in range(1, settings.seeds + 1):
        other = replace(study, spec=_seeded(study.spec, own + more))
        found.append(margins(other, kind, study.inputs))
        done()
    terms = settings.terms(study.spec)
    return seed_spread(whole.y, found, terms=terms, limit=settings.gate.seed_spread)


def _seeded(spec: Spec, seed: int) -> Spec:
    return replace(spec, booster=replace(spec.booster, seed=seed))
