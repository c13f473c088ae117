import pyarrow as pa

from coopscore.intake.checked import stored_schema
from coopscore.intake.keys import key_columns, natural_keys
from coopscore.schema import TABLES


def test_the_natural_key_of_a_stored_row_is_the_record_id_it_would_get():
    outlet = TABLES["outlet"]
    rows = [{"coop_id": "c1", "name": "a|\\b", "place": None}, {"coop_id": "c1", "name": "é"}]
    table = pa.Table.from_pylist(rows, schema=stored_schema(outlet))
    assert natural_keys(outlet, table).to_pylist() == ["c1|a\\|\\\\b|", "c1|é|"]


def test_the_dates_of_a_key_go_by_their_stored_names():
    assert key_columns(TABLES["filing"]) == ["coop_id", "kind", "happened"]
