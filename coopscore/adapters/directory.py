"""The formats that can be taken in, by the word that chooses each."""

from collections.abc import Mapping

from coopscore.adapters.brazil_bcb import BrazilBcb
from coopscore.adapters.delivery import Adapter
from coopscore.adapters.registry import Registry
from coopscore.adapters.uk_coops import UkCoops
from coopscore.errors import UnknownAdapter
from coopscore.intake.terms import Terms

_KNOWN: tuple[Adapter, ...] = (Registry(), UkCoops(), BrazilBcb())

ADAPTERS: Mapping[str, Adapter] = {adapter.name: adapter for adapter in _KNOWN}


def open_adapter(name: str, terms: Terms | None = None) -> Adapter:
    """The adapter of that name, which takes files on `terms` where it reads any that need them.

    Raises
    ------
    UnknownAdapter
        Where there is none.
    """
    if name not in ADAPTERS:
        raise UnknownAdapter(adapter=name, allowed=sorted(ADAPTERS))
    return Registry(terms) if name == Registry.name else ADAPTERS[name]
