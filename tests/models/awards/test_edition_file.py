"""An edition is a versioned, hashed file, and whatever is wrong in it is named at once."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from coopscore.errors import InvalidSpec
from models.awards.edition_file import default_edition, edition_of, load_edition
from models.awards.indicators import FEATURES

TEXT = files("models.awards").joinpath("edition.toml").read_text(encoding="utf-8")


def said():
    return tomllib.loads(TEXT)


def refused(content):
    with pytest.raises(InvalidSpec) as refusal:
        edition_of(content, "own.toml")
    return refusal.value.facts


def test_the_edition_that_comes_with_the_project_says_that_it_is_a_default():
    edition = default_edition()
    assert edition.defaults
    assert edition.version
    assert edition.author
    assert edition.since <= edition.cut_off <= edition.marks_by


def test_weights_of_a_criterion_are_shared_by_its_indicators_and_add_up():
    edition = default_edition()
    weights = dict(zip([one.name for one in edition.indicators], edition.weights, strict=True))
    assert sum(edition.weights) == pytest.approx(1)
    assert weights["profit_margin_mean_4"] == pytest.approx(0.35 / 3)
    assert weights["audited_share_36m"] == pytest.approx(0.20 / 3)
    assert weights["vulnerable_jobs_36m"] == 0
    assert [one.name for one in edition.judged] == [n for n, w in weights.items() if w > 0]


def test_criteria_that_do_not_add_up_to_one_are_shares_of_their_sum():
    content = said()
    content["criteria"]["social"] = 1.0
    edition = edition_of(content, "own.toml")
    assert sum(edition.weights) == pytest.approx(1)
    assert sum(edition.weights[-2:]) == pytest.approx(0.5)


def test_the_hash_hangs_on_every_figure_and_not_on_the_order_of_keys(tmp_path):
    default = default_edition()
    content = said()
    turned = dict(reversed(content.items()))
    assert edition_of(turned, "own.toml").hash == default.hash
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace("share       = 0.50", "share       = 0.51"), encoding="utf-8")
    assert load_edition(path).hash != default.hash


def test_the_content_is_json_that_holds_every_key():
    content = default_edition().content()
    assert content["cut_off"] == "2025-07-22"
    assert content["gates"]["credit_least"] == "C3"
    assert len(content["indicators"]) == len(said()["indicators"])


def test_unknown_missing_and_impossible_keys_are_all_named_in_one_refusal():
    content = said()
    content["bonus"] = {"points": 5}
    content["gates"]["friends"] = True
    del content["quotas"]["winners"]
    content["index"]["aggregation"] = "by_mood"
    content["gates"]["current"] = ["statement", "statement"]
    content["jury"]["recusals"] = [["a", "b"]]
    content["uncertainty"]["top"] = []
    content["edition"]["cut_off"] = "yesterday"
    content["edition"]["stages"] = ["provincial"]
    content["indicators"][0]["colour"] = "red"
    content["indicators"][1]["direction"] = "sideways"
    del content["indicators"][2]["weight"]
    facts = refused(content)
    assert facts["unknown"] == ["bonus.points", "gates.friends", "indicators[0].colour"]
    assert facts["missing"] == ["quotas.winners", "indicators[2].weight"]
    assert [one.split(" ")[0] for one in facts["refused"]] == [
        "edition.cut_off", "edition.stages", "gates.current", "index.aggregation", "jury.recusals",
        "uncertainty.top", "indicators[1].direction",
    ]  # fmt: skip


def test_an_edition_without_indicators_is_refused():
    content = said()
    content["indicators"] = []
    assert refused(content)["missing"] == ["indicators"]
    del content["indicators"]
    assert refused(content)["missing"] == ["indicators"]


def test_keys_that_do_not_fit_together_are_refused():
    content = said()
    content["indicators"].append(dict(content["indicators"][0]))
    content["indicators"][1]["unit"] = "days"
    content["edition"]["marks_by"] = "2020-01-01"
    content["criteria"]["social"] = 0.1
    content["indicators"] = [one for one in content["indicators"] if one["criterion"] != "social"]
    content["index"]["normalisation"] = "target"
    facts = "; ".join(refused(content)["refused"])
    for fault in (
        "profit_margin_mean_4 twice", "turnover_trend_4: unit", "marks_by < edition.cut_off",
        "criteria.social: no indicator", "profit_margin_mean_4: target",
    ):  # fmt: skip
        assert fault in facts
    content = said()
    content["criteria"] = dict.fromkeys(content["criteria"], 0.0)
    assert "criteria (one over 0)" in refused(content)["refused"]


def test_a_file_that_is_no_edition_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("name = ", encoding="utf-8")
    for one in (path, tmp_path / "none.toml"):
        with pytest.raises(InvalidSpec):
            load_edition(one)


def test_no_loan_and_no_finding_of_an_inspector_can_be_an_indicator():
    concepts = {feature.concept for feature in FEATURES.values()}
    assert concepts.isdisjoint({"loans", "supervision", "monitoring"})
    content = said()
    content["indicators"][0] |= {"name": "facilities_open", "unit": "facilities"}
    assert refused(content)["refused"][0].startswith("indicators[0].name")


def test_days_of_the_edition_are_days():
    assert default_edition().cut_off == date(2025, 7, 22)
