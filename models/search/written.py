"""What a search leaves behind: a spec with the chosen settings, and the facts of every trial."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.spec import Spec

_DELETE = "\x7f"  # JSON leaves it as it is, TOML does not take it


def spec_text(spec: Spec, facts: Mapping[str, Any]) -> str:
    """A spec as TOML, headed by where its booster settings come from; `load_spec` reads it back.

    Comments of the spec that was searched are not kept: those beside the booster's settings would
    speak of other values.

    Parameters
    ----------
    spec : Spec
        With the settings that were chosen.
    facts : mapping
        Of the search, as `models.runs.search` gives them.
    """
    content = spec.content()
    content["time"]["first_as_of"] = spec.first_as_of
    top = {key: value for key, value in content.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in content.items() if isinstance(value, dict)}
    parts = ["\n".join(f"# {line}".rstrip() for line in _header(spec.name, facts)), *_lines(top)]
    for name, table in tables.items():
        parts += ["", f"[{name}]", *_lines(table)]
    return "\n".join(parts) + "\n"


def facts_text(facts: Mapping[str, Any]) -> str:
    """The facts of a search as JSON."""
    return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def _lines(table: Mapping[str, Any]) -> list[str]:
    width = max((len(key) for key in table), default=0)
    return [f"{key:<{width}} = {_toml(value)}" for key, value in table.items()]


def _toml(value: object) -> str:
    """A value as TOML writes it; but for days, that is how JSON does."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _header(name: str, facts: Mapping[str, Any]) -> list[str]:
    folds, lead = facts["folds"], facts["over_present"]
    return [
        f"{name}, with booster settings that a search chose.",
        "",
        f"Searched spec: {facts['spec_hash']}",
        f"Facts: what was known by {facts['until']}, batch {facts['batch']},"
        f" matrix {facts['matrix_hash']}",
        f"Search: {facts['asked']} trials, seed {facts['seed']}, choose {facts['choose']};"
        f" trial {facts['chosen']} was chosen",
        f"Objective: mean AUC of {len(folds)} folds, tested on {folds[0]['test']} .."
        f" {folds[-1]['test']}",
        f"Before {facts['before']:.4f}, after {facts['after']:.4f}: {lead['difference']:+.4f},"
        f" {100 * lead['level']:g}% of redraws {lead['low']:+.4f} .. {lead['high']:+.4f}"
        " (paired, by co-operative)",
        *_fits(facts["over_one_fit"]),
        "",
        "Every choice was made on these folds, so figures on them flatter these settings, the",
        "interval above included. Judge them on days after the folds.",
    ]


def _fits(lead: Mapping[str, Any] | None) -> list[str]:
    if lead is None:
        return []
    return [
        f"Several fits over one: {lead['difference']:+.4f}, standard error {lead['se']:.4f},"
        f" {100 * lead['level']:g}% of redraws {lead['low']:+.4f} .. {lead['high']:+.4f}"
    ]
