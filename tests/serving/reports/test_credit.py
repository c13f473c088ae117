"""The page of a rating: a verdict to sign, every test in words, pictures, in both languages."""

import json
import re
import warnings

import pytest
from told_pages import Page, numbers_of

from models.rating_tests.battery import TITLES
from models.validation.credit_gate import TIMES
from models.validation.credit_slices import SLICES
from serving.reports.credit_page import PICTURES, credit_pictures
from serving.reports.credit_view import NEUTRAL, UNWISHED, Line, lines, mark_of
from serving.reports.credit_wording import credit_locale, credit_phrases
from serving.reports.files import own_files
from serving.reports.page import page as page_of


@pytest.fixture
def report(rated):
    return json.loads(json.dumps(rated))


@pytest.fixture
def made(rated_files):
    return rated_files


@pytest.fixture(params=["fa", "en"])
def page(request, made):
    return request.param, made[f"report.{request.param}.html"].decode()


def test_a_rating_has_pictures_of_its_own_besides(made):
    pictures = {name.split("/")[1].split(".")[0] for name in made if name.startswith("plots/")}
    assert pictures >= set(PICTURES) | {"roc", "reliability", "distribution"}
    assert set(made) <= own_files()


def test_the_first_page_is_the_verdict_with_every_question_and_a_place_to_sign(page, report):
    lang, text = page
    sheet = text[: text.index("</section>")]
    assert 'class="sheet"' in sheet
    words = credit_locale(lang)
    answers = report["credit"]["gate"]["answers"]
    assert [sheet.index(words[f"gate_{one['code']}"].replace("'", "&#39;")) for one in answers]
    marks = re.findall(r'<span class="mark (\w+)">', sheet)
    style = {"holds": "holds", "rejected": "misses", "not_decidable": "unknown"}
    assert marks == [style[one["verdict"]] for one in answers]
    facts = report["facts"]["matrix_hash"], report["spec"]["hash"], report["credit"]["lock"]
    assert all(one in sheet for one in (*facts[:2], facts[2]["lock_hash"]))
    assert sheet.count('<table class="signatures">') == 1


def test_every_number_of_the_page_stands_in_the_json(page, made):
    _, text = page
    told = numbers_of(json.loads(made["report.json"]))
    found = set(Page(text).numbers)
    assert len(found) > 800
    assert found - told == set()


def test_both_pages_tell_the_same_numbers_and_persian_ones_are_persian(made):
    pages = {lang: Page(made[f"report.{lang}.html"].decode()) for lang in ("fa", "en")}
    assert pages["fa"].numbers == pages["en"].numbers
    text = made["report.fa.html"].decode()
    drawn = re.findall(r">([^<]*)</text>", text)
    assert [word for word in drawn if re.search("[0-9]", word) and word not in GRADES] == []
    assert re.findall(r"20\d\d-\d\d-\d\d", "".join(pages["fa"].text)) == []


GRADES = {f"{letter}{n}" for letter in "ABCDE" for n in (1, 2, 3)}


def test_a_page_stands_alone_and_every_picture_has_words_and_a_table(page):
    _, text = page
    tags = Page(text).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "form"}
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert len(figures) >= 12
    assert all("<table>" in one and "aria-label" in one for one in figures)


def test_every_test_hypothesis_question_and_part_has_words_in_both_languages():
    for lang in ("fa", "en"):
        words = credit_locale(lang)
        for subject, table in TITLES.items():
            assert f"subject_{subject}" in words
            for title in table.values():
                assert f"ruling_{title.name}" in words
                assert title.null is None or f"null_{title.null}" in words
        assert all(f"slice_{name}" in words for name in SLICES)
    assert set(credit_locale("fa")) == set(credit_locale("en"))
    assert "told_late" in TIMES


def test_what_is_hoped_for_is_what_the_tests_want():
    titles = [title for table in TITLES.values() for title in table.values() if title.null]
    wanted = {title.null for title in titles if title.wanted == "rejected"}
    assert wanted - NEUTRAL == UNWISHED
    assert {title.null for title in titles} >= NEUTRAL


def test_a_verdict_is_good_or_bad_by_what_was_hoped():
    assert mark_of("portfolio_not_understated", "rejected") == "misses"
    assert mark_of("portfolio_not_understated", "holds") == "holds"
    assert mark_of("no_trend_over_grades", "rejected") == "holds"
    assert mark_of("no_trend_over_grades", "holds") == "misses"
    assert mark_of("auc_equals_challengers", "rejected") == mark_of(None, "reported") == ""
    assert mark_of("slope_one", "not_decidable") == "unknown"


def one(name, by, verdict, null="grade_not_understated", value=0.1):
    numbers = {"value": value, "low": None, "high": None, "p": 0.5}
    return {"name": name, "by": by, "null": null, "verdict": verdict, "source": "S", "counted": {},
            **numbers}  # fmt: skip


def test_many_rulings_of_one_name_are_one_line_that_names_those_rejected():
    t = credit_phrases("en")
    grades = ["A1", "A2", "A3", "B1", "B2"]
    rulings = [one("jeffreys_grades", g, "rejected" if g == "B2" else "holds") for g in grades]
    (line,) = lines(t, rulings)
    assert line.many.startswith("5 looked at: 1 rejected, 4 not rejected, 0 not decidable.")
    assert "B2" in line.many
    (plain,) = lines(t, [one("grade_rates", g, "reported", None, 0.25) for g in grades])
    assert plain.many == "5 looked at, from 0.250 to 0.250."
    (nothing,) = lines(t, [one("grade_rates", g, "not_decidable", None, None) for g in grades])
    assert nothing.many == "5 looked at, from – to –."
    few = lines(t, rulings[:2])
    assert [(isinstance(each, Line), each.by, each.many) for each in few] == [
        (True, "A1", ""), (True, "A2", ""),
    ]  # fmt: skip


