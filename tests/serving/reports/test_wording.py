"""The words of reports: the same keys in both languages, all of them used."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from coopscore.errors import SCREEN_FINDINGS
from features.outcomes import OUTCOME_STATES
from models.keys import MEASURES
from models.metrics import METRICS, Murphy
from models.screen.findings import VERDICTS
from serving.i18n import Words
from serving.reports.wording import Phrases, locale

FA, EN = Phrases(Words("fa")), Phrases(Words("en"))


def test_both_languages_have_the_same_keys_and_each_names_the_same_facts():
    assert list(locale("fa")) == list(locale("en"))
    places = re.compile(r"\{(\w+)\}")
    odd = [
        key
        for key in locale("en")
        if sorted(places.findall(locale("en")[key])) != sorted(places.findall(locale("fa")[key]))
    ]
    assert odd == []


def test_persian_phrases_are_persian_and_hold_no_latin_digits():
    assert [key for key, text in locale("fa").items() if not re.search("[آ-ی]", text)] == []
    assert [key for key, text in locale("fa").items() if re.search("[0-9]", text)] == []
    assert [key for key, text in locale("en").items() if re.search("[آ-ی]", text)] == []


def test_every_key_is_used_somewhere():
    folder = Path(str(files("serving")))
    sources = [path for path in folder.rglob("*") if path.suffix in (".py", ".html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    whole = set(re.findall(r"""["'](\w+)["']""", text))
    begun = tuple(re.findall(r"""["'](\w+_)(?:\{|["'] [~+])""", text))
    unused = [key for key in locale("en") if key not in whole and not key.startswith(begun)]
    assert unused == []


def test_what_is_named_by_data_has_its_words():
    named = [f"metric_{name}" for name in (*METRICS, *Murphy.__dataclass_fields__)]
    named += [f"state_{state}" for state in OUTCOME_STATES]
    named += [f"measure_{measure}" for measure in MEASURES]
    named += [f"{begun}_{verdict}" for begun in ("screen", "mark") for verdict in VERDICTS]
    assert [key for key in named if key not in locale("fa")] == []


def test_numbers_are_in_the_readers_digits_and_what_is_not_defined_is_a_dash():
    assert (EN.number(0.7504), FA.number(0.7504)) == ("0.750", "۰٫۷۵۰")
    assert (EN.percent(0.12345), FA.percent(0.12345)) == ("12.3%", "۱۲٫۳٪")
    assert EN.number(None) == FA.percent(None) == "–"


def test_a_sign_stays_in_front_of_its_number_within_persian():
    assert EN.signed(-1.5, 1) == "−1.5"
    assert FA.signed(-1.5, 1) == "\u2066−۱٫۵\u2069"


def test_tiny_chances_are_said_to_be_tiny():
    assert EN.chance(0.0312) == "0.0312"
    assert EN.chance(1e-9) == "< 0.0001"


@pytest.mark.parametrize(
    ("by", "part", "english", "persian"),
    [
        ("fold", {"name": "2015-06-01"}, "2015-06-01", "۱۳۹۴/۰۳/۱۱"),
        ("branch", {"name": "Housing"}, "Housing", "Housing"),
        (
            "size",
            {"name": 1, "from": 2.0, "to": 30.0},
            "2 to 30",
            "\u2066۲\u2069 تا \u2066۳۰\u2069",
        ),
        ("size", {"name": None}, "unknown", "نامعلوم"),
    ],
)
def test_slices_are_named_for_people(by, part, english, persian):
    assert (EN.slice_name(by, part), FA.slice_name(by, part)) == (english, persian)


FIGURES = {
    "drifts": {"then": "2015-06-01", "now": "2016-06-01", "psi": 0.4742},
    "resembles_little": {"then": "2015-06-01", "auc": 0.9, "features": ["age_years", "unheard_of"]},
    "repeated_rows": {"rows": 2, "cooperatives": ["uk:R1", "uk:R2"]},
}


@pytest.mark.parametrize("code", FIGURES)
def test_findings_are_sentences_with_titles_days_and_numbers(code):
    found = {"code": code, "feature": "age_years", "table": None, "figures": FIGURES[code]}
    english, persian = EN.finding(found), FA.finding(found)
    assert not re.search("[{}]", english + persian)
    assert "2015-06-01" not in persian
    if code == "drifts":
        assert english == "Age moved between 2015-06-01 and 2016-06-01: PSI 0.474."
        assert "۱۳۹۴/۰۳/۱۱" in persian
    if code == "resembles_little":
        assert "Age, unheard_of" in english


def test_every_code_of_the_screen_can_be_said():
    places = re.compile(r"\{(\w+)\}")
    for code, text in SCREEN_FINDINGS.items():
        figures = {name: 0.5 for name in places.findall(text.en) if name != "subject"}
        found = {"code": code, "feature": None, "table": "filing", "figures": figures}
        assert EN.finding(found)
        assert FA.finding(found)


def test_words_are_had_without_the_library_that_draws():
    code = "import sys; import serving.reports.wording; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize(
    ("selection", "english", "persian"),
    [
        ("filing", "Filings", "اسناد ارسالی"),
        (
            "filing: kind=statement|tax_return, audited=True",
            "Filings (Kind: annual statement, tax return; Audited)",
            "اسناد ارسالی (نوع: صورت مالی سالانه، اظهارنامهٔ مالیاتی؛ حسابرسی‌شده)",
        ),
        (
            "obligation.fulfilled_on: kind=statement",
            "Obligations (Fulfilled on; Kind: annual statement)",
            "تکالیف (تاریخ انجام؛ نوع: ارسال صورت مالی سالانه)",
        ),
        (
            "cooperative: province=Yazd, unheard=x",
            "Co-operatives (Province: Yazd; unheard: x)",
            "تعاونی‌ها (استان: Yazd؛ unheard: x)",
        ),
        ("unheard: kind=x", "unheard: kind=x", "unheard: kind=x"),
    ],
)
def test_what_facts_are_meant_is_said_by_titles(selection, english, persian):
    figures = {"selection": selection, "share": 0.5}
    found = {"code": "declared_hindsight", "feature": None, "table": "x", "figures": figures}
    assert EN.finding(found).startswith(f"{english}: a share")
    assert FA.finding(found).startswith(f"{persian}: سهم")


