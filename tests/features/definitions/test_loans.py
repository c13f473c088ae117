"""Features of facilities and payments, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        facility="""
        coop  record  happened    known       facility_id  lender        principal  tenor_months  collateral_kind  scheme      settled_on  settled_known_on
        A     f       2010-01-01  2010-01-11  f            other_bank    100        24            cheque           qard_hasan  2012-01-01  2012-02-01
        A     g       2013-01-01  2013-01-11  g            tosee_taavon  300        36            real_estate      own_funds   -           -
        """,  # noqa: E501
        facility_month="""
        coop  happened    known       facility_id  balance  overdue_amount  dpd_days  months_past_due  class     rescheduled  decree
        A     2011-03-31  2011-04-10  f            50       10              70        3                past_due  no           no
        A     2013-01-31  2013-02-10  g            300      0               0         0                current   no           no
        A     2013-02-28  2013-03-10  g            290      10              31        1                current   no           no
        A     2013-03-31  2013-04-10  g            290      20              62        2                current   no           no
        A     2013-04-30  2013-05-10  g            270      0               0         0                current   yes          no
        A     2013-05-31  2013-06-10  g            -        -               -         -                current   yes          yes
        """,  # noqa: E501
        guarantee_claim="""
        coop  happened    known       facility_id  state
        A     2011-09-01  2011-09-10  f            claimed
        """,
        external_signal="""
        coop  happened    known       kind
        A     2012-05-01  2012-05-02  bounced_cheque
        A     2012-06-01  2012-06-02  bounced_cheque
        A     2012-06-01  2012-06-02  tax_debt
        A     2012-06-01  2012-06-02  judgment
        """,
        statement_line="""
        coop  happened    known       line_code  amount  currency
        A     2012-03-20  2012-07-01  turnover   600     IRR
        """,
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        # On 5 April 2013 March is not known yet; on 10 June all is, but April's arrears are gone.
        ("facilities_open", [1, 1]),
        ("facilities_taken_36m", [1, 1]),
        ("facilities_settled", [1, 1]),
        ("borrowing_days", [730 + 94, 730 + 160]),
        ("latest_tenor_months", [36, 36]),
        ("latest_collateral", ["real_estate", "real_estate"]),
        ("latest_scheme", ["own_funds", "own_funds"]),
        ("latest_lender", ["tosee_taavon", "tosee_taavon"]),
        ("principal_to_turnover", [0.5, 0.5]),
        ("months_on_time_share_12m", [1 / 2, 2 / 4]),
        ("months_on_time_share_36m", [1 / 3, 2 / 5]),
        ("months_late_3m", [1, 1]),
        ("months_two_late_12m", [0, 1]),
        ("months_past_due_36m", [1, 1]),
        ("overdue_to_balance", [10 / 290, 0 / 270]),
        ("reschedulings_36m", [0, 1]),
        ("guarantee_claims_60m", [1, 1]),
        ("bounced_cheques_36m", [2, 2]),
        ("debts_to_the_state_36m", [1, 1]),
        ("judgments_36m", [1, 1]),
    ],
)
def test_loans_are_told_as_far_as_the_last_month_that_was_known(facts, asked, feature, expected):
    assert asked(facts, feature, "2013-04-05", "2013-06-10") == expected


def test_whoever_never_borrowed_has_no_arrears_and_no_punctuality(drawn, asked):
    nothing = drawn()
    assert asked(nothing, "facilities_settled", "2014-08-01") == [0]
    assert asked(nothing, "months_past_due_36m", "2014-08-01") == [0]
    assert asked(nothing, "months_on_time_share_12m", "2014-08-01") == [None]
    assert asked(nothing, "latest_lender", "2014-08-01") == [None]
