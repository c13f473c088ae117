"""The supervisors' pages as HTML: language, digits, numbers, and the form for outcomes."""

import re
import shutil
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from coopscore.actor import SYSTEM
from coopscore.home import Home
from serving.app import create_app
from serving.i18n import Words
from serving.office import open_office
from serving.pages.design_lines import rival_rows, rule_line

PATHS = {
    "watch": "/watch-list",
    "revival": "/revival-list",
    "plan": "/visit-plan?month=all",
    "outcomes": "/visit-plan/outcomes?month=all",
    "evaluation": "/visit-plan/evaluation",
    "unproved": "/revival-list/unproved",
    "targets": "/visits/targets?times=1.5",
}
FORMS = "/visit-plan/outcomes"
HTML = {"accept": "text/html"}
OWN = {**HTML, "origin": "http://testserver"}


def page(supervisors, path, **asked):
    answer = supervisors.get(path, params=asked, headers=HTML) if asked else supervisors.get(path)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def spoken(html):
    """What a reader reads: no markup, no codes set apart, nothing that is typed into fields."""
    body = html.partition("<main")[2].partition("</main>")[0]
    without = re.sub(
        r'<bdi dir="ltr"( class="code")?>[a-z0-9:]+</bdi>|placeholder="[^"]*"', "", body
    )
    return unescape(re.sub(r"<[^>]+>", " ", without))


def in_language(path, lang):
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize("path", PATHS.values(), ids=list(PATHS))
@pytest.mark.parametrize(("lang", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_a_page_says_its_language_and_leads_to_the_other(supervisors, path, lang, direction):
    html = page(supervisors, in_language(path, lang))
    assert f'<html lang="{lang}" dir="{direction}">' in html
    (other,) = re.findall(r'<a class="switch"[^>]*href="([^"]+)"', html)
    assert supervisors.get(unescape(other)).status_code == 200


@pytest.mark.parametrize("path", PATHS.values(), ids=list(PATHS))
def test_a_persian_page_has_persian_digits_and_an_english_one_latin(supervisors, path):
    assert re.findall(r"[0-9]", spoken(page(supervisors, in_language(path, "fa")))) == []
    assert re.findall(r"[۰-۹]", spoken(page(supervisors, in_language(path, "en")))) == []


@pytest.mark.parametrize("path", PATHS.values(), ids=list(PATHS))
def test_both_languages_carry_the_same_numbers_and_no_page_needs_script(supervisors, path):
    persian, english = (page(supervisors, in_language(path, lang)) for lang in ("fa", "en"))
    numbers = [re.findall(r'<data value="([^"]+)"', html) for html in (persian, english)]
    assert numbers[0] == numbers[1]
    for html in (persian, english):
        assert "<script" not in html
        assert not re.search(r"\s(style|on\w+)=", html)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))


def test_the_watch_list_shows_the_numbers_of_the_json_and_a_curve_of_each(supervisors):
    told = supervisors.get("/v1/watch-list", params={"limit": 25}).json()
    html = page(supervisors, "/watch-list?lang=en")
    values = re.findall(r'<data value="([^"]+)"', html)
    assert [float(value) for value in values] == [one["probability"] for one in told["items"]]
    assert html.count('<svg class="steps"') == 25
    assert "step function" in html
    first = html.partition('<svg class="steps"')[2].partition("</svg>")[0]
    assert "45% by month 6, 45% by month 12, 66." in unescape(first)


def test_the_revival_list_shows_no_curve_where_none_is_told(supervisors):
    html = page(supervisors, "/revival-list?lang=en")
    assert '<svg class="steps"' not in html
    assert "step function" not in html
    assert html.count("dormant-like") >= 9


def test_an_office_narrows_a_list_down_without_script(supervisors, supervised):
    place = supervised.places.of_one(supervised.watched[0])
    html = page(supervisors, "/watch-list", province=place.province, lang="en")
    shown = re.findall(r'<option value="([^"]*)" selected', html)
    assert shown == [place.province]
    assert f'<option value="{place.county}">' in html
    nobody = page(supervisors, "/watch-list", province="99", lang="en")
    assert "Nobody in this part" in nobody


def test_lists_follow_one_another_and_keep_what_was_asked(supervisors):
    first = page(supervisors, "/watch-list?lang=en&as_of=1404-06-31")
    (onward,) = re.findall(r'<a rel="next" href="([^"]+)"', first)
    assert "as_of=1404-06-31" in onward
    assert 'rel="prev"' in page(supervisors, unescape(onward))


