"""Taking in a file of outcomes: good rows all at once, bad ones set aside with their reasons."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from coopscore.actor import Actor
from coopscore.errors import UnknownPlan
from coopscore.intake.harmless import harmless
from coopscore.outcome_files import BadCell, Framed, OutcomeFile, read_outcomes
from coopscore.records.visit_entries import Told
from serving.clock import today
from serving.files import unwritable, write_bytes
from serving.office import Office
from serving.readings import Readings

_COLUMNS = ("row", "column", "reason_en", "reason_fa", "raw")


@dataclass(frozen=True, kw_only=True)
class OutcomeReceipt:
    """What became of every row of a file; `reasons` is where the bad ones lie, if any.

    `rows` are the outcomes told, the rows set aside, and the visits to come.
    """

    file: OutcomeFile
    told: Told
    reasons: Path | None


def import_outcomes(office: Office, path: Path, *, actor: Actor, now: datetime) -> OutcomeReceipt:
    """Take a file of outcomes in; the same file twice adds nothing.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where nothing of the file can be taken.
    UnwritableFile
        Where there is no place for the rows that are set aside; nothing is taken then.
    """
    read = read_outcomes(
        path,
        today=today(now),
        plan=_plans(office),
        known=Readings(office.records, office.facts).names().names,
        was_told=office.records.visits.was_told,
    )
    reasons = _set_aside(office, read) if read.bad else None
    told = office.records.visits.tell(read.outcomes, actor=actor, now=now)
    return OutcomeReceipt(file=read, told=told, reasons=reasons)


def _plans(office: Office) -> Callable[[str], Framed | None]:
    """What reads each plan once, however many rows name it."""

    @cache
    def framed(plan_id: str) -> Framed | None:
        try:
            plan = office.records.visits.plan(plan_id)
        except UnknownPlan:
            return None
        return Framed(as_of=plan.as_of, coop_ids=frozenset(one.coop_id for one in plan.frame))

    return framed


def _set_aside(office: Office, read: OutcomeFile) -> Path:
    """Write the bad rows where the file's content names the place: once for each content."""
    folder = office.home.quarantine / "outcomes"
    path = folder / f"{read.sha256[:16]}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise unwritable(path, cause) from cause
    write_bytes(_as_csv(read.bad), path)
    return path


def _as_csv(bad: tuple[BadCell, ...]) -> bytes:
    """It opens in a spreadsheet, and so no cell may act as a formula there."""
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(_COLUMNS)
    for one in bad:
        raw = json.dumps(dict(one.raw), ensure_ascii=False)
        texts = (one.column, one.reason.en, one.reason.fa, raw)
        lines.writerow([one.row, *map(harmless, texts)])
    return file.getvalue().encode("utf-8-sig")
