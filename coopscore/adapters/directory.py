"""The formats that can be taken in, by the word that chooses each."""

from collections.abc import Mapping

from coopscore.adapters.brazil_bcb import BrazilBcb
from coopscore.adapters.delivery import Adapter
from coopscore.adapters.registry import Registry
from coopscore.adapters.uk_coops import UkCoops
from coopscore.errors import UnknownAdapter

_KNOWN: tuple[Adapter, ...] = (Registry(), UkCoops(), BrazilBcb())

ADAPTERS: Mapping[str, Adapter] = {adapter.name: adapter for adapter in _KNOWN}


def open_adapter(name: str) -> Adapter:
    """The adapter of that name.

    Raises
    ------
    UnknownAdapter
        Where there is none.
    """
    if name not in ADAPTERS:
        raise UnknownAdapter(adapter=name, allowed=sorted(ADAPTERS))
    return ADAPTERS[name]
