"""`coopscore visits` and `outcomes`: planned, changed, filled in, taken in, learnt from."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from coopscore.vocabulary import PROVINCE
from serving.office import open_office

AS_OF = "1404-06-31"
BY = ("--by", "س. رضایی")


@pytest.fixture
def home(visiting):
    return ("--home", visiting.path)


@pytest.fixture(scope="module")
def capacity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each province has people for two general acts and a financial one, in each of two months."""
    path = tmp_path_factory.mktemp("capacity") / "capacity.csv"
    lines = ["province,county,kind,month,acts"]
    for month in ("1404-07", "1404-08"):
        lines += [f"{code},,general,{month},2" for code in PROVINCE]
        lines += [f"{code},,financial,{month},1" for code in PROVINCE]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def plan(coopscore, home, capacity):
    """The plan of two months; made again it is the same."""
    words = ("plan", "--as-of", AS_OF, "--capacity", capacity, "--without-revival", "--seed", "7")
    made = coopscore(*home, "--json", "visits", *words)
    assert made.code == 0, made.err
    return made.data


def test_a_plan_is_made_once_and_told_in_numbers(coopscore, home, plan, capacity, tmp_path):
    out = tmp_path / "road.csv"
    words = ("plan", "--as-of", AS_OF, "--capacity", capacity, "--without-revival", "--out", out)
    words = (*words, "--seed", plan["seed"])
    again = coopscore(*home, "--lang", "fa", "visits", *words)
    assert again.code == 0
    assert plan["plan_id"] in again.out
    assert "  قرعه: " in again.out
    assert "نظارت مالی" in again.out
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == plan["acts"] + 1
    assert sum(plan["by_slice"].values()) == plan["acts"] == sum(plan["by_kind"].values())
    assert sum(one["acts"] for one in plan["by_county"]) == plan["acts"]
    assert plan["settings"]["ranked_by"][0]["spec"] == "dormancy"
    listed = coopscore(*home, "--json", "visits", "list").data["plans"]
    assert [one["plan_id"] for one in listed].count(plan["plan_id"]) == 1


def test_fewer_months_and_one_province_make_a_smaller_plan(coopscore, home, plan, capacity):
    words = ("plan", "--as-of", AS_OF, "--capacity", capacity, "--without-revival")
    month = coopscore(*home, "--json", "visits", *words, "--months", "1").data
    assert month["months"] == 1
    assert month["acts"] < plan["acts"]
    own = coopscore(*home, "--json", "visits", *words, "--province", "10", "--explore", "0.3").data
    assert {one["province"] for one in own["by_county"]} == {"10"}
    assert own["settings"]["policy"]["random"] == 0.3


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--as-of", AS_OF), 1, "coopscore score revival --as-of"),
        (("--as-of", "1399-01-31", "--without-revival"), 1, "no dormancy scores"),
        (("--as-of", "1410-01-31", "--without-revival"), 2, "has not come"),
        (("--as-of", AS_OF, "--without-revival", "--explore", "0.9"), 2, "--explore"),
        (("--as-of", AS_OF, "--without-revival", "--out", "road.pdf"), 2, ".xlsx or .csv"),
        (("--as-of", AS_OF, "--without-revival", "--out", "/nowhere/road.csv"), 1, "no such"),
    ],
)
def test_a_plan_that_cannot_be_made_is_refused_with_a_remedy(
    coopscore, home, capacity, words, code, told
):
    refused = coopscore(*home, "visits", "plan", "--capacity", capacity, *words)
    assert refused.code == code
    assert told in refused.err


def test_supervisors_change_a_plan_by_name_and_reason(coopscore, home, visiting, plan):
    shown = coopscore(*home, "--json", "visits", "show", plan["plan_id"]).data
    off = shown["standing"][0]["coop_id"]
    given = ("--reason", "visited_lately", "--note", "هفتهٔ پیش", *BY)
    told = coopscore(*home, "--json", "visits", "change", plan["plan_id"], "--off", off, *given)
    assert (told.data["coop_id"], told.data["added"], told.data["by"]) == (off, False, "س. رضایی")
    again = coopscore(*home, "visits", "change", plan["plan_id"], "--off", off, *given)
    assert again.code == 1
    assert "it is not on the plan" in again.err
    with open_office(visiting) as office:
        drawn = office.records.visits.plan(plan["plan_id"])
        untaken, *more = (one.coop_id for one in drawn.frame if not one.taken)
    spare = shown["standing"][1]["coop_id"]
    swap = ("--on", untaken, "--instead-of", spare, "--reason", "local_report", "--note", "ن", *BY)
    assert coopscore(*home, "visits", "change", plan["plan_id"], *swap).code == 0
    after = coopscore(*home, "--json", "visits", "show", plan["plan_id"]).data
    standing = {one["coop_id"] for one in after["standing"]}
    assert untaken in standing
    assert not standing & {off, spare}
    people = coopscore(*home, "--lang", "fa", "visits", "show", plan["plan_id"])
    assert "افزودهٔ ناظر" in people.out
    assert f"به جای {spare} می‌آید." in people.out
    for coop_id, beyond in zip(more[:2], (0, 1), strict=True):  # the first fills the room left
        put = ("--on", coop_id, "--reason", "local_report", "--note", "ن", *BY)
        told = coopscore(*home, "--json", "visits", "change", plan["plan_id"], *put)
        assert told.data["beyond"] == beyond


