"""Supervision as it is on record: acts with their findings, warnings, complaints of members.

None of this is a sign of life: the office looks at sleepers as well as at those awake. What a visit
changes is decided with the lives, and stands in the truth.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.cautions import Cautions, caution_rows, cautions
from coopscore.synthetic.histories.complaints import Complaints, complaint_rows, complaints
from coopscore.synthetic.histories.deeds import Deeds, draw_deeds
from coopscore.synthetic.histories.findings import (
    OUTCOMES,
    Findings,
    deficiency_words,
    findings,
    remedies_known,
)
from coopscore.synthetic.histories.inspections import ACTORS, KINDS, Acts, inspections
from coopscore.synthetic.histories.lapses import boards_of, lapses
from coopscore.synthetic.histories.officers import Elections
from coopscore.synthetic.histories.officework import later, on_record
from coopscore.synthetic.histories.officials import inspector_keys
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sheet import Coded, sheet

_RECORDED_DAYS = 6.0  # from an act to its record, on the mean; assumed


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """Everything drawn about the supervision of a chunk, and the papers that it looked at."""

    deeds: Deeds
    boards: Elections
    complaints: Complaints
    acts: Acts
    findings: Findings
    cautions: Cautions


def supervised(chunk: Chunk) -> Supervised:
    """Acts, findings and warnings; the same for the same chunk, whoever asks."""
    rng = chunk.rng("supervision")
    deeds = draw_deeds(chunk)
    complained = complaints(chunk, rng)
    acts = inspections(chunk, deeds, complained, rng)
    boards = boards_of(chunk, deeds)
    lapsed = lapses(deeds, boards, acts.who, acts.day, acts.cycle)
    found = findings(chunk, lapsed, acts, rng)
    return Supervised(
        deeds=deeds,
        boards=boards,
        complaints=complained,
        acts=acts,
        findings=found,
        cautions=cautions(chunk, acts, found, rng),
    )


def supervision(chunk: Chunk) -> Mapping[str, pa.Table]:
    """Acts of supervision, warnings and complaints of a chunk."""
    drawn = supervised(chunk)
    return on_record(
        chunk,
        {
            "supervision_act": _act_rows(chunk, drawn.acts, drawn.findings),
            "warning": caution_rows(chunk, drawn.cautions),
            "complaint": complaint_rows(chunk, drawn.complaints),
        },
    )


def _act_rows(chunk: Chunk, acts: Acts, found: Findings) -> pa.Table:
    rng = chunk.rng("supervision/records")
    known = later(acts.day, _RECORDED_DAYS, rng)
    return sheet(
        "supervision_act",
        {
            "coop_id": chunk.ids(acts.who),
            "act_on": acts.day,
            "recorded_at": known,
            "remedied_on": found.remedied,
            "remedied_known_on": remedies_known(found, known, rng),
            "kind": Coded(places=acts.kind, words=KINDS),
            "planned": acts.planned,
            "art5": chunk.founded.art5[acts.who],
            "actor": Coded(places=acts.actor, words=ACTORS),
            "inspector_key": Coded(places=acts.inspector, words=inspector_keys(chunk.sector)),
            "deficiency_codes": Coded(
                places=np.where(found.codes > 0, found.codes, -1), words=deficiency_words()
            ),
            "severity": found.severity,
            "found_active": found.active,
            "outcome": Coded(places=found.outcome, words=OUTCOMES),
            "remedy_due": found.due,
        },
    )
