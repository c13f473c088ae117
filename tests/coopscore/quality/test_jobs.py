"""Planned jobs told as employees: weighed against the co-operative's own history and lists."""

from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.quality.jobs import EVIDENCE, planned_jobs
from coopscore.quality.robust import threshold
from coopscore.quality.settings import quality_settings

SETTINGS = quality_settings().jobs
YEARS = range(2015, 2024)


def drawn(rng, size=400, years=YEARS, planted=0.03):
    """Figures, sales and standing, and which rows tell the plan: real staff is a third of it."""
    rows, hit = [], []
    for coop in range(size):
        plan = int(rng.integers(6, 60))
        real = plan * rng.uniform(0.1, 0.9)
        for year in years:
            staff = max(0, round(real * np.exp(rng.normal(0, 0.2))))
            copied = bool(rng.random() < planted and staff != plan)
            hit.append(copied)
            rows.append(
                {"coop_id": f"c{coop:04d}", "record_id": f"c{coop:04d}|{year}",
                 "happened": date(year, 3, 20), "jobs_planned": plan,
                 "employees": plan if copied else staff,
                 "insured": round(staff * 0.8) if rng.random() < 0.3 else None,
                 "turnover": float(1e9 * (staff + 1) * np.exp(rng.normal(0, 0.3)))}
            )  # fmt: skip
    table = pa.Table.from_pylist(rows)
    figures = table.drop_columns(["turnover"])
    for name in ("jobs_planned", "employees", "insured"):
        place = figures.schema.get_field_index(name)
        figures = figures.set_column(place, name, figures[name].cast(pa.int64()))
    days = table["happened"].cast(pa.date32())
    figures = figures.set_column(figures.schema.get_field_index("happened"), "happened", days)
    sales = pa.table(
        {"coop_id": table["coop_id"], "period_end": days, "turnover": table["turnover"]}
    )
    standing = pa.table(
        {
            "coop_id": [f"c{coop:04d}" for coop in range(size)],
            "branch": [f"b{coop % 4}" for coop in range(size)],
        }
    )
    return figures, sales, standing, np.array(hit)


def by_row(found, figures):
    scored = dict(zip(found["record_id"].to_pylist(), found["score"].to_pylist(), strict=True))
    return np.array([scored.get(key, -np.inf) for key in figures["record_id"].to_pylist()])


def test_nine_of_ten_copies_are_found_where_one_of_a_hundred_clean_rows_is_flagged(rng):
    figures, sales, standing, hit = drawn(rng)
    found = planned_jobs(figures, sales, standing, SETTINGS)
    assert found.schema.names == ["coop_id", "record_id", "kind", "score", *EVIDENCE.names]
    scores = by_row(found, figures)
    late = np.array([day.year >= 2018 for day in figures["happened"].to_pylist()])
    clean = threshold(scores[late & ~hit], 0.01)
    assert (scores[late & hit] >= clean).mean() >= 0.9
    assert hit[late].sum() > 30


def test_lists_and_sales_add_to_what_the_count_says(rng):
    figures, sales, standing, hit = drawn(rng)
    found = planned_jobs(figures, sales, standing, SETTINGS)
    parts = {name: found[name].to_numpy() for name in ("by_count", "by_insured", "by_sales")}
    np.testing.assert_allclose(found["score"].to_numpy(), sum(parts.values()))
    told = np.array([each is not None for each in found["insured"].to_pylist()])
    assert (parts["by_insured"][~told] == 0).all()
    copied = dict(zip(figures["record_id"].to_pylist(), hit, strict=True))
    is_copy = np.array([copied[key] for key in found["record_id"].to_pylist()])
    for name in ("by_insured", "by_sales"):
        assert parts[name][is_copy & told].mean() > parts[name][~is_copy & told].mean()


def test_without_a_history_peers_stand_in_its_place(rng):
    figures, sales, standing, hit = drawn(rng, years=range(2015, 2018), planted=0.1)
    found = planned_jobs(figures, sales, standing, SETTINGS)
    assert set(found["basis"].to_pylist()) == {"peers"}
    scores = by_row(found, figures)
    assert (scores[hit] >= threshold(scores[~hit], 0.05)).mean() > 0.5


def test_only_counts_that_equal_the_plan_or_nearly_are_asked_about(rng):
    figures, sales, standing, _ = drawn(rng, size=120)
    found = planned_jobs(figures, sales, standing, SETTINGS)
    for row in found.to_pylist():
        assert abs(row["employees"] - row["jobs_planned"]) <= max(1, 0.02 * row["jobs_planned"])


def test_an_exact_copy_is_more_doubtful_than_a_near_one(rng):
    figures, sales, standing, _ = drawn(rng, size=120, planted=0.0)
    employees = figures["employees"].to_pylist()
    plans = figures["jobs_planned"].to_pylist()
    scores = []
    for off in (0, 1):
        employees[8] = plans[8] + off  # the last year of the first co-operative
        place = figures.schema.get_field_index("employees")
        told = figures.set_column(place, "employees", pa.array(employees, pa.int64()))
        found = planned_jobs(told, sales, standing, SETTINGS)
        scores.append(by_row(found, figures)[8])
    assert scores[0] > scores[1]


def test_unknown_branches_and_too_few_peers_judge_nobody(rng):
    figures, sales, standing, _ = drawn(rng, size=3, years=range(2015, 2017), planted=0.9)
    assert len(planned_jobs(figures, sales, standing, SETTINGS)) == 0
