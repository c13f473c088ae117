"""What the make-believe banks promise: classes by the rule, truth as rows show it, real rates."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.metrics import roc_auc_score

from coopscore.calendar import jalali_text, shift
from coopscore.synthetic.histories.loan_truth import loan_truth
from coopscore.synthetic.histories.loans import loans
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Cycles
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

SIZE, PART = 20_000, 5_000
CYCLES = Cycles.drawn()
STARTS = [date.fromordinal(int(day)) for day in CYCLES.starts]
SEVERE = ("deferred", "doubtful", "written_off")


@dataclass(frozen=True)
class Drawn:
    """All chunks of a sector; `lives` has a row a co-operative and cycle."""

    chunks: list[Chunk]
    facilities: pd.DataFrame
    months: pd.DataFrame
    claims: pd.DataFrame
    truth: pd.DataFrame
    lives: pd.DataFrame


def _lives(chunk: Chunk) -> pd.DataFrame:
    lives, cycles = chunk.lives, len(CYCLES)
    ids = np.repeat(np.array(chunk.coop_ids.to_pylist()), cycles)
    return pd.DataFrame(
        {
            "coop_id": ids,
            "cycle": np.tile(np.arange(cycles), len(chunk)),
            "alive": lives.alive.ravel(),
            "awake": lives.awake.ravel(),
            "at_risk": lives.at_risk.ravel(),
            "silent": lives.silent_probability.ravel(),
            "finance": chunk.health.finance.ravel(),
            "hidden": chunk.health.hidden.ravel(),
            "ended": np.repeat(lives.ended, cycles),
            "farm": np.repeat(
                [chunk.world.branches[b].group == "agriculture" for b in chunk.founded.branch],
                cycles,
            ),
        }
    )


def _cycle(days: pd.Series) -> np.ndarray:
    """The cycle (start, next start] that each day lies in."""
    ordinals = np.array([day.toordinal() for day in days])
    return np.searchsorted(CYCLES.starts, ordinals, side="left") - 1


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    world = World()
    sector = draw_sector(seed=1404, size=SIZE, world=world)
    chunks = [draw_chunk(sector, i, i * PART, PART, world) for i in range(SIZE // PART)]
    tables = [loans(chunk) for chunk in chunks]
    joined = {
        name: pa.concat_tables([part[name] for part in tables]).to_pandas() for name in tables[0]
    }
    months = joined["facility_month"]
    months["cycle"] = _cycle(months["month_end"])
    return Drawn(
        chunks=chunks,
        facilities=joined["facility"],
        months=months.sort_values(["facility_id", "month_end"], ignore_index=True),
        claims=joined["guarantee_claim"],
        truth=pa.concat_tables([loan_truth(chunk)["default"] for chunk in chunks]).to_pandas(),
        lives=pd.concat([_lives(chunk) for chunk in chunks], ignore_index=True),
    )


def _class_by_calendar(month_end: date, overdue_days: int) -> str:
    """Directive 2823 of 1385, by the calendar's own months."""
    due = date.fromordinal(month_end.toordinal() - overdue_days)
    for limit, name in ((18, "doubtful"), (6, "deferred"), (2, "past_due")):
        if month_end > shift(due, limit, "jalali"):
            return name
    return "current"


def test_classes_follow_the_central_banks_rule_by_month_arithmetic(drawn):
    ruled = drawn.months[
        drawn.months["class"].isin(["current", "past_due", "deferred", "doubtful"])
    ]
    plain = ruled[~ruled["rescheduled"]]
    pairs = plain[["month_end", "dpd_days", "class"]].drop_duplicates()
    expected = [
        _class_by_calendar(d, n) for d, n in zip(pairs.month_end, pairs.dpd_days, strict=True)
    ]
    assert pairs["class"].tolist() == expected
    assert set(pairs["class"]) == {"current", "past_due", "deferred", "doubtful"}


