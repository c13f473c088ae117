"""The measures of reasons: what is taken away, what is put in its place, and what is told again."""

import sys
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.credit_deletion import Deleted, against, donors_of, given, taken, visible
from benchmarks.credit_reasons import told
from coopscore.dossiers import Evidence
from coopscore.scores import Reason, Score
from features.catalogue import CATALOGUE

AS_OF = date(2016, 6, 1)


def row(record, happened="2015-12-31", known="2016-03-01", **own):
    days = {"happened": date.fromisoformat(happened), "known": date.fromisoformat(known)}
    return {"coop_id": "A", "record_id": record, "version": 1, "voided": False, **days, **own}


def behind(table, record, **cells):
    return Evidence(
        feature="f",
        table=table,
        record_id=record,
        happened=date(2015, 12, 31),
        known=date(2016, 3, 1),
        cells=cells,
    )


def score(coop_id, **points):
    return Score(
        coop_id=coop_id, as_of=AS_OF, spec="credit", version="v", batch=1, margin=0.0,
        probability=0.1, low=0.0, high=1.0, points=600.0, points_unclipped=600.0,
        base_points=600.0, grade="B1",
        reasons=tuple(Reason(feature=n, value=1.0, points=p) for n, p in points.items()),
    )  # fmt: skip


def test_of_a_share_that_had_better_be_higher_what_lies_outside_its_part_speaks_against():
    months = [behind("facility_month", str(days), dpd_days=float(days)) for days in (0, 30, 0)]
    share = CATALOGUE["months_on_time_share_36m"]
    assert [one.record_id for one in against(share, months)] == ["30"]
    assert against(share, months[:1]) == months[:1], "where none lies outside, all of it"
    assert against(CATALOGUE["months_late_3m"], months) == months


def test_only_what_was_visible_on_the_day_can_be_drawn():
    stored = {
        "filing": [
            row("seen"),
            row("late", known="2016-07-01"),
            row("void"),
            row("void", known="2016-04-01") | {"voided": True},
        ]
    }
    assert visible(stored, AS_OF) == [("filing", "seen")]
    assert taken(stored, {("filing", "void")})["filing"] == stored["filing"][:2]


def test_what_is_lacking_is_filled_in_as_another_has_it():
    own = {"cooperative": [row("mine", statute_conformed_on=None, branch="farm")], "filing": []}
    other = {
        "cooperative": [row("theirs", statute_conformed_on=date(2015, 1, 1), branch="trade")],
        "filing": [row("statement", kind="statement") | {"coop_id": "B"}],
    }
    statute = behind("cooperative", "theirs", statute_conformed_on="2015-01-01")
    mine = [behind("cooperative", "mine", statute_conformed_on=None)]
    (((_, record), filled),) = given("A", "f", mine, [statute], own, other)
    assert (record, filled["branch"]) == ("mine", "farm"), "its own record, else as it was"
    assert filled["statute_conformed_on"] == date(2015, 1, 1)
    paper = behind("filing", "statement", kind="statement")
    (((_, record), added),) = given("A", "f", [], [paper], own, other)
    assert (record, added["coop_id"]) == ("given|f|statement", "A")


def test_who_lends_its_record_is_the_middle_one_of_those_it_does_not_speak_against():
    scores = [
        score(name, branch=points) for name, points in zip("ABCD", (-1, 0, 1, 2), strict=True)
    ]
    assert donors_of(scores, {"branch", "age_years"}) == {"branch": "C"}


def test_a_move_counts_only_where_it_is_larger():
    found = Deleted(
        moved=np.array([2.0, 1.0]),
        at_random=np.array([[1.0, 2.0], [1.0, 0.0]]),
        facts=np.array([3, 3]),
        lacking=np.array([0, 1]),
    )
    assert found.larger.tolist() == [[True, False], [False, True]]


def test_a_person_is_told_of_the_inputs_that_take_a_point_or_more():
    lost = np.array([5.0, 0.5, -3.0])
    assert told(["branch", "months_late_3m", "age_years"], lost) == {"branch"}
