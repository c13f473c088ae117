"""An edition that was run comes to the same bytes again, and tells nothing that it must not."""

import json
import shutil
from datetime import date

import pytest
from awarded_home import NOW, SECRET_POINTS, SECRET_PROBABILITY, edition, quiet

from coopscore.actor import SYSTEM
from coopscore.errors import AwardChanged, NobodyEntered, UnknownName
from coopscore.home import Home
from serving.awards.book import book_files
from serving.awards.running import rank
from serving.awards.shelf import keep_run, kept_run, kept_runs, written
from serving.deliveries import ingest
from serving.office import open_office


def words_of(value):
    """Every key and every value of a tree."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from words_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from words_of(one)
    else:
        yield value


def test_entrants_are_judged_by_gates_and_the_eligible_have_a_place(awarded):
    content = awarded.ranked.content
    eligible = {one["coop_id"] for one in content["entrants"] if one["eligible"]}
    placed = {row["coop_id"] for one in content["provincial"] for row in one["rows"]}
    left = {coop_id for one in content["provincial"] for coop_id in one["left_out"]}
    assert len(content["entrants"]) > len(eligible) > 3
    assert placed | left == eligible
    assert not placed & left
    for one in content["provincial"]:
        assert [row["place"] for row in one["rows"]] == list(range(1, len(one["rows"]) + 1))
        for row in one["rows"]:
            assert row["low"] <= row["place"] <= row["high"] <= len(one["rows"])
            assert row["named"] == (row["place"] == 1)


def test_provinces_send_their_first_and_the_nation_names_of_each_branch_one(awarded):
    content = awarded.ranked.content
    sent = {row["coop_id"] for one in content["provincial"] for row in one["rows"] if row["named"]}
    national = {row["coop_id"] for one in content["national"] for row in one["rows"]}
    assert national == sent
    for one in content["national"]:
        assert one["province"] == ""
        assert sum(row["named"] for row in one["rows"]) == 1


def test_the_same_edition_on_another_day_in_another_home_is_the_same_bytes(awarded, tmp_path):
    home = Home(tmp_path / "other")
    later = NOW.replace(year=2027)
    with open_office(awarded.home) as office:
        scores = [
            entry.score
            for spec in ("dormancy", "credit")
            for entry in office.records.scorebook.of_day(spec, date(2025, 6, 21))
        ]
    with open_office(home) as office:
        ingest(office, awarded.registry, "registry", actor=SYSTEM, now=later, progress=quiet)
        office.records.scorebook.write(reversed(scores), actor=SYSTEM, now=later)
        found = rank(office, awarded.edition, anew=False, progress=quiet)
    assert found.run_id == awarded.ranked.run_id
    made = book_files(found.run_id, found.content)
    before = book_files(awarded.ranked.run_id, awarded.ranked.content)
    assert [name for name in made if made[name] != before[name]] == []


def test_later_scores_do_not_change_an_edition_that_was_run(awarded, tmp_path):
    home = Home(tmp_path / "copy")
    shutil.copytree(awarded.home.path, home.path)
    with open_office(home) as office:
        entries = office.records.scorebook.of_day("dormancy", date(2025, 6, 21))
        changed = [
            type(entry.score)(**{**vars(entry.score), "version": "dormancy-1", "curve": ()})
            for entry in entries
        ]
        office.records.scorebook.write(changed, actor=SYSTEM, now=NOW)
        again = rank(office, awarded.edition, anew=False, progress=quiet)
        anew = rank(office, awarded.edition, anew=True, progress=quiet)
    assert again.again
    assert again.run_id == awarded.ranked.run_id
    assert written(again.content) == written(awarded.ranked.content)
    assert anew.run_id != again.run_id
    assert anew.content["rests_on"]["scores"]["dormancy"]["version"] == "dormancy-1"
    assert [one.run_id for one in kept_runs(home)] == [again.run_id, anew.run_id]
    with open_office(home) as office:
        # The one asked for last is repeated, and any other by its name.
        assert rank(office, awarded.edition, anew=False, progress=quiet).run_id == anew.run_id
        first = rank(office, awarded.edition, anew=False, progress=quiet, run_id=again.run_id)
    assert written(first.content) == written(awarded.ranked.content)


def test_a_run_that_comes_to_something_else_is_not_written_over(awarded, tmp_path):
    home = Home(tmp_path / "home")
    run_id = keep_run(home, awarded.ranked.content)
    keep_run(home, awarded.ranked.content)
    with pytest.raises(AwardChanged):
        keep_run(home, {**awarded.ranked.content, "watched": ["somebody"]})
    assert kept_run(home, run_id) == json.loads(written(awarded.ranked.content))


def test_nothing_of_credit_but_yes_or_no_is_in_a_run_or_in_its_files(awarded):
    """No probability, no grade, no points, no reason of a score, no loan."""
    content = awarded.ranked.content
    for name, made in book_files(awarded.ranked.run_id, content).items():
        if name.endswith(".xlsx"):
            continue
        text = made.decode()
        for secret in (SECRET_PROBABILITY, SECRET_POINTS, 12.3456789):
            assert str(secret)[:9] not in text, name
    told = {str(one) for one in words_of({k: v for k, v in content.items() if k != "edition"})}
    assert told.isdisjoint({"probability", "grade", "margin", "loan", "facility", "E2", "B1"})
    credit = [
        gate for one in content["entrants"] for gate in one["gates"] if gate["gate"] == "credit"
    ]
    assert {gate["reason"] for gate in credit} == {"credit_holds", "credit_lacks"}
    assert all(gate["facts"] == [] and gate["told"] == {} for gate in credit)


def test_the_dormancy_gate_holds_at_the_level_of_the_edition(awarded):
    for one in awarded.ranked.content["entrants"]:
        gates = {gate["gate"]: gate for gate in one["gates"]}
        assert gates["dormancy"]["reason"] in ("risk_holds", "risk_high", "unscored")
    reasons = {
        gate["reason"]
        for one in awarded.ranked.content["entrants"]
        for gate in one["gates"]
        if gate["gate"] == "dormancy"
    }
    assert {"risk_holds", "risk_high"} <= reasons


def test_an_edition_that_nobody_entered_is_refused(awarded):
    with open_office(awarded.home) as office, pytest.raises(NobodyEntered):
        rank(office, edition(edition={"number": 99}), anew=False, progress=quiet)


def test_everybody_of_a_branch_may_be_ranked_in_one_list_of_the_nation(awarded):
    asked = edition(
        edition={"stages": ["national"], "who": "operating"}, gates={"credit_least": ""}
    )
    with open_office(awarded.home) as office:
        found = rank(office, asked, anew=False, progress=quiet)
    assert found.content["provincial"] == []
    sizes = [len(one["rows"]) for one in found.content["national"]]
    assert max(sizes) > 10
    eligible = sum(one["eligible"] for one in found.content["entrants"])
    left = sum(len(one["left_out"]) for one in found.content["national"])
    assert sum(sizes) + left == eligible


def test_scores_of_long_ago_decide_no_gate(awarded, tmp_path):
    asked = edition(edition={"cut_off": "2026-06-22", "marks_by": "2026-06-22"})
    with open_office(awarded.home) as office:
        found = rank(office, asked, anew=False, progress=quiet)
    assert found.content["rests_on"]["scores"] == {"credit": None, "dormancy": None}
    for one in found.content["entrants"]:
        reasons = {gate["gate"]: gate["reason"] for gate in one["gates"]}
        assert reasons["dormancy"] == "unscored"


def test_a_branch_that_nobody_is_of_is_refused_by_name(awarded):
    asked = edition(edition={"branches": ["کشاورزی", "کشاورزي ها"]})
    with open_office(awarded.home) as office, pytest.raises(UnknownName):
        rank(office, asked, anew=False, progress=quiet)


def test_who_entered_for_another_branch_is_told_and_not_judged(awarded):
    with open_office(awarded.home) as office:
        found = rank(office, edition(edition={"branches": ["کشاورزی"]}), anew=False, progress=quiet)
    left = found.content["not_judged"]
    assert set(left.values()) == {"other_branch"}
    before = {one["coop_id"] for one in awarded.ranked.content["entrants"]}
    assert set(left) | {one["coop_id"] for one in found.content["entrants"]} == before