def test_months_past_due_are_the_months_begun_since_the_oldest_unpaid_instalment(drawn):
    late = drawn.months[drawn.months["dpd_days"] > 0]
    pairs = late[["month_end", "dpd_days", "months_past_due"]].drop_duplicates()
    for end, days, count in pairs.itertuples(index=False):
        due = date.fromordinal(end.toordinal() - days)
        assert shift(due, count - 1, "jalali") <= end < shift(due, count, "jalali")
    none = drawn.months[drawn.months["dpd_days"] == 0]
    assert (none["months_past_due"] == 0).all()


def test_a_rescheduled_facility_is_never_shown_better_than_the_rule_and_held_deferred_at_most(
    drawn,
):
    marked = drawn.months[drawn.months["rescheduled"] & ~drawn.months["class"].isin(["settled"])]
    rank = {"current": 0, "past_due": 1, "deferred": 2, "doubtful": 3, "written_off": 4}
    by_time = np.searchsorted([2, 6, 18], marked["months_past_due"], side="left")
    shown = marked["class"].map(rank).to_numpy()
    assert (shown >= by_time).all()
    distressed = marked[~marked["decree"]]
    assert set(distressed["class"]) <= set(SEVERE)
    assert len(distressed) > 100


def test_only_farms_in_one_year_are_rescheduled_by_decree(drawn):
    decreed = drawn.months[drawn.months["decree"]]
    farms = drawn.lives.groupby("coop_id")["farm"].first()
    assert len(decreed) > 100
    assert farms[decreed["coop_id"]].all()
    assert decreed["month_end"].max() - decreed["month_end"].min() < pd.Timedelta(days=370)
    assert decreed["rescheduled"].all()


def _seen_defaults(drawn: Drawn) -> pd.DataFrame:
    """Good standing and default, read off the rows alone."""
    alive = drawn.months[~drawn.months["class"].isin(["settled", "written_off"])]
    starts = alive[alive["month_end"].isin(STARTS)]
    bad = starts["class"] != "current"
    standing = (~bad).groupby([starts["coop_id"], starts["month_end"]]).all()
    severe = drawn.months[drawn.months["class"].isin(SEVERE)]
    failed = set(zip(severe["coop_id"], severe["cycle"], strict=True))
    seen = standing.rename("good").reset_index()
    cycle = [STARTS.index(day) for day in seen["month_end"]]
    seen["failed"] = [(who, j) in failed for who, j in zip(seen["coop_id"], cycle, strict=True)]
    return seen.rename(columns={"month_end": "as_of"})


def test_the_truth_is_what_the_rows_show(drawn):
    seen = _seen_defaults(drawn)
    both = drawn.truth.merge(seen, on=["coop_id", "as_of"], how="outer", indicator=True)
    assert (both["_merge"] == "both").all()
    assert (both["in_good_standing"] == both["good"]).all()
    judged = both[both["in_good_standing"] & (both["as_of"] < STARTS[12])]
    assert (judged["defaulted"] == judged["failed"]).all()
    rest = both[~both["in_good_standing"] | (both["as_of"] == STARTS[12])]
    assert rest["defaulted"].isna().all()
    assert (both["probability"].isna() == ~both["in_good_standing"]).all()


def _judged(drawn: Drawn) -> pd.DataFrame:
    judged = drawn.truth.dropna(subset=["defaulted"])
    return judged.assign(defaulted=judged["defaulted"].astype(float))


def test_the_true_probability_is_true_in_every_tenth_of_the_borrowers(drawn):
    judged = _judged(drawn)
    tenth = pd.qcut(judged["probability"], 10, labels=False)
    for _, part in judged.groupby(tenth):
        p = part["probability"]
        deviation = np.sqrt((p * (1 - p)).sum())
        assert abs(part["defaulted"].sum() - p.sum()) < 3.5 * deviation


def test_two_to_five_in_a_hundred_borrowers_in_good_standing_default_in_a_year(drawn):
    judged = _judged(drawn)
    assert 0.02 < judged["defaulted"].mean() < 0.05
    assert judged["as_of"].nunique() == 11


def test_four_to_eight_in_a_hundred_are_more_than_two_months_late_within_a_year(drawn):
    late = drawn.months[drawn.months["class"].isin(["past_due", *SEVERE])]
    behind = set(zip(late["coop_id"], late["cycle"], strict=True))
    judged = _judged(drawn)
    cycles = [STARTS.index(day) for day in judged["as_of"]]
    share = np.mean([key in behind for key in zip(judged["coop_id"], cycles, strict=True)])
    assert 0.04 < share < 0.08


