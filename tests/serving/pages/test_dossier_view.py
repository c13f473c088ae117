"""What a page shows of a dossier is what is in it, in the reader's words."""

import html
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files

import pytest

from coopscore.actor import Actor
from coopscore.dossiers import Act, Evidence
from coopscore.overrides import Override, OverrideEntry
from serving.i18n import Words
from serving.lending import Lending
from serving.office import open_office
from serving.pages.dossier_view import dossier_view
from serving.pages.evidence_view import SHOWN, behind_rows
from serving.pages.override_view import override_row
from serving.pages.quartiles import quartiles
from serving.readings import Readings


@pytest.fixture
def standing(lent, built):
    with open_office(lent.home) as office:
        desk = Lending(office.records, Readings(office.records, office.facts))
        asked = (lent.example.coop_id, "credit_warning", None)
        yield desk.standing(*asked, today=built.now.date())


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_page_tells_every_part_of_the_dossier(desk, lent, lang):
    path = f"/cooperatives/{lent.example.coop_id}"
    page = desk.get(path, params={"spec": "credit_warning", "lang": lang}).text
    words = Words(lang)
    for title in ("adverse_title", "peers_title", "change_title", "recourse_title"):
        assert words(title) in page
    for reason in lent.example.adverse:
        assert reason.code in page
    for act in lent.example.recourse:
        assert words(f"act_{act.act}") in page
        assert f'datetime="{act.earliest.isoformat()}"' in page
    assert not re.search(r"\{[a-z_]+\}", page)


def test_its_terms_end_at_the_score(standing, lent):
    view = dossier_view(standing, Words("en"), today=date(2026, 1, 10))
    assert view.change.start + sum(term.points for term in view.change.terms) == pytest.approx(
        view.change.end
    )
    assert len(view.change.pictures) == 2
    assert [row.points for row in view.adverse] == [one.points for one in lent.example.adverse]


def test_without_dossier_and_override_there_is_nothing_to_show(standing):
    alone = replace(standing, dossier=None, override=None, overrides=[])
    assert dossier_view(alone, Words("fa"), today=date(2026, 1, 10)) is None


def override_on(standing, first: date, last: date, revoked: datetime | None = None):
    score = standing.named.entry.score
    asked = Override(
        score_id=standing.named.entry.score_id, coop_id=score.coop_id, spec=score.spec,
        from_grade=score.grade, to_grade="C3", reason="contract", note="seen", first_day=first,
        last_day=last,
    )  # fmt: skip
    return OverrideEntry(
        number=1, override=asked, rules="1", written_at=standing.named.entry.written_at,
        actor=Actor(name="Rezaei", role="officer"), revoked_at=revoked,
    )  # fmt: skip


def test_an_override_says_whether_it_stands(standing):
    today = date(2026, 1, 10)
    week = timedelta(days=7)
    entries = [
        override_on(standing, today - week, today + week),
        override_on(standing, today - 2 * week, today - week),
        override_on(standing, today, today + week, standing.named.entry.written_at),
    ]
    told = [override_row(one, Words("en"), today).state for one in entries]
    assert told == ["in force", "ended", "revoked"]
    alone = replace(standing, dossier=None, override=entries[0], overrides=entries)
    view = dossier_view(alone, Words("en"), today=today)
    assert (view.override.officer, len(view.overrides), view.catalogue) == ("Rezaei", 3, "")


def record(number: int, **cells: object) -> Evidence:
    return Evidence(
        feature="months_late_3m", table="facility_month", record_id=str(number),
        happened=date(2025, 9, 22), known=date(2025, 10, 4), cells=cells,
    )  # fmt: skip


def test_cells_are_told_by_title_code_day_and_number():
    cells = {"class": "past_due", "dpd_days": 75.0, "balance": None, "gone": "2025-01-01"}
    (behind,) = behind_rows([record(1, **cells)], Words("en"))
    assert "past due" in behind.rows[0].cells
    assert "75" in behind.rows[0].cells
    assert "unknown" in behind.rows[0].cells
    assert "gone: 2025-01-01" in behind.rows[0].cells
    lasting = replace(
        record(2, settled_on="2025-03-20"), table="facility", feature="facilities_open"
    )
    (behind,) = behind_rows([lasting], Words("fa"))
    assert "۱۴۰۳" in behind.rows[0].cells
    (behind,) = behind_rows([replace(lasting, table="no_more")], Words("en"))
    assert behind.rows[0].table == "no_more"
    gone = record(3, was=None, share=0.25)
    (behind,) = behind_rows([replace(gone, table="no_more")], Words("en"))
    assert behind.rows[0].cells == "was: unknown; share: 0.250"


