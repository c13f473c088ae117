"""Kinds of dirt that make sense of whole rows: wrong units, planned jobs, rows that stand twice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.dirt.rates import Rates
from coopscore.synthetic.dirt.twins import second_entries

Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Change:
    """New texts of one column, by row."""

    column: str
    texts: Mapping[int, str]


Find = Callable[[str, pa.Table, Flags, float, np.random.Generator], Iterator[Change]]


def _units(
    table: str, words: pa.Table, clean: Flags, share: float, rng: np.random.Generator
) -> Iterator[Change]:
    """Whole statements told in toman where rial were meant: every amount is a tenth."""
    if table != "statement_line":
        return
    parts = [words[name] for name in ("coop_id", "period_end", "received_on")]
    papers = pc.binary_join_element_wise(*parts, "|").combine_chunks().dictionary_encode()
    slipped = rng.random(len(papers.dictionary)) < share
    rows = np.flatnonzero(slipped[papers.indices.to_numpy()] & clean)
    amounts = words["amount"].take(pa.array(rows)).to_pylist()
    texts = {
        row: _tenth(amount)
        for row, amount in zip(rows.tolist(), amounts, strict=True)
        if amount not in ("", "0")
    }
    yield Change("amount", texts)


def _tenth(amount: str) -> str:
    """Rial told in toman, the last rial rounded off."""
    whole = int(amount)
    return str(-(-whole // 10) if whole < 0 else whole // 10)


def _planned_jobs(
    table: str, words: pa.Table, clean: Flags, share: float, rng: np.random.Generator
) -> Iterator[Change]:
    """The jobs that were planned, told as employees."""
    if table != "yearly_figures":
        return
    planned, real = words["jobs_planned"], words["employees"]
    able = pc.and_(pc.not_equal(planned, ""), pc.not_equal(planned, real))
    rows = np.flatnonzero(able.to_numpy() & clean & (rng.random(len(clean)) < share))
    texts = planned.take(pa.array(rows)).to_pylist()
    yield Change("employees", dict(zip(rows.tolist(), texts, strict=True)))


GROUP_KINDS: Mapping[str, Find] = {"units": _units, "planned_jobs": _planned_jobs}


def added_rows(
    table: str,
    words: pa.Table,
    clean: Flags,
    rates: Rates,
    spare: range,
    rng: np.random.Generator,
) -> Iterator[tuple[str, pa.Table, Sequence[int]]]:
    """Rows to stand at the end: their kind, the rows, and the places that they were made of."""
    rows = np.flatnonzero(clean & (rng.random(len(clean)) < rates.duplicates))
    yield "duplicates", words.take(pa.array(rows)), rows.tolist()
    if table == "cooperative" and "name" in words.column_names:
        rows = _one_each(words, clean & (rng.random(len(clean)) < rates.near_names))
        yield (
            "near_names",
            second_entries(words, words.take(pa.array(rows)), spare, rng),
            rows.tolist(),
        )


def _one_each(words: pa.Table, chosen: Flags) -> Rows:
    """One row of each co-operative among the chosen."""
    rows = np.flatnonzero(chosen)
    owners = np.array(words["coop_id"].take(pa.array(rows)).to_pylist(), dtype=np.str_)
    return rows[np.sort(np.unique(owners, return_index=True)[1])]