def test_the_true_probability_ranks_defaults_as_asked(drawn):
    judged = _judged(drawn)
    assert 0.75 < roc_auc_score(judged["defaulted"], judged["probability"]) < 0.85


@pytest.mark.parametrize("kind", ["finance", "hidden"])
def test_banks_lend_to_the_healthier_seen_or_not(drawn, kind):
    awake = drawn.lives[(drawn.lives["cycle"] == 9) & drawn.lives["alive"] & drawn.lives["awake"]]
    borrowers = set(drawn.truth.loc[drawn.truth["as_of"] == STARTS[9], "coop_id"])
    borrows = awake["coop_id"].isin(borrowers)
    assert awake.loc[borrows, kind].mean() > awake.loc[~borrows, kind].mean() + 0.05


def test_a_quarter_to_a_third_of_those_awake_have_a_facility(drawn):
    awake = drawn.lives[drawn.lives["alive"] & drawn.lives["awake"]]
    borrows = set(
        zip(drawn.truth["coop_id"], [STARTS.index(d) for d in drawn.truth["as_of"]], strict=True)
    )
    for cycle in (3, 5, 8, 11):
        ids = awake.loc[awake["cycle"] == cycle, "coop_id"]
        assert 0.25 < np.mean([(who, cycle) in borrows for who in ids]) < 0.35


def test_the_share_of_balances_that_is_not_current_is_a_banks(drawn):
    running = drawn.months[~drawn.months["class"].isin(["settled", "written_off"])]
    bad = running["class"] != "current"
    stock = running["balance"].groupby(running["month_end"]).sum()
    share = running["balance"].where(bad, 0).groupby(running["month_end"]).sum() / stock
    late = share[share.index > STARTS[3]]
    assert 0.05 < late.mean() < 0.13


def test_about_one_in_twelve_had_trouble_with_facilities_in_ten_years(drawn):
    since = date(2015, 9, 23)  # 1 Mehr 1394
    severe = drawn.months[
        (drawn.months["class"].isin(SEVERE)) & (drawn.months["month_end"] >= since)
    ]
    standing = drawn.lives[(drawn.lives["cycle"] == 12) & drawn.lives["alive"]]
    assert 0.06 < standing["coop_id"].isin(severe["coop_id"]).mean() < 0.11


def test_farms_run_late_before_the_harvest_and_others_at_any_time(drawn):
    farms = drawn.lives.groupby("coop_id")["farm"].first()
    # Standing ones only: what stays unpaid for years knows no season.
    rows = drawn.months[drawn.months["class"].isin(["current", "past_due"])]
    month = rows["month_end"].map(lambda day: int(jalali_text(day)[5:7]))
    is_farm = farms[rows["coop_id"]].to_numpy()
    late = (rows["months_past_due"] > 0).groupby([is_farm, month]).mean()
    before, after = [3, 4, 5], [8, 9, 10]  # Khordad to Mordad, Aban to Dey
    farm, other = late[True], late[False]
    assert farm[before].mean() > 2 * farm[after].mean()
    assert other[before].mean() < 1.5 * other[after].mean()


def test_a_default_goes_on_to_be_doubtful_rescheduled_settled_or_written_off(drawn):
    failed = set(drawn.months.loc[drawn.months["class"] == "deferred", "facility_id"])
    after = drawn.months[drawn.months["facility_id"].isin(failed)]
    for name in ("doubtful", "settled", "written_off"):
        share = after.loc[after["class"] == name, "facility_id"].nunique() / len(failed)
        assert 0.05 < share < 0.9
    moved = after.loc[after["rescheduled"] & ~after["decree"], "facility_id"].nunique()
    assert 0.05 < moved / len(failed) < 0.5


