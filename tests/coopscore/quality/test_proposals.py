"""Who may be one, or carry on another: proposed with its evidence, and never merged."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from coopscore.quality.names import likenesses, telling_names
from coopscore.quality.proposals import Proposal, near_names, proposals
from coopscore.quality.register import register
from coopscore.quality.settings import quality_settings

SETTINGS = quality_settings().names
WORDS = ("البرز", "دماوند", "سپیده", "باران", "یاران", "کوثر", "نگین", "لاله", "آفتاب", "ستاره")
TRADES = ("پوشاک", "دامداری", "مسکن", "صنایع غذایی", "تاکسیرانی", "پرورش ماهی")
TOWNS = ("شیراز", "تبریز", "یزد", "رشت")


def drawn(rng, size=400):
    """A register of names that are common on purpose."""
    rows = []
    for place in range(size):
        town = TOWNS[rng.integers(len(TOWNS))]
        words = (TRADES[rng.integers(len(TRADES))], WORDS[rng.integers(len(WORDS))], town)
        rows.append(
            {"coop_id": f"c{place:04d}", "record_id": f"r{place}", "name":
             f"شرکت تعاونی {' '.join(words)}", "national_id": f"n{place}",
             "registration_no": str(rng.integers(100, 60_000)),
             "founded_on": date(1990, 1, 1) + timedelta(days=int(rng.integers(0, 11_000))),
             "province": town, "county": town, "branch": words[0][:3], "ended_on": None,
             "known": date(2021, 1, 1)}
        )  # fmt: skip
    return rows


def asked(rows, officers=()):
    table = pa.Table.from_pylist(rows)
    for name in ("founded_on", "ended_on", "known"):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, table[name].cast(pa.date32()))
    held = pa.table(
        {
            "coop_id": pa.array([coop for coop, _ in officers], pa.string()),
            "person_key": pa.array([who for _, who in officers], pa.string()),
        }
    )
    return near_names(register(table, held), SETTINGS)


def test_an_entry_that_stands_twice_under_nearly_its_name_is_proposed_first(rng):
    rows = drawn(rng)
    twins = []
    for place in range(0, 400, 40):
        name = rows[place]["name"]
        cut = int(rng.integers(14, len(name) - 1))
        twin = {**rows[place], "coop_id": f"d{place:04d}", "record_id": f"d{place}",
                "name": name[:cut] + name[cut + 1 :], "national_id": None,
                "known": date(2022, 1, 1)}  # fmt: skip
        twins.append(twin)
    found = proposals(asked([*rows, *twins])["near_name"])
    best = sorted(found, key=lambda one: -one.score)[: len(twins)]
    assert {(one.one, one.other) for one in best} == {
        (twin["coop_id"], f"c{twin['coop_id'][1:]}") for twin in twins
    }
    others = [one.score for one in found if not one.one.startswith("d")]
    assert min(one.score for one in best) > max(others, default=0) + 3
    one = best[0]
    assert isinstance(one, Proposal)
    assert one.kind == "near_name"
    assert one.score == pytest.approx(sum(one.evidence.values()), abs=0.05)
    assert set(one.evidence) == {"name", "county", "founded", "national_id", "registration_no"}


def test_one_founded_soon_after_anothers_end_with_its_officers_is_a_successor(rng):
    rows = drawn(rng)
    rows[7]["ended_on"] = date(2018, 5, 1)
    rows.append(
        {**rows[7], "coop_id": "z1", "record_id": "z1", "national_id": "z", "ended_on": None,
         "registration_no": "7", "founded_on": date(2018, 8, 1), "known": date(2018, 9, 1)}
    )  # fmt: skip
    officers = [("c0007", "p1"), ("c0007", "p2"), ("z1", "p2"), ("nobody", "p2")]
    officers += [(row["coop_id"], f"q{row['coop_id']}") for row in rows]
    found = sorted(proposals(asked(rows, officers)["successor"]), key=lambda one: -one.score)
    # The later entry is named first, whichever of the two ended.
    assert {found[0].one, found[0].other} == {"c0007", "z1"}
    assert found[0].evidence["officers"] > 0
    assert found[0].evidence["followed"] > 0
    alone = sorted(proposals(asked(rows)["successor"]), key=lambda one: -one.score)
    assert alone[0].score < found[0].score


def test_two_with_ids_of_their_own_are_two(rng):
    rows = drawn(rng, size=60)
    twin = {**rows[0], "coop_id": "d1", "record_id": "d1"}
    same = proposals(asked([*rows, {**twin, "national_id": rows[0]["national_id"]}])["near_name"])
    apart = proposals(asked([*rows, {**twin, "national_id": "other"}])["near_name"])

    def of_pair(found):
        return next(one.score for one in found if {one.one, one.other} == {"c0000", "d1"})

    assert of_pair(same) > of_pair(apart)


def test_nobody_is_compared_beyond_the_province_and_branch(rng):
    rows = drawn(rng, size=30)
    twin = {**rows[0], "coop_id": "d1", "record_id": "d1", "province": "elsewhere"}
    found = asked([*rows, twin])["near_name"]
    assert "d1" not in {*found["coop_id"].to_pylist(), *found["other"].to_pylist()}
    lost = {**rows[1], "coop_id": "d2", "record_id": "d2", "branch": None}
    assert "d2" not in asked([*rows, lost])["near_name"]["coop_id"].to_pylist()


def test_an_empty_register_has_nobody_to_propose():
    row = drawn(np.random.default_rng(1), size=1)
    assert [len(rows) for rows in asked(row).values()] == [0, 0]
    table = {name: pa.array([], pa.string()) for name in row[0]}
    table |= {name: pa.array([], pa.date32()) for name in ("founded_on", "ended_on", "known")}
    held = pa.table({"coop_id": pa.array([], pa.string()), "person_key": pa.array([], pa.string())})
    nobody = near_names(register(pa.table(table), held), SETTINGS)
    assert [len(rows) for rows in nobody.values()] == [0, 0]


def test_words_that_most_names_have_tell_nobody_apart():
    names = ["شرکت تعاونی البرز", "شرکت تعاونی دماوند", "شرکت تعاونی", "شرکت سپیده", "تعاونی نگین"]
    assert telling_names(names, 0.5) == ["البرز", "دماوند", "شرکتتعاونی", "سپیده", "نگین"]


def common_subsequence(one, other):
    """The textbook table, a row at a time."""
    row = [0] * (len(other) + 1)
    for letter in one:
        fresh = [0]
        for place, found in enumerate(other, start=1):
            same = row[place - 1] + 1 if letter == found else 0
            fresh.append(max(same, row[place], fresh[-1]))
        row = fresh
    return row[-1]


def test_likeness_is_twice_the_common_subsequence_over_both(rng):
    names = ["".join(rng.choice(list("ابپت"), rng.integers(3, 9))) for _ in range(40)]
    found = likenesses(names, np.zeros(40, dtype=np.int64), 0.5)
    expected = {}
    for one in range(40):
        for other in range(one + 1, 40):
            both = len(names[one]) + len(names[other])
            alike = 2 * common_subsequence(names[one], names[other]) / both
            if alike >= 0.5:
                expected[one, other] = pytest.approx(alike, abs=1e-6)
    told = zip(found.one.tolist(), found.other.tolist(), found.alike.tolist(), strict=True)
    assert {(one, other): alike for one, other, alike in told} == expected
    assert found.compared == 40 * 39 // 2
