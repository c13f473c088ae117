"""Pictures are the same bytes each time, keep letters as text, and share a page."""

import re

import matplotlib as mpl
import pytest

from serving.reports.sheets import digits, drawn


def draw(axes):
    axes.plot([0, 1], [0, 1], label="منحنی یکنوا (CORP)")
    axes.set_xlabel("سهم از ردیف‌ها، ۱۰٪")
    digits(axes.xaxis, lambda value: f"v{value:.1f}")
    axes.legend()


def picture(name="x-fa", alt="alt", rtl=True, draw=draw):
    return drawn(name, alt, draw, rtl=rtl, width=5, height=3)


def test_the_same_picture_has_the_same_bytes_and_leaves_no_settings_behind():
    before = dict(mpl.rcParams)
    assert picture() == picture()
    assert dict(mpl.rcParams) == before


def test_letters_are_text_and_find_their_own_direction():
    svg = picture()
    assert "منحنی یکنوا (CORP)</text>" in svg
    assert "v0.0</text>" in svg
    texts = re.findall(r"<text [^>]*>", svg)
    assert texts
    assert all("unicode-bidi: plaintext" in text for text in texts)
    assert 'style="direction: ltr' in svg[: svg.index(">")]


@pytest.mark.parametrize(("rtl", "anchor"), [(True, "end"), (False, "start")])
def test_words_of_a_legend_are_anchored_where_their_stroke_is(rtl, anchor):
    text = re.search(r"<text ([^>]*)>منحنی", picture(rtl=rtl))[1]
    assert f"text-anchor: {anchor}" in text


def test_a_picture_without_a_legend_is_drawn():
    assert "<svg" in picture(draw=lambda axes: axes.plot([0, 1], [0, 1]))


def test_ids_begin_with_the_name_and_every_reference_leads_to_one():
    svg = picture("roc-en")
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(one.startswith("roc-en-") for one in ids)
    led = re.findall(r'(?:url\(#|href="#)([^")]+)', svg)
    assert led
    assert set(led) <= set(ids)


def test_nothing_comes_from_elsewhere_and_nothing_tells_the_time():
    svg = picture()
    addresses = set(re.findall(r'https?://[^"]+', svg))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"<metadata|<script|<style|<!DOCTYPE|Matplotlib", svg)


def test_what_it_shows_is_told_to_who_cannot_see_it():
    svg = picture(alt='a "b" <c>')
    assert 'role="img" aria-label="a &quot;b&quot; &lt;c&gt;"' in svg
