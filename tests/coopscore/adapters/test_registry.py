import pytest

from coopscore.adapters.registry import Registry
from coopscore.errors import UnknownTable, UnreadableFile, WrongColumns
from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES

OUTLETS = "coop_id,seen_on,recorded_at,name\nc1,2016-06-01,2016-06-01,Shop\n"


def lay(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def drafts(path):
    return Registry().drafts(path)


@pytest.mark.parametrize("lang", ["name", "en", "fa"])
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_header_may_name_columns_or_their_titles_in_either_language(tmp_path, table, lang):
    columns = file_columns(table)
    header = [c.name if lang == "name" else c.title.said(lang) for c in columns]
    cells = [str(place) for place in range(len(columns))]
    lay(tmp_path, **{table.name: ",".join(header) + "\n" + ",".join(cells) + "\n"})
    (found,) = drafts(tmp_path).tables
    (draft,) = found.rows
    assert draft.row == 2
    assert draft.values == dict(zip((c.name for c in columns), cells, strict=True))
    assert found.origin == dict(zip((c.name for c in columns), header, strict=True))


def test_letters_joiners_and_case_of_a_header_do_not_matter(tmp_path):
    header = "COOP_ID,تاريخ مشاهده,تاریخ\u200cثبت, نام "
    (found,) = drafts(lay(tmp_path, outlet=header + "\n1,2,3,4\n")).tables
    (draft,) = found.rows
    assert draft.values == {"coop_id": "1", "seen_on": "2", "recorded_at": "3", "name": "4"}


def test_a_folder_gives_its_tables_in_the_order_of_the_schema(tmp_path):
    filings = "coop_id,kind,period_end,received_on\nc1,statement,1,2\nc1\n"
    delivery = drafts(lay(tmp_path, outlet=OUTLETS, filing=filings))
    assert [part.table.name for part in delivery.tables] == ["filing", "outlet"]
    assert [(source.name, source.rows_read) for source in delivery.sources] == [
        ("filing.csv", 2),
        ("outlet.csv", 1),
    ]
    assert [(row.source, row.row) for row in delivery.set_aside] == [("filing.csv", 3)]


def test_one_file_is_read_by_its_own_path(tmp_path):
    delivery = drafts(lay(tmp_path, outlet=OUTLETS, filing="x") / "outlet.csv")
    assert [part.table.name for part in delivery.tables] == ["outlet"]


def test_a_header_that_does_not_fit_is_refused_with_all_its_faults(tmp_path):
    header = "coop_id,Name,نام,seen_on,colour"
    with pytest.raises(WrongColumns) as refused:
        drafts(lay(tmp_path, outlet=header + "\n1,2,3,4,5\n"))
    facts = refused.value.facts
    assert facts["missing"] == ["recorded_at"]
    assert facts["unknown"] == ["colour"]
    assert facts["repeated"] == ["name"]
    english, persian = refused.value.sentence("en"), refused.value.sentence("fa")
    assert "Missing: recorded_at. Unknown: colour. Repeated: name." in english
    assert "ناموجود: recorded_at. ناشناخته: colour. تکراری: name." in persian


def test_a_column_without_a_name_is_unknown(tmp_path):
    header = "coop_id,,seen_on,recorded_at,name"
    with pytest.raises(WrongColumns, match=r'Missing: none\. Unknown: ""\. Repeated: none'):
        drafts(lay(tmp_path, outlet=header + "\n1,2,3,4,5\n"))


def test_a_file_that_names_no_table_is_refused_with_the_tables(tmp_path):
    with pytest.raises(UnknownTable, match=r"loans\.csv names no table\. Tables: assembly, "):
        drafts(lay(tmp_path, loans="a\n1\n", outlet=OUTLETS))


def test_an_empty_folder_and_a_missing_path_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match=r"holds no CSV file\. Put in it one .*filing"):
        drafts(tmp_path)
    with pytest.raises(UnreadableFile, match="no such file"):
        drafts(tmp_path / "outlet.csv")


def test_files_are_known_by_their_ending_in_any_case_and_the_unread_are_named(tmp_path):
    (tmp_path / "outlet.CSV").write_text(OUTLETS, encoding="utf-8")
    (tmp_path / "filing.xlsx").write_bytes(b"PK")
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    delivery = drafts(tmp_path)
    assert [source.name for source in delivery.sources] == ["outlet.CSV"]
    (note,) = delivery.notes
    assert note.text.en.endswith("(2): filing.xlsx, readme.txt.")
    assert note.text.fa.endswith("(۲): filing.xlsx, readme.txt.")


@pytest.mark.parametrize(
    ("mark", "word"), [(";", "semicolons"), ("\t", "tabs"), ("،", "Persian commas")]
)
def test_other_marks_than_commas_between_cells_are_named(tmp_path, mark, word):
    header = mark.join(("coop_id", "seen_on", "recorded_at", "name"))
    with pytest.raises(UnreadableFile, match=f"{word} in the place of commas"):
        drafts(lay(tmp_path, outlet=header + "\n"))


def test_one_bad_header_says_that_nothing_of_the_delivery_was_taken(tmp_path):
    with pytest.raises(WrongColumns, match="nothing of the whole delivery was taken"):
        drafts(lay(tmp_path, outlet="colour\n1\n"))
