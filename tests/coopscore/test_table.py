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


def test_a_table_about_the_sector_names_no_co_operative():
    plan = visit(about="sector", key=("held_on",))
    assert plan.arrow() == visit().arrow()  # the facts keep one shape: their coop_id is empty
    with pytest.raises(ValueError, match="visit has no column coop_id"):
        visit(about="sector")


def test_a_person_is_stored_as_text():
    columns = (*visit().columns, column("guide", "person"))
    assert visit(columns=columns).arrow().field("guide").type == pa.string()


def term(**changes):
    columns = (*visit().columns, column("ended_on"), column("end_known_on"))
    return visit(**{"columns": columns, "kind": "spans", "ends": "ended_on", **changes})


def test_spans_name_the_column_of_their_end_and_perhaps_of_the_day_it_was_known():
    assert term().ending == ("ended_on",)
    assert term(ends_known="end_known_on").ending == ("ended_on", "end_known_on")
    assert visit().ending == ()
    assert term().arrow().field("ended_on").type == pa.date32()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ends": None}, "spans name the column of their end"),
        ({"kind": "events"}, "spans name the column of their end"),
        ({"kind": "events", "ends": None, "ends_known": "end_known_on"}, "tells of no end"),
        ({"kind": "events", "ends": None, "ends_early": True}, "tells of no end"),
        ({"ends": "guests"}, "no day column guests for its end"),
        ({"ends": "held_on"}, "no day column held_on for its end"),
        ({"ends_known": "reported_on"}, "no day column reported_on for its end"),
    ],
)
def test_an_end_that_no_column_tells_of_is_refused(changes, fault):
    with pytest.raises(ValueError, match=fault):
        term(**changes)


def test_a_stored_column_is_found_by_its_name():
    assert visit().column("guests").type == "count"
    assert visit().column("delay_days").type == "count"
    with pytest.raises(KeyError, match="visit stores no column held_on"):
        visit().column("held_on")
