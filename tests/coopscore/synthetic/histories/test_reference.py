"""The sector's own tables."""

import pytest

from coopscore.calendar import jalali
from coopscore.price_index import price_index
from coopscore.schema import TABLES
from coopscore.synthetic.histories.reference import reference
from coopscore.vocabulary import ISIC_GROUP, PROVINCE


@pytest.fixture(scope="module")
def tables(drawn_chunk):
    return reference(drawn_chunk.sector, drawn_chunk.world)


@pytest.mark.parametrize("name", ["campaign", "province", "gerayesh_map", "cpi_index"])
def test_tables_have_the_columns_and_unique_keys_of_the_schema(tables, name):
    table = TABLES[name]
    rows = tables[name].to_pylist()
    assert set(tables[name].column_names) == {column.name for column in table.columns}
    keys = {tuple(row[column] for column in table.key) for row in rows}
    assert len(keys) == len(rows) > 0


def test_campaigns_are_on_record_from_the_day_they_start(tables, drawn_chunk):
    for row, campaign in zip(
        tables["campaign"].to_pylist(), drawn_chunk.sector.campaigns, strict=True
    ):
        assert row["recorded_at"] == row["starts_on"] < row["ends_on"]
        assert row["starts_on"].toordinal() == campaign.starts
        assert len(row["provinces"].split()) == len(campaign.provinces)


def test_provinces_and_branches_are_those_of_the_vocabulary(tables):
    rows = tables["province"].to_pylist()
    assert {row["province"]: row["name"] for row in rows} == {
        code: title.fa for code, title in PROVINCE.items()
    }
    assert all(row["iso"] == f"IR-{row['province']}" for row in rows)
    groups = {row["isic_group"] for row in tables["gerayesh_map"].to_pylist()}
    assert groups == set(ISIC_GROUP)


def test_prices_are_those_of_the_price_index_and_known_when_it_was(tables):
    known = {
        level.year: (level.ends, level.known, level.index)
        for level in price_index().series["IRR"].levels
    }
    told = {
        row["jalali_year"]: (row["year_end"], row["published_on"], row["index"])
        for row in tables["cpi_index"].to_pylist()
    }
    assert told == known
    assert told[1403][0] == jalali(1403, 12, 30)
