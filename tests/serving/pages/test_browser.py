"""The pages in a real Chromium: what a reader sees, on a screen, a telephone and paper."""

import base64
import math
import re
import zlib
from collections.abc import Iterator

import pytest
from browsing import SCREENSHOTS, WIDTHS, keep, served, show
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def service(built) -> Iterator[str]:
    with served(built.home, built.now) as address:
        yield address


PAGES = {"score": "/cooperatives/{coop_id}", "list": "/"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_its_window_and_the_console_is_silent(
    chromium, service, built, page, lang, width
):
    path = PAGES[page].format(coop_id=built.coop_id)
    show(chromium, f"{service}{path}?lang={lang}", width=WIDTHS[width])
    keep(chromium, f"{page}-{lang}-{width}")
    root = chromium.find_element(By.TAG_NAME, "html")
    assert root.get_attribute("lang") == lang
    direction = chromium.execute_script("return getComputedStyle(document.body).direction")
    assert direction == {"fa": "rtl", "en": "ltr"}[lang]
    outside = chromium.execute_script(
        "return [...document.querySelectorAll('main *')].filter(e => {"
        " const r = e.getBoundingClientRect();"
        " return r.width > 1 && (r.left < -1 || r.right > innerWidth + 1)"
        "}).map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
    assert chromium.get_log("browser") == []


def test_the_picture_is_mirrored_and_its_words_stand_apart_from_its_numbers(
    chromium, service, built
):
    sides = {}
    for lang in ("fa", "en"):
        show(chromium, f"{service}/cooperatives/{built.coop_id}?lang={lang}", width=1200)
        label, value = (
            chromium.execute_script(
                "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
                "return [r.left, r.right]",
                f".bridge.wide {part}",
            )
            for part in (".label", ".value")
        )
        sides[lang] = label[0] > value[1]
    assert sides == {"fa": True, "en": False}


def test_labels_in_the_picture_do_not_run_into_the_bars(chromium, service, built):
    for lang, width in (("fa", 1200), ("en", 1200)):
        show(chromium, f"{service}/cooperatives/{built.coop_id}?lang={lang}", width=width)
        overlaps = chromium.execute_script(
            "const rows = [...document.querySelectorAll('.bridge.wide .label')];"
            "const bars = [...document.querySelectorAll('.bridge.wide rect')];"
            "return rows.filter((row, i) => {"
            " const a = row.getBoundingClientRect(), b = bars[i].getBoundingClientRect();"
            " return a.left < b.right && b.left < a.right"
            "}).map(row => row.textContent.trim())"
        )
        assert overlaps == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_effects_end_at_one_place_so_that_their_decimals_line_up(
    chromium, service, built, lang, width
):
    show(chromium, f"{service}/cooperatives/{built.coop_id}?lang={lang}", width=WIDTHS[width])
    shown = ".card > .reasons td.number bdi"  # what is folded away has a table of its own
    for chosen in (shown, f".bridge.{width} .value"):
        ends = chromium.execute_script(
            "return [...document.querySelectorAll(arguments[0])]"
            ".map(e => e.getBoundingClientRect().right)",
            chosen,
        )
        assert len(ends) > 2
        assert max(ends) - min(ends) < 1.5


def test_every_letter_has_a_shape(chromium, service, built):
    """A letter without a shape in any font is drawn as a box of the last resort font."""
    show(chromium, f"{service}/cooperatives/{built.coop_id}?lang=fa", width=1200)
    chromium.execute_cdp_cmd("DOM.enable", {})
    chromium.execute_cdp_cmd("CSS.enable", {})
    root = chromium.execute_cdp_cmd("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    chosen = {"nodeId": root, "selector": "body, body *"}
    nodes = chromium.execute_cdp_cmd("DOM.querySelectorAll", chosen)["nodeIds"]
    fonts = {
        font["familyName"]
        for node in nodes
        for font in chromium.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node})[
            "fonts"
        ]
    }
    assert fonts
    assert not [name for name in fonts if "last" in name.lower() or "tofu" in name.lower()]
    # A box is as wide for every letter it stands for; real shapes differ.
    widths = chromium.execute_script(
        "const c = document.createElement('canvas').getContext('2d');"
        "c.font = '40px ' + getComputedStyle(document.body).fontFamily;"
        "return [...'اپچژگیکی۰۱۴٪٬'].map(l => c.measureText(l).width)"
    )
    assert len({round(width) for width in widths}) > 5


def test_a_reader_searches_opens_a_score_and_turns_the_language(chromium, service, built):
    show(chromium, f"{service}/?lang=en", width=1200)
    field = chromium.find_element(By.ID, "q")
    field.send_keys(built.coop_id)
    field.submit()
    chromium.find_element(By.CSS_SELECTOR, ".listing th[scope=row] a").click()
    points = chromium.find_element(By.CSS_SELECTOR, ".figure data").get_attribute("value")
    assert float(points) == built.made.example.points
    chromium.find_element(By.CLASS_NAME, "switch").click()
    assert chromium.find_element(By.TAG_NAME, "html").get_attribute("lang") == "fa"
    assert chromium.find_element(By.CSS_SELECTOR, ".figure data").get_attribute("value") == points
    assert re.fullmatch(r"[۰-۹]+", chromium.find_element(By.CSS_SELECTOR, ".figure data").text)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_page_prints_on_a4_without_cutting_rows(chromium, service, built, lang):
    """Every row, and both pictures, must lie wholly on one sheet."""
    url = f"{service}/cooperatives/{built.coop_id}?lang={lang}"
    show(chromium, url, width=695, media="print")  # A4 without its margins, at 96 to the inch
    keep(chromium, f"print-{lang}")
    broken = chromium.execute_script(
        "return [...document.querySelectorAll('tr, figure, .pair')].filter(e =>"
        " getComputedStyle(e).breakInside !== 'avoid').map(e => e.outerHTML.slice(0, 60))"
    )
    assert broken == []
    heads = chromium.execute_script(
        "return [...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display)"
    )
    assert set(heads) == {"table-header-group"}
    outside = chromium.execute_script(
        "return [...document.querySelectorAll('main *')].filter(e => {"
        " const r = e.getBoundingClientRect(); return r.width > 1 &&"
        " (r.left < -1 || r.right > innerWidth + 1)}).map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []
    printed = chromium.execute_cdp_cmd(
        "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False}
    )
    pdf = base64.b64decode(printed["data"])
    (SCREENSHOTS / f"score-{lang}.pdf").write_bytes(pdf)
    # Twenty-five reasons to a sheet, and two sheets for all the rest.
    reasons = chromium.execute_script(
        "return document.querySelectorAll('.reasons tbody tr').length"
    )
    assert 2 <= sheets(pdf) <= 2 + math.ceil(reasons / 25)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf


def sheets(pdf: bytes) -> int:
    """How many pages a PDF says it has."""
    plain = pdf + b"".join(
        zlib.decompressobj().decompress(part)
        for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
        if part[:1] == b"x"
    )
    return max(int(found) for found in re.findall(rb"/Count (\d+)", plain))
