"""Is the rating as good, and as kind, to every group: provinces, women's co-operatives?

`favourable` says which rows would be lent to: a grade at least as good as a cut. Groups under
`Terms.least_rows` rows are told as not decidable, and are no reference. The four-fifths line is a
benchmark of employment law (29 CFR 1607.4(D)), kept as a flag; no law of credit sets it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import fisher_exact

from models.metrics import auc
from models.rating_tests import witness
from models.rating_tests.catalogue import Found, Title, holm
from models.rating_tests.clustered import auc_variance
from models.rating_tests.intervals import newcombe
from models.rating_tests.redraws import ends, redrawn_sums
from models.rating_tests.rows import Flags, Floats, RatedRows, Terms
from models.rating_tests.ruling import Ruling

_LINE = 0.8


@dataclass(frozen=True, kw_only=True)
class _Group:
    """One value of a group column, against all others whose value is known."""

    name: str
    own: RatedRows
    rest: RatedRows


FAIRNESS = {
    title.name: title
    for title in (
        Title(
            name="adverse_impact", null="favoured_at_four_fifths_of_the_best_group", library="own",
            formula="favourable share / that of the best-off group, redrawn co-operatives; "
            "rejected where the interval's high end is under 0.8",
            source="29 CFR 1607.4(D), an employment benchmark",
        ),
        Title(
            name="equal_opportunity", null="sound_members_favoured_as_often", library="SciPy",
            formula="favourable share of those without the event, less that of the others; "
            "Fisher's exact test, after Holm",
            source="Hardt, Price and Srebro (2016); Holm (1979)",
        ),
        Title(
            name="auc_within", null="auc_as_in_the_others", library="own",
            formula="(AUC - AUC of the others) / sqrt(s2 + s2_others), s2 by co-operative, "
            "two-sided, after Holm",
            source="Obuchowski (1997); Holm (1979)",
        ),
        Title(
            name="calibration_within", null="mean_probability_right_within", library="own",
            formula="sum (y - p) / sqrt(sum p (1 - p)), two-sided, after Holm",
            source="Pleiss et al. (2017); Holm (1979)",
        ),
        Title(
            name="expected_over_observed_within", null=None, library="own",
            formula="sum p / sum y; redrawn co-operatives", source="Debray et al. (2017)",
        ),
        Title(
            name="conditional_disparity", null="favoured_as_often_the_controls_being_equal",
            library="riskvalidation",
            formula="logit of favourable on membership and controls, Wald z, after Holm",
            source="Cox (1958); Holm (1979)",
        ),
    )
}  # fmt: skip


def fairness(
    rows: RatedRows,
    group: str,
    favourable: Flags,
    *,
    terms: Terms,
    controls: Sequence[Floats] = (),
) -> list[Ruling]:
    """Every ruling on one of `rows.groups`; `by` names the group's value.

    Parameters
    ----------
    favourable : array of bool of shape (n,)
        Which rows would be lent to.
    controls : arrays of float of shape (n,), optional
        What may rightly differ between groups: size, age. Without any, `conditional_disparity` is
        the plain difference.
    """
    # who is favoured this year was last year too: the newest day holds each co-operative once
    last = rows.stands_on(rows.days[-1:])
    newest, chosen = rows.take(last), favourable[last]
    held = [column[last] for column in controls]
    apart = rows.apart(terms.horizon_days)
    found = {
        "adverse_impact": _impact(rows, group, favourable, terms),
        "equal_opportunity": _opportunity(newest, group, chosen, terms),
        "auc_within": _auc_within(rows, group, terms),
        "calibration_within": _calibration_within(apart, group, terms),
        "expected_over_observed_within": _ratio_within(rows, group, terms),
        "conditional_disparity": _conditional(newest, group, chosen, held, terms),
    }
    return [
        FAIRNESS[name].ruling(one, terms, rows.counted)
        for name, each in found.items()
        for one in each
    ]


def members(rows: RatedRows, group: str) -> dict[str, Flags]:
    """Which rows are of each value of a group; unknown ones are of none."""
    column = np.array([None if v is None else str(v) for v in rows.groups[group]], dtype=object)
    return {name: column == name for name in sorted({v for v in column if v is not None})}


def _groups(rows: RatedRows, group: str) -> list[_Group]:
    told = members(rows, group)
    known = np.any(list(told.values()), axis=0) if told else np.zeros(len(rows), dtype=np.bool_)
    return [
        _Group(name=name, own=rows.take(own), rest=rows.take(known & ~own))
        for name, own in told.items()
    ]


def _few(name: str, rows: RatedRows) -> Found:
    return Found(by=name, decided=False, counted=rows.counted)


def _raised(found: Sequence[Found]) -> Iterable[Found]:
    """p-values after Holm over the groups that could be decided; the raw one as `statistic`
    where the test has no other."""
    some = [one.p for one in found if one.decided and one.p is not None]
    raised = iter(holm(some))
    for one in found:
        if not one.decided or one.p is None:
            yield one
            continue
        yield Found(**{**vars(one), "p": float(next(raised))})


def _impact(rows: RatedRows, group: str, favourable: Flags, terms: Terms) -> Iterable[Found]:
    told = members(rows, group)
    large = [name for name, own in told.items() if own.sum() >= terms.least_rows]
    rates = {name: float(favourable[told[name]].mean()) for name in large}
    best = max(rates, key=lambda name: rates[name], default=None)
    columns = [told[name] * one for name in large for one in (favourable, np.ones(len(rows)))]
    drawn = np.empty((0, 0))
    if large:
        drawn = redrawn_sums(
            np.column_stack(columns).astype(np.float64), rows.coop_id,
            draws=terms.draws, seed=terms.seed,
        )  # fmt: skip
    for name, own in told.items():
        counted = {"rows": int(own.sum()), "favourable": int(favourable[own].sum())}
        if best is None or name not in rates or not rates[best]:
            yield Found(by=name, decided=False, counted=counted)
            continue
        low, high = ends(_ratios(drawn, large.index(name), large.index(best)), terms.level)
        yield Found(
            value=rates[name] / rates[best], low=low, high=high, by=name, counted=counted,
            statistic=rates[name], holds=not high < _LINE,
        )  # fmt: skip


def _ratios(drawn: Floats, own: int, best: int) -> Floats:
    """Favourable share of one group over another's in each redraw; NaN where either is empty."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = [drawn[:, 2 * at] / drawn[:, 2 * at + 1] for at in (own, best)]
        found: Floats = rates[0] / rates[1]
    return found


