"""`coopscore quality`: how good the data are, as pages, pictures, JSON and lists."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.files import ready_to_write, unwritable, write_table, write_text
from serving.quality import Quality
from serving.quality import quality as quality_job
from serving.reports.quality import REPORT, own_quality_files, quality_files
from serving.reports.quality_wording import QualityPhrases

ISSUES, ROWS = "issues.csv", "quality_issue.csv"


@click.command(context_settings=CONTEXT)
@click.option("--as-of", type=DAY, help="What was known by this day (today).")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="DIR, for report.json, report.fa.html, report.en.html, plots and lists.",
)
@options
@with_session
def quality(session: Session, as_of: date | None, out: Path) -> None:
    """Ask every rule of data quality of all facts, and say what statistics doubt.

    Nothing is repaired and nothing is merged: rows at fault are listed, with what to do. The list
    quality_issue.csv can be taken in by `coopscore ingest`.
    """
    _ready(out)
    with session.office() as office, session.progress() as progress:
        found = quality_job(
            office,
            as_of=as_of or session.today,
            today=session.today,
            progress=lambda done, of: progress("quality", done, of),
        )
    _write(quality_files(found.measured.report), found, out)
    t = QualityPhrases(session.words)
    session.answer(quality_data(found, out), list(quality_lines(found, out, t)))


def quality_data(found: Quality, out: Path) -> dict[str, Any]:
    """What was found, for machines; the report itself is in its file."""
    report = found.measured.report
    shown = ("as_of", "batch", "settings", "whole", "flags")
    return {
        **{name: report[name] for name in shown},
        "issues": len(found.for_people),
        "proposals": len(found.measured.proposals),
        "out": str(out),
    }


def quality_lines(found: Quality, out: Path, t: QualityPhrases) -> Iterator[str]:
    """What was found, in the reader's language."""
    report = found.measured.report
    for dimension, one in report["whole"].items():
        yield t(
            "told_whole",
            dimension=t.dimension(dimension),
            share=t.percent(one["share"]),
            of=t.of(one),
        )
    for kind, one in report["flags"].items():
        yield t("told_flag", flag=t.flag(kind), raised=t.number(one["raised"], 0))
    yield t("told_made", path=str(out), issues=ISSUES)


def _ready(out: Path) -> None:
    """Try the folder before the work, or the one that it would be made in."""
    nearest = next(place for place in (out, *out.absolute().parents) if place.exists())
    ready_to_write(nearest / REPORT)


def _write(files: Mapping[str, bytes], found: Quality, out: Path) -> None:
    """Write a report; files of an earlier one are taken away, and nothing else of the folder is.

    The JSON goes first and comes last: a folder that holds it holds the whole report.
    """
    try:
        (out / "plots").mkdir(parents=True, exist_ok=True)
        for name in [REPORT, *sorted(own_quality_files() - set(files))]:
            (out / name).unlink(missing_ok=True)
    except OSError as cause:
        raise unwritable(out, cause) from cause
    write_table(found.for_people, out / ISSUES)
    write_table(found.as_rows, out / ROWS)
    for name in sorted(files, key=lambda name: name == REPORT):
        write_text(files[name].decode(), out / name)
