"""Values as a reader meets them."""

import pytest

from coopscore.scores import Reason
from features.catalogue import CATALOGUE
from serving.i18n import Words
from serving.pages.wording import reason_title, reason_value


def value(feature: str, number: float | str | None, lang: str = "en") -> tuple[str, str]:
    shown = reason_value(Reason(feature=feature, value=number, points=1.0), Words(lang))
    return shown.text, shown.unit


def of_unit(unit: str) -> str:
    return next(name for name, feature in CATALOGUE.items() if feature.unit == unit)


@pytest.mark.parametrize(
    ("unit", "number", "english", "persian"),
    [
        ("days", 1.0, ("1", "day"), ("۱", "روز")),
        ("days", 40.0, ("40", "days"), ("۴۰", "روز")),
        ("assemblies", 1.0, ("1", "assembly"), ("۱", "مجمع")),
        ("share", 0.25, ("25%", ""), ("۲۵٪", "")),
        ("ratio", 1.5, ("1.50", ""), ("۱٫۵۰", "")),
        ("days", None, ("unknown", ""), ("نامعلوم", "")),
    ],
)
def test_numbers_have_their_units_and_unknown_is_a_word(unit, number, english, persian):
    assert value(of_unit(unit), number) == english
    assert value(of_unit(unit), number, "fa") == persian


def test_codes_have_titles_and_text_that_is_no_code_stays():
    code = of_unit("code")
    assert value(code, "operating", "fa") == ("در حال بهره‌برداری", "")
    assert value(code, "operating") == ("operating", "")
    assert value(code, "چیز دیگر") == ("چیز دیگر", "")


def test_a_feature_that_is_no_longer_defined_is_shown_by_its_name():
    assert reason_title("gone_by", Words("fa")) == "gone_by"
    assert value("gone_by", 2.5) == ("2.50", "")
