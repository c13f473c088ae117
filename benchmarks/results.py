"""Every statistical claim, measured again: `make results`, or one part with `--part NAME`.

A part is measured once for the same data, source and lock: its figures are kept under
`var/results`, and `--fresh` measures them anew. A part whose data are not here is skipped, with the
reason printed, and what was written of it before stays. In the end the document and the figures of
the page are written, each part with the commit that made it.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks import (
    award_gaming,
    award_gate,
    award_jury,
    award_national,
    award_ranks,
    award_weights,
    brazil_silence,
    campaign_truth,
    credit_populations,
    credit_power,
    credit_reasons,
    credit_recourse,
    credit_truth,
    dirt,
    document,
    dormancy_truth,
    effort_blind,
    lead_time,
    national_plan,
    noticed_silences,
    overriders,
    public_american,
    public_german,
    public_polish,
    sector,
    sector_models,
    uk_dormancy,
    uk_exit,
    uk_hazard,
    uk_now,
    visit_effects,
    visit_estimates,
    visit_plans,
)
from benchmarks.lines import Found
from benchmarks.public_tables import AMERICAN, GERMAN, POLISH
from benchmarks.registries import BRAZIL, UK, Registries
from serving.i18n import Words
from serving.pages.results_page import Row, Telling

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
KEPT = ROOT / "var" / "results"
DOCUMENT = ROOT / "docs" / "results.md"
FIGURES = ROOT / "serving" / "pages" / "results.json"
# What figures hang on. The commit's plus speaks of these too, and not of what is written here.
SOURCES = ("coopscore", "features", "models", "benchmarks")
LOCK = "requirements/runtime.txt"
LAST = "uk_exit_2016"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One claim: the folder of data that it needs, if any, and how it is measured."""

    folder: str | None
    measure: Callable[[Registries], Found]


PARTS: Mapping[str, Part] = {
    "uk_reference": Part(folder=UK, measure=uk_exit.described),
    "uk_exit_folds": Part(folder=UK, measure=uk_exit.folds),
    "uk_exit_2014_15": Part(folder=UK, measure=uk_exit.held_out),
    LAST: Part(folder=UK, measure=uk_exit.at_last),
    "uk_dormancy_cv": Part(folder=UK, measure=uk_dormancy.measure),
    "uk_now_2017": Part(folder=UK, measure=uk_now.measure),
    "brazil_silence": Part(folder=BRAZIL, measure=brazil_silence.measure),
    "sector": Part(folder=None, measure=sector.measure),
    "sector_models": Part(folder=None, measure=sector_models.measure),
    "credit_reasons": Part(folder=None, measure=credit_reasons.measure),
    "credit_recourse": Part(folder=None, measure=credit_recourse.measure),
    "credit_power": Part(folder=None, measure=credit_power.measure),
    "credit_truth": Part(folder=None, measure=credit_truth.measure),
    "uk_hazard": Part(folder=UK, measure=uk_hazard.measure),
    "dormancy_truth": Part(folder=None, measure=dormancy_truth.measure),
    "public_polish": Part(folder=POLISH, measure=public_polish.measure),
    "public_german": Part(folder=GERMAN, measure=public_german.measure),
    "public_american": Part(folder=AMERICAN, measure=public_american.measure),
    "dirt": Part(folder=None, measure=dirt.measure),
    "credit_populations": Part(folder=None, measure=credit_populations.measure),
    "effort_blind": Part(folder=None, measure=effort_blind.measure),
    "noticed_silences": Part(folder=None, measure=noticed_silences.measure),
    "visit_estimates": Part(folder=None, measure=visit_estimates.measure),
    "campaign_truth": Part(folder=None, measure=campaign_truth.measure),
    "lead_time": Part(folder=None, measure=lead_time.measure),
    "visit_plans": Part(folder=None, measure=visit_plans.measure),
    "national_plan": Part(folder=None, measure=national_plan.measure),
    "visit_effects": Part(folder=None, measure=visit_effects.measure),
    "overriders": Part(folder=None, measure=overriders.measure),
    "award_ranks": Part(folder=None, measure=award_ranks.measure),
    "award_weights": Part(folder=None, measure=award_weights.measure),
    "award_jury": Part(folder=None, measure=award_jury.measure),
    "award_gaming": Part(folder=None, measure=award_gaming.measure),
    "award_gate": Part(folder=None, measure=award_gate.measure),
    "award_national": Part(folder=None, measure=award_national.measure),
}


