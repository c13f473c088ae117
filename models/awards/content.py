"""A run of an edition as JSON holds it: every figure that a page shows, and none beside.

Numbers are rounded to a millionth of a point, so that the same run is the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from models.awards.edition import Edition
from models.awards.entrants import Entrant
from models.awards.firmness import Firmness
from models.awards.gaming import Watched
from models.awards.gates import Eligibility, Verdict
from models.awards.importance import Weighing
from models.awards.judging import Jury
from models.awards.learned import Refused, SecondOpinion
from models.awards.lists import PlaceList
from models.awards.points import Points
from models.awards.run import AwardRun

FORMAT = 1
_DECIMALS = 6
_PLAIN = frozenset((type(None), str, bool, int))  # most of what there is, and nothing to do


def content_of(
    run: AwardRun, rests_on: Mapping[str, Any], left_out: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """All of a run; `rests_on` says from which facts and scores it was gathered.

    `left_out` are those who entered and were not judged at all. The keys of jurors stay out: of a
    recusal the list tells juror by number.
    """
    names = [one.name for one in run.edition.judged]
    content = {
        "format": FORMAT,
        "edition": _edition(run.edition),
        "rests_on": dict(rests_on),
        "not_judged": dict(left_out or {}),
        "indicators": names,
        "errors": _errors(run.points, names),
        "scales": {
            branch: {"peers": own.peers, "pooled": own.pooled}
            for branch, own in run.points.scales.items()
        },
        "weighing": _weighing(run.weighing),
        "provincial": [_list(one, run) for one in run.provincial],
        "national": [_list(one, run) for one in run.national],
        "values": _values(run),
        "assumptions": {**run.assumptions.content(), "hash": run.assumptions.hash},
        "watched": [_watched(one) for one in run.watched],
        "second_opinion": _opinion(run.opinion),
    }
    plain: dict[str, Any] = _plain(content)
    # Made plain as they are made: a nation has a hundred thousand, each with its facts.
    plain["entrants"] = [
        _entrant(one, gate) for one, gate in zip(run.entrants, run.eligibility, strict=True)
    ]
    return plain


def _edition(edition: Edition) -> dict[str, Any]:
    content = edition.content()
    recusals = [["", coop_id, reason] for _, coop_id, reason in edition.jury.recusals]
    content["jury"] = {**content["jury"], "recusals": recusals}
    return {**content, "hash": edition.hash}


def _entrant(one: Entrant, gate: Eligibility) -> dict[str, Any]:
    return {
        **vars(one),
        "completed_on": one.completed_on and one.completed_on.isoformat(),
        "eligible": gate.eligible,
        "near_miss": gate.near_miss,
        "tier": gate.standing.tier,
        "triggers": list(gate.standing.triggers),
        "gates": [_verdict(verdict) for verdict in gate.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        **vars(verdict),
        "told": dict(verdict.told),
        "facts": [
            {
                **vars(fact),
                "happened": fact.happened.isoformat(),
                "known": fact.known.isoformat(),
                "cells": {name: _plain(cell) for name, cell in fact.cells.items()},
            }
            for fact in verdict.facts
        ],
    }


def _errors(points: Points, names: Sequence[str]) -> dict[str, Any]:
    revised = points.revised
    return {
        name: {
            "compared": int(revised.compared[at]),
            "revised": revised.revised[at],
            "spread": revised.spread[at],
        }
        for at, name in enumerate(names)
    }


def _weighing(one: Weighing) -> dict[str, Any]:
    return {
        "indicators": [asdict(each) for each in one.indicators],
        "redundant": [asdict(each) for each in one.redundant],
        "alpha": one.alpha,
    }


def _list(one: PlaceList, run: AwardRun) -> dict[str, Any]:
    firm = run.firmness.get(one.cell)
    rows = []
    for row in one.rows:
        told = {**vars(row), "top": {str(k): inside for k, inside in row.top.items()}}
        told["spread"] = vars(firm.spreads[row.coop_id]) if firm else None
        rows.append(told)
    return {
        "branch": one.cell[0],
        "province": one.cell[1],
        "method": one.sets.method if one.sets else None,
        "level": one.sets.level if one.sets else None,
        "bar": one.sets.bar if one.sets else None,
        "jury": _jury(one.jury),
        "rows": rows,
        "left_out": dict(sorted(one.left_out.items())),
        "firmness": _firmness(firm),
    }


def _firmness(firm: Firmness | None) -> dict[str, Any] | None:
    if firm is None:
        return None
    swap = firm.swap
    return {
        "swap": None
        if swap is None
        else {"moved": swap.moved, "largest": swap.largest, "change": swap.change.tolist()},
        "sensitivity": None if firm.sensitivity is None else asdict(firm.sensitivity),
    }


def _jury(jury: Jury) -> dict[str, Any]:
    estimate = jury.estimate
    return {
        "state": jury.state,
        "entries": len(estimate.entries) if estimate else 0,
        "severity_matters": estimate.severity_matters if estimate else None,
        "voices": estimate.voices if estimate else None,
        "settled": estimate.settled if estimate else None,
        "jurors": [asdict(one) for one in estimate.jurors] if estimate else [],
        "agreement": asdict(jury.agreement) if jury.agreement else None,
        "left_out": [asdict(one) for one in jury.left_out],
        "unmarked": jury.unmarked,
    }


def _values(run: AwardRun) -> dict[str, Any]:
    """Of each eligible, its indicators in their units and on the branch's scale."""
    return {
        one.coop_id: {
            "values": run.points.values[row].tolist(),
            "scaled": run.points.normalised[row].tolist(),
        }
        for row, one in enumerate(run.eligible)
    }


def _watched(one: Watched) -> dict[str, Any]:
    return {"coop_id": one.coop_id, "signs": [asdict(sign) for sign in one.signs]}


def _opinion(found: SecondOpinion | Refused | None) -> dict[str, Any] | None:
    """The opinion, or under `reason` why there is none."""
    return None if found is None else asdict(found)


def _plain(value: Any) -> Any:
    """A value as JSON holds it: numbers rounded, days as text, nothing that is no number."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, float | np.floating):
        return round(float(value), _DECIMALS) + 0.0 if np.isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value
