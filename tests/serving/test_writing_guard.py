"""Only this service's own pages, and programs on this machine, may write."""

from datetime import date

import pytest
from starlette.datastructures import Headers

from serving.writing_guard import DOORS, FORM, JSON, FormTokens, unfit

PAGE, API = DOORS["/visit-plan/outcomes"], DOORS["/v1/visit-outcomes"]
OWN = "http://localhost:8000"
TODAY = date(2026, 1, 10)


def headers(media_type, **told):
    said = {"host": "localhost:8000", "content-type": media_type, "content-length": "10"}
    named = {name.replace("_", "-"): value for name, value in told.items()}
    return Headers({**said, **named})


def code(door, sent):
    found = unfit(door, sent, "http")
    return found.code if found else None


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"origin": OWN}, False),
        ({"origin": OWN, "sec_fetch_site": "same-origin"}, False),
        ({"sec_fetch_site": "same-origin"}, False),
        ({"origin": OWN, "sec_fetch_site": "same-site"}, True),
        ({"origin": OWN, "sec_fetch_site": "cross-site"}, True),
        ({"origin": "http://localhost:9000"}, True),
        ({"origin": "https://localhost:8000"}, True),
        ({"origin": "http://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"origin": "http://["}, True),
        ({"sec_fetch_site": "none"}, True),
        ({}, True),
    ],
)
def test_a_form_comes_from_a_page_of_this_service(told, refused):
    assert code(PAGE, headers(FORM, **told)) == ("origin_not_allowed" if refused else None)


def test_a_program_names_no_page_but_a_page_of_elsewhere_is_not_let_in():
    assert code(API, headers(JSON)) is None
    assert code(API, headers(JSON, origin=OWN)) is None
    assert code(API, headers(JSON, origin="http://evil.example")) == "origin_not_allowed"
    assert code(API, headers(JSON, sec_fetch_site="cross-site")) == "origin_not_allowed"


@pytest.mark.parametrize("sent", [FORM, "text/plain", "multipart/form-data; boundary=x", ""])
def test_what_a_page_of_elsewhere_could_send_unasked_is_no_json(sent):
    assert code(API, headers(sent)) == "media_type_not_allowed"


def test_the_character_set_beside_the_media_type_does_not_matter():
    assert code(API, headers(f"{JSON}; charset=utf-8")) is None


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"content_length": "1000000"}, None),
        ({"content_length": "1000001"}, "body_too_large"),
        ({"content_length": "9" * 5000}, "body_too_large"),
        ({"content_length": "-1"}, "length_not_told"),
        ({"content_length": ""}, "length_not_told"),
        ({"content_length": "۱۲"}, "length_not_told"),
        ({"transfer_encoding": "chunked"}, "length_not_told"),
    ],
)
def test_nothing_is_read_that_is_too_long_or_does_not_say_how_long_it_is(told, refused):
    raw = {"host": "localhost:8000", "content-type": JSON, "content-length": "10"}
    raw |= {name.replace("_", "-"): value for name, value in told.items()}
    pairs = [(name.encode(), value.encode()) for name, value in raw.items()]
    assert code(API, Headers(raw=pairs)) == refused


def test_a_token_is_of_one_form_of_this_service_and_of_today_or_yesterday():
    ours, theirs = FormTokens(b"k" * 32), FormTokens(b"x" * 32)
    token = ours.of("plan", "ir:1", "general", today=TODAY)
    assert ours.holds(token, "plan", "ir:1", "general", today=TODAY)
    assert ours.holds(token, "plan", "ir:1", "general", today=date(2026, 1, 11))
    assert not ours.holds(token, "plan", "ir:1", "general", today=date(2026, 1, 12))
    assert not ours.holds(token, "plan", "ir:2", "general", today=TODAY)
    assert not ours.holds(token, "planir:1", "", "general", today=TODAY)
    assert not theirs.holds(token, "plan", "ir:1", "general", today=TODAY)
    for nonsense in ("", "ب", token[:-1]):
        assert not ours.holds(nonsense, "plan", "ir:1", "general", today=TODAY)
