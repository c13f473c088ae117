"""Values are data: they tell what they are made of and what they read."""

from coopscore.calendar import months
from coopscore.price_index import price_index
from features.spec import Events, States, below, mean, ratio
from features.values import canonical, columns, primitives

LINES = Events("statement_line", happened="period_end", known="received_on")
TURNOVER = LINES.where(line_code="turnover")
FORM = States("cooperative", happened="valid_from", known="recorded_at")


def test_a_value_names_its_primitives_from_left_to_right():
    latest, before = TURNOVER.latest("amount"), TURNOVER.latest("amount", nth=2)
    assert primitives(latest) == (latest,)
    assert primitives(TURNOVER.change("amount")) == (latest, before)
    growth = ratio(TURNOVER.change("amount"), before)
    assert primitives(growth) == (latest, before, before)
    assert primitives(mean((growth, before))) == (latest, before, before, before)


def test_a_primitive_reads_its_conditions_and_its_column():
    assert columns(TURNOVER.latest("amount")) == {"line_code", "amount"}
    assert columns(TURNOVER.with_values("currency").count()) == {"line_code", "currency"}
    assert columns(TURNOVER.latest("amount", real=True)) == {"line_code", "amount", "currency"}
    assert columns(FORM.since()) == frozenset()


def test_text_and_codes_are_categories_and_all_else_is_a_number():
    assert FORM.latest("legal_form").type == "category"
    assert LINES.latest("line_code").type == "category"
    assert LINES.latest("amount").type == "number"
    assert FORM.age("founded_on").type == "number"


def test_the_canonical_form_says_everything_that_a_value_means():
    assert canonical(TURNOVER.sum("amount", within=months(12))) == {
        "is": "Sum",
        "rows": {
            "is": "Events",
            "table": "statement_line",
            "happened": "period_end",
            "known": "received_on",
            "conditions": [["line_code", ["turnover"]]],
            "having": [],
        },
        "column": "amount",
        "within": "12 months",
    }


def test_what_a_value_leaves_unsaid_does_not_change_its_form():
    assert set(canonical(TURNOVER.since())) == {"is", "rows"}
    assert canonical(TURNOVER.since(nth=2))["nth"] == 2
    counted = canonical(below(TURNOVER.recent("amount", last=2), 5))
    assert counted["statistic"] == "below"
    assert counted["limit"] == 5.0
    assert [part["nth"] for part in counted["parts"]] == [1, 2]


def test_real_terms_carry_the_price_index_that_tells_them():
    told = canonical(TURNOVER.latest("amount", real=True))
    assert told["real"] == price_index().hash
    assert "real" not in canonical(TURNOVER.latest("amount"))
