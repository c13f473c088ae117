"""Revivals of a period: whose are proved, and who fell back."""

from datetime import date

import pyarrow as pa
from made_provinces import FORMULAS, entry, measured, registered, table

from features.sign_days import SIGN_DAYS
from models.provinces.indicators import indicators_of
from models.status.proof import revivals

FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
SLEPT, WOKE = date(2020, 1, 1), date(2022, 4, 1)
IDS = ("back", "fresh", "never", "proved", "relabelled", "working")


def world(as_of, *, signs=()):
    events = [entry(who, "dormant", SLEPT) for who in IDS if who != "working"]
    events += [entry(who, "operating", WOKE) for who in ("back", "proved", "relabelled")]
    events += [entry("fresh", "operating", date(2022, 12, 1)), entry("working", "operating")]
    events += [entry("back", "dormant", date(2022, 9, 1), known=date(2022, 11, 1))]
    told = [("working", date(2011, 1, 1)), *signs]
    days = {"coop_id": [who for who, _ in told], "day": [day for _, day in told]}
    found = revivals(
        table("status_event", *events),
        pa.table({**days, "known": days["day"]}, schema=SIGN_DAYS),
        {},
        as_of=as_of,
    )
    rows = {
        "cooperative": table("cooperative", *(registered(who) for who in IDS)),
        "status_event": table("status_event", *events),
    }
    return measured(FIRST, LAST, as_of, found=found, **rows)


def told(flags):
    return [who for who, flag in zip(IDS, flags, strict=True) if flag]


def test_only_who_slept_at_the_start_could_be_revived_and_only_proof_counts():
    found = world(date(2025, 1, 1), signs=[("proved", date(2022, 8, 1))])
    assert told(found.revived.base) == ["back", "fresh", "never", "proved", "relabelled"]
    assert told(found.revived.entered) == ["back", "fresh", "proved", "relabelled"]
    assert told(found.revived.proved) == ["proved"]
    assert told(found.revived.not_proved) == ["back", "fresh", "relabelled"]
    one = indicators_of(
        found,
        found.revived.base | True,
        found.opening.province,
        found.closing.province,
        1,
        FORMULAS,
    ).together["revived"]
    assert (one.rate.numerator, one.rate.denominator) == (1, 5)
    assert one.parts["entered"] == 4


def test_before_a_year_and_a_season_it_is_too_early_to_tell_of_a_proof_and_of_a_relapse():
    found = world(LAST).revived
    assert told(found.too_early) == ["back", "fresh", "proved", "relabelled"]
    assert not found.ripe.any()
    assert told(found.relapsed) == ["back"]  # so far, and as is known


def test_a_relapse_is_one_within_twelve_months_and_from_the_day_it_was_known():
    assert told(world(date(2025, 1, 1)).revived.relapsed) == ["back"]
    assert told(world(date(2025, 1, 1)).revived.ripe) == ["back", "fresh", "proved", "relabelled"]
    events = [
        entry("a", "dormant", SLEPT), entry("a", "operating", WOKE),
        entry("a", "dormant", date(2023, 4, 2)),
    ]  # fmt: skip
    rows = {
        "cooperative": table("cooperative", registered("a")),
        "status_event": table("status_event", *events),
    }
    signs = pa.table({"coop_id": ["a"], "day": [SLEPT], "known": [SLEPT]}, schema=SIGN_DAYS)
    found = revivals(rows["status_event"], signs, {}, as_of=date(2025, 1, 1))
    late = measured(FIRST, LAST, date(2025, 1, 1), found=found, **rows).revived
    assert (late.entered.sum(), late.ripe.sum(), late.relapsed.sum()) == (1, 1, 0)
