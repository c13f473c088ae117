"""Consumer prices, by which money of one year is told in money of another.

An amount is deflated by the last whole year that had ended by the day it speaks of: a statement to
30 Esfand 1403 by the prices of 1403, one to 31 Shahrivar 1403 by those of 1402. So an index that
comes out once a year is there when a statement arrives, and two statements of one co-operative are
told apart by the prices between them, as long as its year ends on the same day.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from coopscore.calendar import Calendar, jalali, read_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Level:
    """Prices of one year: for amounts that speak of a day from its end to before the next one's.

    `index` is the year's average and `known` the first day on which it could be had.
    """

    year: int
    ends: date
    next_ends: date
    known: date
    index: float


@dataclass(frozen=True, kw_only=True)
class PriceSeries:
    """The prices of one currency, year by year; `base` is the index of the base year."""

    currency: str
    calendar: Calendar
    base_year: int
    base: float
    source: str
    levels: tuple[Level, ...]

    def level(self, happened: date) -> Level | None:
        """The last whole year that had ended by the day; None where no index tells of it."""
        for level in self.levels:
            if level.ends <= happened < level.next_ends:
                return level
        return None


@dataclass(frozen=True, kw_only=True)
class PriceIndex:
    """All series, by currency code, and the version of the file that they come from."""

    version: str
    series: Mapping[str, PriceSeries]

    @property
    def hash(self) -> str:
        """SHA-256 of what the series say; sources are words for people and left out."""
        said = {
            code: {**asdict(series), "source": None, "calendar": series.calendar}
            for code, series in self.series.items()
        }
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), default=date.isoformat)
        return sha256(text.encode("ascii")).hexdigest()

    def deflated(self, amount: float, currency: str, happened: date, known: date) -> float | None:
        """An amount in the money of its currency's base year.

        Parameters
        ----------
        amount : float
            In whole units of the currency.
        currency : str
            A code of `vocabulary.CURRENCY`.
        happened : date
            The day that the amount speaks of.
        known : date
            The day on which it was known. An index that came out later does not count, so that
            nothing is told before its day.

        Returns
        -------
        float or None
            `amount * base / index`, in this order; None where there is no index for the currency
            and day, or it was not yet known.
        """
        series = self.series.get(currency)
        level = None if series is None else series.level(happened)
        if series is None or level is None or known < level.known:
            return None
        return amount * series.base / level.index


def read_price_index(text: str) -> PriceIndex:
    """A price index from TOML text, as `price_index.toml` has it."""
    said = tomllib.loads(text)
    series = {code: _series(code, part) for code, part in said.items() if isinstance(part, dict)}
    return PriceIndex(version=said["version"], series=series)


def _series(currency: str, said: Mapping[str, Any]) -> PriceSeries:
    calendar: Calendar = said["calendar"]
    levels = tuple(
        Level(
            year=int(year),
            ends=_year_end(int(year), calendar),
            next_ends=_year_end(int(year) + 1, calendar),
            known=read_day(told["known"]),
            index=float(told["index"]),
        )
        for year, told in sorted(said["years"].items())
    )
    for level in levels:
        assert level.known > level.ends, "the average of a year is not known before it has ended"
    (base,) = (level.index for level in levels if level.year == said["base_year"])
    return PriceSeries(
        currency=currency,
        calendar=calendar,
        base_year=said["base_year"],
        base=base,
        source=said["source"],
        levels=levels,
    )


def _year_end(year: int, calendar: Calendar) -> date:
    following = jalali(year + 1, 1, 1) if calendar == "jalali" else date(year + 1, 1, 1)
    return following - _DAY


@cache
def price_index() -> PriceIndex:
    """The index that comes with the package."""
    return read_price_index(
        files("coopscore").joinpath("price_index.toml").read_text(encoding="utf-8")
    )
