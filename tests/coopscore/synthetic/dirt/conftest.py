"""Clean rows of a few tables, in the words of an office."""

import numpy as np
import pyarrow as pa
import pytest

from coopscore.synthetic.files.wording import in_words
from coopscore.synthetic.sector.cycles import day_number
from coopscore.synthetic.sheet import Coded, sheet

ROWS = 4000
NAMES = ("تولیدی آینده‌سازان", "کشاورزی یاس", "مسکن مهر")


def coop_ids(size: int) -> pa.Array:
    return pa.array([f"ir:{number + 1:08d}" for number in range(size)])


@pytest.fixture(scope="session")
def cooperatives() -> pa.Table:
    rng = np.random.default_rng(7)
    first = day_number(1390, 1, 1)
    founded = first + rng.integers(0, 4000, ROWS)
    return in_words(
        "cooperative",
        sheet(
            "cooperative",
            {
                "coop_id": coop_ids(ROWS),
                "valid_from": founded,
                "recorded_at": founded + 5,
                "name": Coded(rng.integers(0, 3, ROWS), NAMES),
                "national_id": pa.array([f"{number:011d}" for number in range(ROWS)]),
                "membership": Coded(rng.integers(0, 2, ROWS), ("open", "restricted")),
            },
        ),
    )


@pytest.fixture(scope="session")
def lines() -> pa.Table:
    rng = np.random.default_rng(8)
    end = day_number(1403, 12, 30)
    return in_words(
        "statement_line",
        sheet(
            "statement_line",
            {
                "coop_id": coop_ids(ROWS // 4).take(pa.array(np.repeat(np.arange(ROWS // 4), 4))),
                "period_end": np.full(ROWS, end),
                "received_on": np.repeat(end + rng.integers(30, 120, ROWS // 4), 4),
                "line_code": Coded(
                    np.tile(np.arange(4), ROWS // 4),
                    ("turnover", "profit_before_tax", "total_assets", "total_liabilities"),
                ),
                "amount": rng.integers(-(10**9), 10**11, ROWS),
                "currency": Coded(np.zeros(ROWS, dtype=np.int64), ("IRR",)),
            },
        ),
    )


@pytest.fixture(scope="session")
def yearly() -> pa.Table:
    rng = np.random.default_rng(9)
    end = day_number(1403, 12, 30)
    return in_words(
        "yearly_figures",
        sheet(
            "yearly_figures",
            {
                "coop_id": coop_ids(ROWS),
                "year_end": np.full(ROWS, end),
                "received_on": end + rng.integers(30, 120, ROWS),
                "members": rng.integers(7, 60, ROWS),
                "employees": rng.integers(0, 9, ROWS),
                "jobs_planned": rng.integers(10, 30, ROWS),
            },
        ),
    )
