"""How a model of each kind is read from its text, without the libraries that it was fitted with."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from models.blend import Blend
from models.booster import Booster
from models.challengers.rule import RuleOfThumb
from models.challengers.steps import StepModel
from models.coding import Coding
from models.learner import Model, UnreadableModel
from models.linear import LinearLogit

READERS: Mapping[str, Callable[..., Model]] = {
    "booster": Booster.from_text,
    "blend": Blend.from_text,
    "linear": LinearLogit.from_text,
    "logistic": partial(StepModel.from_text, kind="logistic"),
    "additive": partial(StepModel.from_text, kind="additive"),
    "rule": RuleOfThumb.from_text,
}


def model_from_text(kind: str, text: str, *, names: Sequence[str], coding: Coding) -> Model:
    """The model that `text` writes down.

    Parameters
    ----------
    kind : str
        A key of `READERS`.
    names : sequence of str
        Its inputs, in order.
    coding : Coding
        What training met of each.

    Raises
    ------
    UnreadableModel
        Where no kind has the name, or the text is no model of that kind and those inputs.
    """
    if kind not in READERS:
        raise UnreadableModel(f"no kind is called {kind}")
    return READERS[kind](text, names=names, coding=coding)
