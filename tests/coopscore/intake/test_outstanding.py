"""A row is open until it was taken, its facts are on record, or its record was told of since."""

from dataclasses import replace

from coopscore.intake.aside import AsideDelivery, AsideRow, AsideSource
from coopscore.intake.outstanding import open_rows, outstanding

SOURCE = AsideSource(name="f.csv", table="yearly_figures", header=("a",), origin={})


class Telling:
    """A store that told of these records after batch 5, and holds these digests."""

    def __init__(self, *records, digests=()):
        self.records, self.digests = records, digests

    def since(self, mark, newest, own):
        _, _, name, digest = mark
        return digest in self.digests or (name in self.records and newest < 5)


def aside(cell, row=2, **more):
    mark = ("yearly_figures", "c1", more.pop("record", "r"), more.pop("digest", None))
    marks = () if more.pop("unmarked", False) else (mark,)
    fresh = {"raw": {"a": cell}, "cells": {"a": cell}, "faults": (), "newest": 3}
    return AsideRow(source="f.csv", row=row, marks=marks, **{**fresh, **more})


def delivery(name, *rows):
    return AsideDelivery(
        name=name, adapter="registry", path="x", at=name, sources=(SOURCE,), rows=rows
    )


def found(told, *deliveries):
    return {name: list(rows) for name, rows in outstanding(deliveries, told).items()}


def test_a_row_is_open_until_the_store_tells_of_it():
    held = delivery("a", aside("x"), aside("y", unmarked=True), aside("z", settled="4"))
    assert found(Telling(), held) == {"a": [0, 1]}
    assert found(Telling("r"), held) == {"a": [1]}
    content = delivery("a", aside("x", digest="d"))
    assert found(Telling(digests=("d",)), content) == {}


def test_a_row_tried_after_the_store_told_of_its_record_stays_open():
    assert found(Telling("r"), delivery("a", aside("x", newest=5))) == {"a": [0]}


def test_the_same_row_is_open_once_in_the_newest_delivery_or_where_it_was_mended():
    first, second = delivery("a", aside("x"), aside("x", row=9)), delivery("b", aside("x"))
    assert found(Telling(), first, second) == {"b": [0]}
    assert found(Telling(), first) == {"a": [0, 1]}
    mended = replace(first, rows=(replace(first.rows[0], cells={"a": "better"}), first.rows[1]))
    assert found(Telling(), mended, second) == {"a": [0, 1]}
    settled = replace(first, rows=(replace(first.rows[0], settled="4"), first.rows[1]))
    assert found(Telling(), settled, second) == {}


def test_a_home_without_facts_settles_nothing(desk):
    held = delivery("a", aside("x"))
    assert open_rows(desk.facts, [held]) == {"a": {0: held.rows[0]}}


def test_the_store_tells_by_record_and_by_content(desk):
    cooperatives = "coop_id,valid_from,recorded_at,name\nc1,1390/01/05,1390/01/10,الف\n"
    figures = "coop_id,year_end,received_on,members\nc1,1402/12/29,1403/04/01,12\n"
    desk.take({"cooperative.csv": cooperatives, "yearly_figures.csv": figures})
    ((record, digest),) = desk.rows("yearly_figures", "record_id", "digest")
    before = aside("x", record=record, newest=0)
    held = [
        before,
        aside("y", record=record, newest=1),  # told before it was tried
        replace(before, raw={"a": "z"}, own=(digest,)),  # by its own delivery
        aside("v", digest=digest, newest=1),
        aside("w", record="another"),
    ]
    deliveries = [delivery("a", *held)]
    assert list(open_rows(desk.facts, deliveries)["a"]) == [1, 2, 4]
