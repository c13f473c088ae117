"""A register in memory whose known days can be moved, and screenings as a run asks for them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
from made_world import DAYS, small_spec

from coopscore.calendar import months, shift
from coopscore.schema import TABLES
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from features.facts import MemoryFacts
from models.inputs import inputs_of
from models.sample import sample_of
from models.screen import ScreenSettings, evidence_of, screen

UNTIL = DAYS[-1]
SETTINGS = ScreenSettings()
PATTERNS = (
    "filings.statements_received_36m",
    "filings.days_since_statement",
    "members.members_latest",
    "members.employees_latest",
    "governance.assemblies_held_36m",
    "duties.duties_overdue",
    "status.age_years",
    "status.branch",
)


def screened(spec, matrix, outcomes, *, present=None, evidence=None, settings=SETTINGS, folds=None):
    """The screening of a matrix, as `train` would ask for it."""
    inputs = inputs_of(matrix)
    sample = sample_of(matrix, outcomes, inputs, spec.training_days(UNTIL))
    walk = spec.walk(sample.days)
    return screen(
        spec,
        matrix,
        outcomes,
        inputs=inputs,
        sample=sample,
        folds=walk if folds is None else folds,
        until=UNTIL,
        present=present,
        evidence=evidence,
        settings=settings,
    )


def screened_facts(facts, *, settings=SETTINGS):
    """The screening of facts, through the features, cohort, outcomes and days of the spec."""
    spec = replace(small_spec(), cohort="registered", every=months(12))
    asked = {"features": select(PATTERNS), "cohort": spec.cohort, "calendar": spec.calendar}
    matrix = build_matrix(facts, as_ofs=spec.training_days(UNTIL), **asked)
    outcomes = build_outcomes(
        facts, label=spec.outcome, matrix=matrix, horizon=spec.horizon, maturity=spec.maturity,
        until=UNTIL,
    )  # fmt: skip
    present = build_matrix(facts, as_ofs=[UNTIL], **asked)
    evidence = evidence_of(facts, matrix, settings, until=UNTIL)
    return screened(spec, matrix, outcomes, present=present, evidence=evidence, settings=settings)


class Register:
    """A register of co-operatives that file each year, meet, and in part are dissolved.

    Fiscal years end in every month and statements take three to nine months, so that facts arrive
    all the year round; how late they come does not hang on the outcome.
    """

    def __init__(self, cooperatives=900, seed=1404):
        self.draw = np.random.default_rng(seed)
        self.ids = [f"uk:R{n:06d}" for n in range(cooperatives)]
        first, last = date(2011, 6, 1).toordinal(), date(2017, 5, 1).toordinal()
        ends = self.draw.integers(first, last, cooperatives)
        leaves = self.draw.random(cooperatives) < 0.3
        self.ended = {
            one: date.fromordinal(int(end))
            for one, end, leaving in zip(self.ids, ends, leaves, strict=True)
            if leaving
        }
        self.rows = {name: [] for name in TABLES}
        for one in self.ids:
            self._enter(one)
            self._report(one)

    def add(self, table, coop_id, happened, known, **own):
        """One record, unless it would be known after the co-operative's end (a dissolution is)."""
        ended = self.ended.get(coop_id, date.max)
        if known < ended or own.get("to_code") == "dissolved":
            self.rows[table].append(
                {"coop_id": coop_id, "record_id": f"{table}{len(self.rows[table])}", "version": 1,
                 "voided": False, "hindsight": False, "batch": 1, "digest": "",
                 "happened": happened, "known": known} | own
            )  # fmt: skip

    def _enter(self, one):
        founded = date(int(self.draw.integers(1960, 2008)), 3, 1)
        branch = str(self.draw.choice(["farm", "housing", "worker"]))
        self.add("cooperative", one, founded, founded, founded_on=founded, branch=branch)
        self.add("status_event", one, founded, founded, axis="registry_stage", to_code="registered")
        if one in self.ended:
            end = self.ended[one]
            self.add("status_event", one, end, end, axis="registry_stage", to_code="dissolved")

    def _report(self, one):
        month = int(self.draw.integers(1, 13))
        zeal = 0.85 if one not in self.ended else 0.6
        for year in range(2007, 2017):
            end = shift(date(year, month, 28), 0, "gregorian")
            if self.draw.random() < zeal:
                known = date.fromordinal(end.toordinal() + int(self.draw.integers(100, 270)))
                self.add("filing", one, end, known, kind="statement")
                members = int(self.draw.integers(7, 300))
                employees = int(self.draw.integers(0, 9))
                self.add("yearly_figures", one, end, known, members=members, employees=employees)
            if self.draw.random() < zeal:
                known = date.fromordinal(end.toordinal() + int(self.draw.integers(5, 45)))
                self.add("assembly", one, end, known, kind="annual_ordinary")
                self.add(
                    "obligation", one, end, end, kind="annual_assembly", period_end=end,
                    fulfilled_on=end, fulfilled_known_on=known,
                )  # fmt: skip

    def facts(self):
        """What is on record."""
        return MemoryFacts(
            {
                name: pa.Table.from_pylist(rows, schema=TABLES[name].arrow())
                for name, rows in self.rows.items()
            },
            1,
        )

    def leaving(self, as_of):
        """Those who are dissolved within a year of a day."""
        until = shift(as_of, 12, "gregorian")
        return {one for one, end in self.ended.items() if as_of < end <= until}

    def move(self, table, *, only_events=False, months=3):
        """Plant the leak: what was known in the quarter after a training day is moved to before it.

        Returns how many records were moved.
        """
        moved = 0
        for row in self.rows[table]:
            for day in DAYS[:-1]:
                late = row["happened"] <= day < row["known"] <= shift(day, months, "gregorian")
                if late and (not only_events or row["coop_id"] in self.leaving(day)):
                    earlier = shift(row["known"], -months, "gregorian")
                    row["known"] = max(row["happened"], min(day, earlier))
                    moved += 1
        return moved
