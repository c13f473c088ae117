"""Terms of office follow the assemblies that elect, and are corrected where relieved early."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from coopscore.calendar import read_day
from coopscore.persons import is_person_key
from coopscore.synthetic.export import coop_ids
from coopscore.synthetic.papers import filed
from coopscore.synthetic.terms import elected

BOARD = ("board_main", "board_alternate", "ceo")


def days(row):
    return read_day(row["start"]), read_day(row["end"]), read_day(row["registered_on"])


@pytest.fixture(scope="module")
def terms(drawn):
    """The versions of each record."""
    found = defaultdict(list)
    for row in drawn.rows("officer_term"):
        found[row["record_id"]].append(row)
    return list(found.values())


def test_a_board_is_elected_for_three_years_and_an_inspector_for_one(terms):
    for first, *_ in terms:
        start, end, registered = days(first)
        assert end - start == timedelta(365 * (1 if first["role"] == "inspector" else 3))
        assert start <= registered


def test_in_a_large_sector_too_no_term_is_known_before_it_starts_or_after_the_end(sector):
    where = (sector.world, sector.births)
    papers = filed(*where, sector.lives, sector.years, np.random.default_rng(3))
    table = elected(*where, sector.years, papers, np.random.default_rng(4)).table
    start, end, known = (table.days(name) for name in ("start", "end", "registered_on"))
    ended = dict(zip(coop_ids(np.arange(len(sector.births))), sector.lives.ended, strict=True))
    assert (start <= known).all()
    assert (start < end).all()
    assert all(day < ended[who] for day, who in zip(known, table.columns["coop_id"], strict=True))


def test_every_body_but_the_first_was_elected_at_an_annual_assembly_that_stood(drawn, terms):
    held, voided = defaultdict(set), set()
    for row in drawn.rows("assembly"):
        held[row["coop_id"]].add(read_day(row["held_on"]))
        if row["voided"] == "1":
            voided.add((row["coop_id"], read_day(row["held_on"])))
    later = [first for first, *_ in terms if not first["record_id"].endswith("/1")]
    assert len(later) > 1_000
    for row in later:
        start, _, registered = days(row)
        assert start in held[row["coop_id"]]
        assert (row["coop_id"], start) not in voided
        assert registered > start


def test_one_who_is_relieved_early_has_the_end_corrected_when_that_is_registered(terms):
    relieved = [versions for versions in terms if len(versions) > 1]
    assert len(relieved) > 500
    for first, second in relieved:
        assert (first["version"], second["version"]) == ("1", "2")
        (start, planned, registered), (again, end, known) = days(first), days(second)
        assert start == again
        assert start < end < planned
        assert registered < known


def test_no_seat_is_held_twice_at_a_time(terms):
    seats = defaultdict(list)
    for versions in terms:
        seats[versions[0]["record_id"].rpartition("/")[0]].append(days(versions[-1]))
    for held in seats.values():
        for (_, end, _), (start, _, _) in pairwise(sorted(held)):
            assert end <= start


def test_large_cooperatives_have_five_on_the_board_and_small_ones_three(terms):
    sizes = Counter(
        Counter(
            (first["coop_id"], days(first)[0])
            for first, *_ in terms
            if first["role"] == "board_main"
        ).values()
    )
    assert set(sizes) == {3, 5}
    assert sizes[3] > sizes[5]


def test_some_persons_are_elected_again_and_some_are_not(terms):
    boards = defaultdict(set)
    for first, *_ in terms:
        if first["role"] in BOARD:
            boards[first["coop_id"], int(first["record_id"].rpartition("/")[2])].add(
                first["person_key"]
            )
    kept = [
        len(keys & boards[coop_id, serial - 1]) / len(keys)
        for (coop_id, serial), keys in boards.items()
        if serial > 1
    ]
    assert 0.5 < sum(kept) / len(kept) < 0.7
    assert all(is_person_key(first["person_key"]) for first, *_ in terms)


def test_some_boards_have_outstayed_their_term(drawn, terms):
    ended = {r["coop_id"] for r in drawn.rows("status_event") if r["to_code"] == "dissolved"}
    last = {}
    for versions in terms:
        if versions[-1]["role"] == "ceo" and versions[-1]["coop_id"] not in ended:
            last[versions[-1]["coop_id"]] = days(versions[-1])[1]
    gone = [end < read_day("1404/06/31") for end in last.values()]
    assert 0.1 < sum(gone) / len(gone) < 0.6
