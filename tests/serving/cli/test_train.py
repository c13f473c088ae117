"""What training showed is told in words: every kind, and why one of them serves."""

import re
import shutil
from dataclasses import replace

import pytest

from coopscore.errors import UntrackedRun
from coopscore.home import Home
from models.champion import Decision, Ranking, Slope
from models.screen import Finding, Screening
from models.spec import load_spec
from serving.cli.train import decision_line, rating_lines, report_lines, screen_lines
from serving.i18n import Words
from serving.problems import refusal

RANKING = Ranking(
    events=321, lead_auc=0.75, challenger_auc=0.77, difference=0.02, low=-0.004, high=0.031
)
DECISIONS = {
    "no_challenger": Decision(kind="booster", code="no_challenger"),
    "challenger_without_line": Decision(kind="booster", code="challenger_without_line"),
    "too_few_events": Decision(
        kind="logistic",
        code="too_few_events",
        standing="logistic",
        ranking=replace(RANKING, events=53, low=None, high=None),
    ),
    "ranks_better": Decision(
        kind="logistic", code="ranks_better", ranking=replace(RANKING, low=0.012)
    ),
    "calibrated_better": Decision(
        kind="logistic",
        code="calibrated_better",
        ranking=RANKING,
        lead_slope=Slope(value=1.53, se=0.1, events=300),
        challenger_slope=Slope(value=1.02, se=0.1, events=300),
        bound=(0.8, 1.2),
    ),
    "not_better": Decision(kind="booster", code="not_better", ranking=RANKING),
    "not_decidable": Decision(
        kind="booster", code="not_decidable", standing="booster", ranking=RANKING
    ),
}
# What each sentence must hold, in English: figures, threshold, and the kind that serves.
SAID = {
    "no_challenger": ["no challenger", "gradient-boosted trees"],
    "challenger_without_line": ["do not rise", "cannot serve", "gradient-boosted trees"],
    "too_few_events": ["53", "200", "goes on", "scorecard"],
    "ranks_better": ["+0.020", "95%", "+0.012", "0.010", "scorecard"],
    "calibrated_better": ["1.02", "1.53", "95%", "scorecard"],
    "not_better": ["0.010", "+0.020", "+0.031", "gradient-boosted trees"],
    "not_decidable": ["0.010", "−0.004", "+0.031", "goes on", "gradient-boosted trees"],
}


# What a training with a rating reports of it, as far as it is told in words.
RATING = {
    "anchor": {
        "years": [{"rows": 200, "events": 4}, {"rows": 100, "events": 5}],
        "long_run": 0.035,
        "tested": 0.042,
        "shift": -0.19,
    },
    "coverage": {
        "level": 0.9, "refits": 20, "cells": 37, "inside": 0.946, "refitted": 0.13,
        "yearly": 0.17, "tau": 0.08,
        "factor": 1.0,
    },
    "witness": {"interval_width": 0.021, "venn_abers_width": 0.004},
    "grades": [
        {"grade": "A1", "members": 80, "events": 0, "prudent": 0.036},
        {"grade": "E3", "members": 90, "events": 40, "prudent": 0.5},
    ],
}  # fmt: skip


def with_rating(trained, told):
    """The training as if its spec had asked for a rating, and this were it."""
    settings = load_spec("credit").rating
    bundle = replace(trained.bundle, spec=replace(trained.bundle.spec, rating=settings))
    return replace(trained, bundle=bundle, report={**trained.report, "rating": told})


def test_a_rating_is_told_by_its_level_its_interval_and_prudence(built):
    lines = list(rating_lines(with_rating(built.made.trained, RATING), Words("en")))
    level, interval, width, prudent = lines
    assert [part for part in ["3.5%", "2%", "5%", "4.2%", "−0.19"] if part not in level] == []
    assert [part for part in ["90%", "94.6%", "37"] if part not in interval] == []
    assert [
        part for part in ["20", "0.13", "0.17", "0.08", "2.1%", "0.40%"] if part not in width
    ] == []
    assert "A1 3.6% (0 of 80)" in prudent
    assert "E3" not in prudent


def test_a_rating_is_told_in_persian_figures(built):
    lines = list(rating_lines(with_rating(built.made.trained, RATING), Words("fa")))
    assert "۳٫۵٪" in lines[0]
    assert re.search("[0-9]", "".join(line.replace("A1", "") for line in lines)) is None


def test_prudence_is_not_told_where_every_grade_has_events_enough(built):
    told = {**RATING, "grades": RATING["grades"][1:]}
    assert len(list(rating_lines(with_rating(built.made.trained, told), Words("en")))) == 3


def test_a_model_without_a_rating_tells_none(built):
    assert list(rating_lines(built.made.trained, Words("en"))) == []


@pytest.mark.parametrize("code", DECISIONS)
def test_a_decision_is_told_with_its_figures(built, code):
    line = decision_line(replace(built.made.trained, decision=DECISIONS[code]), Words("en"))
    assert [part for part in SAID[code] if part not in line] == []


@pytest.mark.parametrize("code", DECISIONS)
def test_a_decision_is_told_in_persian_with_persian_figures(built, code):
    line = decision_line(replace(built.made.trained, decision=DECISIONS[code]), Words("fa"))
    assert re.search(r"[0-9]", line) is None
    assert ("درختان تقویتی" in line) is (DECISIONS[code].kind == "booster")


