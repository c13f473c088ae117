"""Pages of data quality: both languages, every number from the report, nothing from elsewhere."""

import re
import tomllib
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from coopscore.quality.flags import FLAG_KINDS
from coopscore.quality.report import _told as told_count
from coopscore.quality.rule import DIMENSIONS
from coopscore.quality.rules import rules
from coopscore.quality.tally import Count
from serving.i18n import Words
from serving.reports.quality import quality_files, worst_offices, worst_rules
from serving.reports.quality_wording import QualityPhrases


def parts(*shares):
    """Dimensions of a thousand rows each, of which so many thousandths hold; None asks nothing."""
    return {
        name: told_count(Count() if share is None else Count(passed=share, failed=1000 - share))
        for name, share in zip(DIMENSIONS, shares, strict=True)
    }


@pytest.fixture
def report():
    good, bad = parts(1000, 999, 1000, None, 870), parts(400, 1000, 1000, 700, 999)
    return {
        "format": 1,
        "as_of": "2024-03-19",
        "batch": 3,
        "settings": "1",
        "rows": {"filing": 1000, "cooperative": 1000},
        "whole": bad,
        "tables": [
            {"table": "cooperative", "rows": 1000, "dimensions": good},
            {"table": "filing", "rows": 1000, "dimensions": bad},
        ],
        "provinces": [
            {"province": "07", "dimensions": good},
            {"province": "Elsewhere", "dimensions": good},
            {"province": "", "dimensions": bad},
        ],
        "offices": [
            {"province": "07", "office": "شیراز", "dimensions": good},
            {"province": "07", "office": "لار", "dimensions": bad},
            {"province": "07", "office": "few", "dimensions": parts(*[None] * 5)},
            {"province": "", "office": "", "dimensions": bad},
        ],
        "rules": [
            {"code": "filing_once", "table": "filing", "dimension": "unique",
             **told_count(Count(passed=10))},
            {"code": "women_within_members", "table": "yearly_figures", "dimension": "valid",
             **told_count(Count(passed=9, failed=1, unknown=5))},
        ],
        "flags": {kind: {"raised": 2, "scored": 50, "threshold": 3.5} for kind in FLAG_KINDS},
        "proposals": [
            {"kind": "near_name", "one": "ir:2", "other": "ir:1", "score": 12.5,
             "evidence": {"name": 7.5, "county": 0.5, "national_id": 4.5}},
        ],
    }  # fmt: skip


def test_the_same_report_gives_the_same_files(report):
    assert quality_files(report) == quality_files(report)


@pytest.mark.parametrize(("lang", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_a_page_stands_alone_in_its_language(report, lang, direction):
    page = quality_files(report)[f"report.{lang}.html"].decode()
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert page.count("<svg ") == 2
    assert '<data value="0.4">' in page  # the share that machines read
    digits = re.sub(r"<(style|svg).*?</\1>|<[^>]+>", "", page, flags=re.S)
    assert bool(re.search("[۰-۹]", digits)) == (lang == "fa")


def test_the_version_of_the_settings_is_told_in_the_digits_of_the_page(report):
    made = quality_files(report)
    assert "نسخهٔ ۱ تنظیم‌هاست" in made["report.fa.html"].decode()
    assert "version 1 of the settings" in made["report.en.html"].decode()


def test_pictures_are_well_formed_and_say_what_they_show(report):
    made = quality_files(report)
    for name in ("quality_tables", "quality_provinces"):
        for lang in ("en", "fa"):
            root = ElementTree.fromstring(made[f"plots/{name}.{lang}.svg"])
            assert root.get("role") == "img"
            assert len(root.get("aria-label")) > 20
    english = made["plots/quality_tables.en.svg"].decode()
    assert "40%" in english
    assert "Filings (complete): 40%" in english


def test_all_of_it_is_said_only_of_all():
    for lang, all_of_it, nearly in (("en", "100%", "99.9%"), ("fa", "۱۰۰٪", "۹۹٫۹٪")):
        t = QualityPhrases(Words(lang))
        assert t.percent(1.0) == all_of_it
        assert t.percent(0.9999) == nearly
        assert t.percent(None) == "–"


def test_offices_and_rules_that_hold_least_come_first(report):
    assert [office["office"] for _, office in worst_offices(report)] == ["لار", "شیراز"]
    assert [rule["code"] for rule in worst_rules(report)] == ["women_within_members"]


def test_a_report_of_nothing_is_still_a_page(report):
    empty = {**report, "tables": [], "provinces": [], "offices": [], "rules": [], "proposals": [],
             "whole": parts(*[None] * 5)}  # fmt: skip
    made = quality_files(empty)
    assert "No rule fails any row." in made["report.en.html"].decode()
    assert not [name for name in made if name.startswith("plots/")]


def test_reports_of_quality_have_the_same_words_in_both_languages():
    folder = files("serving.reports.locale")
    english, persian = (
        tomllib.loads(folder.joinpath(f"quality_{lang}.toml").read_text(encoding="utf-8"))
        for lang in ("en", "fa")
    )
    assert sorted(english) == sorted(persian)
    for key, text in english.items():
        places = [set(re.findall(r"{(\w+)}", each)) for each in (text, persian[key])]
        assert places[0] == places[1], key


def test_every_rule_has_words_and_every_agreement_a_name():
    t = QualityPhrases(Words("fa"))
    assert all(t.rule(code) and t.remedy(code) for code in rules())
    told = t.agreements({"name": 2.0, "followed": 1.0, "officers": -1.5, "founded": 3.0})
    assert told.index("روز تأسیس") < told.index("نام") < told.index("مدیران")
