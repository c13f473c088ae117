"""Small hand-written files for each trap of the Brazilian sources, then the sources themselves."""

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
from coopscore.adapters.brazil_files import REGISTER, RETURNS
from coopscore.calendar import months
from coopscore.errors import UnreadableFile, WrongColumns
from coopscore.facts import FactStore, FactView
from coopscore.home import Home
from coopscore.intake.receipt import Receipt
from coopscore.intake.receive import receive
from coopscore.records.database import Records, open_records
from features.build import build_matrix, build_outcomes
from features.catalogue import select

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOURCES = Path(__file__).parents[4] / "shared" / "data" / "brazil-bcb-coop"

OFFICES = (
    "cnpj_basico", "identificador_matriz_filial", "situacao_cadastral", "data_situacao_cadastral",
    "data_inicio_atividade", "cnae_fiscal_principal",
)  # fmt: skip
MEMBERS = (
    "CNPJ", "Total de Cooperados", "Cooperados PF", "Cooperados PJ", "Sexo Feminino",
    "Sexo Masculino", "Sexo nao Informado", "Periodo",
)  # fmt: skip


def write(folder: Path, name: str, delimiter: str, header, rows) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=delimiter)
        lines.writerow(header)
        lines.writerows(rows)


def register(folder: Path, table: str = "") -> None:
    """The register from lines of `root kind status status_day opened activity`, a dot if empty."""
    rows = [line.split() for line in table.strip().splitlines()]
    rows = [["" if word == "." else word for word in row] for row in rows]
    write(folder, REGISTER, ",", OFFICES, rows)


def returns(folder: Path, table: str = "") -> None:
    """Returns from lines of `root members period`, a dot for nothing."""
    rows = []
    for line in table.strip().splitlines():
        root, members, period = ("" if word == "." else word for word in line.split())
        rows.append((root, members, members, 0, 0, 0, 0, period))
    write(folder, RETURNS, ";", MEMBERS, rows)


def marked(**filed: str) -> str:
    """Returns of co-operatives by months from January 2020 on: `x` is filed, a dot is not.

    They are called by letters; `a` is the co-operative 00000001.
    """
    lines = []
    for name, marks in filed.items():
        for place, mark in enumerate(marks):
            if mark == "x":
                month = f"{2020 + place // 12}-{place % 12 + 1:02d}-01"
                lines.append(f"{ord(name) - ord('a') + 1:08d} {100 + place} {month}")
    return "\n".join(lines)


ACTIVE = "1 1 2 2005-11-03 1990-05-17 6424703"


@dataclass(frozen=True)
class Store:
    """A home of facts that a folder was taken into."""

    home: Home
    facts: FactStore
    records: Records

    def take(self, folder: Path) -> Receipt:
        return receive(
            self.home, self.facts, self.records, folder, "brazil_bcb", SYSTEM, today=TODAY, now=NOW
        )

    @property
    def view(self) -> FactView:
        return self.facts.view()

    def rows(self, table: str, *columns: str) -> list[tuple]:
        """Rows of a table, sorted; days as ISO text."""
        found = self.view.read(table, list(columns)).to_pylist()
        return sorted(tuple(str(row[c]) for c in columns) for row in found)

    def turns(self, root: str, axis: str) -> list[tuple]:
        """Changes of status on an axis: known, code, happened, reason, and whether void."""
        columns = ("coop_id", "axis", "known", "to_code", "happened", "reason", "voided")
        return [
            (known, code, happened, reason, voided == "True")
            for coop_id, of, known, code, happened, reason, voided in self.rows(
                "status_event", *columns
            )
            if (coop_id, of) == (f"br:{root}", axis)
        ]

    def stage(self, root: str) -> list[tuple]:
        return self.turns(root, "registry_stage")

    def activity(self, root: str) -> list[tuple]:
        return self.turns(root, "activity_status")


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
    """A folder with both files and nothing in them."""
    (tmp_path / "br").mkdir()
    register(tmp_path / "br")
    returns(tmp_path / "br")
    return tmp_path / "br"


