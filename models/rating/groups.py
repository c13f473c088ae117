"""Branch groups: the neighbourhoods of trade within which an interval speaks.

The ministry's statistics know eight economic groups; agriculture, industry and construction are a
quarter to a sixth of the active each, the other five 36% between them (domain 9.2), too few each to
speak of alone. So there are four.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

SERVICES = "services"

# The group of a row that tells none.
UNKNOWN = ""

_JOINED: Mapping[str, str] = {
    "trade": SERVICES,
    "transport": SERVICES,
    "finance": SERVICES,
    "real_estate_business": SERVICES,
    "other_services": SERVICES,
}


def groups_of(values: Iterable[object]) -> NDArray[np.object_]:
    """The branch group of each value of the feature that tells it, shape (n,).

    An economic group of services is part of them, any other text is a group itself, and what is no
    text (None, NaN) is UNKNOWN.
    """
    named = [_JOINED.get(one, one) if isinstance(one, str) else UNKNOWN for one in values]
    return np.array(named, dtype=object)
