"""Are those who are rated now like those of development, and what AUC would that lead to expect?

Rows of one co-operative stand on both sides: then a test for independent samples finds too little
rather than too much.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from models.metrics import Psi, ks_shift, missing_shift, psi, psi_of_counts
from models.metrics import Verdict as Shifted
from models.rating_tests.catalogue import Found, RowTest, Table, Title, holm, named, ruled
from models.rating_tests.redraws import ends
from models.rating_tests.rows import Floats, RatedRows, Terms
from models.rating_tests.ruling import Ruling

# Columns by name, those of the rows of now and of then; numbers, NaN where unknown.
Columns = Mapping[str, Floats]


def _index(told: Psi) -> Found:
    return Found(value=told.value, statistic=told.value / (1 / told.then + 1 / told.now),
                 p=told.p, decided=told.verdict is not Shifted.TOO_FEW)  # fmt: skip


def _psi_grades(rows: RatedRows, development: RatedRows, terms: Terms) -> Iterable[Found]:
    told = psi_of_counts(development.by_grade.rows, rows.by_grade.rows, level=terms.alpha)
    yield _index(told)


def _psi_margin(rows: RatedRows, development: RatedRows, terms: Terms) -> Iterable[Found]:
    told = psi(development.margin, rows.margin, level=terms.alpha)
    yield _index(told)


def _benchmarks(rows: RatedRows, development: RatedRows, terms: Terms) -> Iterable[Found]:
    grades = psi_of_counts(development.by_grade.rows, rows.by_grade.rows, level=terms.alpha)
    yield Found(value=grades.benchmark, by="grades")
    yield Found(value=psi(development.margin, rows.margin, level=terms.alpha).benchmark,
                by="margin")  # fmt: skip


def _ks_margin(rows: RatedRows, development: RatedRows, terms: Terms) -> Iterable[Found]:
    told = ks_shift(development.margin, rows.margin, level=terms.alpha)
    yield Found(value=told.value, statistic=told.value, p=told.p)


STABILITY: Table = named([
    RowTest(
        name="psi_grades", null="grades_as_at_development", function=_psi_grades, days="newest",
        needs="rows", library="own",
        formula="sum (a - e) ln(a / e) over grades; times 1 / (1/n + 1/m) about chi-square",
        source="Yurdakul and Naranjo (2020)",
    ),
    RowTest(
        name="psi_margin", null="margins_as_at_development", function=_psi_margin, days="newest",
        needs="rows", library="own", formula="as psi_grades, over tenths of then",
        source="Yurdakul and Naranjo (2020)",
    ),
    RowTest(
        name="psi_benchmark", null=None, function=_benchmarks, days="newest", needs="rows",
        library="own", formula="(1/n + 1/m) times the chi-square quantile: the index that chance "
        "alone exceeds in 5 of 100",
        source="Yurdakul and Naranjo (2020)",
    ),
    RowTest(
        name="ks_margin", null="margins_as_at_development", function=_ks_margin, days="newest",
        needs="rows", library="SciPy", formula="max |F_now - F_then|",
        source="Smirnov (1948)",
    ),
])  # fmt: skip

INPUTS = {
    title.name: title
    for title in (
        Title(
            name="csi", null="input_as_at_development", library="own",
            formula="as psi_margin, by input, after Holm",
            source="Yurdakul and Naranjo (2020); Holm (1979)",
        ),
        Title(
            name="missing_shift", null="input_as_often_unknown", library="SciPy",
            formula="Fisher's exact test of the shares unknown, by input, after Holm",
            source="Fisher (1935); Holm (1979)",
        ),
    )
}  # fmt: skip

RESEMBLANCE = Title(
    name="resemblance", null="now_not_told_from_then", library="own",
    formula="AUC of trees that tell now from then, cross-validated; DeLong against 1/2",
    source="Lopez-Paz and Oquab (2017); models/screen/resemblance.py",
)  # fmt: skip


def _moved(then: Floats, now: Floats, alpha: float) -> Found:
    return _index(psi(then, now, level=alpha))


def _unknown(then: Floats, now: Floats, alpha: float) -> Found:
    told = missing_shift(then, now, level=alpha)
    return Found(value=told.value, p=told.p, decided=told.verdict is not Shifted.TOO_FEW)


_SHIFTS: Mapping[str, Callable[[Floats, Floats, float], Found]] = {
    "csi": _moved, "missing_shift": _unknown
}  # fmt: skip


def input_shifts(now: Columns, then: Columns, *, terms: Terms) -> list[Ruling]:
    """How far each input moved, and how much more or less often it is unknown.

    Raises
    ------
    ValueError
        Where now and then have not the same inputs.
    """
    if set(now) != set(then):
        raise ValueError("now and then have the same inputs")
    counted = {
        name: {"rows": len(column), "rows_then": len(then[name])} for name, column in now.items()
    }
    found = []
    for title, shift in _SHIFTS.items():
        told = {name: shift(then[name], column, terms.alpha) for name, column in now.items()}
        raised = holm([one.p or 0.0 for one in told.values()])
        for (name, one), p in zip(told.items(), raised, strict=True):
            ruled_on = replace(one, p=float(p), statistic=one.p, by=name)
            found.append(INPUTS[title].ruling(ruled_on, terms, counted[name]))
    return found


def resembled(figures: Mapping[str, Any], *, terms: Terms) -> Ruling:
    """The ruling of what `models.screen.resemblance.resemblance` measured (its `figures`)."""
    counted = {"rows": int(figures["rows_now"]), "rows_then": int(figures["rows_then"])}
    value = float(figures["auc"])
    return RESEMBLANCE.ruling(Found(value=value, p=float(figures["p"])), terms, counted)


def expected_auc(probability: Floats) -> float:
    """The AUC that probabilities promise where every one of them is right; no outcome is read.

    Each row counts as `p` events and `1 - p` non-events at its own place. An estimate: it holds if
    probabilities are calibrated, the world has not changed, rows lie where the model has learnt,
    and there are enough of them.

    Raises
    ------
    ValueError
        Where nothing, or everything, is expected.

    References
    ----------
    Confidence-based performance estimation, NannyML; cf. Garcia et al., "Estimation of the area
    under the ROC curve from calibrated probabilities" (2009).
    """
    levels, at = np.unique(probability, return_inverse=True)
    events = np.bincount(at, weights=probability, minlength=len(levels))
    others = np.bincount(at, weights=1 - probability, minlength=len(levels))
    if not (events.sum() and others.sum()):
        raise ValueError("an AUC needs events and non-events to be expected")
    below = others.cumsum() - others / 2
    return float((events * below).sum() / (events.sum() * others.sum()))


def _expected_auc(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    names, codes = np.unique(rows.coop_id.astype(str), return_inverse=True)
    drawn = np.random.default_rng(terms.seed)
    found = []
    for _ in range(terms.draws):
        picks = drawn.integers(len(names), size=len(names))
        times = np.bincount(picks, minlength=len(names))
        found.append(expected_auc(np.repeat(rows.probability, times[codes])))
    low, high = ends(np.array(found), terms.level)
    yield Found(value=expected_auc(rows.probability), low=low, high=high)


EXPECTED_AUC = RowTest(
    name="expected_auc", null=None, function=_expected_auc, needs="rows", library="own",
    formula="AUC of rows that count as p events and 1 - p others; no outcome read; redrawn",
    source="confidence-based performance estimation, NannyML",
)  # fmt: skip


def stability(
    rows: RatedRows, *, terms: Terms, development: RatedRows | None = None
) -> list[Ruling]:
    """The expected AUC beside the measured one; with development rows, what moved since."""
    found = EXPECTED_AUC.rulings(rows, terms=terms)
    if development is not None:
        found += ruled(STABILITY, rows, development, terms=terms)
    return found
