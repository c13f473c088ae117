"""Formulas are a policy in a file."""

import tomllib
from importlib.resources import files

import pytest

from coopscore.errors import InvalidSpec
from models.provinces.formulas import default_formulas, formulas_of, load_formulas

TEXT = files("models.provinces").joinpath("formulas.toml").read_text(encoding="utf-8")


def test_the_defaults_name_their_version_and_say_that_they_are_defaults():
    found = default_formulas()
    assert (found.version, found.author) == ("1405-1", "coopscore")
    assert "not published" in TEXT
    assert found.content()["active"] == ["operating", "under_implementation"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("least = 10 ", "smallest = 10 ", "ranks.smallest"),
        ("level = 0.95", "level = 1.5", "ranks.level"),
        ('of = "registered"', 'of = "anybody"', "statements.of"),
        ("overdue_days = 90", "overdue_days = -1", "updated.overdue_days"),
        ("board_term   = true", "board_term = 1", "updated.board_term"),
        ("[ranks]", "[places]", "places"),
        ("pending_days = 0", "pending_days = 100", "overdue_days < pending_days"),
    ],
)
def test_what_is_unknown_missing_or_out_of_range_is_refused_by_name(old, new, named):
    assert old in TEXT
    with pytest.raises(InvalidSpec, match=named.replace(".", r"\.")):
        formulas_of(tomllib.loads(TEXT.replace(old, new, 1)), "other.toml")


def test_another_offices_formulas_are_read_from_a_file(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace("proof_months   = 12", "proof_months = 6"), encoding="utf-8")
    assert load_formulas(path).proof_months == 6
    with pytest.raises(InvalidSpec):
        load_formulas(tmp_path / "nowhere.toml")