def test_figures_of_any_size_show_three_digits_that_count():
    t = credit_phrases("en")
    shown = {None: "–", 0.0: "0", 3.0: "3", 0.123456: "0.123", 0.00012345: "0.000123",
             12.345: "12.3", 1234.5: "1,234", 1e-9: "\u2068"}  # fmt: skip
    for value, text in list(shown.items())[:-1]:
        assert t.figure(value) == text
    assert t.figure(1e-9) == "< 0.000001"
    assert t.bounded(">= -0.01") == ">= \u22120.01"
    assert t.bounded("<= 1e-06") == "<= 0.000001"
    assert credit_phrases("fa").bounded(">= 0.85") == ">= ۰٫۸۵"
    assert t.some(["a", "b"], 1) == "\u2068a\u2069 and 1 more"
    assert t.by(one("vasicek", "0.04", "holds")) == "asset correlation 0.04"
    assert t.part("province", "nowhere") == "nowhere"


def test_other_labels_stand_in_a_table_with_their_events_share_and_auc(page, report):
    lang, text = page
    words = credit_locale(lang)
    (told,) = (one for one in report["credit"]["label"]["beside"] if one["figures"])
    row = re.search(rf"<tr>(?:(?!</tr>).)*{told['name']}.*?</tr>", text, re.DOTALL)[0]
    assert told["title"][lang] in row
    figures = told["figures"]
    numbers = [float(one) for one in re.findall(r'<data value="([^"]+)"', row)]
    assert numbers == [
        figures["rows"], figures["events"], figures["both"],
        *(figures["observed"][end] for end in ("value", "low", "high")),
        *(figures["auc"][end] for end in ("value", "low", "high")),
        *(figures["own_auc"][end] for end in ("value", "low", "high")),
    ]  # fmt: skip
    assert all(words[f"col_{name}"] in text for name in ("definition", "events_both", "own_auc"))


def test_labels_that_nobody_measured_by_are_named_all_the_same(report):
    for one in report["credit"]["label"]["beside"]:
        one["figures"] = None
    for lang in ("fa", "en"):
        text = page_of(report, [], credit_phrases(lang))
        words = credit_locale(lang)
        assert words["credit_label_beside"] in text
        assert words["col_own_auc"] not in text
        assert all(one["title"][lang] in text for one in report["credit"]["label"]["beside"])


def test_a_page_says_which_stored_scores_were_worked_out_again_and_where_there_are_none(
    page, report
):
    lang, text = page
    phrases = credit_phrases(lang)
    told = report["credit"]["replay"]
    said = phrases(
        "credit_replay", version=f"\u2066{told['version']}\u2069", day=phrases.day(told["as_of"]),
        rows=phrases.number(told["rows"], 0), scores=phrases.number(told["scores"], 0),
    ).replace("'", "&#39;")  # fmt: skip
    assert said in text
    assert credit_locale(lang)["ruling_replayed"] in text
    report["credit"]["replay"] = None
    without = page_of(report, [], phrases)
    assert said not in without
    assert credit_locale(lang)["credit_replay_none"] in without


def test_widths_of_intervals_say_whose_they_are(page):
    lang, text = page
    words = credit_locale(lang)
    for of in ("stated:mean", "stated:95", "venn_abers:mean", "venn_abers:95"):
        assert f"{words['ruling_interval_width']}: <bdi>{words[f'by_{of}']}</bdi>" in text


def test_what_could_not_be_measured_is_said(report):
    found = json.loads(json.dumps(report))
    credit = found["credit"]
    credit |= {"grades": [], "migration": None, "rating": None, "reasons": None, "power": []}
    credit["rows"]["told"] = None
    credit["subjects"] = {"discrimination": [], "overrides": []}
    for parts in credit["slices"].values():
        for part in parts:
            part |= {"state": "too_few", "rulings": []}
    found["standing"] = {"version": "exit-1", "same": False, "until": "2017-06-01"}
    text = page_of(found, [], credit_phrases("en"))
    for said in (
        "No override is on record for these rows.", "Nothing could be looked at.",
        "No part has enough rows and events.", "No group has enough rows to be looked at.",
        "No redraw of co-operatives holds a calibration line", "Too few rows to try.",
        "No probability could be told out of time yet", "stands and is another",
    ):  # fmt: skip
        assert said in text
    found["standing"]["same"] = True
    assert "stands and is another" not in page_of(found, [], credit_phrases("en"))


def test_long_titles_leave_room_for_the_drawing(report):
    found = json.loads(json.dumps(report))
    names = ("attendance_share_36m", "board_term_expired_days", "latest_statement_delay_days")
    for each in (
        found["credit"]["reasons"]["example"]["reasons"],
        found["credit"]["reasons"]["swarm"],
    ):
        for told, name in zip(each, names, strict=False):
            told["feature"] = name
    for lang in ("fa", "en"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            drawn = {p.name: p for p in credit_pictures(credit_phrases(lang), found)}
        assert set(drawn) == set(PICTURES)