def main(words: Sequence[str]) -> int:
    """Measure and print each part that was asked for, and write all of them down; 0 when done."""
    asked = _asked(words)
    parts = _parts(asked.day)
    print(f"coopscore {_commit()}")
    fresh: dict[str, Mapping[str, Any]] = {}
    begun = time.monotonic()

    def tell(step: str) -> None:
        print(f"  {time.monotonic() - begun:5.1f} s  {step}", file=sys.stderr, flush=True)

    with Registries(asked.data, tell) as registries:
        for name in asked.part or parts:
            part = parts[name]
            data = None if part.folder is None else asked.data / part.folder
            if data is not None and not data.is_dir():
                print(f"\n{name}\n  skipped: {data} is not here")
                continue
            fresh[name] = _measured(name, part, data, registries, asked)
            print(f"\n{_printed(name, fresh[name])}")
            # At once: a later part that fails takes nothing with it.
            _write(fresh, asked)
    _write(fresh, asked)
    return 0


def _write(fresh: Mapping[str, Mapping[str, Any]], asked: argparse.Namespace) -> None:
    """Write all parts down, those measured now in their place; another day's are only printed."""
    if asked.day is None:
        parts = document.joined(document.read(asked.figures), fresh, tuple(PARTS))
        document.write(asked.figures, asked.document, parts)


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.results", description=__doc__)
    parser.add_argument("--part", action="append", choices=tuple(PARTS), help="all where none is")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real registries")
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder of figures kept")
    parser.add_argument("--document", type=Path, default=DOCUMENT, help="the document to write")
    parser.add_argument("--figures", type=Path, default=FIGURES, help="the page's figures to write")
    parser.add_argument("--fresh", action="store_true", help="measure, whatever is kept")
    parser.add_argument(
        "--day",
        type=date.fromisoformat,
        help=f"another day in the place of {LAST}'s; nothing is kept or written then",
    )
    return parser.parse_args(words)


def _parts(day: date | None) -> Mapping[str, Part]:
    """The parts; with a day, that one alone which scores a day, at another."""
    if day is None:
        return PARTS
    return {LAST: Part(folder=UK, measure=partial(uk_exit.at_last, day=day))}


def _measured(
    name: str, part: Part, data: Path | None, registries: Registries, asked: argparse.Namespace
) -> Mapping[str, Any]:
    kept = asked.kept / f"{name}-{_key(data)[:16]}.json"
    if kept.is_file() and not asked.fresh and asked.day is None:
        registries.tell(f"{name}: measured before on the same data, source and lock ({kept.name})")
        found: Mapping[str, Any] = json.loads(kept.read_text("utf-8"))
        return found
    commit = _commit()
    made = {"commit": commit, **part.measure(registries).content()}
    registries.tell(f"{name}: done")
    if asked.day is None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(made, indent=1), "utf-8")
    return made


def _printed(name: str, part: Mapping[str, Any]) -> str:
    """A part as a table for a terminal."""
    tell = Telling(Words("en"))
    (section,) = tell.sections({"parts": [{"name": name, **part}]})
    head = [f"{name}: {section.title}", *(f"  {note}" for note in section.notes)]
    return "\n".join([*head, *table(tell.columns, section.rows)])


def table(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Rows under their columns, as wide as they need to be."""
    cells = [tuple(columns), *(row.cells for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    return [
        "  "
        + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _key(data: Path | None) -> str:
    """One hash of all that a figure hangs on: data, source, and the lock."""
    source = [
        path
        for package in SOURCES
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in (".py", ".toml")
    ]
    delivered = [] if data is None else sorted(data.glob("*"))
    return _hash([*delivered, *source, ROOT / LOCK])


def _hash(paths: Iterable[Path]) -> str:
    whole = sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _commit() -> str:
    """The commit that is measured; a plus where what figures hang on differs from it."""
    try:
        commit = _git("rev-parse", "--short=12", "HEAD")
        differs = _git("status", "--porcelain", "--", *SOURCES, LOCK)
        return f"{commit}{'+' if differs else ''}"
    except (OSError, subprocess.CalledProcessError):
        return "(no commit)"


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
