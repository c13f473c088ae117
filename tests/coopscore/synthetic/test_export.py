from datetime import date

import numpy as np

from coopscore.calendar import jalali, read_day
from coopscore.synthetic.export import Almanac, Rows, coop_ids, write
from coopscore.synthetic.years import NEVER

DAY = jalali(1404, 4, 12).toordinal()


def rows(known: list[int]) -> Rows:
    part = {
        "coop_id": coop_ids(np.arange(len(known))[::-1]),
        "kind": np.full(len(known), "statement"),
        "period_end": np.array(known) - 100,
        "received_on": np.array(known),
        "due_on": np.full(len(known), NEVER),
        "audited": np.arange(len(known)) % 2 == 0,
    }
    return Rows.of("filing", [part])


def test_ids_are_text_with_leading_noughts():
    assert coop_ids(np.array([0, 16])).tolist() == ["ir:00000001", "ir:00000017"]


def test_rows_known_after_the_last_day_are_left_out_and_the_rest_stand_in_order():
    kept = rows([DAY + 1, DAY, DAY - 1, DAY]).until(DAY)
    assert kept.days("received_on").tolist() == [DAY - 1, DAY, DAY]
    assert kept.columns["coop_id"].tolist() == ["ir:00000002", "ir:00000001", "ir:00000003"]


def test_an_end_known_after_the_last_day_is_left_empty():
    known = np.array([DAY, DAY + 1, NEVER])
    part = {
        "coop_id": coop_ids(np.arange(3)),
        "recorded_at": np.full(3, DAY),
        "fulfilled_on": np.array([DAY - 9, DAY - 5, NEVER]),
        "fulfilled_known_on": known,
    }
    kept = Rows.of("obligation", [part]).until(DAY)
    assert kept.days("fulfilled_on").tolist() == [DAY - 9, NEVER, NEVER]
    assert kept.days("fulfilled_known_on").tolist() == [DAY, NEVER, NEVER]


def test_a_file_has_persian_titles_jalali_days_and_empty_cells_for_never(tmp_path):
    path = write(tmp_path, rows([DAY]), Almanac())
    assert path.read_text(encoding="utf-8").splitlines() == [
        "شناسهٔ تعاونی,نوع,پایان دوره,تاریخ دریافت,موعد,حسابرسی‌شده",
        "ir:00000001,statement,1404/01/05,1404/04/12,,1",
    ]


def test_one_day_in_fifty_stands_in_persian_digits_and_reads_the_same():
    texts = Almanac().texts(np.full(100, DAY))
    assert texts.count("۱۴۰۴/۰۴/۱۲") == 2
    assert {read_day(text) for text in texts} == {date.fromordinal(DAY)}
