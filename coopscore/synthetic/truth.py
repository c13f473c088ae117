"""What no registry knows: health, true probabilities, what a visit does, what entries hide.

It lies in a folder of its own, which tests, benchmarks and notebooks alone may read.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.entries import AXES, CODES
from coopscore.synthetic.histories.loan_truth import loan_truth
from coopscore.synthetic.histories.official import official
from coopscore.synthetic.histories.papers import gaming
from coopscore.synthetic.sector.chunk import EXIT_REASONS, Chunk
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sheet import days


def truth(chunk: Chunk) -> Mapping[str, pa.Table]:
    """The truth about a chunk, by table.

    Returns
    -------
    Mapping of str to pa.Table
        `health`: a row for each co-operative and cycle that it lives through, with the four
        latent healths, in standard deviations.
        `silence`: the same rows; whether it was at risk, the probability (0-1) that it gives no
        sign of life within (as_of, as_of + 12 months], the same had it not been visited in the
        cycle before and had it been, all empty where it was not at risk; and whether it was silent.
        `visit`: a row a co-operative: whether visits help it, and by how many standard deviations
        of governance and finance in the next cycle.
        `end`: a row for each that truly ended: day and reason.
        `status`: a row an entry on the register: when it truly happened (empty where it never did),
        whether a campaign drove it, whether it is a fake.
        `default` and `potential_default`: the loans' (`histories.loan_truth`).
        `gaming`: statements filed on a template.
    """
    return {
        "health": _health(chunk),
        "silence": _silence(chunk),
        "visit": _visit(chunk),
        "end": _end(chunk),
        "status": _status(chunk),
        **loan_truth(chunk),
        "gaming": gaming(chunk),
    }


def _health(chunk: Chunk) -> pa.Table:
    who, cycle = np.nonzero(chunk.lives.alive)
    health = chunk.health
    return pa.table(
        {
            "coop_id": chunk.ids(who),
            "cycle_start": days(chunk.cycles.starts[cycle]),
            "governance": health.governance[who, cycle],
            "finance": health.finance[who, cycle],
            "members": health.members[who, cycle],
            "hidden": health.hidden[who, cycle],
        }
    )


def _silence(chunk: Chunk) -> pa.Table:
    lives = chunk.lives
    who, cycle = np.nonzero(lives.alive)

    def probability(of: np.ndarray) -> pa.Array:
        return pa.array(of[who, cycle], pa.float64(), from_pandas=True)

    return pa.table(
        {
            "coop_id": chunk.ids(who),
            "as_of": days(chunk.cycles.starts[cycle]),
            "at_risk": lives.at_risk[who, cycle],
            "probability": probability(lives.silent_probability),
            "probability_unvisited": probability(lives.silent_unvisited),
            "probability_visited": probability(lives.silent_visited),
            "silent": ~lives.awake[who, cycle],
        }
    )


def _visit(chunk: Chunk) -> pa.Table:
    responsive = chunk.founded.responsive
    return pa.table(
        {
            "coop_id": chunk.coop_ids,
            "responsive": responsive,
            "effect": np.where(responsive, chunk.world.visit_effect, 0.0),
        }
    )


def _end(chunk: Chunk) -> pa.Table:
    who = np.flatnonzero(chunk.lives.ended < NEVER)
    reasons = pa.array(EXIT_REASONS)
    return pa.table(
        {
            "coop_id": chunk.ids(who),
            "ended": days(chunk.lives.ended[who]),
            "reason": reasons.take(pa.array(chunk.lives.ended_as[who])),
        }
    )


def _status(chunk: Chunk) -> pa.Table:
    entries = official(chunk)
    return pa.table(
        {
            "coop_id": chunk.ids(entries.who),
            "axis": pa.array(AXES).take(pa.array(entries.axis)),
            "to_code": pa.array(CODES).take(pa.array(entries.to_code)),
            "valid_from": days(entries.valid_from),
            "recorded_at": days(entries.recorded_at),
            "true_day": days(entries.true_day),
            "campaign_driven": entries.campaign >= 0,
            "fake": entries.fake,
        }
    )