def _opportunity(rows: RatedRows, group: str, favourable: Flags, terms: Terms) -> Iterable[Found]:
    told = members(rows, group)
    known = np.any(list(told.values()), axis=0) if told else np.zeros(len(rows), dtype=np.bool_)
    found = []
    for name, own in told.items():
        sound = [(rows.y == 0) & own, (rows.y == 0) & known & ~own]
        sizes = [int(flags.sum()) for flags in sound]
        counted = {"rows": sizes[0], "favourable": int(favourable[sound[0]].sum())}
        if min(sizes) < terms.least_rows:
            found.append(Found(by=name, decided=False, counted=counted))
            continue
        chosen = [int(favourable[flags].sum()) for flags in sound]
        table = [[k, n - k] for k, n in zip(chosen, sizes, strict=True)]
        low, high = newcombe(chosen[0], sizes[0], chosen[1], sizes[1], terms.level)
        p = float(fisher_exact(table).pvalue)
        found.append(
            Found(value=chosen[0] / sizes[0] - chosen[1] / sizes[1], low=low, high=high, by=name,
                  statistic=p, p=p, counted=counted)
        )  # fmt: skip
    return _raised(found)


def _enough(rows: RatedRows, terms: Terms) -> bool:
    return len(rows) >= terms.least_rows and rows.hit >= terms.least_events


def _auc_within(rows: RatedRows, group: str, terms: Terms) -> Iterable[Found]:
    reach, found = float(ndtri((1 + terms.level) / 2)), []
    for one in _groups(rows, group):
        both = (one.own, one.rest)
        if not all(_enough(part, terms) and part.events < len(part) - 1 for part in both):
            found.append(_few(one.name, one.own))
            continue
        aucs = [auc(part.y, part.margin) for part in both]
        errors = [float(np.sqrt(auc_variance(part.y, part.margin, part.coop_id))) for part in both]
        spread = float(np.hypot(errors[0], errors[1]))
        z = (aucs[0] - aucs[1]) / spread if spread else 0.0
        found.append(
            Found(value=aucs[0], low=max(aucs[0] - reach * errors[0], 0.0),
                  high=min(aucs[0] + reach * errors[0], 1.0), statistic=z, by=one.name,
                  p=float(2 * ndtr(-abs(z))), counted=one.own.counted)
        )  # fmt: skip
    return _raised(found)


def _calibration_within(rows: RatedRows, group: str, terms: Terms) -> Iterable[Found]:
    reach, found = float(ndtri((1 + terms.level) / 2)), []
    for one in _groups(rows, group):
        p = one.own.probability
        spread = float(np.sqrt((p * (1 - p)).sum()))
        # five events expected at least: fewer, and a normal approximation says nothing
        if len(one.own) < terms.least_rows or p.sum() < 5 or not spread:
            found.append(_few(one.name, one.own))
            continue
        missed = one.own.events - float(p.sum())
        value, half = missed / len(one.own), reach * spread / len(one.own)
        found.append(
            Found(value=value, low=value - half, high=value + half, statistic=missed / spread,
                  by=one.name, p=float(2 * ndtr(-abs(missed) / spread)), counted=one.own.counted)
        )  # fmt: skip
    return _raised(found)


def _ratio_within(rows: RatedRows, group: str, terms: Terms) -> Iterable[Found]:
    for one in _groups(rows, group):
        if not _enough(one.own, terms):
            yield _few(one.name, one.own)
            continue
        columns = np.column_stack([one.own.probability, one.own.y.astype(np.float64)])
        sums = redrawn_sums(columns, one.own.coop_id, draws=terms.draws, seed=terms.seed)
        ratio = sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], np.nan)
        low, high = ends(ratio, terms.level)
        yield Found(value=float(one.own.probability.sum()) / one.own.events, low=low, high=high,
                    by=one.name, counted=one.own.counted)  # fmt: skip


def _conditional(
    rows: RatedRows, group: str, favourable: Flags, controls: Sequence[Floats], terms: Terms
) -> Iterable[Found]:
    told, found = members(rows, group), []
    known = np.any(list(told.values()), axis=0) if told else np.zeros(len(rows), dtype=np.bool_)
    reach = float(ndtri((1 + terms.level) / 2))
    for name, own in told.items():
        counted = {"rows": int(own.sum()), "favourable": int(favourable[own].sum())}
        try:
            if counted["rows"] < terms.least_rows:
                raise ValueError("too few rows of the group")
            effect = witness.controlled_effect(
                favourable[known].astype(np.int64), own[known].astype(np.int64),
                [column[known] for column in controls], terms.level,
            )  # fmt: skip
        except ValueError:
            found.append(Found(by=name, decided=False, counted=counted))
            continue
        z = effect.value * 2 * reach / (effect.high - effect.low)
        found.append(
            Found(value=effect.value, low=effect.low, high=effect.high, statistic=z, by=name,
                  p=float(2 * ndtr(-abs(z))), counted=counted)
        )  # fmt: skip
    return _raised(found)
