"""Deliveries taken in at a real desk: home, fact store and records."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from coopscore.errors import StoreBusy, UnknownAdapter, WrongColumns
from coopscore.records.tables import BATCH

COOPERATIVES = """\
شناسه تعاوني,تاریخ اثر,تاریخ ثبت,نام,شناسهٔ ملی
c1,۱۳۹۰/۰۱/۰۵,1390/01/10,شركت تعاوني الف,10380284790
c2,1390/01/05,1390/01/10,شرکت ب,10380284792
"""
FIGURES = """\
coop_id,year_end,received_on,members
c1,1402/12/29,1403/04/01,۱۲
c2,1402/12/29,1403/04/01,20
"""
BOTH = {"cooperative.csv": COOPERATIVES, "yearly_figures.csv": FIGURES}


def counts(receipt):
    return {
        source.name: (
            *(source.rows_read, source.accepted, source.quarantined),
            *(source.repeated, source.already_known),
        )
        for source in receipt.sources
    }


def test_a_delivery_is_taken_in_as_one_batch(desk):
    receipt = desk.take(BOTH)
    assert receipt.batch == 1
    assert counts(receipt) == {
        "cooperative.csv": (2, 2, 0, 0, 0),
        "yearly_figures.csv": (2, 2, 0, 0, 0),
    }
    assert receipt.quarantine is None
    assert desk.rows("yearly_figures", "coop_id", "happened", "known", "members", "batch") == [
        ("c1", date(2024, 3, 19), date(2024, 6, 21), 12, 1),
        ("c2", date(2024, 3, 19), date(2024, 6, 21), 20, 1),
    ]
    assert desk.rows("cooperative", "name", "name_key", "national_id_holds") == [
        ("شرکت تعاونی الف", "شرکتتعاونیالف", True),
        ("شرکت ب", "شرکتب", False),
    ]


def test_the_ledger_keeps_the_receipt(desk):
    receipt = desk.take(BOTH)
    with desk.records.database.reading() as connection:
        stored = connection.execute(select(BATCH.c.receipt)).scalar_one()
    assert json.loads(stored) == json.loads(json.dumps(receipt.as_data()))
    assert receipt.sources[0].sha256 == sha256(COOPERATIVES.encode()).hexdigest()


def test_the_same_delivery_twice_adds_nothing(desk):
    desk.take(BOTH)
    again = desk.take(BOTH)
    assert (again.batch, again.added, again.already_known) == (None, 0, 4)
    assert counts(again)["yearly_figures.csv"] == (2, 0, 0, 0, 2)
    assert desk.records.ledger.sealed() == [1]


def test_only_what_is_new_of_a_grown_file_is_added(desk):
    desk.take(BOTH)
    grown = FIGURES + "c2,1403/12/30,1404/04/01,21\n"
    receipt = desk.take({"yearly_figures.csv": grown})
    assert counts(receipt) == {"yearly_figures.csv": (3, 1, 0, 0, 2)}
    assert desk.rows("yearly_figures", "batch") == [(1,), (1,), (2,)]


def test_a_record_on_record_with_other_values_stands_and_the_new_row_is_set_aside(
    desk, quarantined
):
    desk.take(BOTH)
    receipt = desk.take({"yearly_figures.csv": FIGURES.replace("۱۲", "13")})
    assert counts(receipt) == {"yearly_figures.csv": (2, 0, 1, 0, 1)}
    assert quarantined(receipt.quarantine) == [
        ("yearly_figures.csv", 2, "members", "conflicting_record")
    ]
    assert desk.rows("yearly_figures", "members") == [(12,), (20,)]


def test_a_correction_known_later_is_added(desk):
    desk.take(BOTH)
    later = "coop_id,year_end,received_on,members,version\nc1,1402/12/29,1403/05/01,13,2\n"
    receipt = desk.take({"yearly_figures.csv": later})
    assert (receipt.added, receipt.flags) == (1, {})
    assert desk.rows("yearly_figures", "members") == [(12,), (13,), (20,)]


DUTIES = """\
شناسهٔ تعاونی,نوع,پایان دوره,موعد,تاریخ ثبت,تاریخ انجام,تاریخ آگاهی از انجام
c1,ارسال صورت مالی سالانه,1402/12/29,1403/04/31,1403/04/31,,
c2,ارسال صورت مالی سالانه,1402/12/29,1403/04/31,1403/04/31,1403/05/01,
"""
MET = """\
شناسهٔ تعاونی,نوع,پایان دوره,موعد,تاریخ ثبت,تاریخ انجام,تاریخ آگاهی از انجام
c1,ارسال صورت مالی سالانه,1402/12/29,1403/04/31,1403/06/20,1403/06/15,1403/06/20
"""


def test_a_duty_is_taken_open_and_its_fulfilment_is_a_correction_known_later(desk, quarantined):
    open_duty = desk.take({"cooperative.csv": COOPERATIVES, "obligation.csv": DUTIES})
    assert counts(open_duty)["obligation.csv"] == (2, 1, 1, 0, 0)
    assert [row[3] for row in quarantined(open_duty.quarantine)] == ["half_an_end"]
    assert counts(desk.take({"obligation.csv": MET})) == {"obligation.csv": (1, 1, 0, 0, 0)}
    assert desk.rows("obligation", "record_id", "happened", "known", "fulfilled_on") == [
        ("c1|statement|2024-03-19", date(2024, 7, 21), date(2024, 7, 21), None),
        ("c1|statement|2024-03-19", date(2024, 7, 21), date(2024, 9, 10), date(2024, 9, 5)),
    ]


def test_a_later_delivery_cannot_change_what_an_earlier_one_told_of_a_day(desk, quarantined):
    desk.take(BOTH)
    header = "coop_id,year_end,received_on,members,version,hindsight\n"
    same_day = "c1,1402/12/29,1403/04/01,14,2,"
    receipt = desk.take({"yearly_figures.csv": f"{header}{same_day}\n"})
    assert quarantined(receipt.quarantine) == [
        ("yearly_figures.csv", 2, "received_on", "rewrites_the_past")
    ]
    declared = desk.take({"yearly_figures.csv": f"{header}{same_day}yes\n"})
    assert (declared.added, declared.quarantine) == (1, None)


def test_several_versions_of_one_day_may_come_in_one_delivery(desk):
    figures = "coop_id,year_end,received_on,members,version\n" + "".join(
        f"c1,1402/12/29,1403/04/01,{10 + version},{version}\n" for version in (1, 2)
    )
    files = {"cooperative.csv": COOPERATIVES, "yearly_figures.csv": figures}
    assert desk.take(files).quarantined == 0
    assert desk.take(files).added == 0


def test_a_record_id_of_one_co_operative_is_another_record_with_another(desk):
    content = (
        "coop_id,year_end,received_on,members,record_id\n"
        "c2,1402/12/29,1403/04/01,13,c1|2024-03-19\n"
    )
    desk.take({"cooperative.csv": COOPERATIVES, "yearly_figures.csv": content})
    receipt = desk.take({"yearly_figures.csv": FIGURES})
    assert (receipt.added, receipt.quarantine) == (2, None)
    assert receipt.flags == {"same_key_other_record": 1}  # c2 has two for one year


def test_no_count_is_taken_that_would_break_every_build(desk, quarantined):
    figures = FIGURES.replace("۱۲", "9223372036854775807")
    receipt = desk.take({**BOTH, "yearly_figures.csv": figures})
    assert quarantined(receipt.quarantine) == [
        ("yearly_figures.csv", 2, "members", "above_maximum")
    ]


def test_rows_set_aside_for_an_unknown_co_operative_are_taken_once_it_is_known(desk, quarantined):
    first = desk.take({"yearly_figures.csv": FIGURES, "cooperative.csv": COOPERATIVES})
    assert first.quarantined == 0
    figures = FIGURES + "c3,1402/12/29,1403/04/01,30\n"
    before = desk.take({"yearly_figures.csv": figures})
    assert (before.batch, before.quarantined) == (None, 1)
    assert quarantined(before.quarantine) == [
        ("yearly_figures.csv", 4, "coop_id", "unknown_cooperative")
    ]
    header, _, _ = COOPERATIVES.splitlines()
    desk.take({"cooperative.csv": f"{header}\nc3,1390/01/05,1390/01/10,پ,\n"})
    after = desk.take({"yearly_figures.csv": figures})
    assert (after.batch, after.added, after.quarantined) == (3, 1, 0)


def test_the_same_file_is_claimed_again_when_more_of_it_can_be_taken(desk):
    header, first, second = COOPERATIVES.splitlines()
    desk.take({"cooperative.csv": f"{header}\n{first}\n"})
    half = desk.take({"yearly_figures.csv": FIGURES})
    desk.take({"cooperative.csv": f"{header}\n{second}\n"})
    rest = desk.take({"yearly_figures.csv": FIGURES})
    assert (half.added, half.quarantined, half.batch) == (1, 1, 2)
    assert (rest.added, rest.already_known, rest.batch) == (1, 1, 4)


def test_good_rows_of_a_bad_file_are_kept_and_the_bad_ones_written_down(
    desk, quarantined, lines_of
):
    dirty = FIGURES + (
        "c1,31/13/1404,1403/04/01,5\n"
        "c1,1401/12/29,1402/04/01,-5\n"
        "c1,1401/12/29,1402/04/01\n"
        '"c1,1401/12/29,1402/04/01,5\n'
        "c1,1400/12/29,1402/04/01,5\n"
        "c1,1400/12/29,1402/04/01,5\n"
    )
    receipt = desk.take({**BOTH, "yearly_figures.csv": dirty})
    assert counts(receipt)["yearly_figures.csv"] == (8, 3, 4, 1, 0)
    name = "yearly_figures.csv"
    assert quarantined(receipt.quarantine) == [
        (name, 4, "year_end", "day_order"),
        (name, 4, "year_end", "day_month"),
        (name, 5, "members", "below_minimum"),
        (name, 6, "", "too_few_cells"),
        (name, 7, "", "broken_quotes"),
    ]
    first = lines_of(receipt.quarantine)[0]
    assert first["raw"] == (
        '{"coop_id": "c1", "year_end": "31/13/1404", "received_on": "1403/04/01", "members": "5"}'
    )


def test_a_thousand_bad_rows_are_all_named(desk, quarantined):
    bad = FIGURES + "".join(f"c1,1404-12-30,x,{n}\n" for n in range(1000))
    receipt = desk.take({**BOTH, "yearly_figures.csv": bad})
    assert counts(receipt)["yearly_figures.csv"] == (1002, 2, 1000, 0, 0)
    assert len(quarantined(receipt.quarantine)) == 2 * 1000


def test_a_wrong_check_digit_is_counted_and_named_and_the_row_taken(desk, quarantined):
    receipt = desk.take(BOTH)
    assert receipt.flags == {"national_id_fails": 1}
    assert quarantined(receipt.flagged) == [
        ("cooperative.csv", 3, "شناسهٔ ملی", "national_id_fails")
    ]


def test_an_id_that_was_set_aside_is_listed_and_its_row_is_known_again(desk, lines_of):
    row = "c9,1390/01/05,1390/01/10,الف,{}\n"
    header = "coop_id,valid_from,recorded_at,name,national_id\n"
    first = desk.take({"cooperative.csv": header + row.format("10380284792")})
    assert (first.accepted, first.repairs) == (1, {"withheld_id": 1})
    (line,) = lines_of(first.repaired)
    assert [line[name] for name in ("column", "kind", "was", "became")] == [
        "national_id",
        "withheld_id",
        "10380284792",
        "",
    ]
    assert desk.rows("cooperative", "national_id", "national_id_holds") == [(None, False)]
    again = desk.take({"cooperative.csv": header + row.format("10380284792")})
    assert (again.accepted, again.already_known, again.quarantined) == (0, 1, 0)
    mended = row.format("10380284790").replace("1390/01/10", "1390/02/10")
    assert desk.take({"cooperative.csv": header + mended}).accepted == 1
    assert ("10380284790", True) in desk.rows("cooperative", "national_id", "national_id_holds")


def test_what_is_known_only_tomorrow_is_set_aside_today(desk):
    day = date(2024, 6, 20)
    assert desk.receive(desk.lay(BOTH), day).quarantined == 2
    assert desk.receive(desk.lay(BOTH), day.replace(day=21)).added == 2


def test_one_file_is_taken_in_by_its_own_path(desk):
    folder = desk.lay(BOTH)
    assert desk.receive(folder / "cooperative.csv").added == 2


def test_a_batch_that_a_dead_run_left_open_is_dropped_first(desk):
    open_batch = desk.leave_open()
    assert desk.take(BOTH).batch == open_batch + 1
    assert desk.records.ledger.abandoned() == []


def test_nothing_is_written_while_another_run_writes(desk):
    with desk.home.writing(), pytest.raises(StoreBusy):
        desk.receive(desk.lay(BOTH), lock_seconds=0.05)
    assert desk.records.ledger.sealed() == []


def test_a_refused_delivery_leaves_no_trace(desk):
    with pytest.raises(WrongColumns):
        desk.take({"cooperative.csv": "a,b\n1,2\n"})
    assert desk.records.ledger.sealed() == []
    assert not desk.home.quarantine.exists()


def test_an_unknown_adapter_is_refused_with_the_known_ones(desk):
    with pytest.raises(UnknownAdapter, match=r"There is no adapter fax\. Adapters: .*registry"):
        desk.receive(Path("x"), adapter="fax")


def test_progress_is_told_by_table(desk):
    told = []
    desk.receive(desk.lay(BOTH), progress=lambda *news: told.append(news))
    assert told == [("cooperative", 0, 2), ("yearly_figures", 1, 2)]
