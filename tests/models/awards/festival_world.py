"""A festival in memory: entrants with figures by hand, in two branches and three provinces."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files

import numpy as np
import pyarrow as pa

from coopscore.schema import TABLES
from models.awards.edition import Edition
from models.awards.edition_file import edition_of
from models.awards.eligibility import Known
from models.awards.entrants import Entrant, Figures, Table
from models.awards.gaming import Papers
from models.awards.run import AwardRun, run_edition

TEXT = files("models.awards").joinpath("edition.toml").read_text(encoding="utf-8")
BRANCHES, PROVINCES = ("کشاورزی", "مسکن"), ("05", "25", "29")


def edition(**changes: dict[str, object]) -> Edition:
    """The default edition without gates, with two indicators and few draws."""
    said = tomllib.loads(TEXT)
    said["gates"] |= {
        "operating": False, "current": [], "dues": [], "credit_least": "", "dormancy_most": 1,
        "warning_months": 0,
    }  # fmt: skip
    said["criteria"] |= {"managerial": 0.0, "performance": 0.0}
    said["indicators"] = [
        one
        for one in said["indicators"]
        if one["name"] in ("profit_margin_mean_4", "statute_completeness")
        or one["criterion"] in ("managerial", "performance", "social")
    ]
    said["uncertainty"] |= {"draws": 100, "assumptions": 50, "weight_draws": 20_000}
    for table, keys in changes.items():
        said[table] |= keys
    return edition_of(said, "own.toml")


def empty(table: str) -> pa.Table:
    """No rows of a table."""
    return TABLES[table].arrow().empty_table()


@dataclass
class World:
    """Sixty operating peers a branch; the first `entrants` of each entered."""

    entrants: list[Entrant]
    ids: list[str]
    branches: list[str]
    values: np.ndarray
    marks: list[dict[str, object]] = field(default_factory=list)
    terms: list[dict[str, object]] = field(default_factory=list)

    def run(self, asked: Edition | None = None, order: list[int] | None = None) -> AwardRun:
        """The edition on this world; `order` shuffles entrants, peers and marks."""
        rows = list(range(len(self.ids)))
        if order is not None:
            rows = [rows[at % len(rows)] for at in order]
        now = self._table(rows, self.values)
        changed = self.values.copy()
        changed[::7, 0] += 0.4
        entrants, marks = list(self.entrants), list(self.marks)
        if order is not None:
            entrants.reverse()
            marks.reverse()
        return run_edition(
            edition() if asked is None else asked,
            entrants=entrants,
            known=Known(
                **{name: empty(name) for name in ("status_event", "obligation", "warning")}
            ),
            standings={},
            figures=Figures(now=now, first=now, corrected=self._table(rows, changed)),
            marks=_told("festival_mark", marks),
            terms=_told("officer_term", self.terms),
            papers=Papers(
                **{
                    name: empty(name)
                    for name in ("filing", "statement_line", "obligation", "change_request")
                }
            ),
            past=(),
        )

    def _table(self, rows: list[int], values: np.ndarray) -> Table:
        return Table(
            coop_ids=tuple(self.ids[row] for row in rows),
            branches=tuple(self.branches[row] for row in rows),
            operating=np.ones(len(rows), dtype=np.bool_),
            values=values[rows],
            counts=np.full((len(rows), values.shape[1]), np.nan),
        )

    def marked(self, coop_id: str, juror: str, mark: float) -> None:
        """A juror's mark of every criterion that weighs."""
        self.marks += [
            {"coop_id": coop_id, "juror_key": juror, "criterion": name, "mark": mark}
            for name in ("economic", "obligations")
        ]


def _told(table: str, rows: list[dict[str, object]]) -> pa.Table:
    schema = TABLES[table].arrow()
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in rows], schema=schema
    )


def world(entered: int = 12) -> World:
    """Two branches of sixty, of which `entered` each take part."""
    rng = np.random.default_rng(3)
    ids = [f"ir:{at:04d}" for at in range(120)]
    branches = [BRANCHES[at % 2] for at in range(120)]
    entrants = [
        Entrant(
            coop_id=ids[at],
            name=f"تعاونی {at}",
            national_id=f"{at:011d}",
            branch=branches[at],
            province=PROVINCES[at // 2 % 3],
            county="",
            completed_on=date(2025, 7, 1 + at % 20),
        )
        for at in range(2 * entered)
    ]
    values = np.round(rng.normal(size=(120, 2)), 3)
    return World(entrants=entrants, ids=ids, branches=branches, values=values)


def renamed(one: Entrant, coop_id: str) -> Entrant:
    """The same entrant under another id."""
    return replace(one, coop_id=coop_id, national_id=coop_id[-4:].rjust(11, "0"))