def test_the_plan_opens_at_the_month_that_today_lies_in(supervisors, supervised):
    html = page(supervisors, "/visit-plan?lang=fa")
    assert "برنامهٔ بازدید: آذر ۱۴۰۴" in html  # today is 20 Dey, the plan's last month is Azar
    shown = len(re.findall(r"<tr>\s*<th scope=\"row\"><a", html))
    later = [one for one in supervised.acts[:-1] if one.month != supervised.plan.first_month]
    assert shown == len(later)


def test_another_month_of_the_plan_is_asked_for_by_its_first_day(supervisors):
    html = page(supervisors, "/visit-plan?lang=fa&month=2025-10-23")
    assert "برنامهٔ بازدید: آبان ۱۴۰۴" in html
    assert "بازدیدی برنامه‌ریزی نشده" in page(supervisors, "/visit-plan?month=1404-01-01")
    refused = supervisors.get("/visit-plan?month=1404-13-01&lang=en", headers=HTML)
    assert refused.status_code == 422


def test_the_plan_tells_each_act_its_slice_its_chance_and_what_was_found(supervisors, supervised):
    html = page(supervisors, "/visit-plan?month=all&lang=en")
    assert html.count("subject to Art. 5") == sum(bool(one.duty) for one in supervised.acts[:-1])
    for said in ("drawn by lot", "may be revived", "not reached", "To know it within 5%"):
        assert said in html
    assert "By lot: 12 visits among 36 co-operatives" in html
    assert "2 legal duties did not fit" in html
    assert "30 co-operatives stay, 10 have gone and 18 have come" in html
    rivals = html.partition('class="listing rivals"')[2].partition("</table>")[0]
    assert re.findall(r'value="([^"]+)"', rivals)[1::3] == ["7.25", "7.5", "3.0", "2.5"]
    assert "2.42 times" in html
    assert "known to be at work" in html  # the change


@pytest.mark.parametrize(
    ("overdue", "visits", "said"),
    [
        (
            3.0,
            48,
            "to find 2.42 times the silent that the plain rule, most overdue first, finds.",
        ),
        (
            7.2,
            48,
            "1.01 times the silent that the plain rule, most overdue first, finds: not twice",
        ),
        (7.25, 48, "is as good as this plan, which is expected to find 1.00 times"),
        (9.0, 48, "is as good as this plan"),
        (
            7.25,
            24,
            "find 0.50 times what it finds. The lists have 48 and 24 visits",
        ),
    ],
)
def test_it_is_said_how_many_times_what_the_plain_rule_finds_is_found(overdue, visits, said):
    told = {"visits": 48, "silent": 7.25, "revived": 1.5}
    rivals = [{"name": "most_overdue", "expected": {**told, "visits": visits, "silent": overdue}}]
    rows = rival_rows({"expected": told, "rivals": rivals}, Words("en"))
    assert said in rule_line(rows, Words("en"))
    assert rival_rows({"lot": 3}, Words("en")) == []
    assert rule_line([], Words("en")) == ""


def test_what_was_learnt_is_told_with_its_unknowns(supervisors):
    html = page(supervisors, "/visit-plan/evaluation?lang=en")
    for said in ("20 outcomes came in", "finding the silent", "(unknown: ", "Certain bounds"):
        assert said in html


def test_targets_show_what_is_planned_done_and_wanted_with_a_bar_of_each(supervisors):
    told = supervisors.get("/v1/visit-targets", params={"times": 1.5}).json()
    html = page(supervisors, "/visits/targets?times=1.5&lang=en")
    assert html.count('<svg class="target"') == len(told["kinds"]) > 2
    values = re.findall(r'<data value="(\d+)"', html)
    for kind in told["kinds"]:
        assert str(kind["planned"]) in values
        assert f"{kind['wanted']:,} wanted." in html
    assert f"1.50 times {told['wanted']['planned']:,} planned" in html
    whole = page(supervisors, "/visits/targets?lang=en&first=1390-01-01&last=1390-02-01")
    assert "Nothing was planned or done in this period." in whole


def test_unproved_revivals_are_shown_by_office_with_their_evidence(supervisors):
    told = supervisors.get("/v1/revivals-not-proved").json()
    html = page(supervisors, "/revival-list/unproved?lang=en")
    assert html.count('<table class="listing unproved">') == bool(told["items"]) == 1
    assert all(one["coop_id"] in html for one in told["items"][:25])
    nobody = page(supervisors, "/revival-list/unproved?lang=en&province=99")
    assert "no unproved revival in this part" in nobody
    assert 'href="/revival-list/unproved' in page(supervisors, "/revival-list?lang=en")


