"""A report stands alone, in both languages, and tells nothing that its JSON does not."""

import json
import re

import pytest
from told_pages import Page, numbers_of

from serving.reports.files import files_of, own_files


@pytest.fixture(scope="module")
def made(validation):
    return files_of(validation.report)


@pytest.fixture(params=["fa", "en"])
def page(request, made):
    return request.param, made[f"report.{request.param}.html"].decode()


def test_a_report_is_json_a_page_a_language_and_pictures(made):
    pictures = {"roc", "gain", "folds", "reliability", "distribution", "strongest", "drift"}
    expected = {f"plots/{name}.{lang}.svg" for name in pictures for lang in ("fa", "en")}
    assert set(made) == expected | {"report.json", "report.fa.html", "report.en.html"}
    assert set(made) <= own_files()


def test_the_same_report_has_the_same_bytes_whatever_the_order_of_its_keys(validation, made):
    turned = json.loads(json.dumps(validation.report, sort_keys=True))
    turned = dict(reversed(turned.items()))
    assert files_of(turned) == made


def test_a_page_knows_its_language_and_direction(page):
    lang, text = page
    tags = dict(Page(text).tags[:1])
    assert tags == {"html": {"lang": lang, "dir": "rtl" if lang == "fa" else "ltr"}}


def test_a_page_asks_for_nothing_from_elsewhere_and_runs_nothing(page):
    _, text = page
    tags = Page(text).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "form"}
    outward = [
        value
        for _, attrs in tags
        for name, value in attrs.items()
        if name in ("src", "href", "xlink:href", "style") and re.search(r"//|url\((?!#)", value)
    ]
    assert outward == []
    assert "@import" not in text
    assert set(re.findall(r"https?://[^\"' )<]+", text)) <= {
        "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
    }  # fmt: skip


def test_every_number_of_a_page_stands_in_the_json(page, made):
    _, text = page
    told = numbers_of(json.loads(made["report.json"]))
    # Pictures number their bins; the others are numbers of the report.
    found = set(Page(text).numbers)
    assert len(found) > 200
    assert found - told == set()


def test_both_pages_tell_the_same_numbers(made):
    pages = [Page(made[f"report.{lang}.html"].decode()).numbers for lang in ("fa", "en")]
    assert pages[0] == pages[1]


def test_a_persian_page_has_persian_digits_and_jalali_days(validation, made):
    text = made["report.fa.html"].decode()
    assert "۱۱ خرداد ۱۳۹۶" in text
    shown = "".join(Page(text).text)
    years = re.findall(r"20\d\d-\d\d-\d\d", shown)
    assert years == []
    drawn = re.findall(r">([^<]*)</text>", text)
    assert drawn
    assert [word for word in drawn if re.search("[0-9]", word)] == []


def test_ids_are_unique_and_every_picture_has_words_and_a_table(page):
    _, text = page
    tags = Page(text).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    svgs = [attrs for tag, attrs in tags if tag == "svg"]
    assert len(svgs) == len([tag for tag, _ in tags if tag == "figure"]) == 7
    assert all(attrs["role"] == "img" and len(attrs["aria-label"]) > 20 for attrs in svgs)
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert all("<table>" in figure and "<figcaption>" in figure for figure in figures)


def test_every_finding_of_the_screen_is_told(page, validation):
    _, text = page
    findings = [
        one
        for one in validation.report["screen"]["findings"]
        if one["code"] != "tells_outcome" or one["verdict"] != "pass"
    ]
    marks = re.findall(r'<td><span class="mark (pass|warn|stop)">', text)
    assert sorted(marks[1:] if len(marks) > len(findings) else marks) == sorted(
        one["verdict"] for one in findings
    )


def test_too_few_is_a_word_and_no_number(validation, made):
    few = [
        part
        for parts in validation.report["kinds"]["booster"]["by"].values()
        for part in parts
        if part["state"] == "too_few"
    ]
    assert few
    assert "too few" in made["report.en.html"].decode()
    assert "بسیار اندک" in made["report.fa.html"].decode()


def test_a_report_of_too_few_rows_is_still_a_page(validation):
    report = json.loads(json.dumps(validation.report))
    for kind in report["kinds"].values():
        kind["curves"] = {}
        kind["pooled"] = {**_few(kind["pooled"]), "murphy": None}
        kind["by"] = {by: [_few(part) for part in parts] for by, parts in kind["by"].items()}
        kind["line"] = kind["told_line"] = None
    for one in report["differences"].values():
        one |= {"state": "too_few", "figures": {}}
    for one in report["acceptance"].values():
        one |= {"value": None, "verdict": "unknown"}
    report |= {"strongest": [], "thin": None, "standing": None}
    report["screen"]["findings"] = []
    text = files_of(report)["report.en.html"].decode()
    assert "There are too few rows to draw this." in text
    assert "No feature moves a score." in text
    assert "cannot be measured yet" in text
    assert "<svg" not in text


def _few(part):
    counts = ("rows", "events", "cooperatives", "cooperatives_with_event", "lost")
    kept = {name: value for name, value in part.items() if name in (*counts, "name", "from", "to")}
    return {**kept, "state": "too_few"}


def test_what_was_not_told_is_said(validation):
    report = json.loads(json.dumps(validation.report))
    for kind in report["kinds"].values():
        part = kind["pooled"]["probability"]
        part |= {"state": "not_told", "figures": {}}
        kind["curves"].pop("reliability", None)
        kind["curves"].pop("distribution", None)
    for one in report["differences"].values():
        one["figures"] |= {"brier": None, "log_loss": None}
    text = files_of(report)["report.en.html"].decode()
    assert "No probability could be told out of time yet" in text
    assert "not told" in text


def test_the_standing_model_is_named(validation):
    report = json.loads(json.dumps(validation.report))
    report["standing"] = {
        "version": "dissolution-0123", "kind": "booster", "spec_hash": "", "until": "2025-09-22",
        "same": False,
    }  # fmt: skip
    text = files_of(report)["report.en.html"].decode()
    assert "The model that stands, \u2066dissolution-0123\u2069, is another one" in text
    report["standing"]["same"] = True
    assert "is the one that was measured here" in files_of(report)["report.en.html"].decode()


def test_the_register_is_told_by_province_with_too_few_said_in_words(page, validation):
    lang, text = page
    told = validation.report["cycles"]["register"][0]
    assert told["all"]["all"]["kappa"] is not None
    assert told["province"][""]["kappa"] is None
    rows = re.findall(r"<tr><th scope=\"row\"><bdi>(?:یزد|Yazd|گفته نشده|not told)<.*", text)
    few = {"fa": "بسیار اندک", "en": "too few"}[lang]
    assert [few in row for row in rows] == [True, False]


def test_the_curve_is_told_by_months_and_what_could_not_be_measured_in_words(page, validation):
    lang, text = page
    section = text[text.index("منحنی ۲۴ماهه" if lang == "fa" else "The curve of 24 months") :]
    rows = re.findall(r"<tr><th scope=\"row\">([^<]+)</th>(.*)</tr>", section)[:3]
    assert [months for months, _ in rows] == (
        ["۶", "۱۲", "۲۴"] if lang == "fa" else ["6", "12", "24"]
    )
    few = {"fa": "بسیار اندک", "en": "too few"}[lang]
    assert [few in cells for _, cells in rows] == [True, False, False]


def test_of_another_model_no_curve_is_told(validation):
    cycles = {**validation.report["cycles"], "curve": None}
    text = files_of({**validation.report, "cycles": cycles})["report.en.html"].decode()
    assert "No model stands that was trained on these rows" in text
