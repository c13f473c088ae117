"""A validation on the facts of a home: what was trained, measured, and told as a run."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coopscore.errors import EmptyStore, FutureDay, TooFewEvents
from coopscore.home import Home
from models.spec import load_spec
from serving.office import open_office
from serving.validation import validate, validation_facts


def unheard(_done, _of):
    """Progress that nobody watches."""


def validated(built, home=None, spec=None, until=None, **more):
    with open_office(home or built.home) as office:
        return validate(
            office,
            spec or load_spec(built.spec),
            until=until or built.made.trained.bundle.until,
            now=built.now,
            **{"building": unheard, "measuring": unheard, **more},
        )


@pytest.fixture(scope="module")
def found(built):
    told = []
    done = validated(built, measuring=lambda *at: told.append(at))
    return done, told


def test_what_was_trained_is_what_is_measured(built, found):
    done, told = found
    trained = built.made.trained
    standing = done.report["standing"]
    assert standing["same"] is True
    assert done.version == standing["version"] == trained.bundle.version
    assert done.kind == trained.bundle.kind
    for kind, one in trained.report["training"]["kinds"].items():
        assert done.report["kinds"][kind]["line"] == one["line"]
    assert told[-1][0] == told[-1][1]


def test_the_screen_is_that_of_training(built, found):
    done, _ = found
    assert done.report["screen"] == built.made.trained.report["screen"]


def test_the_register_is_held_beside_silence_on_the_same_rows_for_two_spans(built, found):
    done, _ = found
    one, two = done.report["cycles"]["register"]
    assert (one["months"], two["months"]) == (24, 36)
    assert one["all"]["all"]["rows"] == two["all"]["all"]["rows"]
    assert one["all"]["all"]["entered"] < two["all"]["all"]["entered"]
    for span in (one, two):
        everybody = span["all"]["all"]
        assert everybody["rows"] > 0
        for by in ("burst", "province"):
            assert sum(group["rows"] for group in span[by].values()) == everybody["rows"]
            assert sum(group["both"] for group in span[by].values()) == everybody["both"]
    assert one["all"]["all"]["kappa"] > 0
    measured = built.made.trained.bundle.hazard.measured
    assert done.report["cycles"]["curve"] == measured


def test_nothing_in_the_home_is_changed(built, found):
    with open_office(built.home) as office:
        entries = office.records.bundles.all("dormancy")
    assert [entry.version for entry in entries] == [built.made.trained.bundle.version]


def test_another_day_or_spec_is_not_what_stands(built):
    spec = load_spec(built.spec)
    slim = replace(spec, champion=replace(spec.champion, kinds=("blend",)))
    done = validated(built, spec=slim)
    assert done.report["standing"]["same"] is False
    assert done.report["cycles"]["curve"] is None  # that of another model is not told
    assert done.version.startswith("dormancy-unkept-")
    assert set(done.report["kinds"]) == {"blend"}


def test_where_nothing_stands_that_is_said(built):
    spec = load_spec(built.spec)
    slim = replace(spec, champion=replace(spec.champion, kinds=("blend",)))
    done = validated(built, spec=replace(slim, name="another"))
    assert done.report["standing"] is None


def test_a_run_is_told_with_the_figures_of_every_kind(built, found):
    done, _ = found
    run = validation_facts(
        done, files={"plots/roc.svg": b""}, started=built.now,
        ended=built.now + timedelta(seconds=1),
    )  # fmt: skip
    assert (run.act, run.version, run.served) == ("validate", done.version, done.kind)
    numbers = {(name, step): value for name, step, value in run.numbers}
    pooled = done.report["kinds"]["logistic"]["pooled"]
    assert numbers["logistic.auc", 0] == pooled["ranking"]["auc"]["value"]
    assert numbers["rule.events", 0] == pooled["events"]
    assert numbers["auc", 0] == done.report["kinds"][done.kind]["pooled"]["ranking"]["auc"]["value"]
    assert numbers["fold.rows", 1] == done.report["folds"][0]["rows"]
    assert "report.json" in run.artifacts
    assert json.loads(run.artifacts["report.json"]) == json.loads(json.dumps(done.report))


def test_a_day_to_come_an_early_one_and_an_empty_home_are_refused(built, tmp_path):
    with pytest.raises(FutureDay):
        validated(built, until=built.now.date() + timedelta(days=1))
    with pytest.raises(TooFewEvents):
        validated(built, until=date(2013, 6, 1))
    with pytest.raises(EmptyStore):
        validated(built, home=Home(tmp_path / "home"))
