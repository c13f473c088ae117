import pytest

from coopscore.adapters import ADAPTERS, open_adapter
from coopscore.errors import UnknownAdapter


def test_an_adapter_is_opened_by_its_own_name():
    assert all(open_adapter(name).name == name for name in ADAPTERS)
    assert "registry" in ADAPTERS


def test_an_unknown_adapter_is_refused_with_the_known_ones():
    with pytest.raises(UnknownAdapter) as refused:
        open_adapter("fax")
    assert refused.value.facts == {"adapter": "fax", "allowed": sorted(ADAPTERS)}
