"""What looks as if it was done for the award is listed with its records; what does not, is not."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import poisson

from models.awards.gaming import Papers, gaming_signs, watched
from models.awards.statements import LINES

CUT_OFF = date(2025, 7, 22)
YEAR_ENDS = (date(2022, 3, 20), date(2023, 3, 20), date(2024, 3, 19), date(2025, 3, 20))
CAME = date(2025, 7, 2)
_DAYS = ("happened", "known", "due_on", "fulfilled_known_on")


def table(rows, *columns):
    """Facts with their own columns beside those that all have."""
    every = ("coop_id", "record_id", "version", "voided", "happened", "known", *columns)
    kinds = {"version": pa.int64(), "voided": pa.bool_(), "amount": pa.int64()}
    kinds |= dict.fromkeys(_DAYS, pa.date32())
    filled = [{"version": 1, "voided": False, **row} for row in rows]
    return pa.table(
        {
            name: pa.array([row.get(name) for row in filled], kinds.get(name, pa.string()))
            for name in every
        }
    )


def papers(*, lines=(), filings=(), duties=(), requests=()):
    return Papers(
        filing=table(filings, "kind", "due_on"),
        statement_line=table(lines, "line_code", "amount", "unit_seen"),
        obligation=table(duties, "kind", "fulfilled_known_on"),
        change_request=table(requests, "kind"),
    )


def statement(who, year_end, amounts, known=None, unit="rial", **more):
    """The lines of a statement; it came a hundred days after the year's end."""
    return [
        {
            "coop_id": who, "record_id": f"{who}|{line}|{year_end}", "happened": year_end,
            "known": known or year_end + timedelta(days=100), "line_code": line,
            "amount": int(amount), "unit_seen": unit, **more,
        }
        for line, amount in zip(LINES, amounts, strict=True)
    ]  # fmt: skip


def books(seed, scale=1e8):
    """Two years of lines that each move on their own."""
    rng = np.random.default_rng(seed)
    last = np.exp(rng.normal(np.log(scale), 1, len(LINES)))
    return np.rint(last), np.rint(last * np.exp(rng.normal(0.25, 0.3, len(LINES))))


def two_years(who, last, now, **more):
    return statement(who, YEAR_ENDS[2], last) + statement(who, YEAR_ENDS[3], now, **more)


def signs(**facts):
    who = sorted({row["coop_id"] for rows in facts.values() for row in rows})
    return gaming_signs(papers(**facts), who, cut_off=CUT_OFF)


def test_honest_books_give_no_sign():
    lines = [row for seed in range(40) for row in two_years(f"c{seed:02d}", *books(seed))]
    assert signs(lines=lines) == []


def test_last_years_statement_times_one_factor_is_told_with_the_lines_of_both_years():
    last, _ = books(1)
    lines = two_years("c1", last, np.rint(last * 1.37)) + two_years("c2", *books(2))
    (sign,) = signs(lines=lines)
    assert (sign.coop_id, sign.kind) == ("c1", "scaled_copy")
    assert sign.figure == pytest.approx(1.37, abs=1e-6)
    assert len(sign.records) == 2 * len(LINES)
    assert f"c1|cash|{YEAR_ENDS[2]}" in sign.records
    assert f"c1|cash|{YEAR_ENDS[3]}" in sign.records


def test_a_copy_that_was_touched_up_and_rounded_is_told_with_the_lines_that_moved_alike():
    last, now = books(3, scale=1e11)
    copied = np.rint(last * 1.2 / 1e6) * 1e6
    copied[[0, 9, 10]] = now[[0, 9, 10]]
    (sign,) = signs(lines=two_years("c1", last, copied, unit="million_rial"))
    assert sign.kind == "scaled_copy"
    assert f"c1|cash|{YEAR_ENDS[3]}" not in sign.records
    assert sign.figure == pytest.approx(1.2, abs=1e-3)


def test_a_factor_is_not_seen_in_figures_too_small_to_show_it():
    small = np.arange(1, 15) * 7
    assert signs(lines=two_years("c1", small, np.rint(small * 1.3))) == []


def test_a_statement_that_another_filed_to_scale_is_told_of_both():
    last, now = books(4)
    rows = two_years("c1", last, now) + two_years("c2", books(5)[0], np.rint(now * 3))
    told = [one for one in signs(lines=rows) if one.kind == "shared_copy"]
    assert [(one.coop_id, one.figure) for one in told] == [("c1", 2.0), ("c2", 2.0)]
    assert {record[:2] for record in told[0].records} == {"c1", "c2"}


def test_figures_that_end_in_zeros_are_told_beside_what_chance_gives():
    last, now = books(6)
    rounded = now.copy()
    rounded[:5] = np.rint(now[:5] / 1e5) * 1e5
    (sign,) = signs(lines=two_years("c1", last, rounded))
    assert (sign.kind, sign.expected) == ("round_figures", 0.01)
    assert sign.figure == pytest.approx(5 / 14)
    assert len(sign.records) == 5
    # 5 of 14 by a chance of one in a hundred each: 2002 * .01^5 and a little.
    assert sign.chance == pytest.approx(2002e-10, rel=0.1)


def test_who_writes_in_millions_is_not_told_for_it():
    last, now = books(7, scale=1e12)
    whole = np.rint(now / 1e6) * 1e6 + 3e6
    assert signs(lines=two_years("c1", last, whole, unit="million_rial")) == []
    assert {one.kind for one in signs(lines=two_years("c1", last, whole))} == {"round_figures"}


