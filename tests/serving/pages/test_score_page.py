"""The page of scores that are out of the ordinary."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coopscore.actor import SYSTEM
from coopscore.errors import WARNINGS, Hindsight
from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import Reason, Score
from models.scale import load_master_scale
from serving.i18n import Words
from serving.pages.rendering import render
from serving.pages.score_page import score_page
from serving.pages.wording import code_title
from serving.readings import Filing, question

SCORE = Score(
    coop_id="uk:R000001",
    as_of=date(2025, 7, 22),
    spec="dormancy",
    version="dormancy-0123456789ab",
    batch=3,
    margin=-9.0,
    probability=0.00004,
    low=0.00002,
    high=0.00009,
    points=900.0,
    points_unclipped=912.5,
    base_points=600.0,
    grade="A1",
    reasons=(
        Reason(feature="age_years", value=61.5, points=300.0),
        Reason(feature="long_gone", value=None, points=12.5),
    ),
    warnings=("thin_history", "no_longer_known"),
)
FILINGS = tuple(
    Filing(
        kind=kind,
        period_end=date(2025, 3, 20),
        received_on=date(2025, 7, 3),
        due_on=None,
        delay_days=delay,
        audited=None,
        version=version,
    )
    for kind, delay, version in (
        ("statement", -18, 1),
        ("tax_return", 0, 2),
        ("audit_report", 5, 1),
        ("something_else", None, 1),
    )
)


def html(
    score: Score,
    lang: str = "en",
    name: str | None = "Harbour <i>Co-op</i> 3",
    kind: str | None = None,
) -> str:
    words, asked = Words(lang), question(score.spec)
    entry = ScoreEntry(
        score_id="x", score=score, written_at=datetime(2025, 7, 23, tzinfo=UTC), actor=SYSTEM
    )
    view = score_page(
        entry,
        name=name,
        question=asked and replace(asked, kind=kind),
        history=[entry],
        filings=FILINGS,
        scale=load_master_scale(),
        words=words,
    )
    return render(
        "score.html",
        words,
        path="/cooperatives/uk:R000001",
        asked={},
        spec=None,
        view=view,
        dossier=None,
        title_of=lambda code: code_title(code, words),
    )


def test_what_the_ends_of_the_scale_took_away_is_a_row_of_its_own():
    page = html(SCORE)
    assert 'class="bar cap"' in page
    assert page.count("Held within the ends of the scale") >= 2
    assert "−12.5" in page
    assert 'class="bar cap"' not in html(replace(SCORE, points_unclipped=900.0))


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_that_no_facility_is_running_is_told_once(lang):
    page = html(replace(SCORE, population="no_facility", warnings=("no_credit_history",)), lang)
    told = WARNINGS["no_credit_history"].found
    assert page.count(told.said(lang)) == 1
    assert page.count({"en": "first-time", "fa": "نخستین"}[lang]) == 1


@pytest.mark.parametrize(
    ("lang", "kind", "label", "said"),
    [
        ("en", "booster", "Model kind", "gradient-boosted trees"),
        ("en", "logistic", "Model kind", "scorecard (logistic regression)"),
        ("fa", "booster", "نوع مدل", "درختان تقویتی"),
        ("fa", "logistic", "نوع مدل", "کارت امتیاز (رگرسیون لجستیک)"),
    ],
)
def test_the_page_names_the_kind_of_model_that_gave_the_score(lang, kind, label, said):
    assert f"<dt>{label}</dt><dd>{said}</dd>" in html(SCORE, lang, kind=kind)


@pytest.mark.parametrize("kind", [None, "oracle"])
def test_a_kind_that_is_not_known_is_not_named(kind):
    assert "Model kind" not in html(SCORE, kind=kind)


def test_doubts_are_told_before_the_score():
    page = html(SCORE)
    assert page.index("Read with care") < page.index("Probability of the event")
    assert "the score rests on its age and form" in page
    assert "Read with care" not in html(replace(SCORE, warnings=()))


def test_a_very_small_probability_is_counted_in_a_hundred_thousand():
    assert "Of 100,000 co-operatives" in html(SCORE)
    assert "about 4 are expected" in html(SCORE)
    assert "از هر ۱۰۰٬۰۰۰ تعاونی" in html(SCORE, "fa")
    usual = replace(SCORE, probability=0.0371, low=0.02, high=0.06)
    assert "Of 1,000 co-operatives with such a record, about 37" in html(usual)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_name_with_markup_is_shown_as_it_is_written(lang):
    page = html(SCORE, lang)
    assert "<i>Co-op" not in page
    assert "Harbour &lt;i&gt;Co-op&lt;/i&gt; 3" in page


def test_without_a_name_the_page_says_so():
    assert "Name not on record" in html(SCORE, name=None)
    assert "<title>uk:R000001" in html(SCORE, name=None)


def test_a_spec_of_somebodys_own_is_called_by_its_name():
    page = html(replace(SCORE, spec="my_question"))
    assert "my_question" in page
    assert "Interval: " in page, "nobody knows its level any more"
    assert "90% interval" not in page


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_score_with_hindsight_does_not_say_that_nothing_later_was_used(lang):
    claim, told = Words(lang)("as_of_note"), Words(lang).text(Hindsight.found)
    assert claim in html(SCORE, lang)
    page = html(replace(SCORE, warnings=("hindsight",)), lang)
    assert claim not in page
    assert page.count(told) == 2, "among the doubts, and beside the as-of day"


def test_the_page_says_what_the_interval_does_not_cover():
    page = html(SCORE)
    assert "only how surely the calibration line is known" in page
    assert "not movement from year to year, and not the fate of this one co-operative" in page


def test_an_effect_shown_as_nothing_has_no_side():
    reasons = (Reason(feature="age_years", value=1.0, points=-0.04),)
    page = html(replace(SCORE, reasons=reasons))
    assert '<td class="number even">' in page.partition("<details>")[2]
    assert "1 more were looked at and make no difference here: Age." in page
    assert 'class="bar even"' in page


def test_delays_are_said_in_words_and_an_unknown_one_is_a_dash():
    page = html(SCORE)
    table = page.partition('class="filings"')[2]
    for said in ("18 days early", "on time", "5 days late", "correction 2", "something_else"):
        assert said in table
    assert re.search(r">–<", table)


def test_one_day_of_history_needs_no_picture():
    assert '<svg class="course"' not in html(SCORE)
