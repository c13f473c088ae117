"""The committee's pages, files and HTTP: in both languages, without boxes, without secrets."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from serving.awards.book import RUN, book_files
from serving.awards.wording import AwardWords
from serving.awards.workbook import workbook
from serving.i18n import Words, locale

HTML = {"accept": "text/html"}


def spoken(html):
    """What a reader reads: no markup, no codes set apart."""
    body = html.partition("<main")[2].partition("</main>")[0]
    without = re.sub(r'<bdi dir="ltr" class="code">[^<]*</bdi>', "", body)
    return unescape(re.sub(r"<[^>]+>", " ", without))


@pytest.fixture
def paths(awarded):
    run = awarded.ranked.run_id
    entrant = awarded.ranked.content["entrants"][0]["coop_id"]
    return {
        "list": "/awards",
        "result": f"/awards/{run}",
        "book": f"/awards/{run}/book",
        "entrant": f"/awards/{run}/entrants/{entrant}",
    }


@pytest.mark.parametrize("name", ["list", "result", "book", "entrant"])
@pytest.mark.parametrize(("lang", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_a_page_speaks_its_language_and_leads_to_the_other(committee, paths, name, lang, direction):
    answer = committee.get(paths[name], params={"lang": lang}, headers=HTML)
    assert answer.status_code == 200, answer.text[:400]
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert answer.headers["content-language"] == lang
    (other,) = re.findall(r'<a class="switch"[^>]*href="([^"]+)"', answer.text)
    assert committee.get(unescape(other), headers=HTML).status_code == 200
    if lang == "fa":
        assert not re.search(r"[0-9]", spoken(answer.text).replace("coopscore", ""))
    assert not re.search(r"\b(None|nan)\b|[{}]", spoken(answer.text))


def test_links_of_the_book_lead_somewhere(committee, paths):
    html = committee.get(paths["book"], headers=HTML).text
    links = {unescape(one) for one in re.findall(r'href="(/[^"]+)"', html)}
    assert len(links) > 10
    for link in sorted(links):
        if link.startswith(("/awards", "/v1", "/static")):
            assert committee.get(link).status_code == 200, link


def test_the_book_names_each_failed_gate_with_its_records(awarded, committee, paths):
    html = committee.get(paths["book"], params={"lang": "en"}, headers=HTML).text
    facts = [
        fact["record_id"]
        for one in awarded.ranked.content["entrants"]
        for gate in one["gates"]
        if not gate["passed"]
        for fact in gate["facts"]
    ]
    assert facts
    assert all(one in html for one in facts)


def test_over_http_everybody_reads_the_result_and_the_committee_the_run(awarded, committee):
    run = awarded.ranked.run_id
    (listed,) = [one for one in committee.get("/v1/awards").json()["runs"] if one["run_id"] == run]
    assert listed["edition_hash"] == awarded.edition.hash
    public = committee.get(f"/v1/awards/{run}").json()
    assert set(public) == {"format", "edition", "counts", "provincial", "national"}
    whole = committee.get(f"/v1/awards/{run}/run").json()
    assert whole["edition"]["hash"] == awarded.edition.hash


@pytest.mark.parametrize("path", ["/v1/awards/none", "/v1/awards/none/run"])
def test_a_run_that_nobody_made_is_not_found_in_words(committee, path):
    answer = committee.get(path, params={"lang": "fa"})
    assert answer.status_code == 404
    assert answer.json()["code"] == "award_not_run"
    assert "awards rank" in answer.json()["remedy"]


def test_a_path_that_leads_out_of_the_shelf_finds_nothing(committee):
    for name in ("..%2F..%2Frecords", "%2e%2e", "a%00b"):
        assert committee.get(f"/v1/awards/{name}").status_code in (404, 422)


def test_nobody_who_did_not_enter_has_a_file(committee, awarded):
    answer = committee.get(f"/awards/{awarded.ranked.run_id}/entrants/ir:nobody", headers=HTML)
    assert answer.status_code == 404


def test_the_public_page_tells_neither_gates_nor_jurors_nor_signs(committee, paths, awarded):
    html = committee.get(paths["result"], params={"lang": "en"}, headers=HTML).text
    turned_away = [
        one["coop_id"] for one in awarded.ranked.content["entrants"] if not one["eligible"]
    ]
    assert turned_away
    assert not any(f">{one}<" in html for one in turned_away)
    for key in ("gates_title", "watch_title", "col_severity", "opinion_title"):
        assert locale("en")[f"aw_{key}"] not in spoken(html)


def test_files_of_a_run_are_whole_and_pages_of_them_load_nothing(awarded):
    files = book_files(awarded.ranked.run_id, awarded.ranked.content)
    assert set(files) == {
        RUN, "public.json", "book.fa.html", "book.en.html", "public.fa.html", "public.en.html",
        "book.fa.xlsx", "book.en.xlsx",
    }  # fmt: skip
    assert json.loads(files[RUN])["edition"]["hash"] == awarded.edition.hash
    for name in ("book.fa.html", "public.en.html"):
        text = files[name].decode()
        assert not re.search(r'(?:src|href)="(?!#)', text)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_workbook_reads_from_the_right_in_persian_and_holds_every_place(awarded, lang):
    words = AwardWords(Words(lang))
    content = json.loads(book_files("x", awarded.ranked.content)[RUN])
    book = load_workbook(BytesIO(workbook(content, words)))
    assert len(book.sheetnames) == 7
    for sheet in book:
        assert bool(sheet.sheet_view.rightToLeft) == (lang == "fa")
        assert sheet.freeze_panes == "A2"
    rows = list(book[words("sheet_lists")].iter_rows(min_row=2, values_only=True))
    placed = sum(len(one["rows"]) for stage in ("national", "provincial") for one in content[stage])
    assert len(rows) == placed
    gates = list(book[words("sheet_gates")].iter_rows(min_row=2, values_only=True))
    facts = sum(max(1, len(g["facts"])) for one in content["entrants"] for g in one["gates"])
    assert len(gates) == facts


@pytest.mark.parametrize(
    ("met", "told"),
    [
        ("2025-06-22", "annual statement, for the period to 2025-03-20, met on 2025-06-22"),
        (None, "annual statement, for the period to 2025-03-20, not met"),
    ],
)
def test_a_duty_is_told_as_met_or_not_and_not_by_the_words_of_a_warning(met, told):
    cells = {"fulfilled_on": met, "kind": "statement", "period_end": "2025-03-20"}
    words = AwardWords(Words("en"))
    assert words.cells({"table": "obligation", "cells": cells}) == told
    warned = {"table": "warning", "cells": {"reason": "statement", "seq_in_12m": None}}
    assert words.cells(warned) == "statement not sent"


def test_without_a_run_the_list_says_what_to_do(supervisors):
    html = supervisors.get("/awards", params={"lang": "fa"}, headers=HTML).text
    assert "coopscore awards rank" in html
