"""The report of a rating in a real Chromium, as it will lie on paper."""

import base64
import re

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

pytestmark = pytest.mark.browser

A4 = 703  # the width of A4 without the report's margins, at 96 to the inch
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--hide-scrollbars", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture(params=["fa", "en"])
def shown(request, chromium, rated_files, tmp_path):
    """The page on a sheet as wide as A4, as it prints."""
    path = tmp_path / "report.html"
    path.write_bytes(rated_files[f"report.{request.param}.html"])
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    metrics = {"width": A4, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chromium.get(path.as_uri())
    return request.param, chromium


def test_nothing_is_wider_than_the_sheet_and_both_languages_render(shown):
    lang, chromium = shown
    found = chromium.execute_script(
        "return [document.documentElement.lang, getComputedStyle(document.body).direction,"
        " document.documentElement.scrollWidth, document.querySelectorAll('svg').length]"
    )
    assert found[:3] == [lang, {"fa": "rtl", "en": "ltr"}[lang], A4]
    assert found[3] >= 12
    outside = chromium.execute_script(
        "return [...document.querySelectorAll('main *:not(svg *)')].filter(e => {"
        " const r = e.getBoundingClientRect();"
        " return r.width > 1 && (r.left < -1 || r.right > innerWidth + 1)"
        "}).map(e => e.outerHTML.slice(0, 90))"
    )
    assert outside == []
    assert chromium.get_log("browser") == []


def test_words_of_a_picture_lie_within_it(shown):
    _, chromium = shown
    outside = chromium.execute_script(
        "return [...document.querySelectorAll('svg')].flatMap(svg => {"
        " const box = svg.getBoundingClientRect();"
        " return [...svg.querySelectorAll('text')].filter(e => {"
        "  const r = e.getBoundingClientRect(); return r.width > 0 &&"
        "  (r.left < box.left - 3 || r.right > box.right + 3)"
        " }).map(e => svg.parentElement.textContent.trim().slice(0, 30) + ': ' + e.textContent)})"
    )
    assert outside == []


def test_the_verdict_is_one_sheet_and_rows_are_not_cut(shown):
    _, chromium = shown
    sheet, after, rows = chromium.execute_script(
        "const s = document.querySelector('.sheet');"
        "const kept = [...document.querySelectorAll('tr, figure svg')];"
        "return [s.getBoundingClientRect().height, getComputedStyle(s).breakAfter,"
        " kept.filter(e => getComputedStyle(e).breakInside !== 'avoid').length]"
    )
    assert (after, rows) == ("page", 0)
    # A4 less the report's margins, 269 mm, less the heading above the sheet.
    assert sheet < 269 / 25.4 * 96 - 60
    printed = chromium.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(printed["data"])
    assert pdf.startswith(b"%PDF")
    assert re.search(rb"/MediaBox \[0 0 59[45]", pdf)
