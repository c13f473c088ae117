import string

import pytest

from coopscore.intake.fault_titles import FAULT_TITLES
from coopscore.intake.wording import FAULTS


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_worded_in_both_languages_from_the_same_facts(code):
    kind = FAULTS[code]
    for text in (kind.found, kind.remedy):
        assert any("\u0600" <= letter <= "\u06ff" for letter in text.fa)
        assert not any("\u0600" <= letter <= "\u06ff" for letter in text.en)
    assert places(kind.found.en) == places(kind.found.fa)
    assert not places(kind.remedy.en)
    assert not places(kind.remedy.fa)


def test_every_fault_has_a_title_and_no_title_is_without_one():
    assert set(FAULT_TITLES) == set(FAULTS)


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
