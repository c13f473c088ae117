"""The reference of `data/README.md`, fitted anew: `LGBMr` on the registry's raw files.

It is what every figure on British co-operatives stands beside, so it is made apart from the
product: from the CSV files by pandas, by LightGBM's own class, with none of our features.

The description names the model (300 trees, rate .03, 15 leaves, min_child 40, subsample .8,
colsample .6, lambda 5; the rest by default, so that no rows are in fact left out) and the two
inputs that were dropped knowing the test: filing lag and number of accounts. It does not list the
others. Those here came nearest to its table, for its logistic regression as well: age; the signed
logarithms of turnover, profit, funds and memberships in the latest account; the growth of turnover
and funds over the account before; legal form, sector, ownership and nation, one-hot. An account is
known nine months after its year end. The part `uk_reference` measures how near they come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from numpy.typing import NDArray

from benchmarks.measures import Rows
from coopscore.adapters.uk_editions import coop_id
from models.sample import Sample

Floats = NDArray[np.float64]

_ID, _STATUS = "CUK Organisation ID", "Registered Status"
_KNOWN_AFTER = pd.DateOffset(months=9)
_YEAR = 365.25
_AMOUNTS = {
    "turnover": "Turnover",
    "profit": "Profit before tax",
    "funds": "Member/Shareholder Funds",
    "members": "Memberships",
}
_KINDS = (
    "Legal Form", "Sector - Simplified, High Level", "Ownership Classification", "UK Nation",
)  # fmt: skip
_CHOSEN = ("age", *_AMOUNTS, "turnover_growth", "funds_growth")
_DRIFTING = ("filing_lag", "accounts")
SEED = 0


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One way to fit the reference: with or without the drifting inputs, and on whose rows.

    `own_rows` fits on the rows of the description, which are each June's, and count co-operatives
    of unknown age as registered all along; otherwise on the very rows that our kinds learn from.
    """

    inputs: tuple[str, ...]
    own_rows: bool


VARIANTS: Mapping[str, Variant] = {
    "reference_all": Variant(inputs=(*_CHOSEN, *_DRIFTING), own_rows=False),
    "reference_chosen": Variant(inputs=_CHOSEN, own_rows=False),
    "readme_all": Variant(inputs=(*_CHOSEN, *_DRIFTING), own_rows=True),
    "readme_chosen": Variant(inputs=_CHOSEN, own_rows=True),
}


