"""What a label is, and how it is read from the record: what became of a co-operative.

A label is itself a fact with a known day. With as_of 2016-06-01, a horizon of 12 months and a
maturity of 3, what happened in (2016-06-01, 2017-06-01] is asked for as it was known on
2017-09-01; before that day the row is immature, which is not the same as "nothing happened".
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Months
from coopscore.language import Text
from features.conditions import Flags
from features.engines.plug import Engine
from features.facts import Facts
from features.grid import Grid
from features.plan import compile_plan
from features.values import Arrived, Count, Latest, canonical

OUTCOME_STATES: Mapping[str, Text] = {
    "event": Text(en="it happened within the horizon", fa="در افق پیش‌بینی رخ داد"),
    "none": Text(en="it did not happen within the horizon", fa="در افق پیش‌بینی رخ نداد"),
    "already_gone": Text(
        en="it had ended before the as-of day, as became known later",
        fa="پیش از روز ارزیابی پایان یافته بود و پس از آن معلوم شد",
    ),
    "censored": Text(en="lost from sight within the horizon", fa="در افق پیش‌بینی از دید خارج شد"),
    "indeterminate": Text(en="neither good nor bad", fa="نه خوب و نه بد"),
    "immature": Text(en="too early to tell", fa="هنوز زود است"),
}

# The outcome of the two states that train and judge a model; all others have none.
OUTCOMES: Mapping[str, int] = {"event": 1, "none": 0}

# Rows that are told by the day they speak of, or by the day they first arrived.
Seen = Count | Arrived


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a definition rests on, and since when it reads as it does.

    Parameters
    ----------
    version : int, from 1
        Raised whenever the label comes to mean something else.
    dated : date
        The day on which this version was written.
    source : Text
        The law, directive or usage that it follows.
    """

    version: int
    dated: date
    source: Text


@dataclass(frozen=True, kw_only=True)
class Label:
    """An outcome, what hides it, and what makes the question void.

    An outcome is seen (`events`), or it is that nothing was seen (`absence_of`); one of them is
    given. What is counted happened within the horizon, or, of what has `arrived`, first became
    known within it: the year that a late statement speaks of may long be over.

    Parameters
    ----------
    basis : Basis
        What the definition rests on, and its date.
    news : tuple of str
        Tables whose rows, of whomever, show that the source still tells of it (`features.news`).
    events : tuple of Count or Arrived
        Rows that are the outcome, each kind by itself.
    absence_of : tuple of Count or Arrived
        Rows any of which shows that the outcome did not happen; where there is none, it did.
    censored_by : tuple of Count or Arrived
        Rows after which nobody can tell; they count only where no event, or no sign, is seen.
    indeterminate_by : tuple of Count or Arrived
        Rows that leave it open whether it was good or bad, where nothing else tells.
    cycle : str, optional
        The feature that tells how many months ahead the cycle ends whose outcome it is; then the
        horizon of each row is its own (`features.cycles`).
    stage, gone : Latest and codes
        The state that, seen again when the outcome has matured, tells that the co-operative had
        ended by the as-of day although nobody knew it then.
    """

    name: str
    title: Text
    basis: Basis
    news: tuple[str, ...]
    events: tuple[Seen, ...] = ()
    absence_of: tuple[Seen, ...] = ()
    censored_by: tuple[Seen, ...] = ()
    indeterminate_by: tuple[Seen, ...] = ()
    cycle: str | None = None
    stage: Latest
    gone: tuple[str, ...]

    def __post_init__(self) -> None:
        assert bool(self.events) != bool(self.absence_of), "seen, or told by absence"

    @cached_property
    def kinds(self) -> tuple[tuple[str, tuple[Seen, ...]], ...]:
        """The states that rows may show and the rows that show each, the most telling first."""
        return (
            ("event", self.events),
            ("none", self.absence_of),
            ("censored", self.censored_by),
            ("indeterminate", self.indeterminate_by),
        )

    @property
    def otherwise(self) -> str:
        """The state of one of whom no row shows anything."""
        return "event" if self.absence_of else "none"

    @property
    def hash(self) -> str:
        """SHA-256 of what the label means, in hex; titles, source and date are left out."""
        said: list[object] = [[state, canonical(rows)] for state, rows in self.kinds]
        content = [*said, canonical(self.stage), list(self.gone)]
        content += [] if self.cycle is None else [self.cycle]
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return sha256(text.encode("ascii")).hexdigest()

    @property
    def facts(self) -> dict[str, Any]:
        """Which definition it is, as JSON-able data for reports: name, version, date, source."""
        return {
            "name": self.name,
            "version": self.basis.version,
            "dated": self.basis.dated.isoformat(),
            "source": {"en": self.basis.source.en, "fa": self.basis.source.fa},
            "hash": self.hash,
        }


def states_of(
    label: Label, run: Engine, facts: Facts, grid: Grid, horizon: Months, maturity: Months
) -> pa.Array:
    """The state of each cell, its co-operatives one after the other; the grid's days are mature.

    Gone before the as-of day comes first, as such a row was never at risk. An outcome that is
    seen counts whatever else happened within the horizon.
    """
    ahead = compile_plan([seen for _, kind in label.kinds for seen in kind])
    again = compile_plan([label.stage])
    tables = ahead.tables(facts, grid.coop_ids)
    found = iter(run(ahead, tables, grid.coop_ids, grid.looking_ahead(horizon, maturity)))
    shown = {state: _any([next(found) for _ in kind]) for state, kind in label.kinds if kind}
    (stage,) = run(
        again,
        again.tables(facts, grid.coop_ids),
        grid.coop_ids,
        grid.looking_again(horizon, maturity),
    )
    gone = pc.is_in(stage, value_set=pa.array(label.gone)).to_numpy(zero_copy_only=False)
    said = np.select([gone, *shown.values()], ["already_gone", *shown], label.otherwise)
    return pa.array(said, pa.string())


def _any(counted: list[pa.Array]) -> Flags:
    """Where any of the counts is above nought."""
    above: Flags = np.logical_or.reduce(
        [pc.greater(one, 0).to_numpy(zero_copy_only=False) for one in counted]
    )
    return above
