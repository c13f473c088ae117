"""The page of provinces, its files, and the same over HTTP."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from coopscore.vocabulary import INDICATOR, PROVINCE
from serving.provinces.kept import ProvinceDesk


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_page_tells_every_province_with_its_interval_and_rank_set(desk_of_provinces, lang):
    page = desk_of_provinces.get(f"/provinces?lang={lang}&indicator=updated")
    assert page.status_code == 200
    assert page.headers["content-language"] == lang
    titles = [getattr(title, lang) for title in PROVINCE.values()]
    assert [title for title in titles if title not in page.text] == []
    assert page.text.count('class="interval-line"') > 4
    assert page.text.count('class="band-from') > 3
    assert ("۹۵٪" if lang == "fa" else "95%") in page.text
    if lang == "fa":
        words = re.sub(
            r"<[^>]*>|\d{4}-\d\d-\d\d", " ", page.text.split("<main")[1].split("</main")[0]
        )
        assert re.findall(r"[0-9]", words) == []


@pytest.mark.parametrize("indicator", list(INDICATOR))
def test_a_province_a_group_and_counties_are_chosen_by_the_form(desk_of_provinces, indicator):
    for asked in ("province=25", "group=programme:women", "level=county&province=25", "group=all"):
        page = desk_of_provinces.get(f"/provinces?lang=en&indicator={indicator}&{asked}")
        assert page.status_code == 200, asked
    assert "in Qom" in desk_of_provinces.get(
        "/provinces?lang=en&level=county&province=25"
    ).text or (
        "Qom province" in desk_of_provinces.get("/provinces?lang=en&level=county&province=25").text
    )


@pytest.mark.parametrize(
    "asked", ["run=none", "group=programme:none", "province=99", "indicator=none", "level=none"]
)
def test_what_is_not_there_is_not_found(desk_of_provinces, asked):
    assert desk_of_provinces.get(f"/provinces?{asked}").status_code == 404


def test_where_nobody_has_measured_the_page_says_what_to_run(empty_client):
    page = empty_client.get("/provinces?lang=en", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "coopscore provinces" in page.text


def test_the_workbook_reads_from_the_right_and_holds_every_table(desk_of_provinces, measured):
    answer = desk_of_provinces.get("/provinces.xlsx?lang=fa")
    book = load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 6
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    first = book.worksheets[0]
    places = measured.content["groups"][0]["places"]
    assert first.max_row == 1 + (len(places) + 1) * len(INDICATOR)
    kermanshah = next(
        row for row in first.iter_rows(min_row=2, values_only=True) if row[0] == "کرمانشاه"
    )
    one = next(row for row in places if row["province"] == "05")["indicators"]["revived"]
    assert kermanshah[2:4] == (one["numerator"], one["denominator"])


def test_lines_with_commas_begin_with_a_byte_order_mark(desk_of_provinces, measured):
    answer = desk_of_provinces.get("/provinces.csv?lang=en&province=25")
    assert answer.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Place"] for row in rows} == {"Qom", "All places together"}
    assert measured.run_id in answer.headers["content-disposition"]


def test_http_tells_the_run_and_its_flows_add_up(desk_of_provinces, measured):
    assert desk_of_provinces.get("/v1/province-runs").json() == {"runs": [measured.run_id]}
    told = desk_of_provinces.get("/v1/provinces?province=25").json()
    assert [row["province"] for row in told["places"]] == ["25"]
    assert told["formulas"]["version"] == "1405-1"
    flows = desk_of_provinces.get("/v1/provinces/flows").json()
    for flow in (*flows["places"], flows["together"]):
        moved = sum(flow["entered"].values()) - sum(flow["left"].values())
        assert flow["start"] + moved == flow["end"]


def test_runs_are_told_the_newest_first_and_no_other_file_is_read(measured, tmp_path):
    desk = ProvinceDesk(measured.home)
    assert desk.runs() == [measured.run_id]
    assert desk.run()[1]["batch"] == measured.content["batch"]