def said(receipt: Receipt, code: str) -> dict:
    """The figures of a note."""
    (note,) = [note for note in receipt.notes if note.code == code]
    return dict(note.facts)


def faults_of(receipt: Receipt) -> set[tuple[str, str]]:
    """Column and code of every fault that was set aside."""
    with Path(receipt.quarantine).open(encoding="utf-8-sig", newline="") as file:
        return {(found["column"], found["fault"]) for found in csv.DictReader(file)}


# --- the tax register ----------------------------------------------------------------------------


def test_an_active_head_office_is_registered_since_its_first_day_and_says_so(store, folder):
    register(folder, ACTIVE)
    store.take(folder)
    assert store.rows(
        "cooperative", "coop_id", "name", "registration_no", "founded_on", "known", "hindsight"
    ) == [("br:00000001", "CNPJ 00.000.001", "00.000.001", "1990-05-17", "1990-05-17", "True")]
    assert store.rows("cooperative", "branch", "legal_form", "province", "county") == [
        ("6424-7/03 Cooperativas de crédito mútuo", "None", "None", "None")
    ]
    assert store.stage("00000001") == [("1990-05-17", "registered", "1990-05-17", "None", False)]
    assert store.activity("00000001") == []


@pytest.mark.parametrize(
    ("activity", "branch"),
    [
        ("6424704", "6424-7/04 Cooperativas de crédito rural"),
        ("6493000", "6493-0/00"),
        ("64", "64"),
        (".", "None"),
        ("NA", "None"),
    ],
)
def test_the_main_activity_is_the_branch(store, folder, activity, branch):
    register(folder, f"1 1 2 2005-11-03 1990-05-17 {activity}")
    store.take(folder)
    assert store.rows("cooperative", "branch") == [(branch,)]


def test_a_closed_one_is_dissolved_on_its_day_and_known_that_day_as_declared(store, folder):
    register(folder, "12345678 1 8 2015-02-09 1990-05-17 6424703")
    store.take(folder)
    assert store.stage("12345678") == [
        ("1990-05-17", "registered", "1990-05-17", "None", False),
        ("2015-02-09", "dissolved", "2015-02-09", "None", False),
    ]
    assert store.rows("status_event", "hindsight", "actor") == [("True", "source")] * 2


def test_an_end_without_a_day_leaves_no_day_on_which_it_counts_as_registered(store, folder):
    register(folder, "1 1 8 NA 1990-05-17 6424703\n2 1 8 . 1990-05-17 6424703")
    store.take(folder)
    ended = [("2023-01-31", "dissolved", "2023-01-31", "day_not_given", False)]
    assert store.stage("00000001") == store.stage("00000002") == ended


def test_a_void_registration_ended_and_never_counts_as_registered(store, folder):
    register(folder, "1 1 1 1997-07-01 1997-07-01 6424703")
    receipt = store.take(folder)
    assert store.stage("00000001") == [("1997-07-01", "dissolved", "1997-07-01", "nula", False)]
    assert said(receipt, "register")["void"] == 1


@pytest.mark.parametrize(("status", "reason"), [("3", "suspensa"), ("4", "inapta")])
def test_suspended_and_unfit_make_activity_unknown_and_never_dormant(store, folder, status, reason):
    register(folder, f"1 1 {status} 2018-09-06 1990-05-17 6424703")
    store.take(folder)
    assert store.activity("00000001") == [("2018-09-06", "unknown", "2018-09-06", reason, False)]
    assert [code for _, code, *_ in store.stage("00000001")] == ["registered"]


def test_a_wave_of_unfit_numbers_is_told_by_its_year(store, folder):
    rows = [f"{n} 1 4 {day} 1990-05-17 6424703" for n, day in enumerate(
        ["2018-09-06", "2018-10-04", "2020-01-01"], start=1
    )]  # fmt: skip
    register(folder, "\n".join(rows))
    assert said(store.take(folder), "unfit") == {"count": 3, "wave": 2, "year": "2018"}


