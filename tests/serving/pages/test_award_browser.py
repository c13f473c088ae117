"""The committee's pages in a real Chromium: on a screen, a telephone and paper."""

from collections.abc import Iterator

import pytest
from browsing import WIDTHS, keep, outside, served, show
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser

PAGES = {
    "awards": "/awards",
    "award_result": "/awards/{run}",
    "award_book": "/awards/{run}/book",
    "award_entrant": "/awards/{run}/entrants/{coop_id}",
}


@pytest.fixture(scope="module")
def desk(awarded) -> Iterator[str]:
    with served(awarded.home, awarded.now) as address:
        yield address


def address_of(desk, awarded, page, lang):
    placed = awarded.ranked.content["provincial"][0]["rows"][0]["coop_id"]
    path = PAGES[page].format(run=awarded.ranked.run_id, coop_id=placed)
    return f"{desk}{path}?lang={lang}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_its_window_and_the_console_is_silent(
    chromium, desk, awarded, page, lang, width
):
    show(chromium, address_of(desk, awarded, page, lang), width=WIDTHS[width])
    keep(chromium, f"{page}-{lang}-{width}")
    assert chromium.find_element(By.TAG_NAME, "html").get_attribute("lang") == lang
    assert outside(chromium) == []
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
    assert chromium.get_log("browser") == []


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_book_prints_on_a4_and_no_row_is_cut(chromium, desk, awarded, lang):
    show(chromium, address_of(desk, awarded, "award_book", lang), width=695, media="print")
    keep(chromium, f"print-award-book-{lang}")
    cut = chromium.execute_script(
        "return [...document.querySelectorAll('main tr, main figure')].filter(e =>"
        " getComputedStyle(e).breakInside !== 'avoid').length"
    )
    assert cut == 0
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= 695
