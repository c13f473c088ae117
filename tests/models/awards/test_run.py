"""An edition's result hangs on its rules and figures, and on nothing else."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from festival_world import BRANCHES, edition, renamed, world

from coopscore.errors import TooManyToCompare
from models.awards.content import content_of
from models.awards.index import composites
from models.awards.judging import DISCONNECTED, JUDGED, NO_MARKS, PARTIAL
from models.awards.lists import NOT_SHORTLISTED, UNJUDGED, UNKNOWN
from models.awards.public import public_of


def told(run):
    return content_of(run, {"batch": 1, "scores": {}})


def places(run, stage="provincial"):
    return {(one.cell, row.coop_id): row.place for one in getattr(run, stage) for row in one.rows}


def of(run, cell):
    return next(one for one in run.provincial if one.cell == cell)


CELL = (BRANCHES[0], "05")


def test_the_order_of_rows_entrants_and_marks_changes_not_a_byte():
    here = world()
    here.marked("ir:0000", "a", 70)
    here.marked("ir:0006", "a", 60)
    here.marked("ir:0006", "b", 50)
    shuffled = np.random.default_rng(1).permutation(120).tolist()
    first, second = (
        json.dumps(told(run), sort_keys=True) for run in (here.run(), here.run(order=shuffled))
    )
    assert first == second


def test_who_else_enters_or_leaves_changes_nobodys_points_and_order():
    here = world()
    before = here.run()
    entrants = list(here.entrants)
    here.entrants = entrants[:-1]
    fewer = here.run()
    # A clone of one: on the register twice, and entered twice.
    here.entrants = [*entrants, renamed(entrants[0], "ir:9999")]
    here.ids.append("ir:9999")
    here.branches.append(entrants[0].branch)
    here.values = np.vstack([here.values, here.values[:1]])
    more = here.run()
    gone = entrants[-1].coop_id
    for cell, coop_id in places(before):
        if coop_id == gone:
            continue
        others = [row.coop_id for row in of(before, cell).rows if row.coop_id != gone]
        assert [row.coop_id for row in of(fewer, cell).rows] == others or cell[0] != BRANCHES[1]
        beside = [row.coop_id for row in of(more, cell).rows if row.coop_id != "ir:9999"]
        assert beside == [row.coop_id for row in of(before, cell).rows]
    points = {row.coop_id: row.points for one in before.provincial for row in one.rows}
    for one in fewer.provincial:
        for row in one.rows:
            assert row.points == pytest.approx(points[row.coop_id], abs=1e-9)


def test_the_clone_has_the_points_of_the_first_and_stands_behind_it_by_rule():
    here = world()
    here.entrants.append(renamed(here.entrants[0], "ir:9999"))
    here.ids.append("ir:9999")
    here.branches.append(here.branches[0])
    here.values = np.vstack([here.values, here.values[:1]])
    rows = {row.coop_id: row for row in of(here.run(), CELL).rows}
    one, other = rows["ir:0000"], rows["ir:9999"]
    assert one.points == other.points
    assert other.place == one.place + 1
    assert (one.tied_by, other.tied_by) == ("", "national_id")
    assert other.high >= other.place >= other.low
    assert one.band == other.band


def test_points_are_places_among_all_operating_peers_of_the_branch():
    here = world()
    run = here.run()
    mine = [at for at in range(120) if at % 2 == 0]
    for at, one in enumerate(run.eligible):
        if one.branch != BRANCHES[0]:
            continue
        own = here.values[here.ids.index(one.coop_id)]
        peers = here.values[mine]
        shares = [
            ((peers[:, k] < own[k]).sum() + (peers[:, k] == own[k]).sum() / 2) / len(mine)
            for k in range(2)
        ]
        weights = dict(
            zip([x.name for x in run.edition.judged], run.edition.weights[:2], strict=False)
        )
        assert len(weights) == 2
        judged = [w for w in run.edition.weights if w > 0]
        capped = min(own[1], 1.0)  # the target of statute_completeness
        shares[1] = (
            (np.minimum(peers[:, 1], 1) < capped).sum()
            + (np.minimum(peers[:, 1], 1) == capped).sum() / 2
        ) / len(mine)
        assert run.points.points[at] == pytest.approx(100 * np.dot(judged, shares), abs=1e-9)


def test_the_nation_ranks_whom_provinces_named_and_holds_its_quotas():
    run = world().run()
    winners = {row.coop_id for one in run.provincial for row in one.rows if row.named}
    assert {row.coop_id for one in run.national for row in one.rows} == winners
    assert sum(row.named for one in run.national for row in one.rows) == 2
    few = world().run(edition(quotas={"winners": 1}))
    named = [row for one in few.national for row in one.rows if row.named]
    assert len(named) == 1
    assert named[0].points == max(one.rows[0].points for one in few.national)


def test_a_province_that_had_its_share_is_passed_over():
    here = world()
    run = here.run(edition(quotas={"province_most": 1, "national": 2}))
    where = {one.coop_id: one.province for one in run.eligible}
    named = [where[row.coop_id] for one in run.national for row in one.rows if row.named]
    assert len(named) == len(set(named)) == 3


def test_a_jury_takes_its_share_of_the_points_and_who_was_not_marked_has_no_place():
    here = world()
    rows = [one.coop_id for one in here.entrants if (one.branch, one.province) == CELL]
    for coop_id, mark in zip(rows[:3], (20.0, 90.0, 50.0), strict=True):
        for juror in ("a", "b"):
            here.marked(coop_id, juror, mark)
    found = of(here.run(), CELL)
    assert found.jury.state == JUDGED
    assert found.left_out == dict.fromkeys(rows[3:], UNJUDGED)
    for row in found.rows:
        assert row.jury == pytest.approx(row.jury_raw)
        assert row.points == pytest.approx((row.system + row.jury) / 2)
    assert not found.jury.estimate.severity_matters
    alone = of(here.run(edition(jury={"share": 0.0})), CELL)
    assert [row.points for row in alone.rows] == pytest.approx([row.system for row in alone.rows])


def test_marks_that_cannot_be_set_beside_each_other_are_not_weighed():
    here = world()
    rows = [one.coop_id for one in here.entrants if (one.branch, one.province) == CELL]
    here.marked(rows[0], "a", 80)
    here.marked(rows[1], "b", 20)
    found = of(here.run(), CELL)
    assert found.jury.state == DISCONNECTED
    assert [row.points for row in found.rows] == [row.system for row in found.rows]
    assert len(found.rows) == len(rows)


def test_marks_of_a_part_of_those_sent_to_the_nation_count_for_nobody():
    here = world()
    run = here.run()
    sent = [row.coop_id for row in run.national[0].rows]
    here.marked(sent[0], "a", 90)
    again = here.run()
    assert again.national[0].jury.state == PARTIAL
    assert {row.coop_id for row in again.national[0].rows} == set(sent)


def test_a_juror_who_held_office_in_an_entry_is_recused_and_so_is_one_that_is_named():
    here = world()
    rows = [one.coop_id for one in here.entrants if (one.branch, one.province) == CELL]
    for coop_id in rows:
        here.marked(coop_id, "a", 50)
        here.marked(coop_id, "b", 50)
        here.marked(coop_id, "c", 50 if coop_id != rows[1] else 0)
    here.marks[0] |= {"mark": 100.0}
    here.terms = [{"coop_id": rows[0], "person_key": "a", "end": None}]
    asked = edition(jury={"recusals": [["c", rows[1], "برادر مدیرعامل"]]})
    jury = of(here.run(asked), CELL).jury
    assert sorted((one.entry, one.reason, one.marks) for one in jury.left_out) == [
        (rows[0], "held_office", 2),
        (rows[1], "برادر مدیرعامل", 2),
    ]
    raw = dict(zip(jury.estimate.entries, jury.estimate.raw, strict=True))
    assert raw[rows[0]] == raw[rows[1]] == 50


def test_only_the_shortlist_goes_before_the_jury():
    here = world()
    everybody = of(here.run(), CELL)
    found = of(here.run(edition(jury={"shortlist": 2})), CELL)
    best = [row.coop_id for row in everybody.rows[:2]]
    assert {row.coop_id for row in found.rows} == set(best)
    assert set(found.left_out.values()) == {NOT_SHORTLISTED}
    assert found.jury.state == NO_MARKS


def test_who_has_no_figure_at_all_has_no_place_and_a_reason():
    here = world()
    here.values[0] = np.nan
    found = of(here.run(), CELL)
    assert found.left_out == {"ir:0000": UNKNOWN}
    assert "ir:0000" not in {row.coop_id for row in found.rows}


def test_the_public_part_holds_nothing_that_is_only_the_committees():
    here = world()
    for at, one in enumerate(here.entrants):
        here.marked(one.coop_id, "a", 40 + at)
    here.entrants[3] = replace(here.entrants[3], branch=BRANCHES[1])
    content = told(here.run())
    public = public_of(content)
    text = json.dumps(public, ensure_ascii=False)
    for key in (
        "gates",
        "tier",
        "jurors",
        "jury_raw",
        "national_id",
        "watched",
        "facts",
        "left_out",
    ):
        assert f'"{key}"' not in text
    assert set(public) == {"format", "edition", "counts", "provincial", "national"}
    row = public["national"][0]["rows"][0]
    assert set(row) == {
        "coop_id", "name", "province", "place", "low", "high", "band", "points", "tied_by", "named",
        "spread",
    }  # fmt: skip


def test_assumptions_are_told_with_the_run_and_can_be_worked_out_again():
    run = world().run()
    content = told(run)
    kept = content["assumptions"]
    assert len(kept["weights"]) == len(kept["rules"]) == 50
    assert kept["hash"] == run.assumptions.hash
    firm = run.firmness[CELL]
    first = of(run, CELL).rows[0].coop_id
    shares = [one.wins for one in firm.spreads.values()]
    assert sum(shares) == pytest.approx(1)
    assert firm.spreads[first].low == 1
    assert firm.swap is None or 0 <= firm.swap.moved <= 1


def test_copeland_compares_within_the_list_that_is_ranked_whichever_that_is():
    """A field of its own gives a province's only entrant nothing in the nation's list."""
    here = world()
    strong, weak = (
        here.entrants[0],
        [one for one in here.entrants if one.branch == BRANCHES[0]][1:3],
    )
    here.values[0] = (9.0, 0.99)
    for one, level in zip(weak, (-5.0, -9.0), strict=True):
        here.values[here.ids.index(one.coop_id)] = (level, -level / 100)
    here.entrants = [
        replace(strong, province="05"),
        *(replace(one, province="25") for one in weak),
    ]
    (found,) = here.run(edition(index={"aggregation": "copeland"})).national
    assert found.rows[0].coop_id == strong.coop_id
    assert found.rows[0].points > found.rows[-1].points
    together = here.run(
        edition(index={"aggregation": "copeland"}, edition={"stages": ["national"]})
    )
    assert [row.points for row in together.national[0].rows] == [100.0, 50.0, 0.0]


def test_more_than_can_be_compared_by_pairs_are_refused():
    here = world()
    many = [renamed(here.entrants[0], f"ir:9{at:03d}") for at in range(301)]
    here.ids += [one.coop_id for one in many]
    here.branches += [one.branch for one in many]
    here.values = np.vstack([here.values, np.zeros((301, 2))])
    here.entrants += many
    with pytest.raises(TooManyToCompare):
        here.run(edition(index={"aggregation": "copeland"}))


def test_the_shortlist_is_the_nations_where_provinces_have_no_lists():
    run = world().run(edition(edition={"stages": ["national"]}, jury={"shortlist": 3}))
    assert run.provincial == []
    for one in run.national:
        assert len(one.rows) == 3
        assert set(one.left_out.values()) == {NOT_SHORTLISTED}


@pytest.mark.parametrize("gaps", ["worst", "median", "reweight"])
def test_who_wins_under_other_weights_is_asked_of_the_editions_own_points(gaps):
    """With a jury and gaps, the share under every admissible weight is that of the index itself."""
    here = world()
    rows = [one.coop_id for one in here.entrants if (one.branch, one.province) == CELL]
    here.values[here.ids.index(rows[0]), 1] = np.nan
    for at, coop_id in enumerate(rows):
        here.marked(coop_id, "a", 50 + at % 2)
    asked = edition(index={"gaps": gaps})
    run = here.run(asked)
    firm, told_ = run.firmness[CELL], of(run, CELL)
    stated = np.array([w for w in asked.weights if w > 0])
    own = run.points.scales[BRANCHES[0]]
    mine = [[one.coop_id for one in run.eligible].index(row.coop_id) for row in told_.rows]
    rng = np.random.default_rng(5)
    first = stated[0] * (1 + asked.uncertainty.weight_band * rng.uniform(-1, 1, 4000))
    first = first[np.abs((1 - first) / stated[1] - 1) <= asked.uncertainty.weight_band]
    points = composites(
        run.points.normalised[mine],
        np.column_stack([first, 1 - first]),
        aggregation="arithmetic",
        gaps=gaps,
        medians=own.medians,
    )
    mixed = (points + np.array([row.jury for row in told_.rows])) / 2
    wins = np.bincount(mixed.argmax(axis=1), minlength=len(mine)) / len(mixed)
    shares = [firm.spreads[row.coop_id].wins for row in told_.rows]
    assert shares == pytest.approx(wins.tolist(), abs=0.05)


def test_the_keys_of_jurors_stay_out_of_a_run():
    here = world()
    here.marked("ir:0000", "pk:secret", 70)
    asked = edition(jury={"recusals": [["pk:secret", "ir:0006", "خویشاوند"]]})
    assert "pk:secret" not in json.dumps(told(here.run(asked)), ensure_ascii=False)
