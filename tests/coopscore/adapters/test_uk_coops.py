"""Small hand-written files for each trap of the UK register, then the register itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coopscore.actor import SYSTEM
from coopscore.adapters import open_adapter
from coopscore.adapters.uk_editions import ATTRIBUTES, DISSOLVED, ID, INCORPORATED, STATUS
from coopscore.errors import UnreadableFile, WrongColumns
from coopscore.facts import FactStore, FactView
from coopscore.home import Home
from coopscore.intake.receipt import Receipt
from coopscore.intake.receive import receive
from coopscore.records.database import Records, open_records

TODAY = date(2025, 9, 22)
NOW = datetime(2025, 9, 22, tzinfo=UTC)
REGISTER = Path(__file__).parents[4] / "shared" / "data" / "coops-uk"

ORGANISATIONS = (ID, *ATTRIBUTES.values(), STATUS, DISSOLVED)
ACCOUNTS = (
    ID, "Registered Name", "Turnover", "Profit before tax", "Member/Shareholder Funds",
    "Memberships", "Employees", "Is Most Recent?", "Year End Date", "Economic Year",
)  # fmt: skip
OUTLETS = (ID, "Registered Name", "Outlet Name", "City", "State/Province")


def write(folder: Path, name: str, header, rows, encoding="utf-8") -> Path:
    with (folder / name).open("w", encoding=encoding, newline="") as file:
        lines = csv.writer(file, quoting=csv.QUOTE_ALL)
        lines.writerow(header)
        lines.writerows(rows)
    return folder


def edition(folder: Path, month: str, table: str, **changed: str) -> Path:
    """An edition from lines of `id status incorporated dissolved`, a dot for an empty cell."""
    rows = []
    for line in table.strip().splitlines():
        organisation, status, incorporated, dissolved = (
            "" if word == "." else word for word in line.split()
        )
        cells = dict.fromkeys(ORGANISATIONS, "")
        cells |= {"Registered Name": f"{organisation} Limited", "Legal Form": "Society"}
        cells |= {ID: organisation, STATUS: status}
        cells |= {INCORPORATED: incorporated, DISSOLVED: dissolved} | changed
        rows.append(cells.values())
    return write(folder, f"organisations_{month}.csv", cells, rows)


def accounts(folder: Path, table: str) -> Path:
    """Accounts from lines of `id turnover members year_end economic_year`, `_` for a space."""
    rows = []
    for line in table.strip().splitlines():
        organisation, turnover, members, year_end, year = (
            "" if word == "." else word.replace("_", " ") for word in line.split()
        )
        rows.append((organisation, "A", turnover, "", "", members, "", "1", year_end, year))
    return write(folder, "economy_2016-06.csv", ACCOUNTS, rows)


@dataclass(frozen=True)
class Store:
    """A home of facts that a folder was taken into."""

    home: Home
    facts: FactStore
    records: Records

    def take(self, folder: Path) -> Receipt:
        return receive(
            self.home, self.facts, self.records, folder, "uk_coops", SYSTEM, today=TODAY, now=NOW
        )

    @property
    def view(self) -> FactView:
        return self.facts.view()

    def rows(self, table: str, *columns: str) -> list[tuple]:
        """Rows of a table, sorted; days as ISO text."""
        found = self.view.read(table, list(columns)).to_pylist()
        return sorted(tuple(str(row[c]) for c in columns) for row in found)

    def stages(self, organisation: str) -> list[tuple]:
        """What became of an organisation: code, happened, known, in the order of knowledge."""
        columns = ("coop_id", "known", "version", "to_code", "happened", "reason")
        return [
            (code, happened, known, "" if reason == "None" else reason)
            for coop_id, known, _, code, happened, reason in self.rows("status_event", *columns)
            if coop_id == f"uk:{organisation}"
        ]


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    home = Home(folder / "home")
    with open_records(home.records_url) as records:
        yield Store(home, FactStore(home.facts, records.ledger), records)


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "uk").mkdir()
    return tmp_path / "uk"


def said(receipt: Receipt, code: str) -> dict:
    """The figures of a note."""
    (note,) = [note for note in receipt.notes if note.code == code]
    return dict(note.facts)


# --- what the editions tell ----------------------------------------------------------------------


def test_the_first_edition_counts_what_it_dates_as_known_on_that_day_and_says_so(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Dead 05/03/1990 7/9/2011")
    store.take(folder)
    assert store.stages("R1") == [("registered", "1990-03-05", "1990-03-05", "")]
    assert store.stages("R2") == [
        ("registered", "1990-03-05", "1990-03-05", ""),
        ("dissolved", "2011-09-07", "2011-09-07", ""),
    ]
    assert store.rows("status_event", "hindsight") == [("True",)] * 3
    assert store.rows("cooperative", "coop_id", "known", "founded_on", "name", "hindsight") == [
        ("uk:R1", "1990-03-05", "1990-03-05", "R1 Limited", "True"),
        ("uk:R2", "1990-03-05", "1990-03-05", "R2 Limited", "True"),
    ]


def test_an_organisation_first_seen_later_is_known_from_that_edition_on(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Live 5/3/1990 .\nR2 Live 1/2/2014 .\nR3 Dead 1/2/2010 3/4/2015")
    store.take(folder)
    assert store.stages("R2") == [("registered", "2014-02-01", "2017-06-01", "")]
    assert store.stages("R3") == [
        ("dissolved", "2015-04-03", "2017-06-01", ""),
        ("registered", "2010-02-01", "2017-06-01", ""),
    ]
    assert ("uk:R2", "2017-06-01", "False") in store.rows(
        "cooperative", "coop_id", "known", "hindsight"
    )


def test_a_late_reported_dissolution_keeps_its_day_and_is_known_from_the_edition_that_tells_it(
    store, folder
):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Dead 5/3/1990 8/8/2015\nR2 Dead 5/3/1990 1/12/2016")
    receipt = store.take(folder)
    assert store.stages("R1")[1] == ("dissolved", "2015-08-08", "2017-06-01", "")
    assert store.stages("R2")[1] == ("dissolved", "2016-12-01", "2017-06-01", "")
    assert said(receipt, "dissolved_since") == {"count": 2}
    assert said(receipt, "late_reported") == {"count": 1}


def test_absence_from_the_next_edition_makes_activity_unknown_and_is_known_that_day(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Dead 5/3/1990 7/9/2011\nR3 Live 1/1/2000 .")
    edition(folder, "2017-06", "R3 Live 1/1/2000 .")
    receipt = store.take(folder)
    assert store.stages("R1")[1] == ("unknown", "2017-06-01", "2017-06-01", "absent_from_edition")
    assert [code for code, *_ in store.stages("R2")] == ["registered", "dissolved"]
    assert said(receipt, "absent_from_edition") == {"count": 1}


def test_who_is_listed_again_after_an_absence_was_never_gone(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    edition(folder, "2017-06", "R2 Live 5/3/1990 .")
    edition(folder, "2018-06", "R1 Live 5/3/1990 .\nR2 Live 5/3/1990 .")
    store.take(folder)
    turns = store.rows("status_event", "known", "to_code", "version", "voided")
    assert [turn for turn in turns if turn[1] == "unknown"] == [
        ("2017-06-01", "unknown", "1", "False"),
        ("2018-06-01", "unknown", "2", "True"),
    ]
    on_day = store.view.as_known("status_event", "uk:R1", date(2018, 6, 1))
    assert on_day.column("to_code").to_pylist() == ["registered"]


def test_without_a_day_of_incorporation_the_register_begins_with_the_edition(store, folder):
    edition(folder, "2016-06", "R1 Live . .\nR2 Dead . 7/9/2011")
    edition(folder, "2017-06", "R1 Live . .\nR2 Dead . 7/9/2011\nR3 Live . .")
    receipt = store.take(folder)
    assert store.stages("R1") == [("registered", "2016-06-01", "2016-06-01", "day_not_given")]
    assert store.stages("R2") == [("dissolved", "2011-09-07", "2011-09-07", "")]
    assert store.stages("R3") == [("registered", "2017-06-01", "2017-06-01", "day_not_given")]
    assert {founded for (founded,) in store.rows("cooperative", "founded_on")} == {"None"}
    assert said(receipt, "no_incorporation_day") == {"count": 3}


def test_an_end_without_a_day_leaves_no_day_on_which_it_counts_as_registered(store, folder):
    edition(folder, "2016-06", "R1 Dead 5/3/1990 .\nR2 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Dead 5/3/1990 .\nR2 Dead 5/3/1990 .")
    receipt = store.take(folder)
    assert store.stages("R1") == [("dissolved", "2016-06-01", "2016-06-01", "day_not_given")]
    assert store.stages("R2")[1] == ("dissolved", "2017-06-01", "2017-06-01", "day_not_given")
    assert said(receipt, "day_not_given") == {"count": 2}


def test_a_live_organisation_with_a_day_of_dissolution_has_ended_until_it_is_listed_without(
    store, folder
):
    edition(folder, "2016-06", "R1 Live 5/3/1990 7/9/2013\nR2 Dead 5/3/1990 7/9/2014")
    edition(folder, "2017-06", "R1 Live 5/3/1990 .\nR2 Live 5/3/1990 .")
    receipt = store.take(folder)
    assert store.stages("R1") == [
        ("registered", "1990-03-05", "1990-03-05", ""),
        ("dissolved", "2013-09-07", "2013-09-07", ""),
        ("registered", "2017-06-01", "2017-06-01", "back_on_register"),
    ]
    assert said(receipt, "live_with_an_end") == {"count": 1}
    assert said(receipt, "back_on_register") == {"count": 2}


def test_what_an_edition_dates_after_its_own_day(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Dead 5/3/1990 6/6/2017\nR2 Live 8/6/2017 .")
    receipt = store.take(folder)
    assert store.stages("R1")[1] == (
        "dissolved",
        "2017-06-01",
        "2017-06-01",
        "dated_after_edition",
    )
    assert store.stages("R2") == [("registered", "2017-06-08", "2017-06-08", "")]
    assert said(receipt, "dated_after_edition") == {"count": 1}
    assert said(receipt, "entered_after_edition") == {"count": 1}


def test_what_the_first_edition_dates_after_its_own_day_is_no_hindsight(store, folder):
    edition(folder, "2016-06", "R1 Live 8/6/2016 .")
    store.take(folder)
    assert store.rows("cooperative", "known", "hindsight") == [("2016-06-08", "False")]


def test_another_day_in_a_later_edition_corrects_the_record(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Dead 5/3/1990 3/3/2014\nR3 Live . .")
    edition(folder, "2017-06", "R1 Live 5/3/1991 .\nR2 Dead 5/3/1990 4/4/2015\nR3 Live 6/6/2006 .")
    receipt = store.take(folder)
    assert store.rows("status_event", "record_id", "version", "happened", "known") == [
        ("uk:R1/registered/2016-06", "1", "1990-03-05", "1990-03-05"),
        ("uk:R1/registered/2016-06", "2", "1991-03-05", "2017-06-01"),
        ("uk:R2/dissolved/2016-06", "1", "2014-03-03", "2014-03-03"),
        ("uk:R2/dissolved/2016-06", "2", "2015-04-04", "2017-06-01"),
        ("uk:R2/registered/2016-06", "1", "1990-03-05", "1990-03-05"),
        ("uk:R3/registered/2016-06", "1", "2016-06-01", "2016-06-01"),
        ("uk:R3/registered/2016-06", "2", "2006-06-06", "2017-06-01"),
    ]
    assert said(receipt, "days_corrected") == {"count": 3}


def test_attributes_are_told_anew_only_where_they_differ(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Live 05/3/1990 .\nR2 Live 5/03/1990 .")
    assert said_repeats(store.take(folder)) == {
        "organisations_2016-06.csv": 0,
        "organisations_2017-06.csv": 2,
    }
    edition(folder, "2018-06", "R1 Live 5/3/1990 .", **{"UK Nation": "Wales"})
    assert said(store.take(folder), "changed") == {"count": 1}
    assert store.rows("cooperative", "coop_id", "known", "province") == [
        ("uk:R1", "1990-03-05", "None"),
        ("uk:R1", "2018-06-01", "Wales"),
        ("uk:R2", "1990-03-05", "None"),
    ]


def said_repeats(receipt: Receipt) -> dict[str, int]:
    return {source.name: source.repeated for source in receipt.sources}


def test_a_name_that_lost_a_letter_keeps_its_earlier_spelling(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .", **{"Registered Name": "Film Café Limited"})
    edition(
        folder, "2017-06", "R1 Live 5/3/1990 .", **{"Registered Name": "Film Caf\ufffd Limited"}
    )
    receipt = store.take(folder)
    assert store.rows("cooperative", "name") == [("Film Café Limited",)]
    assert said(receipt, "mended_names") == {"count": 1}


# --- rows that cannot be taken -------------------------------------------------------------------


def test_a_doubled_id_is_read_once_where_its_rows_agree(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR1 Live 05/03/1990 .")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.repeated) == (1, 1)


def test_a_doubled_id_whose_rows_disagree_is_set_aside_and_does_not_count_as_absent(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Live 5/3/1990 .\nR1 Dead 5/3/1990 2/2/2017\nR2 Live 5/3/1990 .")
    receipt = store.take(folder)
    assert receipt.quarantined == 2
    assert [code for code, *_ in store.stages("R1")] == ["registered"]
    told = Path(receipt.quarantine).read_text(encoding="utf-8-sig")
    assert ",Registered Status,Dead,conflicting_duplicate," in told
    assert "Registered Status (“Dead”, “Live”), Dissolved Date (“2017-02-02”, “empty”)." in told


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("N/a Live 5/3/1990 .", {(ID, "unknown_cooperative")}),
        ("R9 Resting 5/3/1990 .", {(STATUS, "unknown_code")}),
        ("R9 Live 31/2/1990 .", {(INCORPORATED, "day_number")}),
        ("R9 Dead 5/3/1990 31/13/2011", {(DISSOLVED, "day_month")}),
        ("R9 Live someday .", {(INCORPORATED, "day_shape")}),
    ],
)
def test_an_unreadable_row_is_set_aside_by_the_source_s_own_column(store, folder, row, faults):
    edition(folder, "2016-06", f"R1 Live 5/3/1990 .\n{row}")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.quarantined) == (1, 1)
    with Path(receipt.quarantine).open(encoding="utf-8-sig", newline="") as file:
        assert {(found["column"], found["fault"]) for found in csv.DictReader(file)} == faults


def test_a_correction_to_no_day_is_set_aside(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    edition(folder, "2017-06", "R1 Live 31/2/1990 .")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.quarantined) == (1, 1)


def test_a_row_of_the_wrong_length_is_set_aside_and_the_others_are_kept(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    with (folder / "organisations_2016-06.csv").open("a", encoding="utf-8") as file:
        file.write('"R2","too short"\n')
    receipt = store.take(folder)
    assert (receipt.rows_read, receipt.accepted, receipt.quarantined) == (2, 1, 1)


def test_cp1252_is_read_where_a_file_is_not_utf_8(store, folder):
    name = "Stockport Supporters’ Café"
    row = dict.fromkeys(ORGANISATIONS, "") | {ID: "R1", STATUS: "Live", "Registered Name": name}
    write(folder, "organisations_2016-06.csv", ORGANISATIONS, [row.values()], encoding="cp1252")
    store.take(folder)
    assert store.rows("cooperative", "name") == [("Stockport Supporters’ Café",)]


def test_a_quoted_cell_may_hold_several_lines(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .", **{"Registered Name": "First\nSecond"})
    store.take(folder)
    assert store.rows("cooperative", "name") == [("First Second",)]


@pytest.mark.parametrize("files", [[], ["organisations.csv"], ["organisations_2016-13.csv"]])
def test_a_folder_without_an_edition_is_refused(store, folder, files):
    for name in files:
        (folder / name).write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="organisations_YYYY-MM"):
        store.take(folder)


def test_missing_and_doubled_columns_are_named_at_once(folder):
    header = [*ORGANISATIONS[1:], STATUS]
    write(folder, "organisations_2016-06.csv", header, [[""] * len(header)])
    with pytest.raises(WrongColumns) as refused:
        open_adapter("uk_coops").drafts(folder)
    assert (refused.value.facts["missing"], refused.value.facts["repeated"]) == ([ID], [STATUS])


# --- accounts and outlets ------------------------------------------------------------------------


def test_accounts_carried_forward_are_repeats_and_both_spellings_of_a_day_are_read(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    accounts(
        folder,
        """
        R1 500 20 2012-03-31_00:00:00 2014
        R1 500 20 2012-03-31_00:00:00 2013
        R1 500 20 2012-03-31          2012
        R1 400 19 2011-03-31          2011
        """,
    )
    receipt = store.take(folder)
    assert receipt.repeated == 2
    assert store.rows("filing", "kind", "happened", "known", "hindsight") == [
        ("statement", "2011-03-31", "2011-12-31", "True"),
        ("statement", "2012-03-31", "2012-12-31", "True"),
    ]
    assert store.rows("statement_line", "happened", "line_code", "amount", "currency") == [
        ("2011-03-31", "turnover", "400", "GBP"),
        ("2012-03-31", "turnover", "500", "GBP"),
    ]
    assert store.rows("yearly_figures", "happened", "members", "employees") == [
        ("2011-03-31", "19", "None"),
        ("2012-03-31", "20", "None"),
    ]
    assert said(receipt, "year_ends") == {"without_year_end": 0, "without_time": 2}


def test_nine_months_are_counted_to_the_end_of_a_shorter_month(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    accounts(folder, "R1 . . 2013-05-31_00:00:00 2014")
    store.take(folder)
    assert store.rows("filing", "known") == [("2014-02-28",)]


def test_totals_of_nations_are_set_aside_with_each_of_their_faults(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    accounts(folder, "N/a 900 . . 2011\nN/a 900 . 2013-12-31 2013\nR1 . 7 2013-12-31_00:00:00 2014")
    receipt = store.take(folder)
    assert said(receipt, "accounts") == {"distinct": 2, "aside": 1, "carried": 0}
    assert said(receipt, "year_ends") == {"without_year_end": 1, "without_time": 1}
    with Path(receipt.quarantine).open(encoding="utf-8-sig", newline="") as file:
        faults = Counter((row["row"], row["fault"]) for row in csv.DictReader(file))
    assert faults == {
        ("2", "unknown_cooperative"): 1,
        ("2", "missing_value"): 1,
        ("3", "unknown_cooperative"): 1,
    }


def test_one_account_with_two_contents_is_left_to_intake(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    accounts(folder, "R1 500 20 2012-03-31 2014\nR1 501 20 2012-03-31 2013")
    assert store.take(folder).quarantined == 2


def test_an_account_without_a_year_end_or_an_owner_is_set_aside(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    accounts(folder, "R1 500 20 . 2014\nR2 500 20 2012-03-31 2014")
    assert store.take(folder).quarantined == 2


def test_outlets_that_look_alike_are_each_kept(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .")
    rows = [("R1", "A", "Food", "Leeds", "")] * 2 + [("R1", "A", "Food", "Leeds", "Yorkshire")]
    write(folder, "outlets_2016-06.csv", OUTLETS, rows)
    write(folder, "outlets_undated.csv", OUTLETS, rows)
    receipt = store.take(folder)
    assert store.rows("outlet", "name", "place", "happened", "known") == [
        ("Food", "Leeds", "2016-06-01", "2016-06-01"),
        ("Food", "Leeds", "2016-06-01", "2016-06-01"),
        ("Food", "Leeds, Yorkshire", "2016-06-01", "2016-06-01"),
    ]
    assert said(receipt, "outlets_alike") == {"alike": 1}


def test_the_same_folder_twice_adds_nothing(store, folder):
    edition(folder, "2016-06", "R1 Live 5/3/1990 .\nR2 Live . .")
    edition(folder, "2017-06", "R1 Dead 5/3/1990 8/8/2015")
    accounts(folder, "R1 500 20 2012-03-31 2014")
    first, second = store.take(folder), store.take(folder)
    assert first.batch is not None
    assert second.batch is None
    assert sum(table.added for table in second.tables) == 0
    assert second.already_known == first.accepted


# --- the register itself -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[tuple[Store, Receipt]]:
    with opened(tmp_path_factory.mktemp("register")) as store:
        yield store, store.take(REGISTER)


shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not REGISTER.is_dir(), reason="../shared/data/coops-uk is not here"),
]


class TestTheRegisterItself:
    pytestmark = shared

    def test_the_receipt_agrees_with_what_is_known_of_the_files(self, register):
        _, receipt = register
        counts = {
            source.name: (source.rows_read, source.accepted, source.quarantined, source.repeated)
            for source in receipt.sources
        }
        assert counts == {
            "organisations_2016-06.csv": (8_037, 8_019, 0, 18),
            "organisations_2017-06.csv": (8_371, 3_563, 0, 4_808),
            "economy_2016-06.csv": (32_292, 12_332, 28, 19_932),
            "outlets_2016-06.csv": (6_291, 6_291, 0, 0),
        }

    def test_every_convention_is_told_with_its_figure(self, register):
        _, receipt = register
        assert [
            note.facts["organisations"] for note in receipt.notes if note.code == "edition"
        ] == [
            8_019,
            8_371,
        ]
        assert said(receipt, "accounts") == {"distinct": 12_337, "aside": 5, "carried": 19_932}
        assert said(receipt, "year_ends") == {"without_year_end": 6, "without_time": 22}
        counts = {note.code: note.facts["count"] for note in receipt.notes if "count" in note.facts}
        assert counts == {
            "no_incorporation_day": 235,  # 201 in 2016, and 34 first seen in 2017
            "day_not_given": 7,
            "live_with_an_end": 2,
            "dissolved_since": 260,
            "late_reported": 24,
            "dated_after_edition": 1,
            "entered_after_edition": 4,
            "absent_from_edition": 117,
            "back_on_register": 2,
            "changed": 2_953,
            "days_corrected": 12,
            "mended_names": 1,
        }

    def test_late_reported_dissolutions_are_marked_by_their_known_day(self, register):
        store, _ = register
        turns = store.rows("status_event", "to_code", "known", "happened", "coop_id", "version")
        in_2016 = {coop_id for code, known, _, coop_id, _ in turns if known < "2017-06-01"}
        told_in_2017 = [
            happened
            for code, known, happened, coop_id, version in turns
            if (code, known, version) == ("dissolved", "2017-06-01", "1") and coop_id in in_2016
        ]
        assert len(told_in_2017) == 260
        assert sum(happened < "2016-06-01" for happened in told_in_2017) == 24

    def test_a_second_run_adds_nothing(self, register):
        store, first = register
        again = store.take(REGISTER)
        assert again.batch is None
        assert sum(table.added for table in again.tables) == 0
        assert again.already_known == first.accepted
