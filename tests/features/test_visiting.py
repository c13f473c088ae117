"""What offices look at before they plan visits, as was known on the day."""

from datetime import date

import numpy as np
import pytest

from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.visiting import VISITED, VISITING
from features.visiting_rows import (
    duties_of,
    long_unseen_first,
    occasions_of,
    overdue_days_of,
    overdue_first,
    places_of,
)

# All are registered; D answers to another ministry. The term of B ended on 21 Tir, two months
# before the day; that of C a day later. The first warning of C lies a year before the day.
AS_OF = date(2025, 9, 12)
STATUS = """
coop  happened    known       axis            to_code
A     2011-01-01  2011-01-01  registry_stage  registered
B     2011-01-01  2011-01-01  registry_stage  registered
C     2011-01-01  2011-01-01  registry_stage  registered
D     2011-01-01  2011-01-01  registry_stage  registered
"""
REGISTER = """
coop  happened    known       authority  province  county  term_end
A     2011-01-01  2011-01-01  mcls       05        صحنه    -
B     2011-01-01  2011-01-01  mcls       05        -       2025-07-12
C     2011-01-01  2011-01-01  mcls       24        نیر     2025-07-13
D     2011-01-01  2011-01-01  agriculture  24      نیر     2025-07-12
"""
ACTS = """
coop  happened    known       kind     art5  outcome  severity
A     2025-01-01  2025-01-05  general  yes   notice   1
A     2025-02-01  2025-09-13  general  no    clean    0
B     2025-03-01  2025-03-05  general  no    clean    0
"""
WARNINGS = """
coop  happened    known       reason
A     2025-05-01  2025-05-01  other
A     2025-06-01  2025-06-01  other
A     2025-07-01  2025-07-01  other
C     2024-09-11  2024-09-11  other
C     2025-06-01  2025-06-01  other
C     2025-07-01  2025-07-01  other
"""
DUTIES = """
coop  happened    known       kind             fulfilled_on
A     2025-07-22  2025-07-22  annual_assembly  -
B     2024-07-22  2024-07-22  statement        -
"""
TRAININGS = """
coop  happened    known
A     2024-05-01  2024-05-01
B     2022-05-01  2022-05-01
"""
COMPLAINTS = """
coop  happened    known       subject   decided_on  decided_known_on
C     2025-08-01  2025-08-01  accounts  -           -
B     2025-08-01  2025-08-01  accounts  2025-08-05  2025-08-05
"""


@pytest.fixture
def rows(drawn, engine):
    matrix = build_matrix(
        drawn(
            status_event=STATUS, cooperative=REGISTER, supervision_act=ACTS, warning=WARNINGS,
            obligation=DUTIES, complaint=COMPLAINTS,
            training=TRAININGS,
        ),
        features=VISITING,
        cohort=VISITED,
        as_ofs=[AS_OF],
        calendar="jalali",
        engine=engine,
    )  # fmt: skip
    return matrix.table


def test_offices_visit_those_who_answer_to_their_ministry(rows):
    assert rows["coop_id"].to_pylist() == ["A", "B", "C"]
    assert places_of(rows, "county") == ["صحنه", "", "نیر"]


def test_a_duty_is_told_with_the_day_since_when_it_holds(rows):
    duty, since = duties_of(rows, AS_OF)
    # What was said of A after the day does not count; C was warned twice within the year.
    assert duty == ["article_5", "term_expired", ""]
    assert since.tolist() == [date(2025, 1, 1), AS_OF, None]


def test_three_warnings_within_a_year_are_a_duty(rows):
    place = rows.column_names.index("article_5")
    told = rows.set_column(place, rows.schema.field(place), [[0.0, None, None]])
    duty, since = duties_of(told, AS_OF)
    assert duty == ["three_warnings", "term_expired", ""]
    assert since[0] == np.datetime64("2025-07-01")


def test_what_is_on_record_asks_for_kinds_of_act(rows):
    asked = {kind: flags.tolist() for kind, flags in occasions_of(rows).items()}
    assert asked == {
        "general": [True, False, False],
        "financial": [False, True, False],
        "assembly": [True, False, False],
        "complaint": [False, False, True],
        "audit": [False, False, False],
        "consulting": [True, True, False],
        "training": [False, True, True],
    }


def test_the_rule_and_the_habit_put_each_in_its_place(rows):
    assert overdue_days_of(rows).tolist()[:2] == [52.0, 417.0]
    assert np.isnan(overdue_days_of(rows)[2])
    assert overdue_first(rows) == ("B", "A", "C")
    assert long_unseen_first(rows) == ("C", "A", "B")  # nobody was ever at C


def test_no_model_can_ask_where_or_when_somebody_came():
    own = {"province", "county", "act_days", "article_5", "article_5_days", "warning_days"}
    named = {name.split(".")[1] for name in CATALOGUE if "." in name}
    assert own <= {one.name for one in VISITING}
    assert not own & named
