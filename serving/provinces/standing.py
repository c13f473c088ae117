"""How provinces stand in a period: read from the facts, measured, and told as one content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from coopscore.calendar import fiscal_year, months
from coopscore.errors import InvalidDay
from coopscore.language import Text
from features.facts import Facts
from features.sign_days import sign_days
from models.provinces.economy import EMPLOYMENT_BASE, FORMATION_PLAN, employed, formation_plans
from models.provinces.formulas import Formulas, default_formulas
from models.provinces.groups import PROGRAMME_MEMBERSHIP
from models.provinces.measures import TABLES, Measures, Span, measure
from models.provinces.offices import (
    PROVINCE_INDICATOR,
    SUPERVISION_ACT,
    SUPERVISION_PLAN,
    TRAINING,
    TRAINING_PLAN,
    acts_between,
    official_on,
    trainings_between,
)
from models.provinces.report import figures_of
from models.provinces.unions import unions_of
from models.status.proof import Revival, revivals
from models.visits.targets import Place
from serving.learning import check_past
from serving.office import Office
from serving.provinces.content import Offices, content_of
from serving.provinces.kept import Content

_REVERSED = Text(
    en="as the last day of a period it lies before the first, {first}",
    fa="در جایگاه روز پایان، پیش از روز آغاز دوره، {first}، است",
)
_UNKNOWN = Text(
    en="as the day of knowledge it lies before the period's last day, {last}",
    fa="در جایگاه روز آگاهی، پیش از روز پایان دوره، {last}، است",
)
# What is read of offices beside the tables of `measures`.
OFFICES: Mapping[str, tuple[str, ...]] = {
    "programme_membership": PROGRAMME_MEMBERSHIP,
    "formation_plan": FORMATION_PLAN,
    "employment_base": EMPLOYMENT_BASE,
    "supervision_plan": SUPERVISION_PLAN,
    "supervision_act": SUPERVISION_ACT,
    "training_plan": TRAINING_PLAN,
    "training": TRAINING,
    "province_indicator": PROVINCE_INDICATOR,
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A period, both days included, and the day whose knowledge counts: by default the last.

    Raises
    ------
    InvalidDay
        Where the days are not in this order.
    """

    first: date
    last: date
    as_of: date | None = None
    formulas: Formulas | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidDay(text=self.last, reason=_REVERSED.filled(first=self.first))
        if self.as_of is not None and self.as_of < self.last:
            raise InvalidDay(text=self.as_of, reason=_UNKNOWN.filled(last=self.last))

    @property
    def span(self) -> Span:
        """The period as it is measured."""
        return Span(first=self.first, last=self.last, as_of=self.as_of or self.last)


def year_asked(first_day: date, today: date) -> tuple[date, date]:
    """The Jalali year that a day lies in; of a year that is not over, up to today."""
    first, last = fiscal_year(first_day)
    return first, min(last, today) if first <= today else last


def stand(office: Office, asked: Asked, *, now: datetime) -> Content:
    """Measure all provinces for a period; what every door tells of.

    Raises
    ------
    FutureDay
        Where the day of knowledge has not come yet.
    EmptyStore
        Where there are no facts.
    """
    check_past(asked.span.as_of, now)
    return stand_by(office.facts.view(), asked)


def stand_by(view: Facts, asked: Asked) -> Content:
    """The same by one sealed state of the facts."""
    span, formulas = asked.span, asked.formulas or default_formulas()
    measures = measure(_read(view, TABLES), _revivals(view, span, formulas), span, formulas)
    tables = _read(view, OFFICES)
    return content_of(
        measures,
        list(figures_of(measures, tables["programme_membership"], formulas)),
        unions_of(measures, formulas),
        offices_of(measures, tables),
        formulas=formulas,
        batch=view.batch,
    )


def offices_of(measures: Measures, tables: Mapping[str, pa.Table]) -> Offices:
    """What offices planned and did, and what was published of them."""
    span, places = measures.span, _places_of(measures)
    period = {"first": span.first, "last": span.last}
    acts = {
        by_county: acts_between(
            tables["supervision_plan"], tables["supervision_act"], places, span.as_of,
            by_county=by_county, **period,
        )
        for by_county in (False, True)
    }  # fmt: skip
    return Offices(
        acts=acts[False],
        acts_by_county=acts[True],
        trainings=trainings_between(
            tables["training_plan"], tables["training"], places, span.as_of, **period
        ),
        formation=formation_plans(tables["formation_plan"], span.as_of, **period),
        employed=employed(tables["employment_base"], span.as_of, span.last),
        official=official_on(tables["province_indicator"], span.as_of, span.last),
    )


def _read(view: Facts, wanted: Mapping[str, Sequence[str]]) -> dict[str, pa.Table]:
    return {name: view.read(name, columns=columns) for name, columns in wanted.items()}


def _revivals(view: Facts, span: Span, formulas: Formulas) -> list[Revival]:
    return revivals(
        view.read("status_event"),
        sign_days(view, span.as_of),
        {},
        as_of=span.as_of,
        within=months(formulas.proof_months),
    )


def _places_of(measures: Measures) -> dict[str, Place]:
    on = measures.closing
    provinces, counties = [*on.provinces.tolist(), ""], [*on.counties.tolist(), ""]
    return {
        str(coop_id): (str(provinces[province]), str(counties[county]))
        for coop_id, province, county in zip(
            measures.register.ids.tolist(), on.province.tolist(), on.county.tolist(), strict=True
        )
    }
