"""An edition of the nation: how long it takes and how much memory, in a process of its own.

100,000 eligible co-operatives of 22 branches in 31 provinces, all gates held, twelve indicators,
1,000 draws of data error, 500 of assumptions, the first ten of each list before a jury of three
(and once more with everybody before it), and two years of statements for the gaming watch. Marks
agree on nothing, which is the hardest to fit. Figures are drawn at random, for what they are is of
no matter to the time; how much of them is missing and how many were revised is about as in the
make-believe registry. Features are built beforehand: they are told of apart.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from coopscore.schema import TABLES
from models.awards.content import content_of
from models.awards.edition import Edition
from models.awards.edition_file import default_edition
from models.awards.eligibility import Known
from models.awards.entrants import Entrant, Figures, Table
from models.awards.gaming import Papers
from models.awards.gates import Standing
from models.awards.run import run_edition
from models.awards.statements import LINES

SEED = 1404
ELIGIBLE, BRANCHES, PROVINCES = 100_000, 22, 31
MOST_SECONDS, MOST_GIB = 120.0, 4.0
_MISSING, _REVISED, _SHORTLIST, _YEARS = 0.12, 0.003, 10, 2
_DAY = date(2025, 7, 22)


def measure(registries: Registries) -> Found:
    """Seconds and memory of an edition with a shortlist, and of one where everybody is judged."""
    lines = []
    for of, shortlist in (("award_nation", _SHORTLIST), ("award_nation_all", 0)):
        registries.tell(f"edition of the nation, shortlist {shortlist}")
        told = _told(shortlist)
        asked = shortlist == _SHORTLIST
        beside = {"nation_eligible": told["eligible"], "nation_lists": told["lists"]}
        lines += [
            Line(
                figure="nation_seconds", of=of, value=told["seconds"], beside=beside,
                most=MOST_SECONDS if asked else None,
            ),
            Line(
                figure="nation_gib", of=of, value=told["gib"], most=MOST_GIB if asked else None
            ),
        ]  # fmt: skip
    return Found(lines=lines)


def _told(shortlist: int) -> Mapping[str, float]:
    told: Mapping[str, float] = json.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.award_national", str(shortlist)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    return told


def nation(size: int, shortlist: int, seed: int = SEED) -> tuple[Edition, Mapping[str, object]]:
    """An edition, and all that it is run on, of so many co-operatives that pass every gate."""
    rng = np.random.default_rng(seed)
    edition = default_edition()
    edition = replace(edition, jury=replace(edition.jury, shortlist=shortlist))
    ids = [f"ir:{at:08d}" for at in range(size)]
    weight = np.exp(0.5 * rng.standard_normal(BRANCHES))
    branch = rng.choice(BRANCHES, size, p=weight / weight.sum())
    weight = np.exp(0.6 * rng.standard_normal(PROVINCES))
    province = rng.choice(PROVINCES, size, p=weight / weight.sum())
    entrants = [
        Entrant(
            coop_id=coop_id, name=coop_id, national_id=coop_id[3:].rjust(11, "1"),
            branch=f"b{branch[at]:02d}", province=f"{province[at]:02d}", county="",
            completed_on=_DAY,
        )
        for at, coop_id in enumerate(ids)
    ]  # fmt: skip
    return edition, {
        "entrants": entrants,
        "known": _known(ids, rng),
        "standings": {one: Standing(credit_holds=True, dormancy_holds=True) for one in ids},
        "figures": _figures(edition, ids, branch, rng),
        "marks": _marks(entrants, rng),
        "terms": TABLES["officer_term"].arrow().empty_table(),
        "papers": _papers(ids, rng),
        "past": (),
    }


def _figures(
    edition: Edition, ids: list[str], branch: np.ndarray, rng: np.random.Generator
) -> Figures:
    size, judged = len(ids), len(edition.judged)
    values = rng.standard_normal((size, judged))
    values[rng.random(values.shape) < _MISSING] = np.nan
    counts = np.full(values.shape, np.nan)
    for at, one in enumerate(edition.judged):
        if one.count:
            counts[:, at] = rng.integers(1, 4, size)
            values[:, at] = rng.integers(0, counts[:, at] + 1) / counts[:, at]
    later = values + np.where(rng.random(values.shape) < _REVISED, 0.5, 0.0)
    names = tuple(f"b{one:02d}" for one in branch)

    def table(of: np.ndarray) -> Table:
        at_work = np.ones(size, dtype=np.bool_)
        return Table(
            coop_ids=tuple(ids), branches=names, operating=at_work, values=of, counts=counts
        )

    return Figures(now=table(values), first=table(values), corrected=table(later))


def _known(ids: list[str], rng: np.random.Generator) -> Known:
    """Each in operation, with three met duties of each of four kinds, and no warning."""
    size = len(ids)
    kinds = ("statement", "annual_assembly", "tax_return", "board_election")
    duties = [
        _rows(
            "obligation", ids,
            kind=[kind] * size,
            happened=[date(year, 7, 1)] * size, known=[date(year, 7, 1)] * size,
            fulfilled_on=[date(year, 6, 20)] * size, fulfilled_known_on=[date(year, 6, 25)] * size,
        )
        for year in (2023, 2024, 2025)
        for kind in kinds
    ]  # fmt: skip
    status = _rows(
        "status_event", ids,
        axis=["activity_status"] * size, to_code=["operating"] * size,
        happened=[date(2020, 3, 20)] * size, known=[date(2020, 4, 1)] * size,
    )  # fmt: skip
    return Known(
        status_event=status,
        obligation=pa.concat_tables(duties),
        warning=TABLES["warning"].arrow().empty_table(),
    )


def _papers(ids: list[str], rng: np.random.Generator) -> Papers:
    """Statements of two years, every line of them."""
    size = len(ids)
    lines = [
        _rows(
            "statement_line", ids,
            line_code=[line] * size, currency=["IRR"] * size, unit_seen=["rial"] * size,
            amount=rng.integers(10**8, 10**11, size),
            happened=[date(year, 3, 20)] * size, known=[date(year, 7, 10)] * size,
        )
        for year in range(2025 - _YEARS + 1, 2026)
        for line in LINES
    ]  # fmt: skip
    empty = {
        name: TABLES[name].arrow().empty_table()
        for name in ("filing", "obligation", "change_request")
    }
    return Papers(statement_line=pa.concat_tables(lines), **empty)


def _marks(entrants: list[Entrant], rng: np.random.Generator) -> pa.Table:
    """Three jurors of each branch and province mark every entrant of theirs by four criteria."""
    rows = {name: [] for name in ("coop_id", "juror_key", "criterion")}
    for one in entrants:
        for juror in range(3):
            for criterion in ("economic", "managerial", "performance", "obligations"):
                rows["coop_id"].append(one.coop_id)
                rows["juror_key"].append(f"{one.branch}{one.province}{juror}")
                rows["criterion"].append(criterion)
    mark = np.rint(np.clip(rng.normal(55, 15, len(rows["coop_id"])), 0, 100))
    return pa.table({**rows, "mark": mark})


def _rows(table: str, ids: list[str], **columns: object) -> pa.Table:
    """Rows of a table, one a co-operative; columns that are not said are empty."""
    schema, size = TABLES[table].arrow(), len(ids)
    plain = {"coop_id": ids, "version": [1] * size, "voided": [False] * size, **columns}
    first = columns["happened"]
    tail = columns.get("line_code") or columns.get("kind") or [""]
    mark = f"{tail[0]}-{first[0]}"
    plain["record_id"] = [f"{one}/{mark}" for one in ids]
    return pa.table(
        {
            name: pa.array(plain[name], schema.field(name).type)
            if name in plain
            else pa.nulls(size, schema.field(name).type)
            for name in schema.names
        },
        schema=schema,
    )


def main() -> None:
    """Run one edition with the shortlist that is said, and print what it took."""
    edition, gathered = nation(ELIGIBLE, int(sys.argv[1]))
    begun = time.monotonic()
    run = run_edition(edition, **gathered)
    content_of(run, {"batch": 1, "scores": {}})
    told = {
        "eligible": len(run.eligible),
        "lists": len(run.provincial) + len(run.national),
        "seconds": time.monotonic() - begun,
        "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
