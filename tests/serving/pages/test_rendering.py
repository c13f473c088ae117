"""What may come from a registry and what may not get through."""

import pytest
from jinja2 import UndefinedError

from serving.i18n import Words
from serving.pages.rendering import href, render
from serving.problems import formality


def test_names_that_look_like_markup_are_shown_and_not_obeyed():
    problem = formality("page_not_found", "en", path="/<img src=x onerror=alert(1)>")
    html = render("problem.html", Words("en"), path="/", problem=problem)
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_template_that_asks_for_what_it_was_not_given_fails_at_once():
    with pytest.raises(UndefinedError):
        render("problem.html", Words("en"), path="/")


def test_no_link_leads_to_another_machine():
    assert href(Words("en"), "//evil.example/a") == "/evil.example/a?lang=en"


def test_links_keep_the_language_and_leave_out_what_is_not_asked():
    link = href(Words("fa"), "/cooperatives/uk:R 1/?", as_of=None, q="", spec="exit")
    assert link == "/cooperatives/uk:R%201/%3F?spec=exit&lang=fa"
