"""Published figures asked of a made registry, each against a direct count from the tables."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from scipy.stats import binomtest

from coopscore.errors import FutureDay, InvalidDay
from coopscore.vocabulary import INDICATOR
from models.provinces.known import known_rows
from models.provinces.measures import TABLES
from serving.names import in_force
from serving.office import open_office
from serving.provinces.kept import bytes_of
from serving.provinces.standing import Asked, stand

KERMANSHAH, ARDABIL, QOM, SOUTH_KHORASAN = "05", "24", "25", "29"
AXES = {"registry_stage": "stage", "activity_status": "activity"}
GONE = ("in_liquidation", "dissolved", "merged")


@pytest.fixture(scope="module")
def view(measured):
    with open_office(measured.home) as office:
        yield office.facts.view()


@pytest.fixture(scope="module")
def lives(measured, view):
    """What each co-operative was on both days, by going through the entries one by one."""
    cooperatives = view.as_known("cooperative", None, measured.last).to_pylist()
    events = [row for row in view.read("status_event").to_pylist() if row["known"] <= measured.last]

    def state(coop_id, day):
        if not any(row["coop_id"] == coop_id and row["happened"] <= day for row in cooperatives):
            return "not_registered"
        found = {}
        for axis, name in AXES.items():
            own = [
                row for row in events
                if row["coop_id"] == coop_id and row["axis"] == axis and row["happened"] <= day
            ]  # fmt: skip
            found[name] = in_force(own).get(coop_id, {}).get("to_code")
        if found["stage"] in GONE:
            return found["stage"]
        return {"silent": "dormant", None: "unknown"}.get(found["activity"], found["activity"])

    eve = measured.first - timedelta(days=1)
    ids = sorted({row["coop_id"] for row in cooperatives})
    return {who: (state(who, eve), state(who, measured.last)) for who in ids}


@pytest.fixture(scope="module")
def registrations(measured, view):
    rows = view.read("cooperative").to_pylist()
    return in_force([row for row in rows if max(row["known"], row["happened"]) <= measured.last])


def of_province(measured, code):
    whole = next(one for one in measured.content["groups"] if one["level"] == "province")
    return next(row for row in whole["places"] if row["province"] == code)


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("years_back", [0, 2])
def test_rows_are_known_as_a_view_of_the_facts_knows_them(measured, view, table, years_back):
    day = measured.last - timedelta(days=365 * years_back)
    ours = known_rows(view.read(table), day).visible(day).rows
    theirs = view.as_known(table, None, day)
    order = [("coop_id", "ascending"), ("record_id", "ascending")]
    assert theirs.num_rows > 0
    assert ours.sort_by(order).to_pylist() == theirs.sort_by(order).to_pylist()


def test_every_state_on_both_days_is_that_of_the_entries_gone_through_one_by_one(measured, lives):
    whole = measured.content["groups"][0]["together"]
    flow = {(was, is_): count for was, is_, count in whole["flow"]}
    assert flow == Counter(pair for pair in lives.values() if pair != ("not_registered",) * 2)


def test_qom_its_stock_of_dormant_active_and_semi_active_fell_from_one_number_to_another(
    measured, lives, registrations
):
    stock = ("operating", "under_implementation", "semi_active", "dormant")
    own = [pair for who, pair in lives.items() if registrations[who]["province"] == QOM]
    row = of_province(measured, QOM)
    start = sum(row["opening"].get(name, 0) for name in stock)
    end = sum(row["stock"].get(name, 0) for name in stock)
    assert start == sum(was in stock for was, _ in own) > 20
    assert end == sum(is_ in stock for _, is_ in own)
    revived = sum(
        count for was, is_, count in row["flow"] if (was, is_) == ("dormant", "operating")
    )
    assert revived == sum(pair == ("dormant", "operating") for pair in own)
    dissolved = sum(c for was, is_, c in row["flow"] if was in stock and is_ == "dissolved")
    assert dissolved == sum(was in stock and is_ == "dissolved" for was, is_ in own)


def test_qom_trouble_with_facilities_is_a_rate_over_all_that_were_on_the_register(
    measured, view, lives, registrations
):
    since = Asked(first=measured.first, last=measured.last)
    start = since.last.replace(year=since.last.year - 10)
    months = [
        row for row in view.as_known("facility_month", None, measured.last).to_pylist()
        if row["happened"] > start
    ]  # fmt: skip
    bad = ("past_due", "deferred", "doubtful", "written_off")
    troubled = {
        row["coop_id"] for row in months
        if row["class"] in bad or (row["months_past_due"] or 0) > 2
    }  # fmt: skip
    ended_before = {
        row["coop_id"] for row in view.as_known("status_event", None, measured.last).to_pylist()
        if row["to_code"] in GONE and row["happened"] <= start
    }  # fmt: skip
    there = {
        who for who in lives
        if registrations[who]["province"] == QOM and who not in ended_before
    }  # fmt: skip
    told = of_province(measured, QOM)["trouble"]["of_all"]
    assert (told["numerator"], told["denominator"]) == (len(troubled & there), len(there))
    ends = binomtest(told["numerator"], told["denominator"]).proportion_ci(0.95, method="wilson")
    assert (told["low"], told["high"]) == pytest.approx((ends.low, ends.high), abs=1e-9)
    small = of_province(measured, "26")["trouble"]
    assert small == {"of_all": None, "of_borrowers": None}


def test_kermanshah_active_and_jobs_and_their_share_of_the_employed(
    measured, view, lives, registrations
):
    active = [
        who for who, (_, is_) in lives.items()
        if registrations[who]["province"] == KERMANSHAH
        and is_ in ("operating", "under_implementation")
    ]  # fmt: skip
    told = {}
    for row in view.as_known("yearly_figures", None, measured.last).to_pylist():
        recent = row["happened"] > measured.last.replace(year=measured.last.year - 3)
        if row["employees"] is not None and recent:
            newest = told.get(row["coop_id"])
            if newest is None or row["happened"] >= newest[0]:
                told[row["coop_id"]] = (row["happened"], row["employees"])
    jobs = [told[who][1] for who in active if who in told]
    base = view.as_known("employment_base", None, measured.last).to_pylist()
    employed = max(
        (row["happened"], row["employed"]) for row in base if row["province"] == KERMANSHAH
    )[1]
    row = of_province(measured, KERMANSHAH)
    assert row["active"] == len(active) > 30
    assert row["jobs"] == {"total": sum(jobs), "told": len(jobs), "asked": len(active)}
    assert measured.content["employed"][KERMANSHAH]["employed"] == employed


def test_kermanshah_and_ardabil_formed_in_the_period_against_planned(measured, view, registrations):
    first_days = {}
    for row in view.as_known("status_event", None, measured.last).to_pylist():
        if row["to_code"] == "registered":
            days = (row["happened"], first_days.get(row["coop_id"], row["happened"]))
            first_days[row["coop_id"]] = min(days)
    plans = view.as_known("formation_plan", None, measured.last).to_pylist()
    for code in (KERMANSHAH, ARDABIL):
        formed = [
            who for who, day in first_days.items()
            if measured.first <= day <= measured.last and registrations[who]["province"] == code
        ]  # fmt: skip
        planned = [
            row for row in plans
            if row["province"] == code and measured.first <= row["happened"] <= measured.last
        ]  # fmt: skip
        assert of_province(measured, code)["formed"] == len(formed) > 0
        assert measured.content["formation"][code] == {
            "cooperatives": sum(row["cooperatives"] for row in planned),
            "jobs": sum(row["jobs"] for row in planned),
        }


def test_ardabil_visits_assemblies_and_person_hours_since_a_date(measured, view, registrations):
    acts, hours = Counter(), 0
    for row in view.as_known("supervision_act", None, measured.last).to_pylist():
        if (
            row["happened"] >= measured.first
            and registrations[row["coop_id"]]["province"] == ARDABIL
        ):
            acts[row["kind"]] += 1
    for row in view.as_known("training", None, measured.last).to_pylist():
        if (
            row["happened"] >= measured.first
            and registrations[row["coop_id"]]["province"] == ARDABIL
        ):
            hours += row["person_hours"] or 0
    told = {
        one["kind"]: one["done"] + one["beside"]
        for one in measured.content["acts"] if one["province"] == ARDABIL
    }  # fmt: skip
    assert {kind: count for kind, count in told.items() if count} == acts
    assert acts["assembly"] > 5
    trained = next(one for one in measured.content["trainings"] if one["province"] == ARDABIL)
    assert trained["done"] == hours > 0


def test_south_khorasan_has_a_place_in_each_of_the_four_indicators_beside_the_published(measured):
    row = of_province(measured, SOUTH_KHORASAN)
    for code in INDICATOR:
        ranked = row["indicators"][code]["ranked"]
        assert 1 <= ranked["low"] <= ranked["rank"] <= ranked["high"] <= ranked["of"] <= 31
        better = sum(
            one["indicators"][code]["value"] > row["indicators"][code]["value"]
            for one in measured.content["groups"][0]["places"]
            if one["indicators"][code]["ranked"]
        )
        assert ranked["rank"] == better + 1
        published = measured.content["official"][f"{SOUTH_KHORASAN}/{code}"]
        assert published["formula_version"] == "1402-1"
        assert published["rank"] is not None


def test_places_add_up_to_all_of_them_in_every_group(measured):
    for group in measured.content["groups"]:
        for name in ("active", "formed", "exporters"):
            assert sum(row[name] for row in group["places"]) == group["together"][name]
        for code in INDICATOR:
            for part in ("numerator", "denominator"):
                own = [row["indicators"][code][part] for row in group["places"]]
                assert sum(own) == pytest.approx(group["together"]["indicators"][code][part])


def test_the_same_run_again_on_another_day_is_the_same_to_the_byte(measured):
    with open_office(measured.home) as office:
        again = stand(
            office, Asked(first=measured.first, last=measured.last),
            now=datetime(2027, 5, 5, tzinfo=UTC),
        )  # fmt: skip
    assert bytes_of(again) == bytes_of(measured.content)


def test_days_out_of_order_and_to_come_are_refused(measured):
    with pytest.raises(InvalidDay):
        Asked(first=measured.last, last=measured.first)
    with pytest.raises(InvalidDay):
        Asked(first=measured.first, last=measured.last, as_of=measured.first)
    with open_office(measured.home) as office, pytest.raises(FutureDay):
        stand(
            office, Asked(first=measured.first, last=measured.last),
            now=datetime(2025, 1, 1, tzinfo=UTC),
        )  # fmt: skip
