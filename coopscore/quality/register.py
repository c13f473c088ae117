"""The register side by side: one place a co-operative, with what two of them may agree on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.quality.robust import Floats, Ints

NONE = -1  # of a code that is missing


@dataclass(frozen=True, kw_only=True)
class Register:
    """Co-operatives in order of their ids.

    Codes (`blocks`, `counties`, `national_ids`, `numbers`) are equal where the texts are, and -1
    where there is none. Days are day numbers, missing where unknown or not come. `officers` are the
    places of persons, sorted, for each co-operative.
    """

    coop_ids: Sequence[str]
    record_ids: Sequence[str]
    names: Sequence[str]
    blocks: Ints
    counties: Ints
    national_ids: Ints
    numbers: Ints
    founded: Floats
    ended: Floats
    known: Floats
    officers: Sequence[frozenset[int]]

    def __len__(self) -> int:
        return len(self.coop_ids)

    def gaps(self, one: Ints, other: Ints) -> Floats:
        """Days from the end of one to the founding of the other, the nearer to none of both ways.

        Missing where neither has ended.
        """
        ways = np.stack(
            [self.founded[other] - self.ended[one], self.founded[one] - self.ended[other]]
        )
        far = np.where(np.isfinite(ways), np.abs(ways), np.inf)
        nearer = np.argmin(far, axis=0)
        return np.asarray(ways[nearer, np.arange(len(one))], dtype=np.float64)


def register(standing: pa.Table, officers: pa.Table) -> Register:
    """The register as it stands.

    Parameters
    ----------
    standing : pa.Table
        One row a co-operative: `coop_id`, `record_id`, `name`, `national_id`, `registration_no`,
        `founded_on`, `province`, `county`, `branch`, `ended_on` and `known`.
    officers : pa.Table
        `coop_id` and `person_key` of everybody who ever held office.
    """
    rows = standing.sort_by("coop_id")
    block = pc.binary_join_element_wise(rows["province"], rows["branch"], "|")
    number = pc.binary_join_element_wise(rows["county"], rows["registration_no"], "|")
    return Register(
        coop_ids=rows["coop_id"].to_pylist(),
        record_ids=rows["record_id"].to_pylist(),
        names=rows["name"].to_pylist(),
        blocks=_apart(_codes(block)),
        counties=_codes(rows["county"]),
        national_ids=_codes(rows["national_id"]),
        numbers=_codes(number),
        founded=_days(rows["founded_on"]),
        ended=_days(rows["ended_on"]),
        known=_days(rows["known"]),
        officers=_officers(rows["coop_id"], officers),
    )


def _codes(texts: pa.ChunkedArray) -> Ints:
    coded = texts.combine_chunks().dictionary_encode().indices.fill_null(NONE)
    return np.asarray(coded.to_numpy(zero_copy_only=False), dtype=np.int64)


def _apart(codes: Ints) -> Ints:
    """Those without a place or a branch in a block of their own, behind all others."""
    return np.where(codes == NONE, codes.max(initial=NONE) + 1, codes)


def _days(column: pa.ChunkedArray) -> Floats:
    numbers = column.combine_chunks().cast(pa.int32()).cast(pa.float64())
    return np.asarray(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)


def _officers(coop_ids: pa.ChunkedArray, officers: pa.Table) -> list[frozenset[int]]:
    """The persons of each co-operative, as places in the list of all persons."""
    at = pc.index_in(officers["coop_id"], value_set=coop_ids.combine_chunks())
    who = officers["person_key"].combine_chunks().dictionary_encode().indices
    held: list[set[int]] = [set() for _ in range(len(coop_ids))]
    for place, person in zip(at.to_pylist(), who.to_pylist(), strict=True):
        if place is not None:  # of a co-operative on the register
            held[place].add(person)
    return [frozenset(each) for each in held]
