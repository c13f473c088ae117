"""The pages as HTML: language, direction, digits, escaping, and the numbers themselves."""

import re
from html.parser import HTMLParser

import pytest

VOID = {"meta", "link", "input", "br", "line", "rect", "circle", "path", "polyline"}


class Page(HTMLParser):
    """The text of a page outside of what is set apart, and every machine-readable number."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.apart: list[str] = []
        self.text: list[str] = []
        self.values: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "data":
            self.values.append(found["value"])
        if tag not in VOID:
            self.apart.append(tag if "code" in (found.get("class") or "") else "")

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.apart.pop()

    def handle_data(self, data):
        if not any(self.apart):
            self.text.append(data)


def page(client, path: str) -> Page:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


@pytest.fixture(params=["score", "list", "problem"])
def path(request, built) -> str:
    return {
        "score": f"/cooperatives/{built.coop_id}",
        "list": "/?q=تعاونی&page=2",
        "problem": "/nowhere",
    }[request.param]


@pytest.mark.parametrize(("lang", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_a_page_says_its_language_and_direction_and_links_to_the_other(
    client, path, lang, direction
):
    found = page(client, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert found.tags[1] == ("html", {"lang": lang, "dir": direction}) or (
        found.tags[0] == ("html", {"lang": lang, "dir": direction})
    )
    (switch,) = [attrs for tag, attrs in found.tags if attrs.get("class") == "switch"]
    other = {"fa": "en", "en": "fa"}[lang]
    assert switch["hreflang"] == other
    assert switch["href"].endswith(f"lang={other}")
    assert client.get(switch["href"]).status_code == client.get(path).status_code


def test_pages_are_persian_unless_asked(client, path):
    answer = client.get(path, headers={"accept": "text/html", "accept-language": "en"})
    assert answer.headers["content-language"] == "fa"


def test_a_persian_page_has_persian_digits_and_no_others(client, path):
    found = page(client, f"{path}{'&' if '?' in path else '?'}lang=fa")
    latin = [text for text in found.text if re.search(r"[0-9]", text)]
    # Groups of grades are letters with a figure: A1 is a name, not a number.
    assert [text for text in latin if not re.fullmatch(r"[A-E][1-3]", text.strip())
            and not re.search(r" · [A-E][1-3]", text)] == []  # fmt: skip
    assert any(re.search(r"[۰-۹]", text) for text in found.text)


def test_an_english_page_has_no_persian_words_but_names_and_the_link(client, built):
    found = page(client, f"/cooperatives/{built.coop_id}?lang=en")
    assert not any(re.search(r"[۰-۹]", text) for text in found.text)


def test_both_pages_carry_the_numbers_of_the_json_to_the_last_digit(client, built):
    told = client.get(f"/v1/cooperatives/{built.coop_id}/score").json()
    persian = page(client, f"/cooperatives/{built.coop_id}?lang=fa")
    english = page(client, f"/cooperatives/{built.coop_id}?lang=en")
    assert persian.values == english.values
    values = [float(value) for value in persian.values if re.fullmatch(r"-?[\d.e-]+", value)]
    for field in ("points", "probability", "low", "high", "base_points"):
        assert told[field] in values
    for reason in told["reasons"]:
        assert reason["points"] in values


def test_every_day_of_the_history_is_linked_and_shows_that_day(client, built):
    history = client.get(f"/v1/cooperatives/{built.coop_id}/history").json()["scores"]
    found = page(client, f"/cooperatives/{built.coop_id}?lang=en")
    links = {attrs.get("href", "") for tag, attrs in found.tags if tag == "a"}
    for score in history:
        (link,) = [href for href in links if f"as_of={score['as_of']}" in href]
        assert str(score["points"]) in page(client, link).values


def test_a_page_of_a_day_shows_the_filings_of_that_day(client, built):
    day = built.made.scored[1].as_of.isoformat()
    known = client.get(f"/v1/cooperatives/{built.coop_id}/filings?as_of={day}").json()["filings"]
    text = client.get(f"/cooperatives/{built.coop_id}?as_of={day}&lang=en").text
    table = text.partition('<table class="filings">')[2].partition("</table>")[0]
    assert table.count("<tr>") == len(known) + bool(known)


def test_pictures_are_told_to_those_who_cannot_see_them(client, built):
    html = client.get(f"/cooperatives/{built.coop_id}?lang=fa").text
    pictures = re.findall(r"<svg class=\"(?:bridge|ladder|course).*?</svg>", html, re.DOTALL)
    assert len(pictures) == 4
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for picture in pictures:
        assert 'role="img"' in picture
        (labels,) = re.findall(r'aria-labelledby="([^"]+)"', picture)
        assert all(label in ids for label in labels.split())
        assert re.search(r"<desc[^>]*>[^<]{20,}</desc>", picture)


def test_no_page_needs_script_or_inline_style(client, path):
    html = client.get(path, headers={"accept": "text/html"}).text
    assert "<script" not in html
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son\w+=", html)
    assert "http://" not in html.replace("http://www.w3.org", "")


def test_what_is_typed_into_the_search_comes_back_escaped(client):
    html = client.get("/", params={"q": '"><b>تعاونی</b>'}).text
    assert "<b>تعاونی" not in html
    assert "&lt;b&gt;" in html


def test_a_search_that_finds_nothing_says_so_and_offers_all(client):
    html = client.get("/?q=zzzz&lang=en").text
    assert "No scored co-operative fits" in html
    assert "Show all" in html


def test_pages_follow_one_another(client, built):
    first, second = page(client, "/?lang=en"), page(client, "/?page=2&lang=en")
    assert any(attrs.get("rel") == "next" for _, attrs in first.tags)
    assert any(attrs.get("rel") == "prev" for _, attrs in second.tags)
    assert not any(attrs.get("rel") == "prev" for _, attrs in first.tags)


def test_an_empty_day_in_the_form_asks_for_no_day_and_nonsense_gets_a_page(client, built):
    path = f"/cooperatives/{built.coop_id}"
    assert client.get(f"{path}?as_of=").text == client.get(path).text
    refused = client.get(f"{path}?as_of=31/13/1404", headers={"accept": "text/html"})
    assert refused.status_code == 422
    assert "شمسی" in refused.text


def test_an_unknown_cooperative_gets_a_page_in_the_readers_language(client):
    answer = client.get("/cooperatives/ir:99999999", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert '<bdi dir="ltr">ir:99999999</bdi>' in answer.text
