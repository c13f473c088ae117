"""June 2017, for which the registry's accounts have ended: what the scores of that day rest on."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from benchmarks.lines import Found, Line, Note
from benchmarks.registries import UK, Registries
from coopscore.errors import ThinHistory
from features.catalogue import CATALOGUE
from models.inputs import inputs_of
from models.runs.score import score
from models.screen.drift import drift
from models.spec import Spec, load_spec

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
    registries.tell("screen 2015 beside 2017")
    named = _named(registries, spec, names)
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
            *(
                Line(figure=f"screen_{code}", value=len(found), of=of, on=(BEFORE, DAY))
                for (code, of), found in named.items()
            ),
        ],
        notes=[
            Note(code=f"screen_{code}_{of}", facts={"features": found, "count": len(found)})
            for (code, of), found in named.items()
        ],
    )  # fmt: skip


def _named(
    registries: Registries, spec: Spec, names: Collection[str]
) -> dict[tuple[str, str], list[str]]:
    """What the screen says of June 2017 beside June 2015: of the inputs, and of what was left out.

    Left out are all features that read a window of months, which this source's end would empty.
    """
    left_out = [name for name in CATALOGUE if name not in names and _reads_a_window(name)]
    wider = replace(spec, features=(*spec.features, *left_out))
    then, now = (registries.matrix(UK, wider, [day]) for day in (BEFORE, DAY))
    warned = [
        found
        for found in drift(then, now, inputs_of(then), [BEFORE], spec.screen)
        if found.verdict == "warn"
    ]
    return {
        (code, of): sorted(
            one.subject for one in warned if one.code == code and one.subject in among
        )
        for of, among in (("used", names), ("left_out", left_out))
        for code in ("drifts", "collapses")
    }


def _reads_a_window(name: str) -> bool:
    """Whether a feature, or any value that it is made of, counts in a window of months."""
    return _windowed(asdict(CATALOGUE[name].value))


def _windowed(content: Any) -> bool:
    if isinstance(content, Mapping):
        return content.get("within") is not None or any(map(_windowed, content.values()))
    return isinstance(content, list | tuple) and any(map(_windowed, content))
