"""Ends on the register: the first of each co-operative, as known by a day, and its cause."""

from datetime import date

import numpy as np

from features.ends import first_ends

UNTIL = date(2020, 1, 1)


def told(facts, until=UNTIL, marked=None):
    rows = first_ends(facts, until, marked).to_pylist()
    return {row["coop_id"]: (row["ended"].isoformat(), row["cause"]) for row in rows}


def test_a_purpose_that_is_completed_is_no_dissolution_and_a_merger_is_neither(drawn):
    facts = drawn(
        status_event="""
        coop  happened    known       axis             to_code         reason
        A     2015-01-01  2015-02-01  registry_stage   dissolved       bankruptcy
        B     2015-01-01  2015-02-01  registry_stage   in_liquidation  purpose_completed
        C     2015-01-01  2015-02-01  registry_stage   merged          merged
        D     2015-01-01  2015-02-01  registry_stage   dissolved       -
        E     2015-01-01  2015-02-01  activity_status  dormant         -
        """
    )
    assert told(facts) == {
        "A": ("2015-01-01", "dissolved"),
        "B": ("2015-01-01", "completed"),
        "C": ("2015-01-01", "other"),
        "D": ("2015-01-01", "dissolved"),
    }


def test_a_reason_in_the_words_of_the_register_is_the_same_reason(drawn):
    facts = drawn(
        status_event="""
        coop  happened    known       axis             to_code    reason
        A     2015-01-01  2015-02-01  registry_stage   dissolved  x
        """
    )
    rows = facts.tables["status_event"]
    place = rows.column_names.index("reason")
    said = rows.set_column(place, "reason", [["تحقق هدف تعاونی"]])
    facts = type(facts)({"status_event": said}, 1)
    assert told(facts) == {"A": ("2015-01-01", "completed")}


def test_the_first_end_counts_as_the_last_version_known_tells_it(drawn):
    facts = drawn(
        status_event="""
        coop  record  v  void  happened    known       axis            to_code         reason
        A     a       1  no    2015-01-01  2015-02-01  registry_stage  in_liquidation  bankruptcy
        A     b       1  no    2016-01-01  2016-02-01  registry_stage  dissolved       bankruptcy
        B     a       1  no    2015-01-01  2015-02-01  registry_stage  dissolved       bankruptcy
        B     a       2  no    2015-06-01  2015-07-01  registry_stage  dissolved       bankruptcy
        C     c       1  no    2015-01-01  2015-02-01  registry_stage  dissolved       bankruptcy
        C     c       2  yes   2015-01-01  2015-03-01  registry_stage  dissolved       bankruptcy
        """
    )
    assert told(facts) == {"A": ("2015-01-01", "dissolved"), "B": ("2015-06-01", "dissolved")}
    early = dict.fromkeys("ABC", ("2015-01-01", "dissolved"))
    assert told(facts, date(2015, 2, 1)) == early


def test_what_was_entered_in_a_burst_is_no_end_of_a_kind(drawn):
    facts = drawn(
        status_event="""
        coop  happened    known       axis             to_code    reason
        A     2015-01-01  2015-02-01  registry_stage   dissolved  bankruptcy
        B     2015-01-01  2015-02-01  registry_stage   dissolved  purpose_completed
        """
    )
    marked = np.array([True, False])
    assert told(facts, marked=marked) == {
        "A": ("2015-01-01", "other"),
        "B": ("2015-01-01", "completed"),
    }


def test_where_nobody_has_ended_there_is_no_row(drawn):
    assert first_ends(drawn(), UNTIL).num_rows == 0
