"""What the OpenAPI document says of refusals, from the same table that answers them."""

from collections.abc import Sequence
from typing import Any

from coopscore.errors import CoopscoreError
from serving.problems import FORMALITIES, MEDIA_TYPE, RULINGS

SCHEMA = "ProblemOut"
_ALWAYS = ("invalid_request", "unexpected")
_WRITING = ("origin_not_allowed", "media_type_not_allowed", "length_not_told", "body_too_large")

Responses = dict[int | str, dict[str, Any]]


def documented(*leaves: type[CoopscoreError]) -> Responses:
    """The refusals that an endpoint may answer with, beside those that all may."""
    return _refusals(leaves, _ALWAYS)


def written(*leaves: type[CoopscoreError]) -> Responses:
    """The refusals of an endpoint that takes something in."""
    return _refusals(leaves, (*_ALWAYS, *_WRITING))


def _refusals(leaves: Sequence[type[CoopscoreError]], formalities: Sequence[str]) -> Responses:
    titles: dict[int, list[str]] = {}
    for leaf in leaves:
        ruling = RULINGS[leaf]
        titles.setdefault(ruling.status, []).append(f"{ruling.title.en} (`{leaf.code}`)")
    for code in formalities:
        form = FORMALITIES[code]
        titles.setdefault(form.status, []).append(f"{form.title.en} (`{code}`)")
    return {status: _response(", ".join(said)) for status, said in sorted(titles.items())}


def _response(description: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{SCHEMA}"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}