@pytest.mark.parametrize(
    ("row", "column", "day"),
    [
        ("1 1 8 2023-02-01 1990-05-17 6424703", "data_situacao_cadastral", "2023-02-01"),
        ("1 2 2 . 2024-05-17 6424703", "data_inicio_atividade", "2024-05-17"),
    ],
)
def test_a_register_of_a_later_edition_is_refused(store, folder, row, column, day):
    register(folder, f"{ACTIVE}\n{row}")
    with pytest.raises(UnreadableFile) as refused:
        store.take(folder)
    assert f"row 3 holds {day} in {column}, after 2023-01-31" in refused.value.sentence("en")
    assert refused.value.sentence("fa")
    register(folder, "1 1 8 2023-01-31 1990-05-17 6424703")
    assert store.take(folder).batch == 1


def test_branch_offices_are_outlets_seen_on_the_day_they_opened_and_each_is_kept(store, folder):
    branch = "1 2 2 2010-01-01 2009-03-04 6424703"
    register(folder, f"{ACTIVE}\n{branch}\n{branch}\n1 2 8 2012-01-01 2011-05-06 6424703")
    receipt = store.take(folder)
    assert store.rows("outlet", "coop_id", "happened", "known", "hindsight") == [
        ("br:00000001", "2009-03-04", "2009-03-04", "True"),
        ("br:00000001", "2009-03-04", "2009-03-04", "True"),
        ("br:00000001", "2011-05-06", "2011-05-06", "True"),
    ]
    assert said(receipt, "outlets") == {"count": 3, "strange": 0, "alike": 1}
    assert receipt.repeated == 0


def test_a_branch_office_of_a_root_that_no_file_introduces_is_set_aside(store, folder):
    branches = "2 2 2 2010-01-01 2009-03-04 6424703\n3 2 2 2010-01-01 2009-03-04 6424703"
    register(folder, f"{ACTIVE}\n{branches}")
    returns(folder, "00000003 7 2020-01-01")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.quarantined) == (3, 1)
    assert faults_of(receipt) == {("cnpj_basico", "unknown_cooperative")}
    assert said(receipt, "outlets") == {"count": 2, "strange": 1, "alike": 0}


def test_a_doubled_head_office_is_read_once_where_its_rows_agree(store, folder):
    register(folder, f"{ACTIVE}\n0{ACTIVE}")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.repeated) == (1, 1)
    assert said(receipt, "lost_noughts") == {"count": 2}


def test_a_doubled_head_office_whose_rows_disagree_is_set_aside_with_its_returns(store, folder):
    register(folder, f"{ACTIVE}\n1 1 8 2015-02-09 1990-05-17 6424703\n2{ACTIVE[1:]}")
    returns(folder, "00000001 7 2020-01-01\n00000002 7 2020-01-01")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.quarantined) == (2, 3)
    told = Path(receipt.quarantine).read_text(encoding="utf-8-sig")
    assert ",situacao_cadastral,8,conflicting_duplicate," in told
    assert "data_situacao_cadastral (“2015-02-09”, “2005-11-03”)." in told


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (
            "123456789 1 2 2005-11-03 1990-05-17 6424703",
            {("cnpj_basico", "unknown_cooperative")},
        ),
        (
            "x 3 9 2005-11-03 1990-05-17 6424703",
            {
                ("cnpj_basico", "unknown_cooperative"),
                ("identificador_matriz_filial", "unknown_code"),
                ("situacao_cadastral", "unknown_code"),
            },
        ),
        ("9 1 8 2015-31-02 1990-05-17 6424703", {("data_situacao_cadastral", "day_month")}),
        ("9 1 4 someday 1990-05-17 6424703", {("data_situacao_cadastral", "day_shape")}),
        ("9 1 2 2005-11-03 . 6424703", {("data_inicio_atividade", "missing_value")}),
        ("1 2 2 2005-11-03 1990-02-30 6424703", {("data_inicio_atividade", "day_number")}),
    ],
)
def test_an_unreadable_office_is_set_aside_by_the_source_s_own_column(store, folder, row, faults):
    register(folder, f"{ACTIVE}\n{row}")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.quarantined) == (1, 1)
    assert faults_of(receipt) == faults