@pytest.mark.parametrize(
    ("value", "english", "persian"),
    [
        ("", "unknown", "نامعلوم"),
        ("2.5", "2.50", "\u2066۲٫۵۰\u2069"),
        ("2 .. 30", "2 to 30", "\u2066۲\u2069 تا \u2066۳۰\u2069"),
        ("dormant", "dormant", "راکد"),
    ],
)
def test_a_group_of_values_is_said_in_the_readers_digits_or_by_its_title(value, english, persian):
    figures = {"value": value, "cooperatives": 9, "share": 1.0}
    found = {"code": "marks_events", "feature": "age_years", "table": None, "figures": figures}
    assert f"with the value {english} a share" in EN.finding(found)
    assert f"با مقدار {persian} سهم" in FA.finding(found)


def test_tables_that_are_held_beside_each_other_are_said_by_their_titles():
    figures = {"other": "filing", "papers": 40, "before": 0.1, "after": 0.0}
    found = {"code": "papers_apart", "feature": None, "table": "statement_line", "figures": figures}
    assert EN.finding(found).startswith("Lines of statements: of 40 papers")
    assert "اسناد ارسالی" in FA.finding(found)


def test_a_bound_is_said_with_the_measures_title_and_the_readers_digits():
    held = {"value": 1.0234, "bound": "0.8 .. 1.2"}
    assert EN.bound("margin_slope", held, "holds") == (
        "slope of the margins = 1.023, asked for 0.8 .. 1.2: holds."
    )
    missed = {"value": 0.61, "bound": ">= 0.68"}
    said = FA.bound("calibration_slope", missed, "misses")
    assert said.startswith("شیب واسنجی بیرون از زمان آموزش = ")
    assert re.search("[A-Za-z0-9]", said) is None
    assert "\u2066>= ۰٫۶۸\u2069" in said
