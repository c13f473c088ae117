"""The entries of co-operatives on the register."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.identifiers import national_id_holds
from coopscore.schema import TABLES
from coopscore.synthetic.histories.register import register
from coopscore.synthetic.histories.statutes import LONGEST_DELAY, changes
from coopscore.synthetic.sector.cycles import COUNT, NEVER, day_number
from coopscore.vocabulary import LEGAL_FORM


@pytest.fixture(scope="module")
def rows(drawn_chunk) -> pa.Table:
    return register(drawn_chunk)["cooperative"]


@pytest.fixture(scope="module")
def histories(rows) -> dict[str, list[dict[str, object]]]:
    by_id = defaultdict(list)
    for row in rows.to_pylist():
        by_id[row["coop_id"]].append(row)
    return by_id


@pytest.fixture(scope="module")
def changed(drawn_chunk):
    return changes(drawn_chunk, drawn_chunk.rng("register"))


def test_every_cooperative_is_entered_on_the_day_of_its_registration(drawn_chunk, histories):
    assert list(histories) == drawn_chunk.coop_ids.to_pylist()
    for registered, entries in zip(
        drawn_chunk.founded.registered.tolist(), histories.values(), strict=True
    ):
        first = entries[0]
        day = date.fromordinal(registered)
        assert (first["valid_from"], first["recorded_at"]) == (day, day)
        assert first["registered_on"] == day
        assert first["founded_on"] < day


def test_all_columns_are_there_but_the_owners(rows):
    columns = {column.name for column in TABLES["cooperative"].columns}
    assert set(rows.column_names) == columns - {"ownership"} | {"coop_id"}


def test_keys_are_unique_and_later_states_are_known_later(histories):
    for entries in histories.values():
        days = [entry["valid_from"] for entry in entries]
        known = [entry["recorded_at"] for entry in entries]
        assert days == sorted(set(days))
        assert known == sorted(set(known))
        assert all(a <= b for a, b in zip(days, known, strict=True))


def test_every_entry_differs_from_the_one_before(histories):
    dates = {"valid_from", "recorded_at"}
    for entries in histories.values():
        said = [{k: v for k, v in e.items() if k not in dates} for e in entries]
        assert all(a != b for a, b in pairwise(said))


def test_national_ids_hold_and_can_be_nobodys(rows):
    ids = pc.unique(rows["national_id"]).to_pylist()
    assert len(ids) == len(set(rows["coop_id"].to_pylist()))
    assert all(national_id_holds(text) and text.startswith("99") for text in ids)


def test_names_are_of_a_subject_an_epithet_and_a_place(rows):
    names = pc.unique(rows["name"]).to_pylist()
    assert all(n.startswith(("شرکت تعاونی ", "اتحادیهٔ تعاونی‌های ")) for n in names)
    assert len(names) > 0.5 * len(set(rows["coop_id"].to_pylist()))


def test_forms_are_the_titles_of_the_vocabulary(drawn_chunk, rows):
    titles = {form.fa for form in LEGAL_FORM.values()}
    assert set(drawn_chunk.world.legal_forms) == titles
    assert set(rows["legal_form"].to_pylist()) <= titles


def test_codes_are_those_of_the_schema(rows):
    for column in TABLES["cooperative"].columns:
        if column.allowed is not None:
            assert set(pc.unique(rows[column.name]).to_pylist()) <= {*column.allowed, None}


def test_one_in_a_hundred_moves_in_a_year_and_stays_in_its_province(drawn_chunk, changed):
    moved = changed.moved_on < NEVER
    counties = drawn_chunk.sector.county_province
    assert (counties[changed.moved_to] == drawn_chunk.founded.province).all()
    assert (changed.moved_to != drawn_chunk.founded.county)[moved].all()
    years = drawn_chunk.lives.awake.sum()
    assert 0.005 < moved.sum() / years < 0.0125


def test_a_move_is_seen_in_the_later_entries(drawn_chunk, histories, changed):
    who = int(np.flatnonzero(changed.moved_on < NEVER)[0])
    day = date.fromordinal(int(changed.moved_on[who]))
    entries = histories[drawn_chunk.coop_ids[who].as_py()]
    old, new = (
        drawn_chunk.sector.counties[c]
        for c in (drawn_chunk.founded.county[who], changed.moved_to[who])
    )
    assert {e["county"] for e in entries if e["valid_from"] < day} == {old}
    assert {e["county"] for e in entries if e["valid_from"] >= day} == {new}
    assert {e["name"].endswith(old) for e in entries} == {True}


def test_changes_are_made_by_those_awake_and_recorded_before_the_end(drawn_chunk, changed):
    days = changed.days()
    lives, cycles = drawn_chunk.lives, drawn_chunk.cycles
    who, place = np.nonzero((days < NEVER) & (days > drawn_chunk.founded.registered[:, None]))
    day = days[who, place]
    assert (day + LONGEST_DELAY < np.minimum(lives.ended[who], cycles.end)).all()
    cycle = np.searchsorted(cycles.starts, day, side="left") - 1
    on_record = cycle >= 0
    assert lives.awake[who[on_record], cycle[on_record]].all()
    assert (cycle < COUNT).all()


def test_statutes_are_conformed_after_the_law_and_from_birth_later(drawn_chunk, changed):
    law = day_number(1393, 2, 17)
    registered = drawn_chunk.founded.registered
    conformed = changed.conformed_on < NEVER
    assert (changed.conformed_on[conformed] >= law).all()
    assert conformed[registered >= law].all()
    old_awake = (registered < law) & drawn_chunk.lives.awake[:, :3].all(axis=1)
    assert 0.4 < conformed[old_awake].mean() < 0.9
    governance = drawn_chunk.health.governance[:, 1]
    assert governance[old_awake & conformed].mean() > governance[old_awake & ~conformed].mean()


def test_nobody_is_in_a_union_that_is_not_there_yet(drawn_chunk, histories):
    sector = drawn_chunk.sector
    registered = dict(
        zip(sector.union_serials.tolist(), sector.union_registered.tolist(), strict=True)
    )
    members = 0
    for entries in histories.values():
        for entry in entries:
            if entry["union_id"] is not None:
                members += 1
                serial = int(entry["union_id"].removeprefix("ir:")) - 1
                assert entry["valid_from"].toordinal() >= registered[serial]
    assert members > 50


def test_limited_terms_are_renewed_by_those_awake(drawn_chunk, histories):
    today = date.fromordinal(drawn_chunk.cycles.end)
    awake = drawn_chunk.lives.awake[:, -2:].all(axis=1)
    limited = awake & (drawn_chunk.founded.term_years > 0) & (drawn_chunk.lives.ended == NEVER)
    ends = [
        histories[drawn_chunk.coop_ids[int(place)].as_py()][-1]["term_end"]
        for place in np.flatnonzero(limited)
    ]
    assert len(ends) > 50
    assert np.mean([end > today for end in ends]) > 0.8
    assert all(
        e["term_end"] is None
        for e in histories[_first(drawn_chunk, ~limited & _unlimited(drawn_chunk))]
    )


def _unlimited(chunk):
    return chunk.founded.term_years == 0


def _first(chunk, some):
    return chunk.coop_ids[int(np.flatnonzero(some)[0])].as_py()


def test_farmers_and_employees_are_exempt_from_tax(rows):
    farming = pc.equal(rows["isic_group"], "agriculture")
    assert pc.all(rows["is_exempt_tax"].filter(farming)).as_py()
    assert (
        0 < pc.mean(rows["is_exempt_tax"].filter(pc.invert(farming)).cast(pa.int8())).as_py() < 0.3
    )


def test_unions_work_in_their_county_province_or_nation(rows):
    scopes = {
        "اتحادیهٔ شهرستانی": "county",
        "اتحادیهٔ استانی": "province",
        "اتحادیهٔ سراسری": "nation",
    }
    for form, scope in scopes.items():
        found = rows.filter(pc.equal(rows["legal_form"], form))["area_scope"].to_pylist()
        assert set(found) <= {scope}


def test_the_same_chunk_has_the_same_entries(drawn_chunk, rows):
    assert register(drawn_chunk)["cooperative"].equals(rows)
