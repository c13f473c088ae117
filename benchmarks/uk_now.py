"""June 2017, for which the registry's accounts have ended: what the scores of that day rest on."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from benchmarks.lines import Found, Line, Note
from benchmarks.registries import UK, Registries
from coopscore.errors import ThinHistory
from features.catalogue import CATALOGUE
from models.runs.score import score
from models.spec import load_spec

DAY, BEFORE = date(2017, 6, 1), date(2015, 6, 1)


def measure(registries: Registries) -> Found:
    """How many scores rest on age and form alone, and which inputs the screen names."""
    spec = load_spec("exit")
    made = registries.trained(UK, spec, DAY)
    present = registries.matrix(UK, spec, [DAY])
    registries.tell("score")
    scores = score(made.trained.bundle, present)
    thin = [ThinHistory.code in one.warnings for one in scores]
    earlier = score(made.trained.bundle, registries.matrix(UK, spec, [BEFORE]))
    names = made.trained.bundle.feature_names
    windowed = [name for name in names if _reads_a_window(name)]
    named = {
        code: sorted({one.subject for one in made.trained.screening.found("warn", code)})
        for code in ("drifts", "collapses")
    }
    return Found(
        lines=[
            Line(figure="scored", value=len(scores), on=(DAY,)),
            Line(figure="thin_share", value=sum(thin) / len(thin), on=(DAY,)),
            Line(
                figure="thin_share", on=(BEFORE,),
                value=sum(ThinHistory.code in one.warnings for one in earlier) / len(earlier),
            ),
            Line(figure="inputs", value=len(names)),
            Line(figure="windowed_inputs", value=len(windowed), most=0),
            *(Line(figure=f"screen_{code}", value=len(found)) for code, found in named.items()),
        ],
        notes=[
            Note(code=f"screen_{code}", facts={"features": found, "count": len(found)})
            for code, found in named.items()
        ],
    )  # fmt: skip


def _reads_a_window(name: str) -> bool:
    """Whether a feature, or any value that it is made of, counts in a window of months."""
    return _windowed(asdict(CATALOGUE[name].value))


def _windowed(content: Any) -> bool:
    if isinstance(content, Mapping):
        return content.get("within") is not None or any(map(_windowed, content.values()))
    return isinstance(content, list | tuple) and any(map(_windowed, content))
