"""What holds of peer values on any registry, drawn at random and small enough for every fallback.

A handful of co-operatives of two branches, so that groups are empty, alone, tied and full by turns,
and days about month ends, so that the day peers are taken from moves.
"""

from datetime import date, timedelta
from math import ceil

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from coopscore.calendar import jalali, month_end
from coopscore.errors import EmptyCohort, NoPeerTable
from coopscore.language import Text
from coopscore.schema import TABLES
from features.build import build_matrix
from features.facts import MemoryFacts
from features.peer_shelf import MemoryShelf
from features.peers import peer_day, peer_share
from features.spec import Events, Feature, States, ratio

COOPS = ("A", "B", "C", "D", "E", "ب")
POOL = (date(2018, 2, 28), date(2018, 4, 30), jalali(1396, 12, 29), jalali(1397, 2, 31))
DAY = st.builds(lambda day, by: day + timedelta(by), st.sampled_from(POOL), st.integers(-2, 2))
AS_OFS = st.lists(DAY, min_size=1, max_size=4, unique=True)
CALENDAR = st.sampled_from(["gregorian", "jalali"])

SINCE = Events("filing", happened="period_end", known="received_on").since()
BRANCH = States("cooperative", happened="valid_from", known="recorded_at").latest("branch")
FIGURES = States("yearly_figures", happened="year_end", known="received_on")
MEMBERS = FIGURES.latest("members")
BASE = {"since": SINCE, "branch": BRANCH, "members": MEMBERS}
AMONG = {
    "of_all": peer_share(SINCE),
    "of_branch": peer_share(SINCE, by=[BRANCH], at_least=2),
    "of_size": peer_share(SINCE, by=[MEMBERS], at_least=2),
    "of_both": peer_share(SINCE, by=[BRANCH, MEMBERS], at_least=2),
    "of_ratio": peer_share(ratio(MEMBERS, FIGURES.latest("employees")), by=[BRANCH]),
}


def feature(name, value):
    return Feature(
        name=name,
        value=value,
        unit="ratio",
        missing=None,
        risk="none",
        concept="filings",
        title=Text(en=name, fa="نام"),
        type=value.type,
    )


FEATURES = tuple(feature(name, value) for name, value in {**BASE, **AMONG}.items())


def versions(name, day, **own):
    row = st.fixed_dictionaries(
        {
            "coop_id": st.sampled_from(COOPS),
            "record_id": st.sampled_from(["r", "s"]),
            "version": st.integers(1, 2),
            "voided": st.sampled_from([False, False, False, True]),
            "happened": day,
            "known": day,
            **own,
        }
    )
    key = ("coop_id", "record_id", "known", "version")
    return st.lists(row, max_size=14, unique_by=lambda row: tuple(row[part] for part in key)).map(
        lambda rows: stored(name, rows)
    )


def stored(name, rows):
    plain = [{"hindsight": False, "batch": 1, "digest": "", **row} for row in rows]
    return pa.Table.from_pylist(plain, schema=TABLES[name].arrow())


def registration(coop_id, stage, known):
    return {
        "coop_id": coop_id,
        "record_id": stage,
        "version": 1,
        "voided": False,
        "happened": known,
        "known": known,
        "axis": "registry_stage",
        "to_code": stage,
    }


@st.composite
def registries(draw):
    """Facts in which most are registered from the start; some come, and some go."""
    day = st.sampled_from(draw(st.lists(DAY, min_size=2, max_size=4, unique=True)))
    first = st.sampled_from([date(2015, 1, 1), date(2015, 1, 1), date(2018, 3, 5)])
    stages = [registration(coop_id, "registered", draw(first)) for coop_id in COOPS]
    stages += [
        registration(coop_id, "dissolved", draw(day))
        for coop_id in draw(st.sets(st.sampled_from(COOPS), max_size=2))
    ]
    tables = {
        "status_event": stored("status_event", stages),
        "filing": draw(versions("filing", day, kind=st.just("statement"))),
        "cooperative": draw(
            versions("cooperative", day, branch=st.sampled_from(["farm", "shop", None]))
        ),
        "yearly_figures": draw(
            versions(
                "yearly_figures",
                day,
                members=st.sampled_from([None, 0, 1, 2, 3]),
                employees=st.sampled_from([None, 0, 1, 3]),
            )
        ),
    }
    return MemoryFacts(tables, 1)


def built(facts, as_ofs, calendar, **changes):
    """The matrix; None where nobody belongs."""
    asked = {"features": FEATURES, "cohort": "registered", "as_ofs": as_ofs, "calendar": calendar}
    try:
        return build_matrix(facts, **asked | changes)
    except EmptyCohort:
        return None


def rows(matrix, keep=lambda row: True):
    return [] if matrix is None else [row for row in matrix.table.to_pylist() if keep(row)]


def filtered(facts, keep):
    return MemoryFacts({name: t.filter(keep(t)) for name, t in facts.tables.items()}, 1)


