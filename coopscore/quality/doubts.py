"""The statistical kinds of doubt, run on a desk of tables, and laid out for their rules."""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.price_index import price_index
from coopscore.quality.back_dating import back_dated
from coopscore.quality.flags import raised
from coopscore.quality.jobs import planned_jobs
from coopscore.quality.proposals import near_names
from coopscore.quality.queries import Questions
from coopscore.quality.register import register
from coopscore.quality.settings import QualitySettings
from coopscore.quality.units import unit_slips

Scored = Mapping[str, pa.Table]  # by kind

_STANDING = """
SELECT s.coop_id, s.record_id, s.name, s.national_id, s.registration_no, s.founded_on, s.province,
    s.county, s.branch, s.known, e.ended_on, m.members
FROM standing s
LEFT JOIN ending e USING (coop_id)
LEFT JOIN (
    SELECT coop_id, arg_max(members, happened) AS members
    FROM yearly_figures WHERE members IS NOT NULL GROUP BY coop_id) m USING (coop_id)
ORDER BY coop_id"""
_LINES = "SELECT * FROM statement_line ORDER BY coop_id, record_id"
_CAPITAL = """
SELECT coop_id, happened AS period_end, max(capital_paid) AS capital_paid
FROM yearly_figures WHERE capital_paid IS NOT NULL GROUP BY ALL ORDER BY ALL"""
_SALES = """
SELECT coop_id, happened AS period_end, currency, turnover
FROM statement WHERE turnover IS NOT NULL AND currency = 'IRR' ORDER BY coop_id, happened"""
_OFFICERS = """
SELECT DISTINCT coop_id, person_key FROM officer_term
WHERE person_key IS NOT NULL ORDER BY ALL"""
# One question a table; `axis` parts the two states of a co-operative.
_ENTRIES = """
SELECT t.coop_id, t.record_id, '{table}' AS "table", {series} AS series,
    p.place_province || '|' || p.place_office AS office, p.place_province AS province,
    t.happened, t.first_known AS known
FROM {table} t
LEFT JOIN place p USING (coop_id)
WHERE NOT t.hindsight"""
_CAMPAIGNS = """
SELECT unnest(string_split(provinces, ' ')) AS province, happened AS starts_on,
    coalesce(ends_on, CAST($as_of AS DATE)) AS ends_on
FROM campaign WHERE provinces IS NOT NULL ORDER BY ALL"""


def doubts(desk: Questions, as_of: date, settings: QualitySettings) -> Scored:
    """Score everything that statistics can judge, by kind; nothing is raised yet."""
    standing = desk.ask(_STANDING)
    pairs = near_names(register(standing, desk.ask(_OFFICERS)), settings.names)
    return {
        "unit_slip": unit_slips(
            desk.ask(_LINES), standing, desk.ask(_CAPITAL), as_of, settings.units
        ),
        "planned_jobs": planned_jobs(
            desk.ask("SELECT * FROM yearly_figures"), _real_sales(desk, as_of), standing,
            settings.jobs,
        ),
        "near_name": pairs["near_name"],
        "successor": pairs["successor"],
        "back_dated": back_dated(
            _entries(desk, settings), desk.ask(_CAMPAIGNS, as_of=as_of), settings.back_dating
        ),
    }  # fmt: skip


def flagged(scored: Scored, settings: QualitySettings) -> Scored:
    """Of each kind the rows that reach its threshold, the strongest first."""
    return {kind: raised(rows, settings.thresholds[kind]) for kind, rows in scored.items()}


def _entries(desk: Questions, settings: QualitySettings) -> pa.Table:
    parts = []
    for table in settings.back_dating.tables:
        series = f"'{table}/' || axis" if table == "status_event" else f"'{table}'"
        parts.append(f"({_ENTRIES.format(table=table, series=series)})")
    return desk.ask(f'{" UNION ALL ".join(parts)} ORDER BY coop_id, record_id, "table"')


def _real_sales(desk: Questions, as_of: date) -> pa.Table:
    """Sales in the money of one year; empty where no index tells of the year."""
    rows = desk.ask(_SALES)
    days = rows["period_end"].combine_chunks().dictionary_encode()
    factors = [
        price_index().deflated(1.0, "IRR", day, as_of) for day in days.dictionary.to_pylist()
    ]
    by_row = pa.array(factors, pa.float64()).take(days.indices)
    real = pc.multiply(rows["turnover"].cast(pa.float64()), by_row)
    return rows.select(["coop_id", "period_end"]).append_column("turnover", real)


def lay_judged(desk: Questions, scored: Scored, raised_rows: Scored) -> None:
    """Lay a table `judged_<kind>` for each kind: what statistics judged, and whether it passed."""
    for kind, rows in raised_rows.items():
        desk.lay(f"raised_{kind}", rows)
        desk.lay(f"scored_{kind}", scored[kind])
        desk.keep(f"judged_{kind}", _JUDGED[kind](kind))


def _of_scored(kind: str) -> str:
    """Only what could be compared was judged."""
    return _judged(kind, f"SELECT DISTINCT coop_id, record_id FROM scored_{kind}")  # noqa: S608


def _of(rows: str) -> Callable[[str], str]:
    """All rows of a question were judged."""
    return lambda kind: _judged(kind, rows)


def _judged(kind: str, rows: str) -> str:
    return (
        f"SELECT r.coop_id, r.record_id, f.coop_id IS NULL AS judged FROM ({rows}) r "  # noqa: S608
        f"LEFT JOIN (SELECT DISTINCT coop_id, record_id FROM raised_{kind}) f "
        "USING (coop_id, record_id) ORDER BY ALL"
    )


_JUDGED: Mapping[str, Callable[[str], str]] = {
    "unit_slip": _of_scored,
    "planned_jobs": _of(
        "SELECT coop_id, record_id FROM yearly_figures"
        " WHERE employees IS NOT NULL AND jobs_planned IS NOT NULL"
    ),
    "near_name": _of("SELECT coop_id, record_id FROM standing"),
    "successor": _of("SELECT coop_id, record_id FROM standing"),
    "back_dated": _of("SELECT coop_id, record_id FROM status_event WHERE NOT hindsight"),
}