def test_who_would_be_introduced_by_a_faulty_row_waits_until_it_is_mended(store, folder):
    register(folder, "1 1 9 2005-11-03 1990-05-17 6424703")
    returns(folder, "00000001 7 2020-01-01")
    assert store.take(folder).accepted == 0
    register(folder, ACTIVE)
    assert store.take(folder).accepted == 2
    assert store.rows("cooperative", "founded_on") == [("1990-05-17",)]


# --- the monthly returns -------------------------------------------------------------------------


def test_a_return_is_a_filing_and_figures_at_the_month_s_end_known_a_month_later(store, folder):
    register(folder, ACTIVE)
    returns(folder, "00000001 500 2020-01-01\n00000001 498 2020-02-01\n00000001 . 2020-12-01")
    store.take(folder)
    days = [
        ("2020-01-31", "2020-02-29"),
        ("2020-02-29", "2020-03-31"),
        ("2020-12-31", "2021-01-31"),
    ]
    assert store.rows("filing", "happened", "known") == days
    assert store.rows("yearly_figures", "happened", "known") == days
    assert set(store.rows("filing", "kind", "due_on", "hindsight")) == {
        ("member_return", "None", "True")
    }
    assert [members for _, members in store.rows("yearly_figures", "happened", "members")] == [
        "500",
        "498",
        "None",
    ]


def test_a_month_is_a_month_on_whatever_day_it_is_named(store, folder):
    register(folder, ACTIVE)
    returns(folder, "1 500 2020-02-17")
    store.take(folder)
    assert store.rows("filing", "coop_id", "happened") == [("br:00000001", "2020-02-29")]


def test_the_first_return_says_that_a_cooperative_operates(store, folder):
    register(folder, ACTIVE)
    returns(folder, marked(a="..xxxx"))
    store.take(folder)
    assert store.activity("00000001") == [("2020-04-30", "operating", "2020-03-31", "None", False)]


def test_who_files_and_is_not_in_the_register_is_registered_since_the_first_return(store, folder):
    returns(folder, marked(a=".xxx"))
    receipt = store.take(folder)
    assert store.stage("00000001") == [
        ("2020-03-31", "registered", "2020-02-29", "first_return", False)
    ]
    assert store.rows("cooperative", "name", "founded_on", "known", "hindsight") == [
        ("CNPJ 00.000.001", "None", "2020-03-31", "True")
    ]
    assert said(receipt, "not_in_register") == {"count": 1}


def test_three_months_without_a_return_are_silence_since_the_first_and_known_with_the_third(
    store, folder
):
    returns(folder, marked(a="xxx....", b="xxxxxxx"))
    receipt = store.take(folder)
    # April, May and June 2020 are missing; June's return would have been in by 31 July.
    assert store.activity("00000001")[1:] == [
        ("2020-07-31", "silent", "2020-04-30", "no_return", False)
    ]
    assert said(receipt, "silent") == {"months": 3, "count": 1, "returned": 0}


def test_being_missing_in_the_file_s_last_month_says_nothing(store, folder):
    returns(folder, marked(a="xxxx...", b="xxxxxx.", c="xxxxxxx"))
    receipt = store.take(folder)
    codes = {code for (code,) in store.rows("status_event", "to_code")}
    assert codes == {"registered", "operating"}
    assert said(receipt, "too_short_to_tell") == {"count": 2}


def test_who_files_again_was_never_silent_from_the_day_that_return_is_known(store, folder):
    returns(folder, marked(a="xx...xxxx", b="xxxxxxxxx"))
    receipt = store.take(folder)
    assert store.activity("00000001")[1:] == [
        ("2020-06-30", "silent", "2020-03-31", "no_return", False),
        ("2020-07-31", "silent", "2020-03-31", "no_return", True),
    ]
    assert receipt.flags == {}

    def status(day: date) -> list[str]:
        found = store.view.as_known("status_event", "br:00000001", day)
        return sorted(found.column("to_code").to_pylist())

    assert status(date(2020, 6, 29)) == ["operating", "registered"]
    assert status(date(2020, 6, 30)) == ["operating", "registered", "silent"]
    assert status(date(2020, 7, 30)) == ["operating", "registered", "silent"]
    assert status(date(2020, 7, 31)) == ["operating", "registered"]
    assert said(receipt, "silent") == {"months": 3, "count": 1, "returned": 1}


