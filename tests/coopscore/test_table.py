import pyarrow as pa
import pytest

from coopscore.language import Text
from coopscore.table import Column, Derived, Table

TITLE = Text(en="title", fa="عنوان")


def column(name, kind="day", **more):
    return Column(name=name, type=kind, title=TITLE, **more)


def visit(**changes):
    facts = {
        "name": "visit",
        "title": TITLE,
        "kind": "events",
        "columns": (column("held_on"), column("reported_on"), column("guests", "count")),
        "key": ("coop_id", "held_on"),
        "happened": "held_on",
        "known": "reported_on",
        "derived": (Derived(name="delay_days", type="count", title=TITLE),),
    }
    return Table(**{**facts, **changes})


def test_a_table_stores_its_two_dates_under_the_same_names_as_every_other():
    schema = visit().arrow()
    assert schema.names == [
        *("coop_id", "record_id", "version", "voided", "happened", "known", "hindsight"),
        *("batch", "digest", "guests", "delay_days"),
    ]
    assert schema.field("known").type == pa.date32()
    assert schema.field("guests").type == pa.int64()


@pytest.mark.parametrize("dated", ["happened", "known"])
def test_a_table_that_cannot_name_both_dates_is_refused(dated):
    with pytest.raises(ValueError, match="cannot name both dates"):
        visit(**{dated: "guests"})


@pytest.mark.parametrize("named", ["key", "series"])
def test_a_key_or_series_names_columns_of_the_table(named):
    with pytest.raises(ValueError, match="visit has no column room"):
        visit(**{named: ("room",)})


def test_a_stored_column_is_found_by_its_name():
    assert visit().column("guests").type == "count"
    assert visit().column("delay_days").type == "count"
    with pytest.raises(KeyError, match="visit stores no column held_on"):
        visit().column("held_on")
