"""The policy of plans is versioned data, and names every fault at once."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from coopscore.errors import InvalidSpec
from models.visits.settings import load_visit_settings, settings_of, visit_settings

TEXT = files("models.visits").joinpath("settings.toml").read_text(encoding="utf-8")


def test_the_policy_that_comes_with_the_project_has_a_version_a_day_and_an_author():
    policy = visit_settings()
    assert policy.version
    assert policy.author
    assert policy.since <= date(2026, 11, 26)
    assert policy.content()["lot_kinds"] == list(policy.lot_kinds)
    assert policy.content()["since"] == policy.since.isoformat()


def test_another_office_may_have_its_own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace("random    = 0.05", "random    = 0.10"), encoding="utf-8")
    assert load_visit_settings(path).random == 0.1


def test_every_key_that_is_unknown_missing_or_out_of_range_is_named():
    said = tomllib.loads(TEXT)
    said["since"] = "yesterday"
    said["slices"] = {"duty_most": 2, "random": 0, "habit": 1}
    said["lot"]["kinds"] = ["dance"]
    with pytest.raises(InvalidSpec) as refused:
        settings_of(said, "own.toml")
    facts = refused.value.facts
    assert facts["unknown"] == ["slices.habit"]
    assert facts["missing"] == ["slices.revival"]
    assert [one.split(" ")[0] for one in facts["refused"]] == [
        "since", "slices.duty_most", "slices.random", "lot.kinds",
    ]  # fmt: skip


def test_slices_that_are_more_than_all_acts_are_refused():
    said = tomllib.loads(TEXT)
    said["slices"]["duty_most"] = 0.9
    with pytest.raises(InvalidSpec, match=r"slices: 1\.1"):
        settings_of(said, "own.toml")


def test_a_file_that_is_no_policy_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("version = ", encoding="utf-8")
    for one in (path, tmp_path / "none.toml"):
        with pytest.raises(InvalidSpec):
            load_visit_settings(one)
