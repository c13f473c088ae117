"""`coopscore awards`: an edition of an award run, with its book, workbook and public part."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from models.awards.edition_file import load_edition
from serving.awards.book import RUN, book_files
from serving.awards.running import Ranked
from serving.awards.running import rank as rank_job
from serving.awards.wording import AwardWords
from serving.cli.session import CONTEXT, Session, options, with_session
from serving.files import ready_to_write, unwritable, write_bytes


@click.group(context_settings=CONTEXT)
@options
def awards() -> None:
    """Rank who entered an award, and say how firm each place is."""


@awards.command(context_settings=CONTEXT)
@click.argument("edition", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="DIR, for run.json, public.json, and book, workbook and public page a language.",
)
@click.option("--anew", is_flag=True, help="On the newest facts, not on those of an earlier run.")
@click.option("--run", "run_id", help="On the facts of this earlier run, by its id.")
@options
@with_session
def rank(session: Session, edition: Path, out: Path, anew: bool, run_id: str | None) -> None:
    """Run EDITION, a TOML file: gates, points, places and how firm they are.

    An edition that was run before in this home comes to the same result again, byte for byte.
    """
    asked = load_edition(edition)
    _ready(out)
    with session.office() as office, session.progress() as progress:
        found = rank_job(office, asked, anew=anew, progress=progress, run_id=run_id)
    _write(book_files(found.run_id, found.content), out)
    session.answer(ranked_data(found, out), list(ranked_lines(found, out, session)))


def _ready(out: Path) -> None:
    """Try the folder before the work, or the one that it would be made in; leaves nothing behind.

    Raises
    ------
    UnwritableFile
        Where it cannot be made, or not be written to.
    """
    nearest = next(place for place in (out, *out.absolute().parents) if place.exists())
    ready_to_write(nearest / RUN)


def _write(files: Mapping[str, bytes], out: Path) -> None:
    """Write a run's files; its data go first and come last, so that a folder with them is whole."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / RUN).unlink(missing_ok=True)
    except OSError as cause:
        raise unwritable(out, cause) from cause
    for name in sorted(files, key=lambda name: name == RUN):
        write_bytes(files[name], out / name)


def ranked_data(found: Ranked, out: Path) -> dict[str, Any]:
    """What a run came to, for machines; the run itself is in its file."""
    content = found.content
    return {
        "run": found.run_id,
        "again": found.again,
        "edition": content["edition"]["hash"],
        "entrants": len(content["entrants"]),
        "eligible": sum(one["eligible"] for one in content["entrants"]),
        "near_misses": sum(one["near_miss"] for one in content["entrants"]),
        "provincial": _named(content, "provincial"),
        "national": _named(content, "national"),
        "watched": len(content["watched"]),
        "out": str(out),
    }


def _named(content: Mapping[str, Any], stage: str) -> list[str]:
    return [row["coop_id"] for one in content[stage] for row in one["rows"] if row["named"]]


def ranked_lines(found: Ranked, out: Path, session: Session) -> Iterator[str]:
    """What a run came to, for people."""
    data = ranked_data(found, out)
    t, number = AwardWords(session.words), session.words.number
    yield t(
        "ranked_entrants",
        entrants=number(data["entrants"]),
        eligible=number(data["eligible"]),
        near=number(data["near_misses"]),
    )
    for stage in ("provincial", "national"):
        yield t(f"ranked_{stage}", count=number(len(data[stage])))
    yield t("ranked_watched", count=number(data["watched"]))
    if found.content["edition"]["defaults"]:
        yield t("defaults_note")
    yield t("ranked_again" if found.again else "ranked_out", run=found.run_id, out=out)
