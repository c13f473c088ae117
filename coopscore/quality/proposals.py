"""Co-operatives that may be one, or one that carried on another: proposed, never merged.

Pairs with nearly the same name are weighed by what else they agree on, as records are linked
(Fellegi and Sunter 1969): each agreement adds the log of how much likelier it is in a true pair
than by chance. Chances are counted in the register itself, so that a common name or a frequent day
says little; how likely true pairs agree is assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from coopscore.quality.agreements import Agreement, agreements_as_one, agreements_in_turn
from coopscore.quality.flags import flag_table
from coopscore.quality.names import Likenesses, likenesses, telling_names
from coopscore.quality.register import Register
from coopscore.quality.robust import Flags, Floats, Ints
from coopscore.quality.settings import NameSettings

ProposalKind = Literal["near_name", "successor"]

EVIDENCE = pa.schema(
    [
        ("other", pa.string()),
        ("name", pa.string()),
        ("other_name", pa.string()),
        ("alike", pa.float64()),
        ("agreements", pa.string()),  # code and weight of each, parted by spaces
    ]
)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Two co-operatives that a person should look at, and why.

    `one` is the later of the two on the register, which may repeat `other` or carry it on; `score`
    is a natural logarithm, and `evidence` gives the part of each agreement in it.
    """

    kind: ProposalKind
    one: str
    other: str
    score: float
    evidence: Mapping[str, float]


def proposals(rows: pa.Table) -> list[Proposal]:
    """The proposals that scored rows are."""
    return [
        Proposal(
            kind=row["kind"],
            one=row["coop_id"],
            other=row["other"],
            score=row["score"],
            evidence={
                code: float(weight)
                for code, weight in (each.split("=") for each in row["agreements"].split(" "))
            },
        )
        for row in rows.to_pylist()
    ]


def near_names(register: Register, settings: NameSettings) -> Mapping[ProposalKind, pa.Table]:
    """Score the pairs of one province and branch whose names are alike.

    Pairs of which more speaks against than for are left out.

    Returns
    -------
    Mapping of str to pa.Table
        `flags.COMMON` and `EVIDENCE`: pairs that may be one, and pairs of which one may have
        carried on the other.
    """
    texts = telling_names(register.names, settings.everywhere)
    found = likenesses(texts, register.blocks, settings.alike)
    gap = register.gaps(found.one, found.other)
    follows = (gap >= -settings.before_days) & (gap <= settings.after_days)
    as_one = agreements_as_one(register, found)
    in_turn = agreements_in_turn(register, found, settings)
    return {
        "near_name": _scored("near_name", register, found, as_one, ~follows),
        "successor": _scored("successor", register, found, in_turn, follows),
    }


def _scored(
    kind: ProposalKind,
    register: Register,
    found: Likenesses,
    agreements: Mapping[str, Agreement],
    kept: Flags,
) -> pa.Table:
    every = {code: each.weights() for code, each in agreements.items()}
    sums = np.sum(list(every.values()), axis=0)
    rows = np.flatnonzero(kept & (sums > 0))
    weights = {code: each[rows] for code, each in every.items()}
    late, early = _in_order(register, found, rows)
    ids = pa.array(register.coop_ids, pa.string())
    names = pa.array(register.names, pa.string())
    columns = {
        "coop_id": ids.take(pa.array(late)),
        "record_id": pa.array(register.record_ids, pa.string()).take(pa.array(late)),
        "score": sums[rows],
        "other": ids.take(pa.array(early)),
        "name": names.take(pa.array(late)),
        "other_name": names.take(pa.array(early)),
        "alike": np.round(found.alike[rows], 4),
        "agreements": _told(weights, len(rows)),
    }
    table = flag_table(kind, columns, EVIDENCE)
    return table.sort_by(
        [("coop_id", "ascending"), ("record_id", "ascending"), ("other", "ascending")]
    )


def _in_order(register: Register, found: Likenesses, rows: Ints) -> tuple[Ints, Ints]:
    """The later and the earlier of each pair on the register; ids decide where days are equal."""
    one, other = found.one[rows], found.other[rows]
    first = (register.known[one] > register.known[other]) | (
        (register.known[one] == register.known[other]) & (one > other)
    )
    return np.where(first, one, other), np.where(first, other, one)


def _told(weights: Mapping[str, Floats], size: int) -> pa.Array:
    """The parts of each score as text: `name=5.31 county=1.20`."""
    texts = [
        " ".join(f"{code}={parts[row]:.2f}" for code, parts in weights.items())
        for row in range(size)
    ]
    return pa.array(texts, pa.string())
