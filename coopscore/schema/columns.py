"""How the columns of the tables are made: by type, each with its unit, bounds and two titles."""

from coopscore.language import Text
from coopscore.table import Column
from coopscore.vocabulary import Codes

# No true number is near these, and a sum of a co-operative's rows stays exact below them.
MOST_PERSONS = 10**9
MOST_UNITS = 10**15  # of money, either way
MOST_VERSIONS = 10**6
MOST_ACTS = 10**6  # of an office in a period: visits, calls, requests, co-operatives founded
MOST_DAYS = 36_525  # a hundred years
MOST_MONTHS = 1_200
MOST_YEARS = 100
JALALI_YEARS = (1300, 1500)


def text(name: str, *, en: str, fa: str, required: bool = False) -> Column:
    """Text as it stands."""
    return Column(name=name, type="text", required=required, title=Text(en=en, fa=fa))


def coded(name: str, codes: Codes, *, en: str, fa: str, required: bool = False) -> Column:
    """A closed list of codes."""
    return Column(
        name=name,
        type="code",
        required=required,
        allowed=tuple(codes),
        titles=codes,
        title=Text(en=en, fa=fa),
    )


def dated(name: str, *, en: str, fa: str) -> Column:
    """A day that every row needs."""
    return Column(name=name, type="day", required=True, title=Text(en=en, fa=fa))


def day(name: str, *, en: str, fa: str) -> Column:
    """A day that may be unknown, or not have come."""
    return Column(name=name, type="day", title=Text(en=en, fa=fa))


def flag(name: str, *, en: str, fa: str) -> Column:
    """Yes or no."""
    return Column(name=name, type="flag", title=Text(en=en, fa=fa))


def person(name: str, *, en: str, fa: str) -> Column:
    """A natural person: a national code in the file, a keyed hash on record."""
    return Column(name=name, type="person", title=Text(en=en, fa=fa))


def count(
    name: str,
    unit: str,
    *,
    en: str,
    fa: str,
    most: int,
    least: int = 0,
    required: bool = False,
) -> Column:
    """A whole number of `unit`, from `least` to `most`."""
    return Column(
        name=name,
        type="count",
        required=required,
        unit=unit,
        minimum=least,
        maximum=most,
        title=Text(en=en, fa=fa),
    )


def persons(name: str, *, en: str, fa: str, required: bool = False) -> Column:
    """A count of persons."""
    return count(name, "persons", en=en, fa=fa, most=MOST_PERSONS, required=required)


def jalali_year(name: str, *, en: str, fa: str, required: bool = False) -> Column:
    """A Jalali year by its number."""
    least, most = JALALI_YEARS
    return count(name, "Jalali year", en=en, fa=fa, least=least, most=most, required=required)


def amount(
    name: str,
    *,
    en: str,
    fa: str,
    unit: str = "rial",
    least: int = 0,
    required: bool = False,
) -> Column:
    """Money in whole units, from `least` to 10^15."""
    return Column(
        name=name,
        type="amount",
        required=required,
        unit=unit,
        minimum=least,
        maximum=MOST_UNITS,
        title=Text(en=en, fa=fa),
    )


def number(
    name: str,
    unit: str,
    *,
    en: str,
    fa: str,
    most: int,
    required: bool = False,
) -> Column:
    """A number of `unit` that need not be whole, from 0 to `most`."""
    return Column(
        name=name,
        type="number",
        required=required,
        unit=unit,
        minimum=0,
        maximum=most,
        title=Text(en=en, fa=fa),
    )


def share(name: str, *, en: str, fa: str) -> Column:
    """A share of a whole: 0 is none of it, 1 all."""
    return number(name, "share", en=en, fa=fa, most=1)


VALID_FROM = dated("valid_from", en="In force from", fa="تاریخ اثر")
RECORDED_AT = dated("recorded_at", en="Recorded on", fa="تاریخ ثبت")
PERIOD_START = dated("period_start", en="Start of the period", fa="آغاز دوره")
PERIOD_END = dated("period_end", en="End of the period", fa="پایان دوره")
YEAR_END = dated("year_end", en="End of the year", fa="پایان سال")
RECEIVED_ON = dated("received_on", en="Received on", fa="تاریخ دریافت")
DUE_ON = day("due_on", en="Due on", fa="موعد")
