"""Signs of life have the day of the act, and are seen from the day that they are on record."""

from datetime import date

import pyarrow as pa

from coopscore.schema import TABLES
from features.facts import MemoryFacts
from features.sign_days import sign_days

LATE = date(2020, 1, 1)


def row(table, who, record, happened, known, *, version=1, voided=False, **own):
    return table, {
        "coop_id": who, "record_id": record, "version": version, "voided": voided,
        "happened": happened, "known": known, **own,
    }  # fmt: skip


def days(*rows, until=LATE, coop_ids=None):
    tables = {}
    for name, cells in rows:
        schema = TABLES[name].arrow()
        filled = [{field.name: cells.get(field.name) for field in schema}]
        one = pa.table({f.name: pa.array([filled[0][f.name]], f.type) for f in schema})
        tables.setdefault(name, []).append(one)
    facts = MemoryFacts({name: pa.concat_tables(parts) for name, parts in tables.items()})
    found = sign_days(facts, until, coop_ids).to_pylist()
    return [(one["coop_id"], one["day"], one["known"]) for one in found]


def test_an_assembly_counts_on_its_day_and_a_paper_when_it_first_arrived():
    held, minutes = date(2018, 7, 1), date(2018, 8, 1)
    ended, filed, corrected = date(2018, 3, 20), date(2018, 9, 1), date(2018, 11, 1)
    statement = {"kind": "statement"}
    assert days(
        row("assembly", "a", "1", held, minutes, outcome="held"),
        row("filing", "a", "2", ended, filed, **statement),
        row("filing", "a", "2", ended, corrected, version=2, **statement),
    ) == [("a", held, minutes), ("a", filed, filed)]


def test_what_is_no_act_of_its_own_is_no_sign():
    day = date(2018, 7, 1)
    assert (
        days(
            row("assembly", "a", "1", day, day, outcome="not_quorate"),
            row("filing", "a", "2", day, day, kind="audit_report"),
            row("assembly", "a", "3", day, day, outcome="held", voided=True),
        )
        == []
    )


def test_what_became_known_later_is_not_seen_and_others_are_left_out():
    day, known = date(2018, 7, 1), date(2018, 8, 1)
    rows = [row("assembly", who, who, day, known, outcome="held") for who in ("a", "b")]
    assert days(*rows, until=date(2018, 7, 31)) == []
    assert days(*rows, until=known, coop_ids=["b"]) == [("b", day, known)]
