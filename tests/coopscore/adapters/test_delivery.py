from coopscore.adapters.delivery import Source
from coopscore.intake.read import read_csv


def test_a_source_accounts_for_its_file(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1,2\n3\n", encoding="utf-8")
    file = read_csv(path)
    source = Source.of(file)
    assert (source.name, source.rows_read, source.sha256) == ("f.csv", 2, file.sha256)
    assert source.raw(2) == {"a": "1", "b": "2"}
