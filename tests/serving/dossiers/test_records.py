"""Records behind a reason, in words."""

from datetime import date

from coopscore.dossiers import Evidence
from serving.dossiers.records import record_said
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
    return dict(record_said(one, Words(lang)).cells)


def test_a_record_is_told_by_its_table_and_both_days_in_the_readers_calendar():
    filed = record_said(record("filing"), Words("fa"))
    assert (filed.title, filed.happened, filed.known) == (
        "اسناد ارسالی",
        "۳۰ اسفند ۱۴۰۳",
        "۱۲ تیر ۱۴۰۴",
    )


def test_each_cell_is_told_by_its_type():
    filed = record("filing", kind="statement", audited=1.0, completeness=0.5, delay_days=105.0)
    assert said(filed) == {
        "Kind": "annual statement",
        "Audited": "yes",
        "Completeness": "50%",
        "Delay after the due day": "105",
    }
    duty = record("obligation", fulfilled_on="2025-07-03", fulfilled_known_on=None)
    assert said(duty) == {"Fulfilled on": "3 July 2025", "Fulfilment known on": "unknown"}
    assert said(record("officer_term", is_second_job=0.0), "fa") == {"شغل دیگر دارد": "خیر"}


def test_money_is_told_in_its_currency():
    assert said(record("facility", principal=5e9)) == {"Principal": "5,000,000,000 rial"}
    line = record("statement_line", amount=-700.0, currency="GBP")
    assert said(line) == {"Amount": "−700 pound sterling"}
    assert said(record("statement_line", amount=700.0)) == {"Amount": "700"}
