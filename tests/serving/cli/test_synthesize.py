"""`coopscore synthesize` says what it wrote, and replaces nothing that it did not write."""

import pyarrow.parquet as pq


def test_it_tells_where_everything_lies_and_writes_it_again(coopscore, tmp_path):
    for cooperatives in (4, 3):
        told = coopscore("synthesize", tmp_path, "--cooperatives", cooperatives, "--json")
        assert told.code == 0
        assert told.data["cooperatives"] == cooperatives
        assert told.data["rows"]["cooperative"] >= cooperatives
    assert (tmp_path / "order.json").is_file()


def test_of_parquet_it_says_which_dirt_there_is_and_plants_no_other(coopscore, tmp_path):
    line = ("synthesize", tmp_path, "--cooperatives", 30, "--format", "parquet")
    assert "Parquet holds values" in coopscore(*line).out
    kinds = set(pq.read_table(tmp_path / "dirt" / "planted.parquet")["kind"].to_pylist())
    assert kinds
    assert kinds <= {"units", "planned_jobs", "near_names", "duplicates", "ids"}
    assert "Parquet holds values" not in coopscore(*line, "--clean").out
    assert pq.read_table(tmp_path / "dirt" / "planted.parquet").num_rows == 0


def test_a_folder_of_somebody_else_is_refused_in_both_languages(coopscore, tmp_path):
    (tmp_path / "dirt").mkdir()
    for lang, words in (("en", "Nothing was touched"), ("fa", "به چیزی دست زده نشد")):
        refused = coopscore("synthesize", tmp_path, "--cooperatives", 2, "--lang", lang)
        assert refused.code == 1
        assert words in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["dirt"]
