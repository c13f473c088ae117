"""The kinds of model there are: how each is made of a spec, and what it is made with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.blend import Blend
from models.booster import Booster
from models.challengers.additive import AdditiveBoosting
from models.challengers.rule import RuleOfThumb
from models.challengers.scorecard import Scorecard
from models.inputs import Input
from models.keys import BLENDED
from models.learner import Learner
from models.linear import LinearLogit
from models.sample import Sample
from models.spec import Spec
from models.spec_tables import (
    AdditiveSettings,
    BoosterSettings,
    LinearSettings,
    LogisticSettings,
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of model.

    `build` makes an unfitted learner of a spec and the inputs it is given; `may_serve` is False for
    a witness; `software` names the packages that its fits hang on, a blend's parts their own.
    """

    build: Callable[[Spec, Sequence[Input]], Learner]
    may_serve: bool
    software: tuple[str, ...] = ()


def columns(kind: str, spec: Spec, inputs: Sequence[Input]) -> list[str]:
    """The columns that a kind is given: the inputs, and to the rule of thumb its own one too."""
    names = [item.name for item in inputs]
    own = [spec.rule.input] if kind == "rule" and spec.rule.input not in names else []
    return names + own


def fitted(kind: str, spec: Spec, inputs: Sequence[Input], sample: Sample) -> Learner:
    """A model of `kind` that has learnt from the sample, which may hold more columns than it.

    Indeterminate rows are no examples of either outcome, and are left out here and nowhere else.
    """
    known = sample.fitting
    X = known.X[columns(kind, spec, inputs)]
    return KINDS[kind].build(spec, inputs).fit(X, known.y)


def software(kind: str, spec: Spec) -> set[str]:
    """The packages that a kind's fits hang on; of a blend those of its parts."""
    parts = [*spec.blend] if kind == "blend" else [kind]
    return {package for part in parts for package in KINDS[part].software}


def _booster(spec: Spec, inputs: Sequence[Input]) -> Learner:
    return Booster(**_settings(spec.booster, inputs))


def _blend(spec: Spec, inputs: Sequence[Input]) -> Learner:
    # In one order, whatever that of the spec's keys: so the same settings give the same bytes.
    kinds = [kind for kind in BLENDED if kind in spec.blend]
    parts = [KINDS[kind].build(spec, inputs) for kind in kinds]
    return Blend(parts=parts, weights=[spec.blend[kind] for kind in kinds])


def _linear(spec: Spec, inputs: Sequence[Input]) -> Learner:
    assert spec.linear is not None, "a spec that asks for the kind holds its table"
    return LinearLogit(**_settings(spec.linear, inputs))


def _logistic(spec: Spec, inputs: Sequence[Input]) -> Learner:
    return Scorecard(**_settings(spec.logistic, inputs))


def _additive(spec: Spec, inputs: Sequence[Input]) -> Learner:
    return AdditiveBoosting(**_settings(spec.additive, inputs))


def _rule(spec: Spec, _inputs: Sequence[Input]) -> Learner:
    return RuleOfThumb(**asdict(spec.rule))


def _settings(
    table: BoosterSettings | LinearSettings | LogisticSettings | AdditiveSettings,
    inputs: Sequence[Input],
) -> dict[str, Any]:
    """A table of the spec as an estimator takes it: the way each input may move the margin."""
    held = table.monotone == "from_risk"
    monotone = {item.name: item.monotone for item in inputs} if held else None
    return {**asdict(table), "monotone": monotone}


KINDS: Mapping[str, Kind] = {
    "booster": Kind(build=_booster, may_serve=True, software=("lightgbm",)),
    "blend": Kind(build=_blend, may_serve=True),
    "linear": Kind(build=_linear, may_serve=True, software=("scipy",)),
    "logistic": Kind(build=_logistic, may_serve=True, software=("optbinning", "scikit-learn")),
    "additive": Kind(build=_additive, may_serve=False, software=("interpret-core",)),
    "rule": Kind(build=_rule, may_serve=False),
}