def test_a_gap_of_two_months_is_no_silence_and_two_silences_are_two(store, folder):
    returns(folder, marked(a="x..xxxxxxxxxx", b="x...x....xxxx", c="xxxxxxxxxxxxx"))
    receipt = store.take(folder)
    assert [code for _, code, *_ in store.activity("00000001")] == ["operating"]
    assert [happened for _, code, happened, _, _ in store.activity("00000002")[1:]] == [
        "2020-02-29",
        "2020-02-29",
        "2020-06-30",
        "2020-06-30",
    ]
    assert said(receipt, "short_gaps") == {"count": 1}


def test_a_return_after_a_doubt_says_that_it_operates_again_from_then_on(store, folder):
    doubt = "4 2020-03-10 1990-05-17 6424703"
    register(folder, f"1 1 {doubt}\n2 1 {doubt}\n3 1 4 2018-09-06 1990-05-17 6424703")
    returns(folder, marked(a="xxxxx", b="xx", c="xxxxx"))
    receipt = store.take(folder)
    assert store.activity("00000001") == [
        ("2020-02-29", "operating", "2020-01-31", "None", False),
        ("2020-03-10", "unknown", "2020-03-10", "inapta", False),
        ("2020-04-30", "operating", "2020-03-31", "None", False),
    ]
    assert [code for _, code, *_ in store.activity("00000002")] == ["operating", "unknown"]
    assert [code for _, code, *_ in store.activity("00000003")] == ["unknown", "operating"]
    assert said(receipt, "operating_again") == {"count": 1}


def test_who_is_closed_and_files_on_is_believed_to_be_closed(store, folder):
    closed = "8 2020-03-31 1990-05-17 6424703"
    register(folder, f"1 1 {closed}\n2 1 {closed}\n3 1 {closed}")
    returns(folder, marked(a="xxxx", b="xxx"))
    receipt = store.take(folder)
    assert [code for _, code, *_ in store.stage("00000001")] == ["registered", "dissolved"]
    assert said(receipt, "closed_yet_filing") == {"count": 1}


def test_a_return_told_twice_is_a_repeat_and_with_other_figures_both_are_set_aside(store, folder):
    register(folder, f"{ACTIVE}\n2{ACTIVE[1:]}")
    month = "2020-02-01"
    twice = f"00000001 500 {month}\n00000001 500 {month}\n00000002 7 {month}\n00000002 8 {month}"
    returns(folder, f"00000001 499 2020-01-01\n00000002 7 2020-01-01\n{twice}")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.repeated, receipt.quarantined) == (5, 1, 2)
    assert ("Total de Cooperados", "conflicting_duplicate") in faults_of(receipt)


def test_a_return_that_cannot_be_taken_was_filed_for_all_the_same(store, folder):
    register(folder, f"{ACTIVE}\n2{ACTIVE[1:]}")
    table = marked(a="xxx...x", b="xxxxxxx")
    returns(folder, f"{table}\n00000001 many 2020-05-01")
    receipt = store.take(folder)
    assert faults_of(receipt) == {("Total de Cooperados", "not_a_number")}
    assert said(receipt, "silent")["count"] == 0
    assert said(receipt, "short_gaps") == {"count": 2}


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("00.000.001 7 2020-01-01", {("CNPJ", "unknown_cooperative")}),
        (". 7 2020-01-01", {("CNPJ", "unknown_cooperative")}),
        ("00000001 7 2020-13-01", {("Periodo", "day_month")}),
        ("00000001 7 .", {("Periodo", "missing_value")}),
        ("00000001 -7 2020-03-01", {("Total de Cooperados", "below_minimum")}),
        ("00000001 7 2026-02-01", {("Periodo", "known_in_future")}),
    ],
)
def test_an_unreadable_return_is_set_aside_by_the_source_s_own_column(store, folder, row, faults):
    register(folder, ACTIVE)
    returns(folder, f"00000001 7 2020-02-01\n{row}")
    receipt = store.take(folder)
    assert (receipt.accepted, receipt.quarantined) == (2, 1)
    assert faults_of(receipt) == faults


