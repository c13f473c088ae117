"""Engines are known by name."""

import pytest

from coopscore.errors import UnknownName
from features.engines import judge, kernel
from features.engines.plug import ENGINES, open_engine


def test_an_engine_is_opened_by_name():
    assert open_engine("kernel") is kernel.run
    assert open_engine("judge") is judge.run
    assert set(ENGINES) == {"kernel", "judge"}


def test_an_unknown_engine_is_refused_in_both_languages():
    with pytest.raises(UnknownName) as refusal:
        open_engine("abacus")
    assert "موجود" in refusal.value.sentence("fa")