def test_one_that_sleeps_pays_nothing_and_draws_nothing(drawn):
    months = drawn.months.merge(drawn.lives, on=["coop_id", "cycle"])
    before = months.groupby("facility_id").shift()
    sleeps = months["alive"] & ~months["awake"] & before["month_end"].notna()
    assert sleeps.sum() > 1000
    assert (months.loc[months["alive"] & ~months["awake"], "dpd_days"] > 0).all()
    rows, earlier = months[sleeps], before[sleeps]
    assert (rows["months_past_due"] == earlier["months_past_due"] + 1).all()
    assert (rows["balance"] == earlier["balance"]).all()
    assert (rows["class"] != "settled").all()
    drawn_in = drawn.facilities.assign(cycle=_cycle(drawn.facilities["disbursed_on"]))
    recent = drawn_in[drawn_in["cycle"] >= 0].merge(drawn.lives, on=["coop_id", "cycle"])
    assert (recent["alive"] & recent["awake"]).all()


def test_balances_fall_by_what_is_paid_and_never_below_nothing(drawn):
    months = drawn.months.merge(drawn.facilities[["facility_id", "principal"]], on="facility_id")
    assert (months["balance"] >= 0).all()
    assert (months["balance"] <= months["principal"]).all()
    assert (months["overdue_amount"].between(0, months["balance"])).all()
    steps = months.groupby("facility_id")["balance"].diff().dropna()
    assert (steps <= 0).all()
    clean = months["months_past_due"] == 0
    running = months["class"].isin(["current", "past_due", "deferred", "doubtful"])
    assert (months.loc[clean & running, "overdue_amount"] == 0).all()
    assert (months.loc[~clean & running, "overdue_amount"] > 0).all()
    settled = months[months["class"] == "settled"]
    assert (settled[["balance", "overdue_amount", "dpd_days"]] == 0).all(axis=None)
    lost = months[months["class"] == "written_off"]
    assert (lost["overdue_amount"] == lost["balance"]).all()
    assert (months.loc[months["class"] != "settled", "balance"] > 0).all()


def test_a_row_a_month_end_without_gaps_until_one_that_ends_it(drawn):
    months = drawn.months
    groups = months.groupby("facility_id")
    step = groups["month_end"].shift(-1).dropna().map(lambda day: day.toordinal())
    own = months.loc[step.index, "month_end"].map(lambda day: day.toordinal())
    assert (step - own).between(29, 31).all()
    is_end = months["class"].isin(["settled", "written_off"])
    assert not (is_end & groups["month_end"].shift(-1).notna()).any()
    closed = set(months.loc[is_end, "facility_id"])
    settled = drawn.facilities.dropna(subset=["settled_on"])
    assert set(settled["facility_id"]) == closed
    ends = months[is_end].set_index("facility_id")
    assert (settled["settled_on"].to_numpy() <= ends.loc[settled["facility_id"], "month_end"]).all()
    known = ends.loc[settled["facility_id"], "recorded_at"].to_numpy()
    assert (settled["settled_known_on"].to_numpy() == known).all()


def test_banks_tell_of_a_month_five_to_twenty_five_days_after_it(drawn):
    delay = (
        pd.to_datetime(drawn.months["recorded_at"]) - pd.to_datetime(drawn.months["month_end"])
    ).dt.days
    assert delay.min() == 5
    assert delay.max() == 25


def test_a_facility_is_on_record_before_its_first_month_is(drawn):
    first = drawn.months.groupby("facility_id")["recorded_at"].min()
    facilities = drawn.facilities.set_index("facility_id")
    told = facilities["recorded_at"]
    assert (told[first.index] <= first).all()
    assert (told >= facilities["disbursed_on"]).all()


def test_nothing_is_on_record_before_recording_though_facilities_began_before(drawn):
    opening = date.fromordinal(CYCLES.recording)
    assert drawn.months["month_end"].min() > opening
    assert drawn.facilities["recorded_at"].min() >= opening
    assert (drawn.facilities["disbursed_on"] < opening).sum() > 100
    assert drawn.months["month_end"].max() == date.fromordinal(CYCLES.end)


