"""Every rule of a table's own sense, on facts by hand: rows that pass, that fail, and unknown."""

import re
from datetime import date

import pytest

from coopscore.language import Text
from coopscore.quality.flags import FLAG_KINDS
from coopscore.quality.general_rules import general_rules
from coopscore.quality.rule import DIMENSION_TITLES, DIMENSIONS
from coopscore.quality.rules import rules
from coopscore.quality.settings import quality_settings
from coopscore.quality.tally import Count
from coopscore.schema import TABLES

D = date.fromisoformat
LATER = D("2024-12-01")
SOUND = {
    "cash": 10, "receivables": 20, "inventory": 30, "current_assets": 60, "fixed_assets": 30,
    "other_assets": 10, "total_assets": 100, "current_liabilities": 25,
    "long_term_liabilities": 15, "total_liabilities": 40, "capital_paid": 30, "legal_reserve": 5,
    "precaution_reserve": 5, "retained_earnings": 20, "member_funds": 60, "turnover": 200,
    "cost_of_sales": 120, "operating_expenses": 50, "operating_profit": 30, "finance_cost": 10,
    "profit_before_tax": 20,
}  # fmt: skip


def lines(coop="c1", **changed):
    """One statement that balances, but for the amounts given; None leaves a line out."""
    amounts = {**SOUND, **changed}
    return [
        {"coop_id": coop, "record_id": f"{coop}{code}", "line_code": code, "amount": amount,
         "currency": "IRR"}
        for code, amount in amounts.items() if amount is not None
    ]  # fmt: skip


def sums(line, wrong):
    """Three statements: one whose sum holds, one whose does not, one without the line."""
    rows = [*lines("c1"), *lines("c2", **{line: wrong}), *lines("c3", **{line: None})]
    return {"statement_line": rows}, Count(passed=1, failed=1, unknown=1)


def rows(table, *cells, **more):
    return {table: cells, **more}


LOAN = {"facility_id": "f", "principal": 1200, "rate": 0.2, "tenor_months": 12}
LENT = {"facility": [{**LOAN, "settled_on": LATER}]}
MONTH = {"facility_id": "f", "happened": D("2024-06-20")}
ENDED = {
    "status_event": [
        {"axis": "registry_stage", "to_code": "dissolved", "happened": D("2024-06-01")}
    ]
}
STATE = {"axis": "activity_status"}

