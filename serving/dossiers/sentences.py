"""The sentences of the catalogue of reasons, in the reader's language, digits, calendar and money.

A sentence says what is on record and blames nobody. It has places for figures, `{value:days}`: the
figure's name and how it is said. No number stands outside a place, so that all that is told was
checked (`models.reasons.figures`).
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from coopscore.dossiers import AdverseReason
from coopscore.language import LANGUAGES, Language, Text
from coopscore.money import money_text
from coopscore.schema import TABLES
from coopscore.vocabulary import CURRENCY
from features.catalogue import CATALOGUE
from features.peers import parts
from features.values import Latest, primitives
from serving.i18n import Words


@cache
def locale(lang: Language) -> Mapping[str, Any]:
    """The sentences and units of one language."""
    text = files("serving.pages.locale").joinpath(f"reasons_{lang}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def placeholders(code: str) -> tuple[str, ...]:
    """The figures that a code's sentences tell in any language, and the currency they need."""
    places = {
        (name, form)
        for lang in LANGUAGES
        for _, name, form, _ in Formatter().parse(locale(lang)["sentences"][code])
        if name is not None
    }
    money = {"currency"} if any(form == "amount" for _, form in places) else set()
    return tuple(sorted({name for name, _ in places} | money))


def sentence(reason: AdverseReason, words: Words) -> str:
    """What is on record, in one sentence of the language of `words`.

    A figure that is not there is told as a dash: nothing is made up.
    """
    return "".join(
        text + _said(reason, name, form or "", words)
        for text, name, form, _ in Formatter().parse(locale(words.lang)["sentences"][reason.code])
    )


def _said(reason: AdverseReason, name: str | None, form: str, words: Words) -> str:
    if name is None:
        return ""
    figure = reason.figures.get(name)
    if figure is None:
        return "–"
    return _FORMS.get(form, _with_unit)(figure, form, reason, words)


def _number(figure: Any, _form: str, _reason: AdverseReason, words: Words) -> str:
    return words.measure(figure)


def _percent(figure: Any, _form: str, _reason: AdverseReason, words: Words) -> str:
    return words.percent(figure)


def _day(figure: Any, _form: str, _reason: AdverseReason, words: Words) -> str:
    return words.day(date.fromisoformat(figure))


def _code(figure: Any, _form: str, reason: AdverseReason, words: Words) -> str:
    (asked,) = primitives(parts(CATALOGUE[reason.feature].value)[0])
    assert isinstance(asked, Latest), "codes are read from the latest row"
    return code_said(figure, titles_of(asked.rows.table, asked.column), words)


def _rial(figure: Any, _form: str, _reason: AdverseReason, words: Words) -> str:
    return money_text(int(figure), words.lang)


def _amount(figure: Any, _form: str, reason: AdverseReason, words: Words) -> str:
    currency = CURRENCY.get(str(reason.figures.get("currency")))
    number = words.number(figure)
    return f"{number} {words.text(currency)}" if currency else number


def _with_unit(figure: Any, form: str, _reason: AdverseReason, words: Words) -> str:
    one, many = locale(words.lang)["units"][form]
    return f"{words.measure(figure)} {one if figure == 1 else many}"


_FORMS: Mapping[str, Callable[[Any, str, AdverseReason, Words], str]] = {
    "number": _number,
    "percent": _percent,
    "day": _day,
    "code": _code,
    "rial": _rial,
    "amount": _amount,
}


@cache
def titles_of(table: str, column: str) -> Mapping[str, Text]:
    """The titles of a column's codes; none where it holds text. One code may stand in two lists."""
    return getattr(TABLES[table].column(column), "titles", {})


def code_said(code: str, titles: Mapping[str, Text], words: Words) -> str:
    """A code by its title; text that is no code, such as a branch, as it is written."""
    known = titles.get(code)
    return words.text(known) if known else words.name(code)