@pytest.mark.parametrize("ways", [(), ("--off", "a", "--on", "b")])
def test_one_change_goes_one_way(coopscore, home, ways):
    line = ("change", "newest", *ways, "--reason", "complaint", "--note", "n", *BY)
    refused = coopscore(*home, "visits", *line)
    assert refused.code == 2
    assert "with --off or with --on" in refused.err


def test_nobody_changes_a_plan_namelessly(coopscore, home):
    line = ("change", "newest", "--off", "a", "--reason", "complaint", "--note", "n", "--by", " ")
    assert "--by names the supervisor" in coopscore(*home, "visits", *line).err


def test_a_filled_list_is_taken_in_once_and_its_bad_rows_are_set_aside(
    coopscore, home, plan, tmp_path
):
    road = tmp_path / "road.xlsx"
    assert coopscore(*home, "visits", "show", plan["plan_id"], "--out", road).code == 0
    book = load_workbook(road)
    sheet = book.worksheets[0]
    for row, found, day in ((2, "فعال", "۱۴۰۴/۰۷/۱۰"), (3, "غیرفعال", "۱۴۰۴/۰۷/۴۰")):
        sheet[f"N{row}"], sheet[f"P{row}"] = found, day
    book.save(road)
    first = coopscore(*home, "--json", "outcomes", "import", road, *BY).data
    assert (first["new"], first["set_aside"]) == (1, 1)
    assert first["to_come"] == first["rows"] - 2
    (fault,) = first["faults"]
    assert (fault["row"], fault["column"]) == (3, "تاریخ بازدید")
    assert "1404/07/40" in Path(first["reasons"]).read_text(encoding="utf-8-sig")
    again = coopscore(*home, "--json", "outcomes", "import", road, *BY).data
    assert (again["new"], again["same"]) == (0, 1)
    people = coopscore(*home, "--lang", "fa", "outcomes", "import", road, *BY)
    assert "ردیف ۳، تاریخ بازدید" in people.out
    assert coopscore(*home, "--json", "audit", "verify").data["visits"] >= 2


def test_many_bad_rows_are_not_all_shown(coopscore, home, tmp_path):
    path = tmp_path / "bad.csv"
    rows = [f",ir:none{number},general,2025-10-01,active" for number in range(12)]
    lines = ["plan_id,coop_id,kind,visited_on,found", *rows, "a,b"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = coopscore(*home, "outcomes", "import", path, *BY)
    assert told.code == 0
    assert "and 3 more" in told.out


def test_what_cannot_be_read_is_refused_whole(coopscore, home, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("name,age\na,1\n", encoding="utf-8")
    refused = coopscore(*home, "outcomes", "import", path, *BY)
    assert refused.code == 1
    assert "visit_outcome" in refused.err


def test_what_a_plan_taught_is_worked_out_and_told(coopscore, home, plan):
    found = coopscore(*home, "--json", "visits", "evaluate", plan["plan_id"])
    assert found.code == 0, found.err
    assert found.data["plan_id"] == plan["plan_id"]
    assert found.data["counts"]["planned"] == plan["acts"]
    people = coopscore(*home, "--lang", "fa", "visits", "evaluate", plan["plan_id"])
    assert "به کسی مراجعه نشد" in people.out


def test_several_plans_are_told_together(coopscore, home, plan):
    twice = ("visits", "evaluate", plan["plan_id"], "newest")
    found = coopscore(*home, "--json", *twice)
    assert found.code == 0, found.err
    nation = found.data["prevalence"][0]
    alone = coopscore(*home, "--json", "visits", "evaluate", plan["plan_id"]).data["prevalence"][0]
    assert (nation["province"], nation["population"]) == ("", "all")
    assert nation["share"]["of"] >= alone["share"]["of"]
    assert coopscore(*home, "--lang", "fa", *twice).out


def test_a_home_without_plans_says_so(coopscore, tmp_path):
    home = ("--home", tmp_path / "home")
    assert "No plan of visits" in coopscore(*home, "visits", "list").out
    refused = coopscore(*home, "visits", "show", "newest")
    assert refused.code == 1
    assert "coopscore visits plan" in refused.err


def test_one_and_a_half_times_the_plan_is_told(coopscore, home):
    words = ("targets", "--from", "1403-01-01", "--to", "1404-12-29", "--times", "1.5")
    given = coopscore(*home, "--json", "visits", *words, "--planned", "1825").data
    assert (given["wanted"]["planned"], given["wanted"]["wanted"]) == (1825, 2738)
    assert given["wanted"]["a_month"] > 0
    english = coopscore(*home, "visits", *words, "--planned", "1825", "--by-county")
    assert "1.5 times 1,825 planned are 2,738" in english.out
    assert "a month" in english.out
    persian = coopscore(*home, "--lang", "fa", "visits", *words, "--province", "10")
    assert "۱٫۵ برابر" in persian.out
    assert "نفرساعت آموزش" in persian.out


def test_a_period_without_plans_is_told_as_that(coopscore, home):
    words = ("targets", "--from", "1370-01-01", "--to", "1370-12-29")
    told = coopscore(*home, "visits", *words)
    assert "1 times 0 planned are 0" in told.out
    assert "none planned, 0 done" in told.out
