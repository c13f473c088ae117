"""The cells of a record behind a reason, in words."""

from datetime import date

from coopscore.dossiers import Evidence
from serving.dossiers.records import cell_said
from serving.i18n import Words


def record(table, **cells):
    return Evidence(
        feature="f",
        table=table,
        record_id="r",
        happened=date(2025, 3, 20),
        known=date(2025, 7, 3),
        cells=cells,
    )


def said(one, lang="en"):
    return {name: cell_said(one, name, Words(lang)) for name in one.cells if name != "currency"}


def test_each_cell_is_told_by_its_type():
    filed = record("filing", kind="statement", audited=1.0, completeness=0.5, delay_days=105.0)
    assert said(filed) == {
        "kind": "annual statement",
        "audited": "yes",
        "completeness": "50%",
        "delay_days": "105",
    }
    duty = record("obligation", fulfilled_on="2025-07-03", fulfilled_known_on=None)
    assert said(duty) == {"fulfilled_on": "3 July 2025", "fulfilled_known_on": "unknown"}
    assert said(record("officer_term", is_second_job=0.0), "fa") == {"is_second_job": "خیر"}


def test_money_is_told_in_its_currency():
    assert said(record("facility", principal=5e9)) == {"principal": "5,000,000,000 rial"}
    line = record("statement_line", amount=-700.0, currency="GBP")
    assert said(line) == {"amount": "−700 pound sterling"}
    assert said(record("statement_line", amount=700.0)) == {"amount": "700"}
