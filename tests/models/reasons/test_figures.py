"""Figures that are told, and when the record bears them out."""

from dataclasses import replace
from datetime import date

from coopscore.dossiers import Evidence
from features.catalogue import CATALOGUE
from features.rebuilt import Rebuilt
from models.reasons.figures import bears_out, figures

AS_OF = date(2016, 6, 1)
NOTHING = Rebuilt(recorded=None, value=None, part=None, whole=None, evidence=())


def record(happened, **cells):
    return Evidence(
        feature="f",
        table="t",
        record_id=happened,
        happened=date.fromisoformat(happened),
        known=AS_OF,
        cells=cells,
    )


def told(name, value, found):
    return figures(CATALOGUE[name], value, found, as_of=AS_OF)


def test_a_count_is_told_with_its_window_its_records_and_their_days():
    found = replace(NOTHING, evidence=(record("2015-12-31"), record("2014-12-31")))
    assert told("statements_received_36m", 2.0, found) == {
        "value": 2.0,
        "size": 2.0,
        "months": 36.0,
        "rows": 2.0,
        "newest": "2015-12-31",
        "oldest": "2014-12-31",
    }


def test_a_ratio_is_told_with_both_numbers_and_their_currency():
    found = replace(
        NOTHING, part=-5.0, whole=100.0, evidence=(record("2015-12-31", currency="IRR"),)
    )
    said = told("profit_margin", -0.05, found)
    assert (said["part"], said["whole"], said["size"], said["currency"]) == (-5, 100, 0.05, "IRR")
    mixed = (record("2015-12-31", currency="IRR"), record("2014-12-31", currency="GBP"))
    assert "currency" not in told("profit_margin", -0.05, replace(found, evidence=mixed))


def test_a_difference_is_told_with_both_sides():
    said = told("members_change", -3.0, replace(NOTHING, part=9.0, whole=12.0))
    assert (said["left"], said["right"], said["size"]) == (9, 12, 3)


def test_days_are_told_with_the_day_that_they_count_from():
    assert told("longest_overdue_days", 31.0, NOTHING)["since"] == "2016-05-01"
    assert told("board_term_expired_days", -30.0, NOTHING)["since"] == "2016-07-01"


def test_windows_that_differ_are_not_told_and_unknown_is_left_out():
    assert told("latest_collateral", None, NOTHING) == {"rows": 0}
    assert "months" not in told("facilities_settled", 2.0, NOTHING)


def borne_out(name, value, found):
    return bears_out(CATALOGUE[name], value, found, as_of=AS_OF, calendar="gregorian")


def line(code, amount):
    return replace(
        record("2015-12-31", line_code=code, amount=amount, currency="IRR"), table="statement_line"
    )


def test_a_value_that_the_record_gives_again_is_borne_out():
    ours = "statements_received_36m"
    filing = replace(record("2015-12-31", kind="statement"), table="filing")
    found = replace(NOTHING, recorded=1.0, value=1.0, evidence=(filing,))
    assert borne_out(ours, 1.0, found)
    assert not borne_out(ours, 2.0, found), "the model read another number"
    assert not borne_out(ours, 1.0, replace(found, evidence=())), "one record is not to be found"


def test_parts_must_come_to_the_value():
    margin = CATALOGUE["profit_margin"].value
    codes = [dict(side.rows.conditions)["line_code"][0] for side in (margin.part, margin.whole)]
    lines = tuple(map(line, codes, (5.0, 100.0)))
    found = replace(NOTHING, recorded=0.05, value=0.05, part=5.0, whole=100.0, evidence=lines)
    assert borne_out("profit_margin", 0.05, found)
    assert not borne_out("profit_margin", 0.05, replace(found, part=6.0))
    assert not borne_out("profit_margin", 0.05, replace(found, whole=None))
    other = tuple(map(line, codes, (10.0, 200.0)))
    assert not borne_out("profit_margin", 0.05, replace(found, evidence=other)), "the same ratio"
    assert borne_out("profit_margin", None, NOTHING)


def test_what_the_model_never_met_is_on_record_all_the_same():
    form = replace(record("2015-12-31", branch="new"), table="cooperative")
    found = replace(NOTHING, recorded="new", value="new", evidence=(form,))
    assert borne_out("branch", None, found)
    assert not borne_out("branch", "old", found)
