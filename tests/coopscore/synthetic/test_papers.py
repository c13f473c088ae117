from collections import defaultdict

from coopscore.calendar import read_day


def versions(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["record_id"]].append(row)
    return [sorted(record, key=lambda row: row["version"]) for record in found.values()]


def test_some_filings_are_late_and_some_in_time(drawn):
    late = [
        read_day(row["received_on"]) > read_day(row["due_on"])
        for row in drawn.rows("filing")
        if row["kind"] == "statement"
    ]
    assert 0.15 < sum(late) / len(late) < 0.4


def test_every_kind_of_filing_occurs_and_reports_follow_their_statement(drawn):
    received = {
        (row["coop_id"], row["period_end"], row["kind"]): read_day(row["received_on"])
        for row in drawn.rows("filing")
        if row["version"] == "1"
    }
    assert {kind for *_, kind in received} == {"statement", "audit_report", "tax_return"}
    by_period = {(c, read_day(p), k): known for (c, p, k), known in received.items()}
    for (coop_id, period, kind), known in by_period.items():
        if kind == "audit_report":
            assert known >= by_period[coop_id, period, "statement"]


def test_a_correction_names_its_record_and_is_known_later(drawn):
    corrected = [found for found in versions(drawn.rows("statement_line")) if len(found) > 1]
    assert corrected
    for first, second in corrected:
        assert (first["version"], second["version"]) == ("1", "2")
        assert read_day(first["received_on"]) < read_day(second["received_on"])
        assert first["amount"] != second["amount"]
        assert first["line_code"] == second["line_code"] == "turnover"


def test_a_void_repeats_its_record_and_is_known_later(drawn):
    for table, known in (("filing", "received_on"), ("assembly", "minutes_received_on")):
        voided = [found for found in versions(drawn.rows(table)) if len(found) > 1]
        assert voided, table
        for first, second in voided:
            assert (first["voided"], second["voided"]) == ("0", "1")
            assert read_day(first[known]) < read_day(second[known])
    assert all(row["voided"] == "0" for row in drawn.rows("statement_line"))


def test_yearly_figures_come_with_the_statement(drawn):
    statements = {
        (row["coop_id"], read_day(row["period_end"]), read_day(row["received_on"]))
        for row in drawn.rows("filing")
        if row["kind"] == "statement"
    }
    figures = {
        (row["coop_id"], read_day(row["year_end"]), read_day(row["received_on"]))
        for row in drawn.rows("yearly_figures")
    }
    assert figures == statements


def test_money_is_in_rial(drawn):
    assert {row["currency"] for row in drawn.rows("statement_line")} == {"IRR"}
