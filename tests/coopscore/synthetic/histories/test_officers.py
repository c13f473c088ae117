"""Terms of office follow the assemblies that elect, lapse where none meets, and are corrected."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from coopscore.synthetic.histories.deeds import draw_deeds
from coopscore.synthetic.histories.officers import officer_terms
from coopscore.synthetic.histories.requests import board_course
from coopscore.synthetic.sector.cycles import NEVER

BOARD = ("board_main", "board_alternate", "ceo")


@pytest.fixture(scope="module")
def rows(sheets):
    return sheets["officer_term"].to_pylist()


@pytest.fixture(scope="module")
def terms(chunk, deeds):
    return officer_terms(chunk, deeds, board_course(chunk, deeds))


@pytest.fixture(scope="module")
def bodies(rows):
    """The first versions by co-operative, role and start."""
    found = defaultdict(list)
    for row in rows:
        if row["version"] == 1:
            found[row["coop_id"], row["role"], row["start"]].append(row)
    return found


def test_boards_have_three_five_or_seven_seats_by_size_and_alternates_up_to_a_third(chunk, bodies):
    members = dict(zip(chunk.coop_ids.to_pylist(), chunk.founded.members.tolist(), strict=True))
    seats = Counter()
    for (coop_id, role, start), body in bodies.items():
        if role == "board_main":
            size = members[coop_id]
            assert len(body) == (3 if size < 40 else 5 if size < 250 else 7)
            alternates = bodies[coop_id, "board_alternate", start]
            assert len(alternates) <= len(body) / 3
            seats[len(body)] += 1
        if role in ("ceo", "inspector"):
            assert len(body) in ((1,) if role == "ceo" else (1, 3))
    assert set(seats) == {3, 5, 7}


def test_a_board_serves_three_years_an_inspector_one(rows):
    for row in rows:
        planned = timedelta(365 * (1 if row["role"] == "inspector" else 3))
        if row["version"] == 1:
            assert row["end"] - row["start"] == planned
        else:
            assert timedelta(0) < row["end"] - row["start"] < planned


def test_no_body_has_one_person_twice(bodies):
    for body in bodies.values():
        assert len({row["person_key"] for row in body}) == len(body)


def test_every_body_but_the_first_was_elected_at_an_annual_assembly_that_stood(bodies, sheets):
    held, void = set(), set()
    for row in sheets["assembly"].to_pylist():
        if row["kind"] == "annual_ordinary":
            (void if row["voided"] else held).add((row["coop_id"], row["held_on"]))
    starts = defaultdict(set)
    for coop_id, role, start in bodies:
        starts[coop_id, role].add(start)
    later = [
        (coop_id, start) for (coop_id, _), days in starts.items() for start in sorted(days)[1:]
    ]
    assert len(later) > 1_000
    assert set(later) <= held - void


def test_about_six_in_ten_of_a_board_are_elected_again(bodies):
    again, seats = 0, 0
    by_coop = defaultdict(list)
    for (coop_id, role, start), body in bodies.items():
        if role == "board_main":
            by_coop[coop_id].append((start, {row["person_key"] for row in body}))
    for boards in by_coop.values():
        ordered = [persons for _, persons in sorted(boards, key=lambda board: board[0])]
        for one, following in pairwise(ordered):
            again += len(one & following)
            seats += len(following)
    assert again / seats == pytest.approx(0.6, abs=0.05)


def test_few_sit_in_two_co_operatives(rows):
    seats = defaultdict(set)
    for row in rows:
        seats[row["person_key"]].add(row["coop_id"])
    share = np.mean([len(where) > 1 for where in seats.values()])
    assert 0.001 < share < 0.02


def test_a_second_job_is_told_of_chief_executives_alone_and_the_same_in_every_version(rows):
    told = defaultdict(set)
    for row in rows:
        assert (row["is_second_job"] is None) == (row["role"] != "ceo")
        if row["role"] == "ceo":
            told[row["coop_id"], row["person_key"], row["start"]].add(row["is_second_job"])
    assert all(len(answers) == 1 for answers in told.values())
    assert 0.15 < np.mean([answers == {True} for answers in told.values()]) < 0.35


def test_a_body_whose_assembly_is_missed_runs_out_of_its_term(terms, chunk):
    boards = terms.boards
    lapsed = boards.next_held > boards.end
    assert lapsed.any()
    awake = chunk.lives.awake
    cycle = np.clip(np.searchsorted(chunk.cycles.starts, boards.end) - 1, 0, 12)
    reached = boards.end < np.minimum(chunk.lives.ended[boards.who], chunk.cycles.end)
    asleep = reached & ~awake[boards.who, cycle]
    assert lapsed[asleep].mean() > 0.9 > lapsed[reached & awake[boards.who, cycle]].mean()


def test_the_board_asks_to_be_registered_and_is_on_record_from_then_on(terms, deeds, rows, chunk):
    elected = terms.elected
    assert elected.sum() > 1_000
    assert not elected[deeds.held == NEVER].any()
    known = board_course(chunk, deeds).known
    known_days = {int(day) for day in known[elected & (known < NEVER)]}
    starts = chunk.founded.registered.tolist()
    boards = [r for r in rows if r["role"] == "ceo" and r["version"] == 1]
    seen = {row["registered_on"].toordinal() for row in boards}
    first = set(starts) | set(range(chunk.cycles.recording - 3_000, chunk.cycles.recording))
    assert seen - first <= known_days


def test_sleepers_boards_may_have_run_out_long_before_recording(make_chunk):
    chunk = make_chunk(9, 400)
    deeds = draw_deeds(chunk)
    boards = officer_terms(chunk, deeds, board_course(chunk, deeds)).boards
    first = np.sort(boards.end)
    assert (first < chunk.cycles.recording).any()
    awake = chunk.lives.awake[:, 0]
    gone = np.zeros(len(chunk), dtype=bool)
    gone[boards.who[boards.end < chunk.cycles.recording]] = True
    assert gone[~awake].sum() > 0 == gone[awake].sum()
