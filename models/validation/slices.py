"""The parts that figures are given for: folds, branches, and bands of size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.inputs import Input
from models.validation.rows import Flags, Rows
from models.validation.settings import ValidationSettings
from models.walk import Tested


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Some of the rows: `by` what they are picked, `name` what they have in common.

    `name` is a fold's test day, a branch's code, or a band's number from 1, the smallest; None is
    unknown. `facts` says more of it, as JSON.
    """

    by: str
    name: str | int | None
    mask: Flags
    facts: dict[str, Any] = field(default_factory=dict)


def of_folds(rows: Rows, steps: Sequence[Tested]) -> Iterator[Slice]:
    """One slice a fold, oldest first."""
    for number, step in enumerate(steps, start=1):
        yield Slice(by="fold", name=step.fold.test.isoformat(), mask=rows.fold == number)


def of_codes(by: str, codes: NDArray[Any]) -> Iterator[Slice]:
    """One slice a code, in alphabetical order, and what is unknown last."""
    unknown = np.array([not isinstance(code, str) for code in codes], dtype=np.bool_)
    for code in sorted(set(codes[~unknown].tolist())):
        yield Slice(by=by, name=code, mask=codes == code)
    if unknown.any():
        yield Slice(by=by, name=None, mask=unknown)


def of_bands(by: str, feature: str, values: NDArray[Any], bands: int) -> Iterator[Slice]:
    """Bands of equal mass by a number, the smallest first, and what is unknown last.

    Cuts are values of rows; a value on a cut belongs below it, and bands that a heavy value empties
    are left out.
    """
    numbers = values.astype(np.float64)
    unknown = np.isnan(numbers)
    if not unknown.all():
        inner = np.linspace(0, 1, bands + 1)[1:-1]
        cuts = np.unique(np.quantile(numbers[~unknown], inner, method="lower"))
        band = np.searchsorted(cuts, numbers)
        for number in range(len(cuts) + 1):
            mask = (band == number) & ~unknown
            if mask.any():
                held = numbers[mask]
                facts = {"feature": feature, "from": float(held.min()), "to": float(held.max())}
                yield Slice(by=by, name=number + 1, mask=mask, facts=facts)
    if unknown.any():
        yield Slice(by=by, name=None, mask=unknown, facts={"feature": feature})


def size_feature(inputs: Sequence[Input], settings: ValidationSettings) -> str | None:
    """The input that says the size: the first of the settings' that is there."""
    names = {item.name for item in inputs if item.type == "number"}
    return next((name for name in settings.sizes if name in names), None)