def late(who, days_before, number=1, overdue=200):
    """Filings that came so long before the cut-off, long overdue."""
    known = CUT_OFF - timedelta(days=days_before)
    return [
        {
            "coop_id": who, "record_id": f"{who}|{known}|{place}", "kind": "insurance_list",
            "happened": known - timedelta(days=overdue + 30), "known": known,
            "due_on": known - timedelta(days=overdue),
        }
        for place in range(number)
    ]  # fmt: skip


def crowd(many=200):
    """Peers with nothing overdue, so that nobody's season is made by one alone."""
    return [row for place in range(many) for row in late(f"p{place:03d}", 900, overdue=-5)]


def test_papers_long_overdue_that_come_in_the_last_days_are_told_beside_habit():
    (sign,) = signs(filings=crowd() + late("c1", 5, number=4) + late("c1", 200, number=1))
    assert (sign.coop_id, sign.kind, sign.figure) == ("c1", "late_filings", 4.0)
    assert len(sign.records) == 4
    # One in three years and half an item beside; that c1 alone brought anything makes no season.
    expected = 1.5 * 30 / 1095
    assert sign.expected == pytest.approx(expected)
    assert sign.chance == pytest.approx(poisson.sf(3, expected))


@pytest.mark.parametrize(
    "filings",
    [
        late("c1", 5, number=4, overdue=20),
        late("c1", 40, number=4),
        late("c1", -3, number=4),
        [row for day in range(5, 1000, 20) for row in late("c1", day, number=4)],
    ],
    ids=["hardly late", "long before", "after the cut-off", "as always"],
)
def test_what_is_no_rush_of_overdue_papers_is_not_told(filings):
    assert signs(filings=crowd() + filings) == []


def test_a_season_is_told_by_how_many_bring_anything_not_by_how_much_a_few_bring():
    one_in_ten = [row for place in range(20) for row in late(f"p{place:03d}", 6, number=4)]
    told = signs(filings=crowd() + one_in_ten)
    assert len(told) == 20
    # As many as a tenth bring something where 1 - exp(-season * habit) is a tenth.
    assert told[0].expected == pytest.approx(-np.log(0.9), rel=1e-6)


def test_where_all_bring_their_papers_in_the_season_nobody_is_told():
    season = [row for place in range(200) for row in late(f"p{place:03d}", 6, number=3)]
    assert signs(filings=season) == []


def test_a_paper_voided_or_known_later_does_not_count():
    filings = late("c1", 5, number=4)
    voids = [{**row, "version": 2, "voided": True, "known": CUT_OFF} for row in filings[:2]]
    assert signs(filings=crowd() + filings + voids) == []


def test_duties_closed_in_the_last_days_are_told_and_what_a_filing_met_is_not_told_twice():
    def duty(who, place, kind, due, closed):
        row = {
            "coop_id": who, "record_id": f"{who}|{kind}|{place}", "kind": kind, "happened": due,
            "known": due,
        }  # fmt: skip
        met = {"version": 2, "known": closed, "fulfilled_known_on": closed}
        return [row, {**row, **met}]

    closed = CUT_OFF - timedelta(days=4)
    rows = []
    for place in range(300):
        rows += duty(f"p{place:03d}", 0, "annual_assembly", date(2022, 7, 1), date(2022, 7, 9))
    for place, due in enumerate((date(2022, 7, 1), date(2023, 7, 1), date(2024, 7, 1))):
        rows += duty("c1", place, "annual_assembly", due, closed)
        rows += duty("c2", place, "statement", due, closed)
    (sign,) = signs(duties=rows)
    assert (sign.coop_id, sign.kind, sign.figure) == ("c1", "late_clean_up", 3.0)
    assert sign.records == tuple(f"c1|annual_assembly|{place}" for place in range(3))


def test_only_what_was_known_on_the_day_is_looked_at():
    last, now = books(8)
    lines = two_years("c1", last, np.rint(last * 1.1), known=CAME)
    mended = statement("c1", YEAR_ENDS[3], now, known=date(2025, 8, 1), version=2)
    facts = papers(lines=lines + mended)
    ask = {"cut_off": CUT_OFF}
    assert [one.kind for one in gaming_signs(facts, ["c1"], **ask)] == ["scaled_copy"]
    assert gaming_signs(facts, ["c1"], as_of=date(2025, 8, 1), **ask) == []
    assert gaming_signs(facts, ["c1"], cut_off=date(2025, 7, 1)) == []
    assert gaming_signs(facts, ["other"], **ask) == []


def test_the_order_of_rows_and_of_names_changes_nothing_and_signs_are_told_by_co_operative():
    lines = []
    for seed in range(6):
        last, _ = books(seed)
        lines += two_years(f"c{seed}", last, np.rint(last * 1.1))
    facts, who = papers(lines=lines), [f"c{seed}" for seed in range(6)]
    order = np.random.default_rng(0).permutation(len(lines))
    mixed = papers(lines=[lines[place] for place in order])
    told = gaming_signs(facts, who, cut_off=CUT_OFF)
    assert gaming_signs(mixed, who[::-1], cut_off=CUT_OFF) == told
    assert [one.coop_id for one in watched(told)] == who
    assert all(len(one.signs) == 1 for one in watched(told))