@pytest.mark.parametrize(
    ("lang", "kinds"),
    [
        (
            "en",
            [
                "- blend of kinds: AUC",
                "- scorecard (logistic regression): AUC",
                "- additive curves: AUC",
                "- rule of thumb: AUC",
            ],
        ),
        (
            "fa",
            ["- آمیزهٔ مدل‌ها: AUC", "- کارت امتیاز", "- منحنی‌های جمع‌پذیر", "- قاعدهٔ سرانگشتی"],
        ),
    ],
)
def test_every_kind_is_told_in_one_line(built, lang, kinds):
    lines = list(report_lines(built.made.trained, Words(lang)))
    decided = lines.index(decision_line(built.made.trained, Words(lang)))
    told = [line for line in lines[:decided] if line.startswith("- ")]
    assert [line.startswith(kind) for line, kind in zip(told, kinds, strict=True)] == [True] * 4


SCREENED = Screening(
    findings=(
        Finding(code="drifts", verdict="warn", feature="turnover_latest"),
        Finding(code="drifts", verdict="warn", feature="profit_latest"),
        Finding(code="drifts", verdict="pass", feature="age_years"),
        Finding(code="collapses", verdict="warn", feature="days_since_statement"),
        Finding(
            code="known_before_happened",
            verdict="warn",
            table="filing",
            figures={"selection": "filing: kind=statement", "share": 0.25},
        ),
    )
)


def test_what_drifts_is_told_by_name_and_all_else_in_a_sentence():
    assert list(screen_lines(SCREENED, Words("en"))) == [
        "The screen before training warns:",
        "- collapse (no longer told as before): Days since the end of the last period filed for",
        "- drift (moved from day to day by more than chance): "
        "Turnover, latest statement; Profit or loss before tax, latest statement",
        "- Filings (Kind: annual statement): a share of 0.250 was known before it happened.",
    ]
    persian = list(screen_lines(SCREENED, Words("fa")))
    assert len(persian) == 4
    assert (
        persian[-1]
        == "- اسناد ارسالی (نوع: صورت مالی سالانه): سهم ۰٫۲۵۰ پیش از رخ دادن معلوم بوده است."
    )
    assert [line for line in persian if re.search("[A-Za-z0-9]", line)] == []


def test_a_screen_that_found_nothing_says_so():
    assert len(list(screen_lines(Screening(findings=()), Words("fa")))) == 1


def test_a_run_that_could_not_be_kept_is_told_and_costs_no_model(coopscore, built, tmp_path):
    home = Home(shutil.copytree(built.home.path, tmp_path / "home"))
    words = ("train", built.spec, "--home", home.path, "--until", "1402/12/29")
    assert coopscore(*words, "--json").data["run"] is not None
    artifacts = next(path for path in home.artifacts.iterdir() if path.is_dir())
    shutil.rmtree(artifacts)
    artifacts.write_text("in the way", "utf-8")
    told = coopscore(*words)
    assert told.code == 0
    assert refusal(UntrackedRun(version="-", path="-", reason="-"), "en").title in told.out


def test_what_has_no_line_or_cannot_be_measured_is_told_as_such(built):
    trained = built.made.trained
    report = {**trained.report, "training": {**trained.report["training"]}}
    kinds = report["training"]["kinds"]
    report["training"]["kinds"] = {**kinds, "rule": {**kinds["rule"], "line": None}}
    report["acceptance"] = {
        "calibration_slope": {"value": None, "bound": "0.8 .. 1.2", "holds": None}
    }
    lines = list(report_lines(replace(trained, report=report), Words("en")))
    assert "calibration slope out of time cannot be measured yet; asked for 0.8 .. 1.2." in lines
    persian = list(report_lines(replace(trained, report=report), Words("fa")))
    said = "سنجهٔ شیب واسنجی بیرون از زمان آموزش هنوز سنجیدنی نیست؛ خواسته: \u2066۰٫۸ .. ۱٫۲\u2069."
    assert said in persian
    assert any(line.startswith("- rule of thumb") and "do not rise" in line for line in lines)


def test_the_command_prints_kinds_and_decision(coopscore, built, tmp_path):
    home = shutil.copytree(built.home.path, tmp_path / "home")
    told = coopscore("train", built.spec, "--home", home, "--until", "1402/12/29")
    assert "Every kind of model on the same days" in told.out
    assert "rule of thumb: AUC" in told.out


@pytest.mark.parametrize(
    ("until", "code", "exit_code"),
    [("1404/10/21", "future_day", 2), ("1380/01/01", "too_few_events", 1)],
)
def test_a_refused_training_leaves_no_database_of_runs(
    coopscore, built, tmp_path, until, code, exit_code
):
    home = Home(shutil.copytree(built.home.path, tmp_path / "home"))
    told = coopscore("train", built.spec, "--home", home.path, "--until", until, "--json")
    assert (told.code, told.data["code"]) == (exit_code, code)
    assert not home.tracked_runs.exists()
    assert not home.artifacts.exists()


def test_a_place_for_runs_that_cannot_be_used_refuses_before_a_model_is_made(
    coopscore, built, tmp_path
):
    home = Home(shutil.copytree(built.home.path, tmp_path / "home"))
    home.tracked_runs.write_bytes(b"this is not a database" * 100)
    bundles = sorted(home.bundles.iterdir())
    told = coopscore("train", built.spec, "--home", home.path, "--until", "1402/12/29", "--json")
    assert (told.code, told.data["code"]) == (1, "unusable_tracker")
    assert sorted(home.bundles.iterdir()) == bundles
