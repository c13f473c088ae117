"""What endpoints and pages are handed: the readings, the clock's day, and what the reader asked."""

from datetime import date, datetime
from typing import Annotated, cast

from fastapi import Depends, Path, Query, Request

from coopscore.language import Language
from serving.awards.desk import AwardDesk
from serving.clock import Clock, today
from serving.days import day_asked
from serving.lending import Lending
from serving.planned_visits import PlannedVisits
from serving.provinces.kept import ProvinceDesk
from serving.readings import Readings
from serving.supervision import Supervision
from serving.target_desk import TargetDesk
from serving.writing_guard import FormTokens


def _readings(request: Request) -> Readings:
    return cast(Readings, request.app.state.readings)


def _lending(request: Request) -> Lending:
    return cast(Lending, request.app.state.lending)


def _supervision(request: Request) -> Supervision:
    return cast(Supervision, request.app.state.supervision)


def _planned_visits(request: Request) -> PlannedVisits:
    return cast(PlannedVisits, request.app.state.planned_visits)


def _target_desk(request: Request) -> TargetDesk:
    return cast(TargetDesk, request.app.state.target_desk)


def _award_desk(request: Request) -> AwardDesk:
    return cast(AwardDesk, request.app.state.award_desk)


def _province_desk(request: Request) -> ProvinceDesk:
    return cast(ProvinceDesk, request.app.state.province_desk)


def _tokens(request: Request) -> FormTokens:
    return cast(FormTokens, request.app.state.tokens)


def _now(request: Request) -> datetime:
    return cast(Clock, request.app.state.clock)()


def _today(request: Request) -> date:
    return today(cast(Clock, request.app.state.clock)())


def _as_of(
    as_of: Annotated[
        str | None,
        Query(
            description="A day, Jalali (1404-04-31) or Gregorian (2025-07-22); today by default.",
            max_length=40,
            examples=["1404-04-31", "2025-07-22"],
        ),
    ] = None,
) -> date | None:
    return None if as_of is None else day_asked(as_of)


def _page_as_of(as_of: Annotated[str, Query(max_length=40)] = "") -> date | None:
    """A form that is sent with an empty field asks for no day."""
    return day_asked(as_of) if as_of.strip() else None


def _lang(lang: Annotated[Language | None, Query(description="Words of refusals.")] = None) -> None:
    """Declared so that the schema shows it; `answers.language_of` reads it."""


ReadingsDep = Annotated[Readings, Depends(_readings)]
LendingDep = Annotated[Lending, Depends(_lending)]
SupervisionDep = Annotated[Supervision, Depends(_supervision)]
PlannedVisitsDep = Annotated[PlannedVisits, Depends(_planned_visits)]
TargetDeskDep = Annotated[TargetDesk, Depends(_target_desk)]
AwardDeskDep = Annotated[AwardDesk, Depends(_award_desk)]
ProvinceDeskDep = Annotated[ProvinceDesk, Depends(_province_desk)]
FormTokensDep = Annotated[FormTokens, Depends(_tokens)]
NowDep = Annotated[datetime, Depends(_now)]
TodayDep = Annotated[date, Depends(_today)]
AsOfQuery = Annotated[date | None, Depends(_as_of)]
PageAsOfQuery = Annotated[date | None, Depends(_page_as_of)]
LANG_QUERY = Depends(_lang)

CoopIdPath = Annotated[
    str,
    Path(
        description="The co-operative's id, such as uk:R000001.",
        max_length=100,
        examples=["uk:R000001"],
    ),
]
SpecQuery = Annotated[
    str | None,
    Query(
        description="The question asked; by default the one last answered for it.",
        max_length=60,
        examples=["dormancy"],
    ),
]
