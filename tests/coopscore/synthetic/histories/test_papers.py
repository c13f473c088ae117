"""All papers together: signs of life, nothing impossible, and only what was known by then."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopscore.intake.rules import breaches
from coopscore.schema import TABLES
from coopscore.synthetic.histories.deeds import signs_of_life
from coopscore.synthetic.histories.papers import papers
from coopscore.synthetic.sector.cycles import NEVER, day_number
from coopscore.synthetic.sheet import known_by

TOLD = (
    "filing",
    "statement_line",
    "yearly_figures",
    "assembly",
    "officer_term",
    "obligation",
    "change_request",
    "licence",
)
# Whose happened and known days an act of the co-operative itself has; and which of them it is told
# by: a paper is an act on the day that it arrives, a meeting before its minutes do.
SIGNS = {
    "filing": ("period_end", "received_on", "received_on"),
    "assembly": ("held_on", "minutes_received_on", "held_on"),
    "change_request": ("submitted_on", "recorded_at", "submitted_on"),
}


def standing(rows: pa.Table) -> pa.Table:
    """First versions and those that mended one, of records that were not voided at last."""
    if "voided" not in rows.column_names:
        return rows
    key = [
        name for name in ("coop_id", "kind", "period_end", "held_on") if name in rows.schema.names
    ]
    last: dict[tuple[object, ...], tuple[int, bool, int]] = {}
    table = zip(
        *(rows[name].to_pylist() for name in (*key, "version", "voided")),
        strict=True,
    )
    for place, (*name, version, voided) in enumerate(table):
        if version >= last.get(tuple(name), (0, False, 0))[0]:
            last[tuple(name)] = (version, voided, place)
    return rows.take([place for _, voided, place in last.values() if not voided])


def recomputed(chunk, sheets, numbers, places) -> tuple[np.ndarray, np.ndarray]:
    """From the sheets: cycles with an act in them, and those with one known by their end, too."""
    starts = chunk.cycles.starts
    acted_in = np.zeros(chunk.lives.awake.shape, dtype=bool)
    both_in = acted_in.copy()
    for table, (happened, known, told_by) in SIGNS.items():
        everything = sheets[table]
        mine = everything["version"].to_numpy() == 1  # the office's own versions are no acts
        first = everything.filter(pa.array(mine))
        day = np.searchsorted(starts, numbers(first, told_by)) - 1
        acted_in[places(chunk, first), day] = True
        rows = first if table == "change_request" else standing(everything)
        came = np.searchsorted(starts, numbers(rows, known)) - 1
        was = np.searchsorted(starts, numbers(rows, happened)) - 1
        both_in[places(chunk, rows)[was == came], came[was == came]] = True
    return acted_in, both_in


def test_whoever_is_awake_gives_a_sign_of_life_and_whoever_is_not_gives_none(
    chunk, sheets, numbers, places
):
    acted_in, both_in = recomputed(chunk, sheets, numbers, places)
    awake = chunk.lives.awake
    assert (both_in[:, :-1] == awake[:, :-1]).all()
    assert not (acted_in & ~awake).any()


def test_the_sector_s_own_chunk_keeps_the_same_promise(drawn_chunk, drawn_sheets, numbers, places):
    acted_in, both_in = recomputed(drawn_chunk, drawn_sheets, numbers, places)
    awake = drawn_chunk.lives.awake
    assert (both_in[:, :-1] == awake[:, :-1]).all()
    assert not (acted_in & ~awake).any()


@pytest.mark.parametrize("table", SIGNS)
def test_of_what_was_done_by_the_end_of_a_cycle_some_is_known_only_afterwards(
    drawn_chunk, drawn_sheets, numbers, table
):
    happened, known, _ = SIGNS[table]
    rows = drawn_sheets[table]
    rows = rows.filter(pc.equal(rows["version"], 1))
    was, came = numbers(rows, happened), numbers(rows, known)
    for start in drawn_chunk.cycles.starts[2:-1]:
        before = was <= start
        last_month = before & (came > start - 30) & (came <= start)
        assert 0 < (before & (came > start) & (came <= start + 30)).sum() < last_month.sum()


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_signs_of_life_are_where_somebody_is_awake_in_every_world(make_chunk, seed):
    made = make_chunk(seed, 60)
    assert (signs_of_life(made) == made.lives.awake).all()


@pytest.mark.parametrize("table", TOLD)
def test_nothing_is_on_record_before_registration_or_after_the_end(
    chunk, sheets, numbers, places, table
):
    rows = sheets[table]
    who, known = places(chunk, rows), numbers(rows, TABLES[table].known)
    assert len(who) > 500
    assert (known >= chunk.founded.registered[who]).all()
    assert (known <= chunk.lives.ended[who]).all()
    assert (known <= chunk.cycles.end).all()
    own = {"filing", "statement_line", "assembly", "change_request"}
    if table in own:
        assert (known >= chunk.cycles.recording).all()


@pytest.mark.parametrize("table", TOLD)
def test_nothing_is_known_before_it_happens(sheets, numbers, table):
    rows = sheets[table]
    happened, known = numbers(rows, TABLES[table].happened), numbers(rows, TABLES[table].known)
    assert (known >= happened).all()


@pytest.mark.parametrize("table", TOLD)
def test_a_record_is_told_once_but_for_versions_that_came_later(sheets, numbers, table):
    rows, kept = sheets[table], TABLES[table]
    versions = rows["version"].to_pylist() if "version" in rows.column_names else [1] * len(rows)
    keys = zip(*(rows[name].to_pylist() for name in kept.key), strict=True)
    known = numbers(rows, kept.known).tolist()
    told = sorted(zip(keys, versions, known, strict=True))
    for (key, version, day), (next_key, next_version, next_day) in pairwise(told):
        if key == next_key:
            assert next_version == version + 1
            assert next_day > day or (next_day == day and table == "statement_line")
        else:
            assert next_version == 1


def test_the_same_chunk_gives_the_same_papers(make_chunk):
    one, other = papers(make_chunk(3, 200)), papers(make_chunk(3, 200))
    assert {name: rows.num_rows for name, rows in one.items()}.keys() == set(TOLD)
    assert all(one[name].equals(other[name]) for name in TOLD)


def test_no_row_points_to_a_day_that_was_not_known_yet(sheets, numbers):
    requests = sheets["change_request"]
    approved = numbers(requests, "approved_on")
    assert (approved[approved < NEVER] <= numbers(requests, "recorded_at")[approved < NEVER]).all()
    duties = sheets["obligation"]
    named = ~np.asarray(duties["fulfilled_by"].is_null())
    assert named.sum() > 500
    assert (numbers(duties, "fulfilled_known_on") <= numbers(duties, "recorded_at"))[named].all()


@pytest.mark.parametrize("table", TOLD)
def test_every_cell_is_one_that_the_schema_allows(sheets, table):
    rows = sheets[table]
    for column in TABLES[table].columns:
        if column.name not in rows.column_names:
            assert not column.required
            continue
        cells = rows[column.name]
        if column.required:
            assert cells.null_count == 0, column.name
        told = cells.drop_null()
        if column.allowed is not None:
            assert set(told.unique().to_pylist()) <= set(column.allowed)
        if column.minimum is not None and len(told):
            assert column.minimum <= pc.min(told).as_py()
        if column.maximum is not None and len(told):
            assert pc.max(told).as_py() <= column.maximum


@pytest.mark.parametrize("table", TOLD)
def test_no_row_breaks_a_rule_of_intake(sheets, table):
    rows = sheets[table].slice(0, 4_000)
    columns = {name: rows[name].to_pylist() for name in rows.column_names}
    assert list(breaches(TABLES[table], columns)) == []


# Days that lie ahead when they are told: what is planned, or falls due.
PLANNED = {"end", "expires_on", "due_on"}


@pytest.mark.parametrize("table", TOLD)
@pytest.mark.parametrize("year", [1394, 1399, 1403])
def test_a_cut_history_tells_of_no_day_after_the_cut(sheets, numbers, table, year):
    until = day_number(year, 6, 31)
    cut = known_by(TABLES[table], sheets[table], until)
    assert 0 < len(cut) < len(sheets[table])
    for column in TABLES[table].columns:
        if column.type == "day" and column.name not in PLANNED:
            told = numbers(cut, column.name)
            assert (told[told < NEVER] <= until).all(), column.name


def test_what_met_a_duty_is_not_named_before_it_was_known(sheets, numbers):
    until = day_number(1400, 5, 15)  # late papers are still coming
    cut = known_by(TABLES["obligation"], sheets["obligation"], until)
    named = ~np.asarray(cut["fulfilled_by"].is_null())
    assert (numbers(cut, "fulfilled_known_on")[named] <= until).all()
    assert (numbers(cut, "fulfilled_on")[named] < NEVER).all()
