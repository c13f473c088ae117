"""No person's code is written down, in whatever cell it stands."""

import pytest

from coopscore.adapters.delivery import Drafts
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.veil import Veil, veiled_raw
from coopscore.language import Text
from coopscore.persons import HIDDEN, Persons
from coopscore.schema import TABLES

CODE = "0012345679"


@pytest.fixture
def persons(tmp_path):
    return Persons(tmp_path / "person.key")


@pytest.fixture
def veil(persons):
    terms = Drafts(
        table=TABLES["officer_term"],
        source="t.csv",
        rows=[],
        origin={"person_key": "کد ملی", "coop_id": "شناسه"},
    )
    filings = Drafts(table=TABLES["filing"], source="f.csv", rows=[])
    return Veil([terms, filings], persons)


def test_a_person_stands_by_the_hash_and_the_co_operative_by_its_id(veil, persons):
    raw = {"شناسه": "12345678", "کد ملی": "۱۲۳۴۵۶۷۹", "start": "soon"}
    assert veiled_raw(veil, "t.csv", raw) == {
        "شناسه": "12345678",
        "کد ملی": persons.hashed(CODE),
        "start": "soon",
    }
    as_number = {**raw, "کد ملی": "12345679.0"}
    assert veiled_raw(veil, "t.csv", as_number)["کد ملی"] == persons.hashed(CODE)
    again = {"شناسه": "12345678", "کد ملی": persons.hashed(CODE), "start": ""}
    assert veiled_raw(veil, "t.csv", again) == again
    assert veiled_raw(veil, "t.csv", {**raw, "کد ملی": ""})["شناسه"] == "12345678"


def test_a_code_in_another_column_is_hidden_too(veil, persons):
    raw = {"شناسه": CODE, "کد ملی": "1402/01/20", "start": CODE}
    assert veiled_raw(veil, "t.csv", raw) == {
        "شناسه": persons.hashed(CODE),
        "کد ملی": "1402/01/20",  # a day that was exchanged with it can be put back
        "start": persons.hashed(CODE),
    }


@pytest.mark.parametrize("cell", ["علی رضایی", "1234567", "0000000000"])
def test_what_may_be_a_name_or_a_misspelt_code_is_not_kept(veil, cell):
    assert veiled_raw(veil, "t.csv", {"شناسه": "c1", "کد ملی": cell})["کد ملی"] == HIDDEN


def test_a_broken_line_keeps_no_code_and_neither_do_its_faults(veil, persons):
    line = f'"c1,ceo,{CODE}'
    row = QuarantinedRow(
        source="t.csv",
        row=2,
        faults=(Fault(code="broken_quotes", value=line),),
        raw={"شناسه": line},
    )
    shown = veil.row(row)
    assert shown.raw == {"شناسه": f'"c1,ceo,{persons.hashed(CODE)}'}
    assert shown.faults[0].value == f'"c1,ceo,{persons.hashed(CODE)}'


VALID = "0499370899"  # its check digit holds; that of OTHER does not
OTHER = "0499370898"


def test_in_other_tables_a_number_is_hidden_where_its_check_digit_holds(veil, persons):
    raw = {"coop_id": VALID, "kind": OTHER, "due_rule": f"مدیر {VALID}", "completeness": VALID}
    fault = Fault(code="unknown_code", column="due_rule", value=VALID, facts={"allowed": [VALID]})
    number = Fault(code="not_a_number", column="completeness", value=VALID)
    row = QuarantinedRow(source="f.csv", row=2, faults=(fault, number), raw=raw)
    shown = veil.row(row)
    key = persons.hashed(VALID)
    assert shown.raw == {**raw, "due_rule": f"مدیر {key}"}
    assert (shown.faults[0].value, shown.faults[0].facts["allowed"]) == (key, [key])
    assert shown.faults[1] == number


def test_a_row_that_cannot_be_parsed_keeps_no_such_number_anywhere(veil, persons):
    words = Text(en=VALID, fa="۰۴۹۹۳۷۰۸۹۹")
    fault = Fault(code="too_many_cells", value=f"x,{VALID}", facts={"cells": 9, "said": words})
    raw = {"coop_id": VALID, "completeness": "۰۴۹۹۳۷۰۸۹۹", "+1": "049-937089-9"}
    key = persons.hashed(VALID)
    for source in ("f.csv", "of no table"):
        shown = veil.row(QuarantinedRow(source=source, row=2, faults=(fault,), raw=raw))
        assert set(shown.raw.values()) == {key}
        assert shown.faults[0].value == f"x,{key}"
        assert shown.faults[0].facts == {"cells": 9, "said": Text(en=key, fa=key)}
