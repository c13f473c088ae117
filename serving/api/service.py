"""The service itself: whether it can answer, and from what."""

from importlib.metadata import version

from fastapi import APIRouter

from serving.api.documents import documented
from serving.deps import ReadingsDep
from serving.schemas import HealthOut

router = APIRouter(tags=["service"])


@router.get("/health", summary="Health", responses=documented())
def read_health(readings: ReadingsDep) -> HealthOut:
    """Whether the records can be read, and what they hold.

    `empty` means that the service works but nothing has been scored yet.
    """
    state = readings.state()
    return HealthOut(
        status="ok" if state.scored else "empty",
        version=version("coopscore"),
        batch=state.batch,
        scored=state.scored,
    )
