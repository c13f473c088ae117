"""How provinces stand over HTTP: counts are whole numbers, rates come with their intervals."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from serving.provinces.files import data_of
from serving.provinces.selection import Selection
from serving.provinces.stocks import fall_of
from serving.schemas import Answer


class ProvinceRunsOut(Answer):
    """Runs that are kept, the newest first."""

    runs: tuple[str, ...]


class RateOut(Answer):
    """A share (Wilson's interval) or a mean of shares (the normal interval)."""

    kind: str = Field(description="share or mean.")
    numerator: float
    denominator: int
    value: float | None = Field(description="0-1; null where there is nothing to divide by.")
    low: float | None
    high: float | None


class RankedOut(Answer):
    """A rank, 1 for the highest, and the set that it may truly lie in."""

    rank: int
    low: int
    high: int
    of: int
    method: str


class IndicatorOut(RateOut):
    """One indicator of one place; `parts` are exact counts behind it."""

    ranked: RankedOut | None = Field(description="Null where there are too few to rank.")
    parts: dict[str, int]


class RelapseOut(RateOut):
    """Revivals that fell back within a year, of those whose year is over."""

    too_early: int
    already: int
    before: RateOut = Field(description="Of the last period that is old enough.")


class ToldOut(Answer):
    """A sum, and of how many co-operatives of those asked it is told."""

    total: int
    told: int
    asked: int


class TroubleOut(Answer):
    """Ever in trouble with facilities, of all and of borrowers; null where too few to tell."""

    of_all: RateOut | None
    of_borrowers: RateOut | None


class PlaceFiguresOut(Answer):
    """All figures of one place; province and county are empty for all of them together."""

    province: str
    county: str
    opening: dict[str, int] = Field(description="By state, at the end of the day before.")
    stock: dict[str, int] = Field(description="By state, at the end of the last day.")
    indicators: dict[str, IndicatorOut]
    relapse: RelapseOut
    active: int
    jobs: ToldOut
    members: ToldOut
    formed: int
    formed_jobs: ToldOut
    exporters: int
    exports_usd: float
    trouble: TroubleOut | None


class ProvincesOut(Answer):
    """A selection of a run: one group of co-operatives by place."""

    run: str
    first: date
    last: date
    as_of: date
    batch: int
    formulas: dict[str, Any]
    kind: str
    code: str
    level: str
    province: str
    places: tuple[PlaceFiguresOut, ...]
    together: PlaceFiguresOut
    mean: dict[str, float | None]
    median: dict[str, float | None]
    official: dict[str, dict[str, Any]] = Field(description="As published, by other formulas.")
    formation: dict[str, dict[str, int | None]]
    employed: dict[str, dict[str, Any]]
    acts: tuple[dict[str, Any], ...]
    trainings: tuple[dict[str, Any], ...]
    unions: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, found: Selection) -> "ProvincesOut":
        """The answer's form of a selection."""
        return cls.model_validate(data_of(found))


class FlowOut(Answer):
    """The flow of one place: `start` + `entered` - `left` = `end` of those on the register."""

    province: str
    county: str
    start: int
    end: int
    left: dict[str, int]
    entered: dict[str, int]
    revived: int
    fell_dormant: int
    cells: tuple[tuple[str, str, int], ...] = Field(description="From, to, how many.")

    @classmethod
    def of(cls, row: Mapping[str, Any], states: tuple[str, ...]) -> "FlowOut":
        """The flow of a row of a run."""
        fall = fall_of(row, states)
        return cls(province=row["province"], county=row["county"], cells=row["flow"], **vars(fall))


class FlowsOut(Answer):
    """Flows of status of a selection, place by place and of all together."""

    run: str
    first: date
    last: date
    as_of: date
    kind: str
    code: str
    level: str
    places: tuple[FlowOut, ...]
    together: FlowOut
