"""The service: one application over one home, for readers on the same machine."""

import os
import secrets
from collections.abc import Collection
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from coopscore.errors import AddressNotAllowed, CoopscoreError
from serving.answers import API, not_routed, not_valid, refused
from serving.api import (
    awards,
    catalogue,
    cooperatives,
    lending,
    provinces,
    service,
    supervision,
    visits,
)
from serving.api.documents import SCHEMA
from serving.awards.desk import AwardDesk
from serving.clock import Clock
from serving.deps import LANG_QUERY
from serving.guard import Guard
from serving.lending import Lending
from serving.office import Office, logs
from serving.pages import (
    award_routes,
    province_routes,
    routes,
    supervisor_routes,
    target_routes,
    visit_routes,
)
from serving.planned_visits import PlannedVisits
from serving.provinces.kept import ProvinceDesk
from serving.readings import Readings
from serving.schemas import ProblemOut
from serving.supervision import Supervision
from serving.target_desk import TargetDesk
from serving.writing_guard import FormTokens

LOCAL_ADDRESS = "127.0.0.1"
LOCAL_NAMES = (LOCAL_ADDRESS, "localhost")
ASSETS = ("coopscore.css", "awards.css", "icon.svg")
_SUMMARY = "Scores of co-operatives and the reasons that make them up, in Persian and English."
# The framework's own traces, metrics and logs stay off: this service tells nobody who asked what.
_SILENT: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}


class Service(FastAPI):
    """FastAPI, whose OpenAPI document also holds the shape of refusals."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        fresh = not self.openapi_schema
        document = super().openapi()
        if fresh:
            schemas = document["components"]["schemas"]
            schemas[SCHEMA] = ProblemOut.model_json_schema()
        return document


class Assets(StaticFiles):
    """The files that pages ask for, by name; the folder is a package and holds code as well."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a named file lies; nowhere for all else."""
        return super().lookup_path(path) if path in ASSETS else ("", None)


def create_app(office: Office, *, clock: Clock, names: Collection[str] = LOCAL_NAMES) -> FastAPI:
    """The application over an open office, which whoever opened it closes.

    Parameters
    ----------
    clock
        Tells the moment; read for "today" and for the names of log files.
    names
        Host names that the service answers to.
    """
    app = Service(
        title="coopscore",
        summary=_SUMMARY,
        version=version("coopscore"),
        docs_url=None,  # both would load scripts from another machine
        redoc_url=None,
        telemetry=_SILENT,
        middleware=[Middleware(Guard, hosts=frozenset(names), logs=logs(office.home), clock=clock)],
        exception_handlers={
            CoopscoreError: refused,
            HTTPException: not_routed,
            RequestValidationError: not_valid,
        },
    )
    app.state.clock = clock
    app.state.readings = Readings(office.records, office.facts, office.home.bundles)
    app.state.lending = Lending(office.records, app.state.readings)
    app.state.supervision = Supervision(office, app.state.readings)
    app.state.planned_visits = PlannedVisits(office.records, app.state.readings)
    app.state.target_desk = TargetDesk(office)
    app.state.award_desk = AwardDesk(office.home)
    app.state.province_desk = ProvinceDesk(office.home)
    app.state.tokens = FormTokens(secrets.token_bytes(32))
    for part in (
        awards, cooperatives, lending, supervision, visits, provinces, catalogue, service,
    ):  # fmt: skip
        app.include_router(part.router, prefix=API, dependencies=[LANG_QUERY])
    for pages in (
        routes, supervisor_routes, visit_routes, target_routes, award_routes, province_routes,
    ):  # fmt: skip
        app.include_router(pages.router, include_in_schema=False)
    static = Path(str(files("serving.pages.static")))
    app.mount("/static", Assets(directory=static), name="static")
    return app


def check_address(host: str) -> None:
    """Hold the service to this machine until access control exists.

    Raises
    ------
    AddressNotAllowed
        For any address but the one that no other machine reaches.
    """
    if host != LOCAL_ADDRESS:
        raise AddressNotAllowed(host=host)
