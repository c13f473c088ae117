import pytest

from coopscore.intake.separators import NAMES, separator_of


@pytest.mark.parametrize(
    ("header", "mark"),
    [
        ("a,b", ","),
        ("a;b", ";"),
        ("a\tb", "\t"),
        ("\n  \na;b\n1,2;3\n", ";"),
        ("a", ","),
        ("a;b,c", ","),
        ("a;b\tc", ","),  # in doubt
        ('"a,x";b', ";"),
        ('"a;x",b', ","),
        ("", ","),
        ("\n" * 100_001 + "a;b", ","),
    ],
)
def test_the_mark_that_stands_alone_in_the_header_parts_the_cells(header, mark):
    assert separator_of(header) == mark


def test_every_mark_has_a_name_in_both_languages():
    assert all(name.en and name.fa for name in NAMES.values())
