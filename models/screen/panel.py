"""Who stands in the rows: the same co-operative on many days, twice on one, or under two ids."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from features.matrix import FeatureMatrix
from models.inputs import Input, frame
from models.sample import Sample
from models.screen.findings import Finding
from models.screen_settings import ScreenSettings
from models.splits import Fold

_SHOWN = 5


def panel(
    matrix: FeatureMatrix,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    settings: ScreenSettings,
) -> Iterator[Finding]:
    """Overlap of each fold's two sides, rows that stand twice, and copies under two ids."""
    yield from (_overlap(sample, fold) for fold in folds)
    yield _repeated(matrix)
    yield _copies(matrix, inputs, settings)


def _overlap(sample: Sample, fold: Fold) -> Finding:
    """In a panel most co-operatives stand on both sides; how many, is said and never stops."""
    before = set(sample.on(fold.train).coop_ids.tolist())
    tested = set(sample.on(fold.tests).coop_ids.tolist())
    figures = {
        "test": fold.test.isoformat(),
        "cooperatives": len(tested),
        "share": len(before & tested) / len(tested) if tested else 0.0,
    }
    return Finding(code="same_cooperatives", verdict="pass", figures=figures)


def _repeated(matrix: FeatureMatrix) -> Finding:
    keys = pd.DataFrame(
        {name: matrix.table[name].to_pylist() for name in ("coop_id", "as_of")}, dtype=object
    )
    twice = keys.duplicated()
    figures = {
        "rows": int(twice.sum()),
        "cooperatives": keys["coop_id"][twice].unique()[:_SHOWN].tolist(),
    }
    return Finding(
        code="repeated_rows", verdict="warn" if figures["rows"] else "pass", figures=figures
    )


def _copies(matrix: FeatureMatrix, inputs: Sequence[Input], settings: ScreenSettings) -> Finding:
    """Co-operatives whose numbers are alike in every input on a day, and known in enough of them.

    Numbers that their definition fills in are not known.
    """
    numbers = [item for item in inputs if item.type == "number"]
    table = frame(matrix.table, numbers)
    known = np.zeros(len(table))
    for item in numbers:
        known += table[item.name].notna() & (table[item.name] != item.missing)
    table["as_of"] = matrix.table["as_of"].to_pylist()
    alike = table.duplicated(keep=False).to_numpy() & (known >= settings.copies_known)
    ids = np.unique(np.array(matrix.table["coop_id"].to_pylist(), dtype=object)[alike])
    figures = {"cooperatives": len(ids), "rows": int(alike.sum()), "first": ids[:_SHOWN].tolist()}
    return Finding(code="copies", verdict="warn" if len(ids) else "pass", figures=figures)
