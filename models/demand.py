"""Names that a package has, and modules that are loaded when one of them is asked for.

The service imports `models` for its scale and calibration, and must not load scikit-learn and
LightGBM with it; who asks for an estimator does.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def on_demand(package: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__` (PEP 562): each of `names` is taken from the module beside it."""

    def found(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(names[name]), name)

    return found