@pytest.mark.parametrize(
    ("table", "cells", "told"),
    [
        ("filing", {"audited": 1.0, "completeness": 0.85}, "Audited: yes; Completeness: 85%"),
        ("facility", {"principal": 5e9}, "Principal: 5,000,000,000 rial"),
        ("statement_line", {"amount": 700.0, "currency": "GBP"}, "Amount: 700 pound sterling"),
    ],
)
def test_flags_shares_and_amounts_are_told_as_such(table, cells, told):
    (behind,) = behind_rows([replace(record(1, **cells), table=table)], Words("en"))
    assert behind.rows[0].cells == told


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_numbers_of_peers_have_their_units_and_acts_the_day_they_are_counted_from(
    desk, lent, standing, lang
):
    words = Words(lang)
    path = f"/cooperatives/{lent.example.coop_id}"
    page = desk.get(path, params={"spec": "credit_warning", "lang": lang}).text
    view = dossier_view(standing, words, today=date(2026, 1, 10))
    table = page.split('<table class="peers">')[1].split("</table>")[0]
    units = [row.own.unit for row in view.peers if row.own.unit]
    assert units
    assert all(f"</data> {unit}</td>" in table for unit in units)
    intro = page.split('<h2 id="recourse-title">')[1].split("<table")[0]
    assert words.day(standing.named.entry.score.as_of) in intro
    assert view.as_of == standing.named.entry.score.as_of


def test_more_records_than_are_shown_are_counted():
    (behind,) = behind_rows([record(n) for n in range(SHOWN + 3)], Words("en"))
    assert (len(behind.rows), behind.more) == (SHOWN, "and 3 more")


def test_a_number_among_peers_stands_where_it_lies_on_either_side():
    left, right = (quartiles(9.0, 1.0, 2.0, 4.0, mirrored=side) for side in (False, True))
    assert left.own > left.left + left.width > left.middle
    assert right.own < right.left < right.middle
    assert left.own + right.own == pytest.approx(left.frame.width)
    level = quartiles(3.0, 3.0, 3.0, 3.0, mirrored=False)
    assert level.width > 0


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_early_warning_page_says_whom_and_why(desk, lent, lang):
    page = desk.get("/early-warning", params={"lang": lang}).text
    words = Words(lang)
    assert words("warning_title") in page
    assert page.count("<li>") >= 25
    assert words("page_next") in page
    link = re.search(r'<th scope="row"><a href="(/cooperatives/[^"]+)"', page).group(1)
    assert "as_of=" in link
    assert desk.get(html.unescape(link)).status_code == 200
    second = desk.get("/early-warning", params={"lang": lang, "page": 2}).text
    assert words("page_previous") in second


def test_persian_words_of_the_desk_are_those_of_the_glossary():
    locale = files("serving.pages.locale")
    desk = locale.joinpath("lending_fa.toml").read_text("utf-8")
    told = locale.joinpath("reasons_fa.toml").read_text("utf-8")
    # a grade, a running facility (not the class *current*), and a grade that nobody vouches for
    for unsaid in ("درجه", "تسهیلات جاری", "خوش‌حساب", "تضمین‌شده"):
        assert unsaid not in desk + told


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_all_acts_together_are_named_by_their_titles(standing, built, lang):
    words, entry = Words(lang), standing.dossier
    act = Act(
        act="all", about="file_statement renew_board", earliest=date(2026, 1, 24), points=545.0,
        probability=0.07, grade="C2", gain=37.0, promised="C3",
    )  # fmt: skip
    told = replace(
        standing, dossier=replace(entry, dossier=replace(entry.dossier, recourse=(act,)))
    )
    (row,) = dossier_view(told, words, today=built.now.date()).acts
    comma = "، " if lang == "fa" else ", "
    assert row.about == comma.join([words("act_file_statement"), words("act_renew_board")])
