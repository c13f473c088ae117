"""The service: one application over one home, for readers on the same machine."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
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
from coopscore.home import Home
from serving.answers import API, not_routed, not_valid, refused
from serving.api import catalogue, cooperatives, service
from serving.api.documents import SCHEMA
from serving.clock import Clock
from serving.deps import LANG_QUERY
from serving.guard import Guard
from serving.office import logs, open_office
from serving.pages import routes
from serving.readings import Readings
from serving.schemas import ProblemOut

LOCAL_ADDRESSES = ("127.0.0.1", "localhost", "::1")
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
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


def create_app(home: Home, *, clock: Clock, names: Collection[str] = LOCAL_NAMES) -> FastAPI:
    """The application over `home`.

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
        lifespan=_lifespan(home),
        middleware=[Middleware(Guard, hosts=frozenset(names), logs=logs(home), clock=clock)],
        exception_handlers={
            CoopscoreError: refused,
            HTTPException: not_routed,
            RequestValidationError: not_valid,
        },
    )
    app.state.clock = clock
    for part in (cooperatives, catalogue, service):
        app.include_router(part.router, prefix=API, dependencies=[LANG_QUERY])
    app.include_router(routes.router, include_in_schema=False)
    static = Path(str(files("serving.pages.static")))
    app.mount("/static", StaticFiles(directory=static), name="static")
    return app


def _lifespan(home: Home) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_office(home) as office:
            app.state.readings = Readings(office.records, office.facts)
            yield

    return lifespan


def check_address(host: str) -> None:
    """Hold the service to this machine until access control exists.

    Raises
    ------
    AddressNotAllowed
        For any address that another machine could reach.
    """
    if host not in LOCAL_ADDRESSES:
        raise AddressNotAllowed(host=host)
