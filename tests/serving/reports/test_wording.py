"""The words of reports: the same keys in both languages, all of them used."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from coopscore.errors import SCREEN_FINDINGS
from features.labels import OUTCOME_STATES
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
