"""Lists of redrives go once nothing in them is open; nothing else is touched."""

import pytest

from coopscore.errors import UnusableHome
from coopscore.intake.lists import clear_lists
from coopscore.intake.shelf import Shelf

FIGURES = "coop_id,year_end,received_on,members\nghost,1402/12/29,1403/04/01,7\n"


def test_files_of_other_use_and_lists_of_other_rows_stay(desk):
    receipt = desk.take({"yearly_figures.csv": FIGURES})
    folder = desk.home.quarantine
    (folder / "copy.csv").write_text("#id,x\n1,2\n", encoding="utf-8")
    other = folder / f"{'0' * 16}.csv"
    other.write_text("file,row\nelsewhere/f.csv,2\n", encoding="utf-8")
    before = sorted(path.name for path in folder.iterdir())
    clear_lists(folder, Shelf(folder), desk.facts)
    assert sorted(path.name for path in folder.iterdir()) == before
    settled = folder / f"{'1' * 16}.csv"
    name = receipt.content_hash[:16]
    settled.write_text(f"file,row\n{name}/yearly_figures.csv,9\n", encoding="utf-8")
    clear_lists(folder, Shelf(folder), desk.facts)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_list_that_cannot_be_read_is_told_of(desk):
    desk.take({"yearly_figures.csv": FIGURES})
    folder = desk.home.quarantine
    (folder / f"{'2' * 16}.csv").mkdir()
    with pytest.raises(UnusableHome):
        clear_lists(folder, Shelf(folder), desk.facts)
