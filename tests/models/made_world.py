"""A small world of co-operatives whose exits follow from what is known of them, with noise."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import months
from coopscore.language import Text
from features.catalogue import CATALOGUE
from features.matrix import FeatureMatrix
from features.spec import Events, Feature, States
from models.spec import Spec, load_spec
from models.spec_tables import LinearSettings

DAYS = tuple(date(year, 6, 1) for year in range(2011, 2018))

_filings = Events("filing", happened="period_end", known="received_on")
_registration = States("cooperative", happened="valid_from", known="recorded_at")


def feature(name, within, *, risk="none", concept="filings", missing=None):
    return Feature(
        name=name,
        value=_filings.count(within=months(within)),
        unit="days",
        missing=missing,
        risk=risk,
        concept=concept,
        title=Text(en=name, fa="نام"),
    )


BRANCH = Feature(
    name="branch",
    value=_registration.latest("branch"),
    unit="code",
    missing=None,
    risk="none",
    concept="status",
    title=Text(en="branch", fa="گرایش"),
    type="category",
)
# What the rule of thumb of the spec reads, and no other kind: the spec's features leave it out.
RULE = CATALOGUE["days_since_statement"]
FEATURES = (
    feature("late_days", 12, risk="rises"),
    feature("statements", 24, risk="falls", missing=0),
    feature("noise", 36),
    feature("age", 48, concept="status"),
    BRANCH,
)


def matrix_of(columns, features=FEATURES, batch=1):
    """A matrix of plain columns; `coop_id` and `as_of` first."""
    types = {"coop_id": pa.string(), "as_of": pa.date32()} | {
        one.name: pa.string() if one.type == "category" else pa.float64() for one in features
    }
    table = pa.table({name: pa.array(columns[name], kind) for name, kind in types.items()})
    return FeatureMatrix(
        table=table, features=features, batch=batch, calendar="gregorian",
        cohort="registered_in_sight",
    )  # fmt: skip


def world(cooperatives=400, days=DAYS, seed=1404, noise=0):
    """A matrix and its outcomes; about one row in twelve is an event."""
    draw = np.random.default_rng(seed)
    rows = cooperatives * len(days)
    health = np.tile(draw.normal(size=cooperatives), len(days))
    late = np.round(np.exp(2 + 0.8 * health + 0.4 * draw.normal(size=rows)))
    statements = np.clip(np.round(2 - health + draw.normal(size=rows)), 0, 5)
    branch = np.tile(draw.integers(3, size=cooperatives), len(days))
    chance = 1 / (1 + np.exp(3.2 - 1.1 * health - 0.5 * (branch == 2)))
    columns = {
        "coop_id": [f"uk:R{n:06d}" for n in range(cooperatives)] * len(days),
        "as_of": np.repeat(np.array(days, dtype=object), cooperatives).tolist(),
        "late_days": np.where(draw.random(rows) < 0.15, None, late).tolist(),
        "statements": statements.tolist(),
        "noise": draw.normal(size=rows).tolist(),
        "age": draw.integers(1, 60, rows).astype(float).tolist(),
        "branch": [["farm", "housing", "worker"][code] for code in branch],
    }
    extra = tuple(feature(f"noise_{n}", 60 + n) for n in range(noise))
    columns |= {one.name: draw.normal(size=rows).tolist() for one in extra}
    since = np.random.default_rng([seed, 1]).gamma(2, 200, rows) * np.exp(0.3 * health)
    columns[RULE.name] = np.where(statements > 0, np.round(since), None).tolist()
    states = np.where(draw.random(rows) < chance, "event", "none")
    states = np.where(draw.random(rows) < 0.02, "censored", states)
    states = np.where(draw.random(rows) < 0.01, "already_gone", states).tolist()
    return matrix_of(columns, (*FEATURES, *extra, RULE)), outcomes_of(columns, states)


def outcomes_of(columns, states):
    """The table that `build_outcomes` gives."""
    outcome = [{"event": 1, "none": 0}.get(state) for state in states]
    return pa.table(
        {
            "coop_id": pa.array(columns["coop_id"], pa.string()),
            "as_of": pa.array(columns["as_of"], pa.date32()),
            "state": pa.array(states, pa.string()),
            "outcome": pa.array(outcome, pa.int8()),
        }
    )


# What the shipped spec was searched for on one registry says nothing of this world.
PLAIN = {
    "fits": 1,
    "n_estimators": 60,
    "learning_rate": 0.1,
    "num_leaves": 15,
    "min_child_samples": 40,
    "subsample": 0.8,
    "colsample_bytree": 0.6,
    "reg_alpha": 0.0,
    "reg_lambda": 5.0,
    "path_smooth": 0.0,
    "max_bin": 255,
    "cat_smooth": 10.0,
}


def small_spec(kinds=("booster", "logistic", "additive", "rule"), **booster) -> Spec:
    """The exit spec with fewer trees, rounds and redraws, and plain settings of its own."""
    spec = load_spec("exit")
    return replace(
        spec,
        booster=replace(spec.booster, **PLAIN | booster),
        linear=LinearSettings(
            reg_lambda=5.0, level_lambda=5.0, knots=17, max_levels=9, monotone="from_risk"
        ),
        blend={"booster": 1.0, "linear": 2.0},
        additive=replace(spec.additive, outer_bags=2, max_rounds=100),
        champion=replace(spec.champion, kinds=kinds, draws=100),
    )