# By code: tables, and how many rows pass, fail and are unknown.
CASES = {
    "statement_current_assets_adds_up": sums("cash", 11),
    "statement_total_assets_adds_up": sums("other_assets", 11),
    "statement_total_liabilities_adds_up": sums("current_liabilities", 26),
    "statement_member_funds_adds_up": sums("retained_earnings", 21),
    "statement_operating_profit_adds_up": sums("turnover", 201),
    "statement_profit_before_tax_adds_up": sums("finance_cost", 11),
    "statement_balances": sums("member_funds", 61),
    "statement_no_negative": (
        {"statement_line": [*lines("a"), *lines("b", cash=-1), *lines("c", operating_profit=-9)]},
        Count(passed=2, failed=1),
    ),
    "statement_was_filed": (
        {"statement_line": [*lines("c1"), *lines("c2")],
         "filing": [{"kind": "statement"}, {"coop_id": "c2", "kind": "tax_return"}]},
        Count(passed=1, failed=1),
    ),
    "filing_has_lines": (
        {"statement_line": lines("c1"),
         "filing": [{"kind": "statement"}, {"coop_id": "c2", "kind": "statement"},
                    {"coop_id": "c3", "kind": "tax_return"}]},
        Count(passed=1, failed=1),
    ),
    "cooperative_national_id_holds": (
        rows("cooperative", {"national_id_holds": True}, {"national_id_holds": False}, {}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "cooperative_keeps_its_id": (
        rows("cooperative", *({"coop_id": coop, "national_id": told} for coop, told in
             (("a", "1"), ("a", "1"), ("b", "1"), ("b", "2"), ("c", "3"), ("c", None)))),
        Count(passed=2, failed=2, unknown=1),
    ),
    "cooperative_days_in_order": (
        rows("cooperative", {"founded_on": D("2000-01-01"), "registered_on": D("2000-01-01")},
             {"founded_on": D("2000-01-02"), "registered_on": D("2000-01-01")}, {}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "cooperative_province_code": (
        rows("cooperative", {"province": "07"}, {"province": "Fars"}, {}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "cooperative_id_of_its_own": (
        rows("cooperative", {"coop_id": "a", "national_id": "1"}, {"coop_id": "b"},
             {"coop_id": "c", "national_id": "2"}, {"coop_id": "d", "national_id": "2"}),
        Count(passed=1, failed=2, unknown=1),
    ),
    "cooperative_name_of_its_own": (
        rows("cooperative", {"coop_id": "a", "name_key": "n", "county": "x"},
             {"coop_id": "b", "name_key": "n", "county": "y"},
             {"coop_id": "c", "name_key": "n", "county": "y"}, {"coop_id": "d", "name_key": "n"}),
        Count(passed=1, failed=2, unknown=1),
    ),
    "dormant_without_acts": (
        {"status_event": [{**STATE, "coop_id": coop, "to_code": "dormant"} for coop in "abc"],
         "assembly": [{"coop_id": "a", "happened": D("2023-01-01")},
                      {"coop_id": "b", "happened": LATER}]},
        Count(passed=2, failed=1),
    ),
    "operating_with_acts": (
        {"status_event": [{**STATE, "coop_id": coop, "to_code": "operating"} for coop in "abcd"],
         "cooperative": [{"coop_id": coop, "founded_on": D(day)} for coop, day in
                         (("a", "2001-01-01"), ("b", "2001-01-01"), ("c", "2001-01-01"),
                          ("d", "2024-01-01"))],
         "change_request": [{"coop_id": "a", "happened": D("2022-04-01")},
                            {"coop_id": "b", "happened": D("2021-04-01")}]},
        Count(passed=1, failed=2),
    ),
    "assembly_before_the_end": (
        rows("assembly", {}, {"happened": LATER}, {"coop_id": "c2", "happened": LATER}, **ENDED),
        Count(passed=1, failed=1),
    ),
    "filing_before_the_end": (
        rows("filing", {}, {"known": LATER}, **ENDED), Count(passed=1, failed=1)
    ),
    "change_request_before_the_end": (
        rows("change_request", {}, {"happened": LATER}, **ENDED), Count(passed=1, failed=1)
    ),
    "women_within_members": (
        rows("yearly_figures", {"women_members": 3, "members": 3},
             {"women_members": 4, "members": 3}, {"members": 3}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "insured_within_employees": (
        rows("yearly_figures", {"insured": 3, "employees": 3}, {"insured": 4, "employees": 3},
             {"employees": 3}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "paid_within_registered": (
        rows("yearly_figures", {"capital_paid": 5, "capital_registered": 5},
             {"capital_paid": 6, "capital_registered": 5}, {"capital_paid": 6}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "capital_as_stated": (
        {"statement_line": [*lines("c1", capital_paid=10**9), *lines("c2", capital_paid=10**9),
                            *lines("c3", capital_paid=None)],
         "yearly_figures": [{"capital_paid": 1_009_000_000},
                            {"coop_id": "c2", "capital_paid": 1_011_000_000},
                            {"coop_id": "c3", "capital_paid": 1},
                            {"coop_id": "c4", "capital_paid": 1}]},
        Count(passed=1, failed=1, unknown=1),
    ),
    "present_within_entitled": (
        rows("assembly", {"members_present": 7, "members_total": 7},
             {"members_present": 8, "members_total": 7}, {"members_total": 7}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "called_before_held": (
        rows("assembly", {"called_on": D("2024-03-19")}, {"called_on": D("2024-03-20")}, {}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "assembly_members_as_told": (
        {"assembly": [{"members_total": 125}, {"members_total": 126},
                      {"coop_id": "c2", "members_total": 9}],
         "yearly_figures": [{"members": 100, "happened": D("2023-03-20")},
                            {"coop_id": "c2", "members": 9, "happened": D("2022-03-20")}]},
        Count(passed=1, failed=1, unknown=1),
    ),
    "term_of_three_years": (
        rows("officer_term", {"end": D("2027-03-20")}, {"end": D("2027-03-22")}, {}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "duty_answered": (
        {"obligation": [{"kind": "statement", "fulfilled_on": D("2024-04-01")},
                        {"kind": "statement", "period_end": D("2024-03-19")},
                        {"kind": "statement", "period_end": D("2023-03-20")},
                        {"kind": "statement", "happened": D("2024-12-18")}],
         "filing": [{"kind": "statement"}]},
        Count(passed=2, failed=1),
    ),
    "fulfilled_by_told": (
        rows("obligation", {"fulfilled_on": LATER, "fulfilled_by": "p"}, {"fulfilled_on": LATER},
             {}),
        Count(passed=1, failed=1),
    ),
    "fulfilling_paper_exists": (
        {"obligation": [{"fulfilled_by": "p"}, {"fulfilled_by": "q"}, {}],
         "assembly": [{"record_id": "p"}, {"coop_id": "c2", "record_id": "q"}]},
        Count(passed=1, failed=1),
    ),
    "unmet_duty_without_paper": (
        {"obligation": [{"kind": "statement", "period_end": D("2024-03-19")},
                        {"kind": "tax_return", "period_end": D("2024-03-19")},
                        {"kind": "annual_assembly", "period_end": D("2024-03-19")}],
         "filing": [{"kind": "statement"}]},
        Count(passed=1, failed=1),
    ),
    "request_in_order": (
        rows("change_request", {"approved_on": D("2024-04-01")}, {"approved_on": D("2024-03-01")},
             {"approved_on": D("2024-04-02"), "registered_on": D("2024-04-01")}, {}),
        Count(passed=1, failed=2),
    ),
    "remedy_after_act": (
        rows("supervision_act", {"remedy_due": D("2024-03-19")}, {"remedy_due": D("2024-03-18")},
             {}),
        Count(passed=1, failed=1),
    ),
    "nothing_found_no_deficiency": (
        rows("supervision_act", {"severity": 0}, {"severity": 2, "deficiency_codes": "d1"},
             {"severity": 0, "deficiency_codes": "d1"}, {"severity": 1}, {}),
        Count(passed=2, failed=2, unknown=1),
    ),
    "warnings_counted": (
        rows("warning", {"seq_in_12m": 1, "happened": D("2023-01-01")},
             {"seq_in_12m": 2, "happened": D("2023-06-01")},
             {"seq_in_12m": 3, "happened": D("2024-05-01")}, {"happened": D("2024-06-15")}),
        Count(passed=2, failed=1, unknown=1),
    ),
    "upheld_once_decided": (
        rows("complaint", {"upheld": True, "decided_on": LATER}, {"upheld": False}, {}),
        Count(passed=1, failed=1),
    ),
    "hours_for_persons": (
        rows("training", {"persons": 5, "person_hours": 5}, {"persons": 5, "person_hours": 4},
             {"persons": 5}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "month_of_a_loan": (
        rows("facility_month", MONTH, {**MONTH, "facility_id": "g"}, **LENT),
        Count(passed=1, failed=1),
    ),
    "balance_within_loan": (
        rows("facility_month", {**MONTH, "balance": 1440}, {**MONTH, "balance": 1450}, MONTH,
             {**MONTH, "facility_id": "g", "balance": 9}, **LENT),
        Count(passed=1, failed=1, unknown=1),
    ),
    "month_within_loan": (
        rows("facility_month", {**MONTH, "balance": 5},
             {**MONTH, "happened": D("2024-01-01"), "balance": 5},
             {**MONTH, "happened": D("2025-01-01"), "balance": 5},
             {**MONTH, "happened": D("2025-01-01"), "balance": 0},
             {**MONTH, "happened": D("2025-01-01")}, **LENT),
        Count(passed=2, failed=2, unknown=1),
    ),
    "overdue_within_balance": (
        rows("facility_month", {"overdue_amount": 3, "balance": 3},
             {"overdue_amount": 4, "balance": 3}, {"balance": 3}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "class_by_months": (
        rows("facility_month",
             *({"class": kind, "months_past_due": months} for kind, months in
               (("current", 2), ("past_due", 6), ("deferred", 18), ("doubtful", 40),
                ("current", 3), ("past_due", 7), ("deferred", 19))),
             {"class": "current"}, {"class": "current", "months_past_due": 9, "decree": True},
             {"class": "current", "months_past_due": 9, "rescheduled": True}),
        Count(passed=4, failed=3, unknown=1),
    ),
    "claim_on_a_loan": (
        rows("guarantee_claim", {"facility_id": "f"}, {"facility_id": "g"},
             {"facility_id": "f", "happened": D("2023-01-01")}, **LENT),
        Count(passed=1, failed=2),
    ),
    "share_of_guarantee": (
        rows("facility", *({**LOAN, "collateral_kind": kind, "guarantee_fund_share": share}
             for kind, share in (("guarantee_fund", 0.7), ("guarantee_fund", 0.0),
                                 ("guarantee_fund", None), ("cheque", 0.0)))),
        Count(passed=1, failed=1, unknown=1),
    ),
    "festival_mark_of_an_entry": (
        rows("festival_mark", {"edition": 20}, {"edition": 19}, festival_entry=[{"edition": 20}]),
        Count(passed=1, failed=1),
    ),
    "festival_result_of_an_entry": (
        rows("festival_result", {"edition": 20}, {"coop_id": "c2", "edition": 20},
             festival_entry=[{"edition": 20}]),
        Count(passed=1, failed=1),
    ),
    "indicator_in_range": (
        rows("province_indicator", {"numerator": 4, "denominator": 4},
             {"numerator": 5, "denominator": 4}, {"numerator": 5}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "indicator_is_its_ratio": (
        rows("province_indicator", {"numerator": 1, "denominator": 4, "value": 0.255},
             {"numerator": 1, "denominator": 4, "value": 0.27},
             {"numerator": 0, "denominator": 0, "value": 0.5}),
        Count(passed=1, failed=1, unknown=1),
    ),
    "employed_within_active": (
        rows("employment_base", {"employed": 4, "active_population": 4},
             {"employed": 5, "active_population": 4}, {"employed": 5}),
        Count(passed=1, failed=1, unknown=1),
    ),
}  # fmt: skip


def own():
    """Codes of rules that are neither every table's nor a flag's."""
    general = {rule.code for rule in general_rules(quality_settings().norms)}
    return set(rules()) - general - set(FLAG_KINDS)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_tells_rows_that_hold_from_those_that_do_not_and_those_unknown(code, ask_rule):
    tables, expected = CASES[code]
    assert ask_rule(rules()[code], tables) == expected


def test_every_rule_was_tried():
    assert set(CASES) == own()


def test_every_rule_names_a_table_a_dimension_and_words_in_both_languages():
    assert len(rules()) > 150
    for rule in rules().values():
        assert re.fullmatch(r"[a-z0-9_]+", rule.code)
        assert rule.table in TABLES
        assert rule.dimension in DIMENSIONS
        for text in (rule.title, rule.remedy):
            assert isinstance(text, Text)
            assert re.search(r"[\u0600-\u06ff]", text.fa)
            assert not re.search(r"[\u0600-\u06ff]", text.en)


def test_every_table_is_asked_whether_it_is_unique_and_timely():
    asked = {(rule.table, rule.dimension) for rule in rules().values()}
    assert {(table, kind) for table in TABLES for kind in ("unique", "timely")} <= asked


def test_dimensions_have_titles():
    assert set(DIMENSION_TITLES) == set(DIMENSIONS)


@pytest.mark.parametrize("kind", FLAG_KINDS)
def test_the_rule_of_a_flag_quotes_the_doubt_and_does_not_state_it(kind):
    for title in (rules()[kind].title.en, rules()[kind].title.fa):
        assert title.startswith(("Without the flag “", "بدون پرچم «"))
        assert title.endswith(("”", "»"))