@pytest.mark.parametrize("name", [REGISTER, RETURNS])
def test_a_row_of_the_wrong_length_is_set_aside_and_the_others_are_kept(store, folder, name):
    register(folder, ACTIVE)
    returns(folder, "00000001 7 2020-02-01")
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("2\n")
    receipt = store.take(folder)
    assert (receipt.rows_read, receipt.accepted, receipt.quarantined) == (3, 2, 1)


# --- the folder ----------------------------------------------------------------------------------


@pytest.mark.parametrize("absent", [REGISTER, RETURNS])
def test_a_folder_without_one_of_the_two_files_is_refused(store, folder, absent):
    (folder / absent).unlink()
    with pytest.raises(UnreadableFile, match=f"does not hold {absent}"):
        store.take(folder)


def test_a_folder_that_is_not_there_is_said_not_to_be(store, folder):
    with pytest.raises(UnreadableFile, match="there is no such folder"):
        store.take(folder / "nowhere")


def test_missing_and_doubled_columns_are_named_at_once(folder):
    header = [*MEMBERS[1:], "Periodo"]
    write(folder, RETURNS, ";", header, [[""] * len(header)])
    with pytest.raises(WrongColumns) as refused:
        open_adapter("brazil_bcb").drafts(folder)
    assert (refused.value.facts["missing"], refused.value.facts["repeated"]) == (
        ["CNPJ"],
        ["Periodo"],
    )


def test_files_without_rows_tell_nothing(store, folder):
    receipt = store.take(folder)
    assert (receipt.batch, receipt.rows_read) == (None, 0)
    assert said(receipt, "returns") == {"cooperatives": 0, "first": None, "last": None}
    assert "unfit" not in {note.code for note in receipt.notes}


def test_the_same_folder_twice_adds_nothing(store, folder):
    register(folder, f"{ACTIVE}\n1 2 2 2010-01-01 2009-03-04 6424703")
    returns(folder, marked(a="xx...xxxx", b="xxxxxxxxx"))
    first, second = store.take(folder), store.take(folder)
    assert first.batch is not None
    assert second.batch is None
    assert sum(table.added for table in second.tables) == 0
    assert second.already_known == first.accepted


def learnt_by(told: Path, day: str) -> set[tuple]:
    """Every fact that a folder drafts of returns, as far as it was known by `day`."""
    found = set()
    for drafts in open_adapter("brazil_bcb").drafts(told).tables:
        for draft in drafts.rows:
            known = draft.values[drafts.table.known]
            if drafts.source == RETURNS and known <= day:
                found.add((drafts.table.name, *sorted(draft.values.items())))
    return found


@pytest.mark.parametrize("last", range(2, 15))
def test_what_a_day_knows_follows_from_the_months_that_were_in_by_then(tmp_path, last):
    """A file that ends with a month tells all that the longer one says was known at its end."""
    histories = {
        "a": "xxxxxxxxxxxxxxx",
        "b": "xx...xxxxxxxxxx",
        "c": "xxx............",
        "d": "...xx..xx....xx",
        "e": "xxxxxxxxxxxx...",
    }
    for name, end in (("whole", 15), ("cut", last)):
        (tmp_path / name).mkdir()
        register(tmp_path / name)
        cut = {who: marks[:end] for who, marks in histories.items() if "x" in marks[:end]}
        returns(tmp_path / name, marked(**cut))
    day = f"{2020 + (last - 1) // 12}-{(last - 1) % 12 + 1:02d}-31"
    learnt = learnt_by(tmp_path / "whole", day)
    assert learnt == learnt_by(tmp_path / "cut", day)
    assert learnt


# --- the sources themselves ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> Iterator[tuple[Store, Receipt]]:
    with opened(tmp_path_factory.mktemp("sources")) as store:
        yield store, store.take(SOURCES)