@dataclass
class Reference:
    """The raw files of the registry, and what the reference makes of them."""

    folder: Path
    _frames: dict[date, pd.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the files."""
        self.now = _organisations(self.folder / "organisations_2016-06.csv")
        self.later = _organisations(self.folder / "organisations_2017-06.csv").reindex(
            self.now.index
        )
        self.accounts = _accounts(self.folder / "economy_2016-06.csv")
        self.categories = pd.get_dummies(self.now[list(_KINDS)], dummy_na=True, dtype=np.float64)

    def rows(self, day: date) -> tuple[list[str], Floats]:
        """The description's own rows of a June, and their outcomes: ids as in our facts."""
        start, end = pd.Timestamp(day), pd.Timestamp(day) + pd.DateOffset(years=1)
        now, later = self.now, self.later
        dead = now[_STATUS] == "Dead"
        listed = ~(now.founded > start) & ~(now.ended <= start) & ~(dead & now.ended.isna())
        if day.year < 2016:
            happened = (now.ended > start) & (now.ended <= end)
        else:
            happened = later[_STATUS] == "Dead"
            listed &= later[_STATUS].notna() & ~(happened & (later.ended < start))
        return list(now.index[listed]), happened[listed].to_numpy(dtype=np.float64)

    def inputs(self, ids: object, days: object, names: tuple[str, ...]) -> Floats:
        """The inputs of these rows as one table: numbers, then each category's columns."""
        at = pd.DataFrame({"id": np.asarray(ids), "day": np.asarray(days, dtype=object)})
        parts = [
            self._frame(day).loc[rows.id, [*names, *self.categories.columns]].set_index(rows.index)
            for day, rows in at.groupby("day")
        ]
        return pd.concat(parts).sort_index().to_numpy(dtype=np.float64)

    def probabilities(self, variant: str, known: Sample, test: Sample) -> Floats:
        """What a variant fitted on `known` (or on the Junes among its days) says of `test`."""
        chosen = VARIANTS[variant]
        if chosen.own_rows:
            X, y = self._own([day for day in known.days if day.month == 6], chosen.inputs)
        else:
            X, y = self.inputs(known.coop_ids, known.as_ofs, chosen.inputs), known.y
        return self.fitted(X, y, self.inputs(test.coop_ids, test.as_ofs, chosen.inputs))

    def described(self, variant: str, train: Sequence[date], test: Sequence[date]) -> Rows:
        """What a variant says of the test days under the description's own protocol."""
        names = VARIANTS[variant].inputs
        (X, y), (asked, outcome) = self._own(train, names), self._own(test, names)
        ids = np.concatenate([self.rows(day)[0] for day in test])
        told = self.fitted(X, y, asked)
        return Rows(y=outcome.astype(np.int64), score=told, coop_ids=ids, on=tuple(test))

    def fitted(self, X: Floats, y: NDArray[np.generic], asked: Floats) -> Floats:
        """Probabilities of `asked` by the description's model, fitted on X and y."""
        model = LGBMClassifier(
            n_estimators=300, learning_rate=0.03, num_leaves=15, min_child_samples=40,
            subsample=0.8, colsample_bytree=0.6, reg_lambda=5, random_state=SEED, n_jobs=1,
            verbose=-1,
        )  # fmt: skip
        told: Floats = model.fit(X, y).booster_.predict(asked)
        return told

    def _own(self, days: Sequence[date], names: tuple[str, ...]) -> tuple[Floats, Floats]:
        found = [(*self.rows(day), day) for day in days]
        X = [self.inputs(ids, [day] * len(ids), names) for ids, _, day in found]
        return np.vstack(X), np.concatenate([y for _, y, _ in found])

    def _frame(self, day: date) -> pd.DataFrame:
        """The inputs of every organisation on a day, as known then."""
        if day not in self._frames:
            numbers = self._numbers(pd.Timestamp(day))
            self._frames[day] = pd.concat([numbers, self.categories], axis=1)
        return self._frames[day]

    def _numbers(self, day: pd.Timestamp) -> pd.DataFrame:
        told = self.accounts[self.accounts.year_end + _KNOWN_AFTER <= day].groupby("id")
        last = told.nth(-1).set_index("id").reindex(self.now.index)
        before = told.nth(-2).set_index("id").reindex(self.now.index)
        found = last[list(_AMOUNTS)].copy()
        for name in ("turnover", "funds"):
            found[f"{name}_growth"] = last[name] - before[name]
        found["age"] = (day - self.now.founded).dt.days / _YEAR
        found["filing_lag"] = (day - last.year_end).dt.days
        found["accounts"] = told.size().reindex(self.now.index).fillna(0)
        return found


def _organisations(path: Path) -> pd.DataFrame:
    """Each organisation of an edition once, by our id, with its days on the register."""
    found = pd.read_csv(path, encoding="cp1252", dtype=str).drop_duplicates(_ID)
    for name, column in (("founded", "Incorporation Date"), ("ended", "Dissolved Date")):
        found[name] = pd.to_datetime(found[column], format="%d/%m/%Y", errors="coerce")
    return found.set_index(found[_ID].map(coop_id).rename("id"))


def _accounts(path: Path) -> pd.DataFrame:
    """Each account once, the oldest first; amounts as signed logarithms."""
    raw = pd.read_csv(path, dtype=str)
    found = pd.DataFrame({"id": raw[_ID].map(coop_id)})
    found["year_end"] = pd.to_datetime(raw["Year End Date"].str[:10], errors="coerce")
    for name, column in _AMOUNTS.items():
        amount = pd.to_numeric(raw[column])
        found[name] = np.sign(amount) * np.log1p(amount.abs())
    ordered = found.dropna(subset="year_end").sort_values("year_end", kind="stable")
    return ordered.drop_duplicates(["id", "year_end"], keep="last")