def known_by(facts, day):
    return filtered(facts, lambda table: pc.less_equal(table["known"], pa.scalar(day)))


@given(registries(), AS_OFS, CALENDAR)
def test_both_engines_give_the_same_tables_and_the_same_matrix_to_the_bit(facts, as_ofs, calendar):
    one, two = (built(facts, as_ofs, calendar, engine=name) for name in ("kernel", "judge"))
    assert (one and one.hash) == (two and two.hash)
    assert (one and one.peers) == (two and two.peers)


@given(registries(), DAY, CALENDAR)
def test_deleting_all_that_was_learned_after_a_day_changes_nothing_of_that_day(
    facts, as_of, calendar
):
    then, now = built(known_by(facts, as_of), [as_of], calendar), built(facts, [as_of], calendar)
    assert (then and then.hash) == (now and now.hash)


@given(registries(), DAY, CALENDAR)
def test_the_tables_of_a_month_end_rest_on_what_was_known_by_then(facts, as_of, calendar):
    before, now = MemoryShelf(), MemoryShelf()
    built(known_by(facts, peer_day(as_of, calendar)), [as_of], calendar, peers=before)
    built(facts, [as_of], calendar, peers=now)
    made = {name: table.hash for name, table in now.tables.items()}
    # Where nobody was on record by then, there was nothing to make a table of.
    assert {name: table.hash for name, table in before.tables.items()} in (made, {})


@given(registries(), DAY, CALENDAR, st.sampled_from(COOPS), st.randoms(use_true_random=False))
def test_what_one_cooperative_does_later_moves_no_table_and_nobody_elses_standing(
    facts, as_of, calendar, coop_id, random
):
    day = peer_day(as_of, calendar)

    def not_later(table):
        later = pc.and_(
            pc.equal(table["coop_id"], pa.scalar(coop_id)),
            pc.greater(table["known"], pa.scalar(day)),
        )
        return pc.invert(later)

    without, now = built(filtered(facts, not_later), [as_of], calendar), None
    now = built(facts, [as_of], calendar)
    others = [rows(matrix, lambda row: row["coop_id"] != coop_id) for matrix in (without, now)]
    assert others[0] == others[1]
    if without is not None and now is not None:
        assert without.peers == now.peers


@given(registries(), AS_OFS, CALENDAR, st.integers(1, 3))
def test_one_at_a_time_with_the_stored_tables_is_the_whole_at_once(facts, as_ofs, calendar, chunk):
    shelf = MemoryShelf()
    whole = built(facts, as_ofs, calendar, peers=shelf)
    for coop_id in COOPS:
        alone = built(facts, as_ofs, calendar, peers=shelf, coop_ids=[coop_id])
        assert rows(alone) == rows(whole, lambda row, own=coop_id: row["coop_id"] == own)
    in_chunks = built(facts, as_ofs, calendar, chunk=chunk)
    assert (in_chunks and in_chunks.hash) == (whole and whole.hash)
    with pytest.raises(NoPeerTable):
        built(facts, as_ofs, calendar, coop_ids=["A"])


@given(registries(), AS_OFS, AS_OFS, CALENDAR)
def test_more_days_on_the_grid_change_none_of_the_others(facts, as_ofs, more, calendar):
    few, many = built(facts, as_ofs, calendar), built(facts, [*as_ofs, *more], calendar)
    assert rows(few) == rows(many, lambda row: row["as_of"] in as_ofs)


def box_of(row, quartiles):
    members = row["members"]
    band = None if members is None else sum(members > cut for cut in quartiles)
    return row["branch"], band


def standing(own, peers, levels):
    """By scipy: the percentile among the first of the boxes that holds two peers, else all."""
    for level in levels:
        box = [p["since"] for p in peers if p["since"] is not None and level(p) == level(own)]
        if len(box) >= 2:
            break
    else:
        box = [p["since"] for p in peers if p["since"] is not None]
    return None if own["since"] is None or not box else percentileofscore(box, own["since"], "mean")


@given(registries(), DAY, CALENDAR)
def test_standings_are_those_of_sorting_people_into_boxes(facts, as_of, calendar):
    day = peer_day(as_of, calendar)
    assert day <= as_of
    assert month_end(day, calendar) == day
    peers = rows(built(facts, [day], calendar, features=FEATURES[: len(BASE)]))
    sizes = sorted(p["members"] for p in peers if p["members"] is not None)
    cuts = [sizes[ceil(len(sizes) * k / 4) - 1] for k in (1, 2, 3) if sizes]
    levels = {
        "of_all": (),
        "of_branch": (lambda row: row["branch"],),
        "of_size": (lambda row: box_of(row, cuts)[1],),
        "of_both": (lambda row: box_of(row, cuts), lambda row: row["branch"]),
    }
    for row in rows(built(facts, [as_of], calendar)):
        for name, level in levels.items():
            expected = standing(row, peers, level)
            told = row[name] if row[name] is None else 100 * row[name]
            assert told == (expected if expected is None else pytest.approx(expected)), name