@pytest.fixture(scope="module")
def outcomes(sources) -> dict[date, Counter]:
    """States of label `silence` by as-of day; the first of a month stands for the month before."""
    store, _ = sources
    days = [date(year, 1, 1) for year in range(2021, 2025)]
    days += [date(2024, 10, 1), date(2024, 11, 1)]
    matrix = build_matrix(
        store.view,
        features=select(["members_latest"]),
        cohort="operating",
        as_ofs=days,
        calendar="gregorian",
    )
    told = build_outcomes(
        store.view,
        label="silence",
        matrix=matrix,
        horizon=months(12),
        maturity=months(3),
        until=date(2026, 1, 31),
    )
    counts = {day: Counter() for day in days}
    for day, state in zip(told["as_of"].to_pylist(), told["state"].to_pylist(), strict=True):
        counts[day][state] += 1
    return counts


shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not SOURCES.is_dir(), reason="../shared/data/brazil-bcb-coop is not here"),
]


class TestTheSourcesThemselves:
    pytestmark = shared

    def test_the_receipt_agrees_with_what_is_known_of_the_files(self, sources):
        _, receipt = sources
        counts = {
            source.name: (source.rows_read, source.accepted, source.quarantined, source.repeated)
            for source in receipt.sources
        }
        assert counts == {REGISTER: (12_941, 12_849, 92, 0), RETURNS: (57_334, 57_334, 0, 0)}
        assert receipt.flags == {}
        assert {table.table: table.added for table in receipt.tables} == {
            "cooperative": 3_291 + 6,
            # registered but for four void; ended, doubted; registered by a return; operating first
            # and again; silent, and voided.
            "status_event": 3_287 + 1_790 + 4 + 427 + 16 + 6 + 874 + 1 + 133 + 3,
            "outlet": 12_941 - 3_291 - 92,
            "filing": 57_334,
            "yearly_figures": 57_334,
        }

    def test_every_convention_is_told_with_its_figure(self, sources):
        _, receipt = sources
        told = {note.code: dict(note.facts) for note in receipt.notes if note.facts}
        assert told == {
            "register": {
                "heads": 3_291,
                "active": 1_054,
                "suspended": 16,
                "unfit": 427,
                "closed": 1_790,
                "void": 4,
                "edition": "2023-01-31",
            },
            "lost_noughts": {"count": 5_436},
            "unfit": {"count": 427, "wave": 267, "year": "2018"},
            "operating_again": {"count": 1},
            "closed": {"edition": "2023-01-31"},
            "outlets": {"count": 9_650, "strange": 92, "alike": 3_376},
            "returns": {"cooperatives": 874, "first": "2020-01", "last": "2025-12"},
            "declared_receipt_day": {"months": 1},
            "not_in_register": {"count": 6},
            "closed_yet_filing": {"count": 9},
            "silent": {"months": 3, "count": 133, "returned": 3},
            "short_gaps": {"count": 9},
            "too_short_to_tell": {"count": 27},
        }

    def test_a_second_run_adds_nothing(self, sources):
        store, first = sources
        again = store.take(SOURCES)
        assert again.batch is None
        assert sum(table.added for table in again.tables) == 0
        assert again.already_known == first.accepted

    def test_silences_agree_with_the_reference_but_for_cases_that_are_named(self, outcomes):
        """The reference counts who filed for the month before, and then never to the file's end."""
        assert {
            day.isoformat(): (counts["event"], counts["event"] + counts["none"])
            for day, counts in outcomes.items()
        } == {
            "2021-01-01": (
                28 - 1,
                844 - 1,
            ),  # 71437123 was closed in the tax register, and filed on
            "2022-01-01": (22 + 1, 817),  # 47196084 was silent for ten months, and came back later
            "2023-01-01": (28 + 1, 794),  # 41146382 was silent for nine months, and came back later
            "2024-01-01": (18, 767 + 1),  # 41146382 again: back by the time that the label is ripe
            "2024-10-01": (13, 757),
            "2024-11-01": (0, 0),
        }

    def test_a_label_is_immature_where_the_file_s_last_month_would_decide_it(self, outcomes):
        assert set(outcomes[date(2024, 11, 1)]) == {"immature"}
        assert outcomes[date(2024, 10, 1)]["immature"] == 0
