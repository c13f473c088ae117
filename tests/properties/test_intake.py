"""However dirty the files: every row is accounted for, and the order of rows decides nothing."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from coopscore.adapters import Delivery, open_adapter
from coopscore.intake.account import account
from coopscore.intake.checked import check
from coopscore.intake.keys import natural_keys
from coopscore.intake.on_record import NothingOnRecord
from coopscore.intake.receipt import Receipt
from coopscore.intake.settled import Settled, settle
from coopscore.intake.tray import KEY, Content, Key, OnRecord, Stored
from coopscore.persons import Persons
from coopscore.table import Table

TODAY = date(2025, 7, 22)


def mostly(good: list[str], bad: list[str]) -> st.SearchStrategy[str]:
    """Good cells, and now and then a bad one: with five columns, about half the rows are sound."""
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(good if n else bad))


coop_ids = mostly(["c1", "c2", "c3"], ["", "ghost"])
happened = mostly(
    ["1402/12/29", "۱۴۰۱/۱۲/۲۹", "2024-03-19", "29 اسفند 1402", "29/12/1402", "14021229", "45370"],
    ["1404-12-30", "31/13/1404", "02/12/14", "5", ""],
)
known = mostly(
    ["1403/04/01", "2024-06-21", "۱۴۰۴/۰۱/۱۵", "1403-4-1", "03/04/01", "2024-06-21 00:00:00"],
    ["1420/01/01", "1390/01/01", "soon", "03/04/16"],
)
counts = mostly(
    ["1", "۲", "1,000", "", "1.2E+1", "12 نفر"], ["-5", "9" * 20, "many", "1.5", "1402/12/29"]
)
names = mostly(["الف", "x,y", "تعاونيها", "تعاونی ها"], ['"', ""])
cooperative_rows = st.tuples(
    coop_ids, happened, known, names, st.sampled_from(["", "10380284790", "1"])
)
figure_rows = st.tuples(coop_ids, happened, known, counts, mostly(["", "1", "2", "3"], ["0", "r"]))
# Now and then a row of another width, or one whose quotation mark stays open.
wild_lines = st.sampled_from(["c1", "c1,1402/12/29", '"c1,1402/12/29,,,', "a,b,c,d,e,f,g", "", ","])

COOPERATIVE_HEADER = "coop_id,valid_from,recorded_at,name,national_id"
FIGURES_HEADER = "coop_id,year_end,received_on,members,version"


def lines(rows: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[list[str]]:
    quoted = rows.map(lambda cells: ",".join(_quoted(cell) for cell in cells))
    return st.lists(st.one_of(quoted, quoted, quoted, wild_lines), max_size=12)


def _quoted(cell: str) -> str:
    return f'"{cell}"' if "," in cell and not cell[:1].isdigit() else cell.replace(",", "٬")


class Taken:
    """A store that holds what an earlier delivery brought."""

    def __init__(self, settled: Settled) -> None:
        self._facts = settled.facts

    def cooperatives(self) -> Collection[str]:
        return self._facts["cooperative"]["coop_id"].to_pylist()

    def records(self, table: Table, names: Collection[str]) -> Mapping[Key, Stored]:
        rows = self._facts[table.name]
        naturals = natural_keys(table, rows).to_pylist()
        stored = map(Stored, rows["digest"].to_pylist(), naturals)
        return {key: row for key, row in zip(_keys(rows), stored, strict=True) if key[1] in names}

    def contents(self, table: Table, keys: Collection[Key]) -> Mapping[Key, Content]:
        rows = self._facts[table.name]
        return dict(zip(_keys(rows), rows.to_pylist(), strict=True))


def _keys(rows: pa.Table) -> list[Key]:
    columns = (rows[name].to_pylist() for name in KEY)
    return list(zip(*columns, strict=True))


def walked(
    folder: Path, files: dict[str, list[str]], on_record: OnRecord | None = None
) -> tuple[Delivery, Settled, Receipt]:
    for name, content in files.items():
        (folder / name).write_text("\n".join(content) + "\n", encoding="utf-8")
    persons = Persons(folder / "person.key")
    delivery = open_adapter("registry").drafts(folder)
    checked = [check(part, today=TODAY, persons=persons) for part in delivery.tables]
    set_aside = {(row.source, row.row): row.faults for row in delivery.set_aside}
    settled = settle(checked, set_aside, on_record or NothingOnRecord())
    receipt = account(
        delivery,
        settled,
        adapter="registry",
        path=folder,
        folder=folder / "quarantine",
        persons=persons,
    )
    return delivery, settled, receipt


def contents(settled: Settled) -> dict[str, list[str]]:
    return {name: sorted(rows["digest"].to_pylist()) for name, rows in settled.facts.items()}


@given(cooperatives=lines(cooperative_rows), figures=lines(figure_rows))
def test_every_row_read_is_accepted_quarantined_repeated_or_known(cooperatives, figures):
    files = {
        "cooperative.csv": [COOPERATIVE_HEADER, *cooperatives],
        "yearly_figures.csv": [FIGURES_HEADER, *figures],
    }
    with TemporaryDirectory() as folder:
        _, settled, receipt = walked(Path(folder), files)
    # Each count made its own way: the adapter's, and the four fates of a row.
    told = receipt.accepted + receipt.quarantined + receipt.repeated + receipt.already_known
    assert told == receipt.rows_read
    fates = [set(settled.faults), settled.accepted, settled.known, settled.repeated]
    assert sum(map(len, fates)) == len(set().union(*fates))
    assert receipt.added == sum(rows.num_rows for rows in settled.facts.values())
    assert all(settled.faults.values())
    for faults in settled.faults.values():
        for fault in faults:
            assert all((fault.found("fa"), fault.found("en"), fault.remedy("fa")))
    for rows in settled.facts.values():
        keys = _keys(rows)
        assert len(keys) == len(set(keys))


@given(cooperatives=lines(cooperative_rows), figures=lines(figure_rows))
def test_what_was_taken_once_is_known_the_second_time(cooperatives, figures):
    files = {
        "cooperative.csv": [COOPERATIVE_HEADER, *cooperatives],
        "yearly_figures.csv": [FIGURES_HEADER, *figures],
    }
    with TemporaryDirectory() as folder:
        _, settled, first = walked(Path(folder), files)
        _, _, second = walked(Path(folder), files, Taken(settled))
    assert second.added == 0
    assert second.quarantined == first.quarantined
    assert second.already_known == first.accepted + first.repeated


@given(data=st.data(), cooperatives=st.lists(cooperative_rows), figures=st.lists(figure_rows))
def test_shuffling_the_rows_of_a_file_changes_no_accepted_fact(data, cooperatives, figures):
    def laid(cooperatives, figures):
        files = {
            "cooperative.csv": [COOPERATIVE_HEADER, *map(_line, cooperatives)],
            "yearly_figures.csv": [FIGURES_HEADER, *map(_line, figures)],
        }
        with TemporaryDirectory() as folder:
            return walked(Path(folder), files)

    _, settled, receipt = laid(cooperatives, figures)
    _, shuffled, again = laid(
        data.draw(st.permutations(cooperatives)), data.draw(st.permutations(figures))
    )
    assert contents(shuffled) == contents(settled)
    assert (again.accepted, again.quarantined, again.repeated) == (
        *(receipt.accepted, receipt.quarantined),
        *(receipt.repeated,),
    )


def _line(cells: tuple[str, ...]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
