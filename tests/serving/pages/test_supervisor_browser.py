"""The supervisors' pages in a real Chromium: on a screen, a telephone and paper, and by hand."""

from collections.abc import Iterator

import pytest
from browsing import WIDTHS, keep, outside, served, show
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

pytestmark = pytest.mark.browser

PAGES = {
    "watch": "/watch-list",
    "revival": "/revival-list",
    "plan": "/visit-plan?month=all",
    "outcomes": "/visit-plan/outcomes?coop={coop_id}",
    "evaluation": "/visit-plan/evaluation",
    "unproved": "/revival-list/unproved",
    "targets": "/visits/targets",
}


@pytest.fixture(scope="session")
def desk(supervised) -> Iterator[str]:
    with served(supervised.home, supervised.now) as address:
        yield address


def address_of(desk, supervised, page, lang):
    path = PAGES[page].format(coop_id=supervised.acts[2].coop_id)
    return f"{desk}{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_its_window_and_the_console_is_silent(
    chromium, desk, supervised, page, lang, width
):
    show(chromium, address_of(desk, supervised, page, lang), width=WIDTHS[width])
    keep(chromium, f"{page}-{lang}-{width}")
    assert chromium.find_element(By.TAG_NAME, "html").get_attribute("lang") == lang
    assert outside(chromium) == []
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= WIDTHS[width]
    assert chromium.get_log("browser") == []


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("page", ["plan", "watch"])
def test_a_list_prints_on_a4_with_its_head_on_each_sheet_and_no_row_cut(
    chromium, desk, supervised, page, lang
):
    url = address_of(desk, supervised, page, lang)
    show(chromium, url, width=695, media="print")  # A4 without its margins, at 96 to the inch
    keep(chromium, f"print-{page}-{lang}")
    cut = chromium.execute_script(
        "return [...document.querySelectorAll('main tr')].filter(e =>"
        " getComputedStyle(e).breakInside !== 'avoid').length"
    )
    heads = chromium.execute_script(
        "return [...document.querySelectorAll('main thead')].map(e => getComputedStyle(e).display)"
    )
    assert (cut, set(heads), outside(chromium)) == (0, {"table-header-group"}, [])
    for part in (".sections", ".filter", ".switch"):
        assert not chromium.find_element(By.CSS_SELECTOR, part).is_displayed()


def test_the_curve_runs_the_way_the_text_runs(chromium, desk, supervised):
    starts = {}
    for lang in ("fa", "en"):
        show(chromium, address_of(desk, supervised, "watch", lang), width=1200)
        path = chromium.find_element(By.CSS_SELECTOR, ".step.silent").get_attribute("points")
        starts[lang] = float(path.split(",")[0])
    assert starts["fa"] > 200 > 20 > starts["en"]


def test_a_supervisor_enters_an_outcome_on_a_telephone(chromium, desk, supervised):
    act = supervised.acts[22]
    url = f"{desk}/visit-plan/outcomes?coop={act.coop_id}&lang=fa"
    show(chromium, url, width=WIDTHS["narrow"])
    for name, typed in (("officer", "مریم احمدی"), ("visited_on", "۱۴۰۴/۰۸/۲۵")):
        field = chromium.find_element(By.NAME, name)
        field.clear()  # what was told before stands in it, to be corrected
        field.send_keys(typed)
    Select(chromium.find_element(By.NAME, "found")).select_by_value("gone")
    chromium.find_element(By.CSS_SELECTOR, ".entry button").click()
    said = chromium.find_element(By.CSS_SELECTOR, "[role=status]").text
    assert act.coop_id in said
    assert "ثبت شد" in said
    assert chromium.get_log("browser") == []
    chromium.get(url)
    kept = chromium.find_element(By.NAME, "officer").get_attribute("value")
    assert kept == "مریم احمدی"
    found = Select(chromium.find_element(By.NAME, "found")).first_selected_option
    assert found.get_attribute("value") == "gone"