def test_nothing_outlives_its_co_operative_but_the_row_that_ends_it(drawn):
    ended = drawn.lives.groupby("coop_id")["ended"].first()
    day = drawn.months["month_end"].map(lambda one: one.toordinal()).to_numpy()
    after = drawn.months[day >= ended[drawn.months["coop_id"]].to_numpy()]
    assert len(after) > 50
    assert set(after["class"]) == {"settled", "written_off"}
    lent = drawn.facilities["disbursed_on"].map(lambda one: one.toordinal()).to_numpy()
    assert (lent < ended[drawn.facilities["coop_id"]].to_numpy()).all()


def test_the_fund_answers_after_it_is_called_on(drawn):
    claims = drawn.claims.sort_values(["facility_id", "version"])
    assert set(claims["state"]) == {"claimed", "paid", "refused"}
    assert (claims["recorded_at"] > claims["claimed_on"]).all()
    calls = claims[claims["version"] == 1].set_index("facility_id")
    answers = claims[claims["version"] == 2].set_index("facility_id")
    assert (calls["state"] == "claimed").all()
    assert calls.index.is_unique
    assert answers.index.is_unique
    assert (answers["recorded_at"] > calls.loc[answers.index, "recorded_at"]).all()
    assert (answers["claimed_on"] == calls.loc[answers.index, "claimed_on"]).all()


def test_the_fund_is_called_on_for_its_share_of_what_is_deferred(drawn):
    calls = drawn.claims[drawn.claims["version"] == 1]
    rows = calls.merge(
        drawn.months, left_on=["facility_id", "claimed_on"], right_on=["facility_id", "month_end"]
    ).merge(drawn.facilities, on="facility_id")
    assert len(rows) == len(calls)
    assert rows["class"].isin(["deferred", "doubtful"]).all()
    share = rows["guarantee_fund_share"]
    assert (rows["amount"] == (share * rows["balance"]).astype(np.int64)).all()
    assert (share > 0).all()


def test_the_banks_of_the_sector_lend_most_and_nominal_loans_follow_prices(drawn):
    facilities = drawn.facilities
    assert facilities["lender"].value_counts(normalize=True)["tosee_taavon"] > 0.5
    early = facilities[facilities["disbursed_on"] < date(2016, 3, 20)]["principal"].median()
    late = facilities[facilities["disbursed_on"] > date(2024, 3, 19)]["principal"].median()
    assert 8 < late / early < 30  # prices rose from about 22 to about 300


def test_terms_are_lawful(drawn):
    facilities = drawn.facilities
    assert facilities["tenor_months"].between(6, 60).all()
    assert facilities["rate"].between(0.04, 0.23).all()
    assert (facilities["principal"] % 10_000_000 == 0).all()
    qard = facilities["scheme"] == "qard_hasan"
    assert (facilities.loc[qard, "rate"] == 0.04).all()
    assert (facilities["contract_kind"] == "qard_hasan").equals(qard)
    line = facilities["scheme"].isin(["budget_note", "national_line"])
    assert facilities["credit_line"].notna().equals(line)
    assert (facilities["guarantee_fund_share"] > 0).equals(
        facilities["collateral_kind"] == "guarantee_fund"
    )
    assert facilities["facility_id"].is_unique


def test_every_borrower_in_good_standing_may_fall_silent_so_that_its_probability_is_exact(drawn):
    good = drawn.truth[drawn.truth["in_good_standing"]]
    good = good.assign(cycle=[STARTS.index(day) for day in good["as_of"]])
    both = good.merge(drawn.lives, on=["coop_id", "cycle"])
    assert len(both) == len(good)
    assert both["at_risk"].all()
    assert (both["probability"] > both["silent"]).all()


def test_a_registry_of_one_is_drawn_too():
    world = World()
    chunk = draw_chunk(draw_sector(seed=1, size=1, world=world), 0, 0, 1, world)
    assert set(loans(chunk)) == {
        "facility", "facility_month", "guarantee_claim", "external_signal", "export_year",
    }  # fmt: skip
    assert all(table.num_rows <= len(CYCLES) for table in loan_truth(chunk).values())


def test_the_same_chunk_has_the_same_loans(drawn):
    again, once = loans(drawn.chunks[0]), loans(drawn.chunks[0])
    assert all(again[name].equals(once[name]) for name in once)
