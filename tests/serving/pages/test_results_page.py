"""The page of what was measured: the document's figures, in both languages."""

import re
import tomllib
from html import unescape
from importlib.resources import files

import pytest

from serving.i18n import Words
from serving.pages import results_page
from serving.pages.results_page import Telling, kept

LINE = {
    "figure": "auc_difference", "of": "booster", "on": ["2016-06-01"], "value": -0.0123,
    "low": -0.03, "high": 0.01, "bound": -0.02, "beside": {"reference_all": 0.75}, "above": -0.015,
}  # fmt: skip
DECISION = {
    "kind": "booster", "code": "not_better", "standing": None, "bound": None,
    "ranking": {"events": 824, "difference": -0.0384, "low": -0.046, "high": -0.031},
    "lead_slope": {"value": 0.95, "se": 0.03, "events": 500}, "challenger_slope": None,
    "thresholds": {"min_events": 200, "auc_gain": 0.01, "level": 0.95},
}  # fmt: skip


def content(*lines, notes=()):
    part = {"name": "uk_exit_2016", "commit": "0123456789ab+", "lines": lines, "notes": notes}
    return {"parts": [part]}


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.fixture(params=["en", "fa"])
def tell(request):
    return Telling(Words(request.param))


def test_results_have_the_same_words_in_both_languages():
    folder = files("serving.pages.locale")
    keys = [
        sorted(tomllib.loads(folder.joinpath(f"results_{lang}.toml").read_text("utf-8")))
        for lang in ("en", "fa")
    ]
    assert keys[0] == keys[1]


def test_everything_that_was_measured_can_be_said(tell):
    sections = tell.sections(kept())
    assert sections
    assert all(section.rows for section in sections)


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_the_page_shows_every_kept_figure_and_the_commit_that_made_it(client, lang):
    html = client.get(f"/results?lang={lang}", headers={"accept": "text/html"}).text
    shown = re.findall(r'<data value="([^"]+)">', html)
    assert shown == [str(line["value"]) for part in kept()["parts"] for line in part["lines"]]
    for part in kept()["parts"]:
        assert f'id="{part["name"]}"' in html
        assert part["commit"] in html


def test_the_persian_page_has_persian_digits(client):
    html = client.get("/results", headers={"accept": "text/html"}).text
    assert '<html lang="fa" dir="rtl">' in html
    body = re.sub(r'<bdi dir="ltr" class="code">.*?</bdi>', "", html.split("<main")[1])
    assert re.findall(r"[0-9]", text_of(f"<main{body}").split("</main")[0]) == []


def test_every_page_leads_to_the_results(client, built):
    for path in ("/", f"/cooperatives/{built.coop_id}", "/results"):
        assert 'href="/results?lang=en"' in client.get(f"{path}?lang=en").text


def test_a_figure_that_was_missed_says_by_how_much():
    (section,) = Telling(Words("en")).sections(content(LINE))
    (row,) = section.rows
    assert row.value == "−0.0123"
    assert row.interval == "−0.0300 – 0.0100"
    assert row.asked == "lower bound above −0.015: it is −0.0200, missed"
    assert section.commit == "0123456789ab+"


def test_a_sign_stays_in_front_within_persian():
    (section,) = Telling(Words("fa")).sections(content(LINE))
    assert section.rows[0].value == "\u2066−۰٫۰۱۲۳\u2069"


def test_why_a_kind_serves_is_said_in_words(tell):
    (section,) = tell.sections(content(LINE, notes=[{"code": "decision", "facts": DECISION}]))
    (note,) = section.notes
    assert "{" not in note
    assert note


def test_without_figures_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(results_page, "FILE", "nowhere.json")
    assert kept() == {"parts": []}
    html = client.get("/results?lang=en", headers={"accept": "text/html"}).text
    assert "Nothing was measured yet." in html
