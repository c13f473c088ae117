"""The entrance: finds the command, runs it, and turns every refusal into words and an exit code.

Exit codes: 0 done, 1 a refused run (with the reason), 2 wrong usage.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coopscore.errors import CoopscoreError
from coopscore.home import Home
from coopscore.language import Language
from serving.cli.lazy import LazyGroup
from serving.cli.session import CONTEXT, options
from serving.clock import Clock, wall_clock
from serving.logbook import write_down
from serving.office import logs
from serving.problems import Problem, formality, refusal

# Each command's module is imported when the command runs: training libraries take seconds to load.
COMMANDS = {
    "demo": ("serving.cli.demo:demo", "Make-believe registry to served scores, in one go."),
    "ingest": ("serving.cli.ingest:ingest", "Take a registry's files in; prints the receipt."),
    "features": ("serving.cli.features:features", "Build feature matrices."),
    "train": ("serving.cli.train:train", "Train a model on what was known by a day."),
    "score": ("serving.cli.score:score", "Score a whole cohort as of a day."),
    "explain": ("serving.cli.explain:explain", "Say why a score is what it is."),
    "serve": ("serving.cli.serve:serve", "Serve pages and HTTP on this machine."),
    "audit": ("serving.cli.audit:audit", "Check what is on record."),
}


@click.group(cls=LazyGroup, commands_by_name=COMMANDS, context_settings=CONTEXT)
@click.version_option(package_name="coopscore", prog_name="coopscore")
@options
def cli() -> None:
    """Risk scores of co-operatives, from a registry's files to reasons a person can check.

    Days are given Jalali (1404-04-12) or Gregorian (2025-07-03).
    """


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:], clock=wall_clock))


def run(args: Sequence[str], *, clock: Clock) -> int:
    """Run one command line; the exit code."""
    try:
        done = cli.main(list(args), prog_name="coopscore", standalone_mode=False, obj=clock)
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return _tell(_problem(error, args, clock), args)
    return done if isinstance(done, int) else 0


def _problem(error: Exception, args: Sequence[str], clock: Clock) -> Problem:
    lang = _lang(args)
    if isinstance(error, CoopscoreError):
        return refusal(error, lang)
    if isinstance(error, click.Abort):
        return formality("interrupted", lang)
    if isinstance(error, click.ClickException):
        return _usage(error, lang)
    home = Home(Path(_given(args, "--home") or os.environ.get("COOPSCORE_HOME", "./var")))
    reference = write_down(logs(home), error, clock())
    return formality("unexpected", lang, kind=type(error).__name__, reference=reference)


def _usage(error: click.ClickException, lang: Language) -> Problem:
    if isinstance(error.__cause__, CoopscoreError):
        return refusal(error.__cause__, lang)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "coopscore"
    return formality("wrong_usage", lang, message=error.format_message(), command=command)


def _tell(problem: Problem, args: Sequence[str]) -> int:
    if "--json" in args:
        click.echo(json.dumps(problem.body(), ensure_ascii=False))
    else:
        click.echo(f"{problem.title}: {problem.detail} {problem.remedy}", err=True)
    return problem.exit_code


def _lang(args: Sequence[str]) -> Language:
    """The language asked for, also where the command line could not be read to its end."""
    asked = _given(args, "--lang") or os.environ.get("COOPSCORE_LANG")
    return "fa" if asked == "fa" else "en"


def _given(args: Sequence[str], option: str) -> str | None:
    for place, arg in enumerate(args):
        if arg == option:
            return next(iter(args[place + 1 :]), None)
        if arg.startswith(f"{option}="):
            return arg.partition("=")[2]
    return None
