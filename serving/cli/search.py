"""`coopscore search`: booster settings that rank better on the walk-forward folds, as a spec."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from coopscore.language import Text
from models.runs.search import Found
from models.search.written import facts_text, spec_text
from models.spec import load_spec
from serving.cli.session import (
    CONTEXT,
    DAY,
    Session,
    WrongUsage,
    ends_in,
    options,
    with_session,
)
from serving.files import ready_to_write, write_text
from serving.i18n import Words
from serving.searching import search as search_job

_SAME_FILE = Text(
    en="--out must be another file than the spec that is searched ({path}).",
    fa="--out باید فایلی جز همان مشخصات ({path}) باشد.",
)


@click.command(context_settings=CONTEXT)
@click.argument("spec")
@click.option(
    "--until",
    type=DAY,
    help="Nothing known after this day is used (today, or where the facts end).",
)
@click.option(
    "--trials",
    type=click.IntRange(min=1, max=10_000),
    default=40,
    show_default=True,
    help="How many settings are tried.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=1404,
    show_default=True,
    help="The same seed tries the same settings.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    callback=ends_in(".toml"),
    help="FILE.toml, the new spec; every trial goes into FILE.json.",
)
@options
@with_session
def search(
    session: Session, spec: str, until: date | None, trials: int, seed: int, out: Path
) -> None:
    """Try booster settings for SPEC (a name, or the path of a TOML file) and write the chosen ones.

    Every choice is made on the folds of training; no model is made, and nothing in the home
    changes. What the screen would refuse to train on is not searched either.
    """
    asked = load_spec(spec)
    if out.exists() and Path(spec).exists() and out.samefile(spec):
        raise WrongUsage(_SAME_FILE.filled(path=out))
    beside = out.with_suffix(".json")
    for path in (out, beside):
        ready_to_write(path)
    with session.office() as office, session.progress() as progress:

        def tried(done: int, of: int, best: float) -> None:
            note = session.words("progress_search_note", best=session.words.number(best, 4))
            progress("search", done, of, note)

        found = search_job(
            office,
            asked,
            until=until or session.today,
            trials=trials,
            seed=seed,
            now=session.now,
            building=lambda done, of: progress("features", done, of),
            trying=tried,
        )
    write_text(facts_text(found.facts), beside)
    write_text(spec_text(found.spec, found.facts), out)
    lines = found_lines(found, out, beside, session.words)
    session.answer(found_data(found, out, beside), list(lines))


def found_data(found: Found, out: Path, beside: Path) -> dict[str, Any]:
    """What was found, for machines; the trials are in their file."""
    told = {name: value for name, value in found.facts.items() if name != "trials"}
    return {**told, "out": str(out), "trials": str(beside)}


def found_lines(found: Found, out: Path, beside: Path, words: Words) -> Iterator[str]:
    """What was found, in the reader's language."""
    facts, lead = found.facts, found.chosen.over_present
    given_up = sum(not trial.is_complete for trial in found.trials)
    yield words(
        "searched",
        spec=facts["spec"],
        settings=words.counted("settings", len(found.trials)),
        days=words.counted("days", len(facts["folds"])),
        until=date.fromisoformat(facts["until"]),
        given_up=words.number(given_up),
    )
    yield words(
        "searched_kept" if found.is_kept else "searched_found",
        before=words.number(facts["before"], 4),
        after=words.number(facts["after"], 4),
        difference=words.number(lead.difference, 4, signed=True),
        level=words.percent(lead.level),
        low=words.number(lead.low, 4, signed=True),
        high=words.number(lead.high, 4, signed=True),
    )
    yield words("searched_flattered")
    yield words("searched_files", path=out, trials=beside)