def form_of(supervisors, coop_id):
    """The form of one act, by its hidden fields, as a reader's browser would send it."""
    html = page(supervisors, FORMS, coop=coop_id, lang="en")
    assert html.count("<details") == 1
    form = html[html.index('method="post"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def told_by(supervisors, coop_id):
    told = supervisors.get("/v1/visit-outcomes").json()["outcomes"]
    return [one for one in told if one["coop_id"] == coop_id]


@pytest.fixture
def act(supervised, supervisors):
    """A training that the plan wants, of a co-operative of which nothing was told yet."""
    told = supervisors.get("/v1/visit-outcomes").json()["outcomes"]
    known = {one["coop_id"] for one in told}
    return next(
        one for one in supervised.acts[20:-1] if one.kind == "training" and one.coop_id not in known
    )


def test_an_outcome_is_entered_by_a_form_and_leads_back_to_the_page(supervisors, act):
    fields = form_of(supervisors, act.coop_id) | {
        "officer": "مریم احمدی", "visited_on": "۱۴۰۴/۰۸/۲۰", "found": "active",
        "person_hours": "۱۲", "note": "با اعضا گفت‌وگو شد",
    }  # fmt: skip
    answers = [
        supervisors.post(f"{FORMS}?lang=en", data=fields, headers=OWN, follow_redirects=False)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    (told,) = told_by(supervisors, act.coop_id)  # sent twice, on record once
    assert (told["visited_on"], told["person_hours"]) == ("2025-11-11", 12)
    assert told["note"] == "با اعضا گفت‌وگو شد"
    back = page(supervisors, answers[0].headers["location"])
    assert f"The outcome of the visit to {act.coop_id} is on record." in re.sub(
        r"<[^>]+>", "", back
    )
    again = page(supervisors, FORMS, coop=act.coop_id, lang="en")
    assert 'name="officer" value="مریم احمدی"' in again  # the name is kept on this machine
    assert '<option value="active" selected>' in again
    cookie = answers[0].headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", f"Path={FORMS}"))


def test_a_correction_by_form_may_return_to_what_was_told_before(supervisors, act):
    typed = {"officer": "x", "visited_on": "1404-08-20", "outcome": "", "note": ""}
    for found in ("silent", "active", "silent"):
        fields = form_of(supervisors, act.coop_id) | {**typed, "found": found}
        answer = supervisors.post(FORMS, data=fields, headers=OWN, follow_redirects=False)
        assert answer.status_code == 303
        (told,) = told_by(supervisors, act.coop_id)
        assert told["found"]["code"] == found


def test_a_wrong_day_is_withdrawn_by_form_and_may_be_told_again(supervisors, supervised):
    coop_id = next(one.coop_id for one in supervised.acts[10:] if one.kind == "general")
    before = told_by(supervisors, coop_id)
    typed = {"officer": "x", "visited_on": "1404-08-21", "outcome": "", "note": "تاریخ اشتباه بود"}

    def sent(found):
        fields = form_of(supervisors, coop_id) | {**typed, "found": found}
        return supervisors.post(FORMS, data=fields, headers=OWN, follow_redirects=False)

    assert sent("active").status_code == 303
    assert len(told_by(supervisors, coop_id)) == len(before) + 1
    assert sent("withdrawn").status_code == 303
    assert told_by(supervisors, coop_id) == before
    html = page(supervisors, FORMS, coop=coop_id, lang="en")
    assert "told in error" in html[html.index("<summary") : html.index("</summary>")]
    assert sent("active").status_code == 303
    assert len(told_by(supervisors, coop_id)) == len(before) + 1


def test_what_was_never_told_is_not_withdrawn(supervisors, supervised):
    coop_id = next(one.coop_id for one in supervised.acts[10:] if one.kind == "financial")
    typed = {"officer": "x", "visited_on": "1404-08-22", "found": "withdrawn", "outcome": ""}
    fields = form_of(supervisors, coop_id) | {**typed, "note": ""}
    answer = supervisors.post(f"{FORMS}?lang=en", data=fields, headers=OWN, follow_redirects=False)
    assert answer.status_code == 422
    assert "nothing was told of this act on that day" in answer.text


def test_a_form_that_does_not_hold_comes_back_as_it_was_sent_with_every_fault(supervisors, act):
    fields = form_of(supervisors, act.coop_id) | {
        "officer": " ", "visited_on": "1404-13-01", "found": "asleep", "person_hours": "many",
        "note": '"><b>x</b>',
    }  # fmt: skip
    before = told_by(supervisors, act.coop_id)
    answer = supervisors.post(f"{FORMS}?lang=en", data=fields, headers=OWN)
    assert answer.status_code == 422
    faults = re.findall(r"<li>([^<]+)</li>", answer.text.partition('role="alert"')[2])
    assert [fault for fault in faults if "name of who was there" in fault]
    assert [fault for fault in faults if "twelve months" in fault]
    assert [fault for fault in faults if "person-hours are a whole number" in fault]
    assert 'value="1404-13-01"' in answer.text
    assert "<b>x</b>" not in answer.text
    later = fields | {"officer": "x", "visited_on": "1410-01-01", "person_hours": ""}
    answer = supervisors.post(f"{FORMS}?lang=en", data=later, headers=OWN)
    faults = re.findall(r"<li>([^<]+)</li>", answer.text.partition('role="alert"')[2])
    assert len([fault for fault in faults if "asleep" in fault or "lies after" in fault]) == 2
    nothing = fields | {"officer": "x", "visited_on": "1404-08-20", "found": "", "person_hours": ""}
    answer = supervisors.post(f"{FORMS}?lang=fa", data=nothing, headers=OWN)
    faults = re.findall(r"<li>([^<]+)</li>", answer.text.partition('role="alert"')[2])
    assert "یافتهٔ بازدید: چیزی انتخاب نشده است" in faults
    assert told_by(supervisors, act.coop_id) == before


@pytest.mark.parametrize(
    ("changed", "headers", "code"),
    [
        ({"token": "0" * 64}, OWN, "form_not_ours"),
        ({"coop": "ir:00000001"}, OWN, "form_not_ours"),
        ({"plan": "another"}, OWN, "form_not_ours"),
        ({}, HTML, "origin_not_allowed"),
        ({}, {**HTML, "origin": "http://evil.example"}, "origin_not_allowed"),
    ],
)
def test_a_form_that_was_not_made_here_writes_nothing(supervisors, act, changed, headers, code):
    fields = form_of(supervisors, act.coop_id) | {
        "officer": "x", "visited_on": "2025-11-12", "found": "gone",
    } | changed  # fmt: skip
    before = supervisors.get("/v1/visit-outcomes").json()
    answer = supervisors.post(f"{FORMS}?lang=fa", data=fields, headers=headers)
    assert answer.status_code == 403
    assert code in answer.text
    assert supervisors.get("/v1/visit-outcomes").json() == before


def test_what_is_no_form_is_none_of_ours(supervisors):
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for content in (b"\xff=1", b"&".join([b"a=1"] * 100), b""):
        answer = supervisors.post(FORMS, content=content, headers={**OWN, **kind})
        assert answer.status_code == 403
    assert supervisors.post(FORMS, json={}, headers=OWN).status_code == 415


def test_without_a_plan_the_pages_say_how_to_make_one(empty_client):
    for path in ("/visit-plan", FORMS, "/visit-plan/evaluation"):
        answer = empty_client.get(f"{path}?lang=en", headers=HTML)
        assert answer.status_code == 404
        assert "coopscore visits plan" in answer.text


def test_every_section_is_linked_from_every_page(supervisors):
    html = page(supervisors, "/watch-list?lang=en")
    nav = html.partition('<nav class="sections"')[2].partition("</nav>")[0]
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', nav)]
    assert {link.partition("?")[0] for link in links} >= {"/", "/revival-list", "/visit-plan"}
    assert 'href="/watch-list?lang=en" aria-current="page"' in nav


def test_a_county_of_another_province_is_left_out_of_what_is_asked(supervisors, supervised):
    place = supervised.places.of_one(supervised.watched[0])
    for path in ("/watch-list", "/visit-plan"):
        whole = page(supervisors, path, province=place.province, month="all", lang="en")
        asked = {"province": place.province, "county": "nowhere", "month": "all", "lang": "en"}
        found = page(supervisors, path, **asked)
        assert "nowhere" not in found
        assert found.count("<tr>") == whole.count("<tr>")


def test_each_plan_on_record_can_be_chosen_on_its_pages(supervised, tmp_path):
    home = Home(shutil.copytree(supervised.home.path, tmp_path / "home"))
    with open_office(home) as office:
        book = office.records.visits
        plan = book.plan(supervised.plan.plan_id)
        own = replace(plan, settings={**plan.settings, "province": "05"}, frame=plan.frame[:8])
        other = book.keep(own, actor=SYSTEM, now=supervised.now)
        client = TestClient(create_app(office, clock=lambda: supervised.now, names=("testserver",)))
        shown = {"plan": supervised.plan.plan_id, "lang": "en"}
        paths = ("/visit-plan", FORMS, "/visit-plan/evaluation")
        pages = [page(client, path, **shown) for path in paths]
    for html in pages:
        form = html.partition('name="plan">')[2].partition("</select>")[0]
        assert f'<option value="{supervised.plan.plan_id}" selected>' in form
        assert f'<option value="{other.plan_id}">2025-09-22, Kermanshah: ' in form
        assert "2025-09-22, all provinces: " in form


def test_targets_without_a_number_of_times_are_those_of_the_plan(supervisors):
    empty, once = (
        page(supervisors, f"/visits/targets?times={typed}&lang=en").split("<main")[1]
        for typed in ("", "1")
    )
    assert re.sub("times=1.0&amp;", "", once) == empty
