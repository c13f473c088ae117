"""The page of provinces in a real Chromium: on a screen, on a telephone, and on paper."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pages"))

from browsing import WIDTHS, browser, keep, served, show

pytestmark = pytest.mark.browser
# What lies beside the window, but for what a table that may be pushed aside holds.
_OUTSIDE = (
    "return [...document.querySelectorAll('main *, nav *')].filter(e => {"
    " const r = e.getBoundingClientRect();"
    " return !e.closest('.scroll') && r.width > 1 && (r.left < -1 || r.right > innerWidth + 1)"
    "}).map(e => e.outerHTML.slice(0, 80))"
)


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    driver = browser(tmp_path_factory.mktemp("chromium"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def address(measured) -> Iterator[str]:
    with served(measured.home, datetime(2026, 1, 10, 8, 30, tzinfo=UTC)) as found:
        yield found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_page_fits_its_window_and_the_console_is_silent(window, address, lang, width):
    show(window, f"{address}/provinces?lang={lang}&indicator=statements", width=WIDTHS[width])
    keep(window, f"provinces-{lang}-{width}")
    assert window.execute_script(_OUTSIDE) == []
    assert window.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
    assert window.get_log("browser") == []
    words = window.find_elements(By.CSS_SELECTOR, "svg.flow text, svg.ranks text")
    sheets = {
        name: window.find_element(By.CSS_SELECTOR, f"svg.{name}").rect for name in ("flow", "ranks")
    }
    assert len(words) > 20
    for word in words:
        name = word.find_element(By.XPATH, "..").get_attribute("class")
        sheet, rect = sheets[name], word.rect
        assert sheet["x"] - 2 <= rect["x"], word.text
        assert rect["x"] + rect["width"] <= sheet["x"] + sheet["width"] + 2, word.text


def test_the_flow_runs_the_way_the_text_runs(window, address):
    places = {}
    for lang in ("fa", "en"):
        show(window, f"{address}/provinces?lang={lang}", width=WIDTHS["wide"])
        bars = window.find_elements(By.CSS_SELECTOR, "svg.flow .state-bar")
        places[lang] = [bars[0].rect["x"], bars[-1].rect["x"]]
    assert places["en"][0] < places["en"][1]
    assert places["fa"][0] > places["fa"][1]
