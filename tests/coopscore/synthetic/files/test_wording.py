"""Rows are put into the words of an office, and read back as what they were."""

import numpy as np
import pyarrow as pa

from coopscore.intake.cells import read_cell
from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.synthetic.files.wording import in_words
from coopscore.synthetic.sector.cycles import NEVER, day_number
from coopscore.synthetic.sheet import NOTHING, Coded, sheet


def rows() -> pa.Table:
    day = day_number(1403, 12, 30)
    return sheet(
        "assembly",
        {
            "coop_id": pa.array(["ir:00000001", "ir:00000002", "ir:00000003"]),
            "held_on": np.array([day, day + 1, day + 40]),
            "minutes_received_on": np.array([day + 9, day + 9, day + 50]),
            "due_on": np.array([NEVER, day, day]),
            "kind": Coded(np.array([0, 1, -1]), ("annual_ordinary", "extraordinary")),
            "members_total": np.array([12, NOTHING, 30]),
            "members_present": np.array([0, NOTHING, 20]),
            "voided": np.array([True, False, False]),
        },
    )


def test_days_are_jalali_codes_titles_and_flags_words():
    words = in_words("assembly", rows()).to_pylist()[0]
    assert words == {
        "شناسهٔ تعاونی": "ir:00000001",
        "تاریخ برگزاری": "1403/12/30",
        "تاریخ دریافت صورت‌جلسه": "1404/01/09",
        "نوع": "مجمع عمومی عادی سالیانه",
        "موعد": "",
        "شمار اعضای دارای حق رأی": "12",
        "شمار حاضران": "0",
        "باطل": "بله",
    }


def test_every_cell_is_read_back_as_it_was():
    typed = rows()
    words = in_words("assembly", typed)
    columns = {column.title.fa: column for column in file_columns(TABLES["assembly"])}
    for title in words.column_names:
        column = columns[title]
        if column.name == "kind":
            continue  # required; the third row lacks it
        read = [read_cell(column, text) for text in words[title].to_pylist()]
        assert read == typed[column.name].to_pylist()


def test_no_rows_are_no_words():
    assert in_words("assembly", rows().slice(0, 0)).num_rows == 0


def test_a_number_is_written_to_its_last_digit():
    shares = sheet("facility", {"coop_id": pa.array(["ir:1"]), "rate": np.array([0.1 + 0.2])})
    (text,) = in_words("facility", shares).column(1).to_pylist()
    assert float(text) == 0.1 + 0.2
