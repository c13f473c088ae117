from pathlib import Path

import pytest

from coopscore.adapters.delivery import Delivery, Source
from coopscore.errors import MostlyAtFault
from coopscore.intake.faults import Fault
from coopscore.intake.sanity import refuse_another_table

RARE, COMMON = Fault(code="missing_value", column="a"), Fault(code="not_a_number", value="x")


def delivery(**rows: int) -> Delivery:
    sources = tuple(
        Source(path=Path(f"in/{name}.csv"), name=name, rows_read=count, sha256="", raw=lambda _: {})
        for name, count in rows.items()
    )
    return Delivery(sources=sources, tables=())


def faults(name: str, count: int, *found: Fault):
    return {(name, row): found for row in range(2, 2 + count)}


def test_so_many_bad_rows_that_they_are_most_of_a_file_refuse_it():
    found = faults("loans", 6, COMMON) | {("loans", 7): (RARE, COMMON)} | faults("good", 1, RARE)
    with pytest.raises(MostlyAtFault) as refused:
        refuse_another_table(delivery(good=100, loans=11), found, 6)
    facts = refused.value.facts
    assert (facts["bad"], facts["rows"], facts["often"], facts["row"]) == (6, 11, 6, 2)
    english, persian = refused.value.sentence("en"), refused.value.sentence("fa")
    assert (
        "in/loans.csv does not look like the table that it is named after: 6 of its 11" in english
    )
    assert "Most often (6 rows), as in row 2: : “…” is not a number." in english
    assert "از ۱۱ ردیف آن ۶ ردیف ایراد دارد" in persian


@pytest.mark.parametrize(
    ("bad", "rows"),
    [
        (5, 5),  # all of them, but a file that a person can mend
        (6, 12),  # no more than a half
    ],
)
def test_fewer_bad_rows_or_no_more_than_half_are_set_aside_one_by_one(bad, rows):
    refuse_another_table(delivery(loans=rows), faults("loans", bad, COMMON), 6)


def test_of_faults_that_are_as_common_the_first_by_name_is_told():
    with pytest.raises(MostlyAtFault) as refused:
        refuse_another_table(delivery(loans=6), faults("loans", 6, COMMON, RARE), 6)
    assert "The column a is empty" in refused.value.sentence("en")
