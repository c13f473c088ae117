"""`coopscore validate`: how good a spec's models are out of time, as pages and as JSON."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from models.spec import load_spec
from models.tracking import open_tracker
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.files import ready_to_write, unwritable, write_text
from serving.i18n import Words
from serving.problems import REFUSED, refusal
from serving.reports.files import REPORT, files_of, own_files
from serving.reports.wording import Phrases
from serving.training import LateTracker, Tracked, track
from serving.validation import Validation, validation_facts
from serving.validation import validate as validate_job


@click.command(context_settings=CONTEXT)
@click.argument("spec")
@click.option(
    "--until",
    type=DAY,
    help="Nothing known after this day is used (today, or where the facts end).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="DIR, for report.json, report.fa.html, report.en.html and plots.",
)
@options
@with_session
def validate(session: Session, spec: str, until: date | None, out: Path) -> None:
    """Measure SPEC (a name, or the path of a TOML file) on days that its models had not seen.

    Every kind of model, every figure with its interval; no model is kept, and what stands goes on.
    Where there is a leak the report is written all the same, and the exit code is 1.
    """
    asked, started = load_spec(spec), session.now
    _ready(out)
    tracker = LateTracker(lambda: open_tracker(session.home, seconds=session.lock_seconds))
    with session.office() as office, session.progress() as progress:

        def measuring(done: int, of: int) -> None:
            tracker.open()  # told first with nothing fitted
            progress("validate", done, of)

        done = validate_job(
            office,
            asked,
            until=until or session.today,
            now=started,
            building=lambda done, of: progress("features", done, of),
            measuring=measuring,
        )
    files = files_of(done.report)
    _write(files, out)
    kept = {name: content for name, content in files.items() if name != REPORT}
    run = validation_facts(done, files=kept, started=started, ended=session.now)
    tracked = track(tracker, run)
    session.answer(
        validated_data(done, out, tracked), list(validated_lines(done, out, tracked, session.words))
    )
    if done.report["screen"]["verdict"] == "stop":
        click.get_current_context().exit(REFUSED)


def validated_data(done: Validation, out: Path, tracked: Tracked) -> dict[str, Any]:
    """What was found, for machines; the report itself is in its file."""
    shown = ("decision", "acceptance", "thin", "standing")
    return {
        "spec": done.spec.name,
        "until": done.until,
        "version": done.version,
        **{name: done.report[name] for name in shown},
        "screen": done.report["screen"]["verdict"],
        "out": str(out),
        "run": tracked.run or None,
        "untracked": None if tracked.untracked is None else tracked.untracked.code,
    }


def validated_lines(done: Validation, out: Path, tracked: Tracked, words: Words) -> Iterator[str]:
    """What was found, in the reader's language."""
    t = Phrases(words)
    for finding in done.report["screen"]["findings"]:
        if finding["verdict"] == "stop":
            yield t("leak", finding=t.finding(finding))
    yield t.decision(done.report["decision"])
    for measure, found in done.report["acceptance"].items():
        yield t.bound(measure, found, found["verdict"])
    yield f"{t('screen_verdict')}: {t('screen_' + done.report['screen']['verdict'])}."
    yield t("made", path=out)
    if tracked.untracked is None:
        yield words("trained_tracked", run=tracked.run)
    else:
        problem = refusal(tracked.untracked, words.lang)
        yield f"{problem.title}: {problem.detail} {problem.remedy}"


def _ready(out: Path) -> None:
    """Try the folder before the work, or the one that it would be made in; leaves nothing behind.

    Raises
    ------
    UnwritableFile
        Where it cannot be made, or not be written to.
    """
    plots = out / "plots"
    nearest = next(place for place in (plots, *plots.absolute().parents) if place.exists())
    ready_to_write(nearest / REPORT)
    ready_to_write((out if out.exists() else nearest) / REPORT)


def _write(files: Mapping[str, bytes], out: Path) -> None:
    """Write a report; files of an earlier one are taken away, and nothing else of the folder is.

    The JSON goes first and comes last: a folder that holds it holds the whole report.
    """
    try:
        (out / "plots").mkdir(parents=True, exist_ok=True)
        for name in [REPORT, *sorted(own_files() - set(files))]:
            (out / name).unlink(missing_ok=True)
    except OSError as cause:
        raise unwritable(out, cause) from cause
    for name in sorted(files, key=lambda name: name == REPORT):
        write_text(files[name].decode(), out / name)
