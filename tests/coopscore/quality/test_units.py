"""Slips of units: found by a co-operative's own history, or by its peers, and by nothing else."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from coopscore.price_index import price_index
from coopscore.quality.robust import threshold
from coopscore.quality.settings import quality_settings
from coopscore.quality.units import EVIDENCE, unit_slips

AS_OF = date(2026, 3, 20)
LINES = ("turnover", "total_assets", "cash", "capital_paid", "operating_profit")
YEARS = range(1394, 1403)
ENDS = {year: date(year + 622, 3, 19) for year in YEARS}
SETTINGS = quality_settings().units
NO_CAPITAL = pa.table(
    {
        "coop_id": pa.array([], pa.string()),
        "period_end": pa.array([], pa.date32()),
        "capital_paid": pa.array([], pa.int64()),
    }
)


class Panel:
    """Statements of many co-operatives: sizes differ a thousandfold, years by a third."""

    def __init__(self, rng, size=300, years=YEARS, spread=0.3, sizes=1.5):
        prices = {year: 1 / price_index().deflated(1.0, "IRR", ENDS[year], AS_OF) for year in years}
        level = 1e9 * np.exp(rng.normal(0, sizes, size))
        self.rows = []
        for coop in range(size):
            capital = int(level[coop] / 7)
            for year in years:
                for line in LINES:
                    amount = level[coop] * prices[year] * np.exp(rng.normal(0, spread))
                    signed = (
                        -amount if line == "operating_profit" and rng.random() < 0.3 else amount
                    )
                    self.rows.append(
                        {"coop_id": f"c{coop:04d}", "year": year, "line_code": line,
                         "amount": capital if line == "capital_paid" else int(signed)}
                    )  # fmt: skip
        self.standing = pa.table(
            {
                "coop_id": [f"c{coop:04d}" for coop in range(size)],
                "branch": [f"b{coop % 3}" for coop in range(size)],
                "members": pa.array(np.maximum(7, level / 1e8).astype(np.int64)),
            }
        )

    def lines(self, slipped=frozenset(), power=-1):
        """The lines, those of slipped statements off by a power of ten."""
        told = [
            int(row["amount"] * 10.0**power)
            if (row["coop_id"], row["year"]) in slipped
            else row["amount"]
            for row in self.rows
        ]
        return pa.table(
            {
                "coop_id": [row["coop_id"] for row in self.rows],
                "record_id": [f"{row['coop_id']}|{row['line_code']}|{row['year']}"
                              for row in self.rows],
                "happened": pa.array([ENDS[row["year"]] for row in self.rows], pa.date32()),
                "line_code": [row["line_code"] for row in self.rows],
                "currency": ["IRR"] * len(self.rows),
                "amount": pa.array(told, pa.int64()),
            }
        )  # fmt: skip


def scores(found, slipped):
    """Scores of slipped statements and of others, by basis."""
    years = {end: year for year, end in ENDS.items()}
    parts = {}
    for row in found.to_pylist():
        hit = (row["coop_id"], years[row["period_end"]]) in slipped
        parts.setdefault((row["basis"], hit), []).append(row["score"])
    return {key: np.array(values) for key, values in parts.items()}


@pytest.mark.parametrize("power", SETTINGS.powers)
def test_a_slip_of_any_power_is_found_by_own_history(rng, power):
    panel = Panel(rng, size=60)
    slipped = {(f"c{coop:04d}", 1400) for coop in range(0, 60, 6)}
    found = unit_slips(panel.lines(slipped, power), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    assert found.schema.names == ["coop_id", "record_id", "kind", "score", *EVIDENCE.names]
    parts = scores(found, slipped)
    clean = threshold(parts["history", False], 0.01)
    assert (parts["history", True] >= clean).all()
    told = [row for row in found.to_pylist() if row["score"] > 3 and row["basis"] == "history"]
    assert {row["power"] for row in told} == {power}
    one = told[0]
    assert one["shift"] == pytest.approx(power, abs=0.5)
    assert one["amount"] / one["usual"] == pytest.approx(10.0**power, rel=3)
    assert one["record_id"].startswith(f"{one['coop_id']}|")


def test_nine_of_ten_slips_are_found_where_one_of_a_hundred_clean_statements_is_flagged(rng):
    panel = Panel(rng)
    keys = sorted({(row["coop_id"], row["year"]) for row in panel.rows})
    slipped = {key for key in keys if rng.random() < 0.01}
    found = unit_slips(panel.lines(slipped), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    parts = scores(found, slipped)
    assert len(parts["history", True]) > 5
    clean = threshold(parts["history", False], 0.01)
    assert (parts["history", True] >= clean).mean() >= 0.9
    assert (parts["history", False] >= clean).mean() <= 0.01


def test_a_short_history_tells_more_than_peers(rng):
    panel = Panel(rng, years=range(1401, 1403))
    slipped = {(f"c{coop:04d}", 1402) for coop in range(0, 300, 10)}
    found = unit_slips(panel.lines(slipped), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    parts = scores(found, slipped)
    assert set(parts) == {("short", True), ("short", False), ("peers", False)}
    clean = threshold(parts["short", False], 0.01)
    assert (parts["short", True] >= clean).mean() >= 0.9


def test_without_history_peers_of_branch_and_size_tell_the_more_the_liker_they_are(rng):
    slipped = {(f"c{coop:04d}", 1401) for coop in range(0, 300, 10)}
    caught = []
    for sizes in (0.3, 1.5):
        panel = Panel(rng, years=range(1401, 1402), sizes=sizes)
        found = unit_slips(panel.lines(slipped), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
        parts = scores(found, slipped)
        assert set(parts) == {("peers", True), ("peers", False)}
        caught.append((parts["peers", True] >= threshold(parts["peers", False], 0.01)).mean())
    assert caught[0] > 0.9 > caught[1]


def test_capital_told_elsewhere_finds_what_peers_cannot(rng):
    panel = Panel(rng, years=range(1401, 1402))
    slipped = {(f"c{coop:04d}", 1401) for coop in range(0, 300, 10)}
    rows = [row for row in panel.rows if row["line_code"] == "capital_paid"]
    capital = pa.table(
        {
            "coop_id": [row["coop_id"] for row in rows],
            "period_end": pa.array([ENDS[row["year"]] for row in rows], pa.date32()),
            "capital_paid": pa.array([row["amount"] for row in rows], pa.int64()),
        }
    )
    caught = []
    for beside in (NO_CAPITAL, capital):
        found = unit_slips(panel.lines(slipped), panel.standing, beside, AS_OF, SETTINGS)
        parts = scores(found, slipped)
        caught.append((parts["peers", True] >= threshold(parts["peers", False], 0.01)).mean())
    assert caught[1] > caught[0]
    assert caught[1] > 0.9


def test_inflation_is_no_slip(rng):
    panel = Panel(rng, size=40, spread=0.05)
    found = unit_slips(panel.lines(), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    late = [row["score"] for row in found.to_pylist() if row["period_end"] == ENDS[1402]]
    assert max(late) < 0


def test_few_statements_of_few_co_operatives_are_not_judged(rng):
    panel = Panel(rng, size=5, years=range(1401, 1402))
    found = unit_slips(panel.lines(), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    assert len(found) == 0
    nothing = panel.lines().slice(0, 0)
    assert len(unit_slips(nothing, panel.standing, NO_CAPITAL, AS_OF, SETTINGS)) == 0


def test_a_currency_without_an_index_is_compared_as_plain_money(rng):
    panel = Panel(rng, size=60, years=range(1394, 1400))
    lines = panel.lines({("c0000", 1399)}, 3)
    other = pa.array(["BRL"] * len(lines))
    lines = lines.set_column(lines.schema.get_field_index("currency"), "currency", other)
    found = unit_slips(lines, panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    first = max(found.to_pylist(), key=lambda row: row["score"])
    assert (first["coop_id"], first["power"]) == ("c0000", 3)


def test_a_statement_without_capital_lines_has_none_to_compare(rng):
    panel = Panel(rng, size=30)
    panel.rows = [row for row in panel.rows if row["line_code"] != "capital_paid"]
    found = unit_slips(panel.lines(), panel.standing, NO_CAPITAL, AS_OF, SETTINGS)
    assert set(found["lines"].to_pylist()) <= {3, 4}
    assert len(found) > 0
