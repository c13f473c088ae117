"""A score as one line of JSON, exact to the bit, and the id that follows from it.

Python writes a float's shortest spelling that reads back as the same float, so the line holds
every number exactly (SQLite's own REAL loses the sign of zero).
"""

import json
from datetime import date
from hashlib import sha256

from coopscore.scores import RATED, CurvePoint, Reason, Score

_ID_LENGTH = 20  # 80 bits: a billion scores share an id with a chance of one in two million
_ASKED_BY = ("coop_id", "as_of", "spec", "version", "batch", "grade", "points", "probability")


# What scores were given later than the first of them: left out of the line where it says nothing,
# so that a score that was written without keeps its id.
_LATER = {"state": RATED, "population": "", "curve": ()}
_POINT = ("month", "silent", "dissolved", "completed")


def written(score: Score) -> str:
    """The score as its line; the same score always gives the same line."""
    said = {name: told for name, told in vars(score).items() if _LATER.get(name) != told}
    content = {
        **said,
        "as_of": score.as_of.isoformat(),
        "reasons": [[reason.feature, reason.value, reason.points] for reason in score.reasons],
        "warnings": list(score.warnings),
    }
    if score.curve:
        content["curve"] = [[getattr(point, name) for name in _POINT] for point in score.curve]
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def read(line: str) -> Score:
    """The score that a line holds."""
    content = json.loads(line)
    content["as_of"] = date.fromisoformat(content["as_of"])
    content["reasons"] = tuple(
        Reason(feature=feature, value=value, points=points)
        for feature, value, points in content["reasons"]
    )
    content["warnings"] = tuple(content["warnings"])
    content["curve"] = tuple(
        CurvePoint(**dict(zip(_POINT, point, strict=True))) for point in content.get("curve", ())
    )
    return Score(**content)


def columns(score: Score) -> dict[str, object]:
    """What the book keeps of a score beside its line, to be asked by."""
    return {name: getattr(score, name) for name in _ASKED_BY}


def score_id(line: str) -> str:
    """The id of the score that a line holds: other numbers, another id."""
    return sha256(line.encode()).hexdigest()[:_ID_LENGTH]
