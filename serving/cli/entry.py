"""The entrance: finds the command, runs it, and turns every refusal into words and an exit code.

Exit codes: 0 done, 1 a refused run (with the reason), 2 wrong usage.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from coopscore.errors import CoopscoreError
from coopscore.home import Home
from coopscore.language import Language, Text
from serving.cli.lazy import LazyGroup
from serving.cli.session import CONTEXT, WrongUsage, options
from serving.clock import Clock, wall_clock
from serving.logbook import write_down
from serving.office import logs
from serving.problems import WRONG_USAGE, Problem, formality, refusal

# Each command's module is imported when the command runs: training libraries take seconds to load.
COMMANDS = {
    "demo": ("serving.cli.demo:demo", "Make-believe registry to served scores, in one go."),
    "synthesize": (
        "serving.cli.synthesize:synthesize_registry",
        "Make up a registry with known truth, as files.",
    ),
    "ingest": ("serving.cli.ingest:ingest", "Take a registry's files in; prints the receipt."),
    "quarantine": (
        "serving.cli.quarantine:quarantine",
        "List rows that were set aside; take mended ones in.",
    ),
    "quality": ("serving.cli.quality:quality", "Say how good the data are, and what to mend."),
    "features": ("serving.cli.features:features", "Build feature matrices."),
    "train": ("serving.cli.train:train", "Train a model on what was known by a day."),
    "search": ("serving.cli.search:search", "Look for better booster settings on the folds."),
    "validate": ("serving.cli.validate:validate", "Measure models on days they had not seen."),
    "score": ("serving.cli.score:score", "Score a whole cohort as of a day."),
    "explain": ("serving.cli.explain:explain", "Say why a score is what it is."),
    "dossiers": (
        "serving.cli.dossiers:dossiers",
        "Put together what stands behind every score of a day.",
    ),
    "override": (
        "serving.cli.override:override",
        "Give another grade than the model's, for a while and by name.",
    ),
    "visits": (
        "serving.cli.visits:visits",
        "Plan visits, change plans, and say what their visits taught.",
    ),
    "outcomes": ("serving.cli.outcomes:outcomes", "Take in what visits found."),
    "revivals": (
        "serving.cli.revivals:revivals",
        "Hold revivals against signs of life, and list those not proved.",
    ),
    "awards": (
        "serving.cli.awards:awards",
        "Run an edition of an award: who ranks where, how firm.",
    ),
    "provinces": (
        "serving.cli.provinces:provinces",
        "Say how provinces stand in a period, and how firm their places are.",
    ),
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
        if isinstance(error, click.exceptions.NoArgsIsHelpError) and "--json" not in args:
            click.echo(error.ctx.get_help(), err=True)
            return WRONG_USAGE
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
    return formality("wrong_usage", lang, message=_found(error), command=command)


def _found(error: click.ClickException) -> Text:
    """What click found wrong, in both languages; its own English where it is none of `_FAULTS`."""
    if isinstance(error, WrongUsage):
        return error.found
    for kind, (found, facts) in _FAULTS.items():
        if isinstance(error, kind):
            return found.filled(**facts(error))
    message = error.format_message()
    return Text(en=message, fa=message)


def _named(error: Any) -> dict[str, object]:
    """The parameter as it is typed, and what it may be."""
    shown = error.param
    name = shown.opts[0] if isinstance(shown, click.Option) else shown.human_readable_name
    return {"name": name, "allowed": _allowed(shown.type)}


def _allowed(kind: click.ParamType[Any]) -> Text:
    if isinstance(kind, click.Choice):
        return _ONE_OF.filled(choices=list(kind.choices))
    if isinstance(kind, click.IntRange):
        return (_AT_LEAST if kind.max is None else _BETWEEN).filled(low=kind.min, high=kind.max)
    if isinstance(kind, click.Path):
        return _PATHS[kind.file_okay, kind.dir_okay]
    return Text(en=kind.name, fa=kind.name)


def _option(error: Any) -> dict[str, object]:
    """An option that wants a value and got none, or got one and wants none."""
    # click's parser raises this without a context: which of the two it is stands in its message.
    alone = "not take" in error.message
    return {"name": error.option_name, "wants": _NO_VALUE if alone else _A_VALUE}


def _commands(error: Any) -> dict[str, object]:
    return {"allowed": error.ctx.command.list_commands(error.ctx)}


def _line(error: Any) -> dict[str, object]:
    """A group lacks its command; a command got words that it has no place for."""
    if isinstance(error.ctx.command, click.Group):
        return {"fault": _NO_COMMAND.filled(**_commands(error))}
    words = error.message.partition("(")[2].rpartition(")")[0]
    return {"fault": _EXTRA.filled(words=words)}


_ONE_OF = Text(en="one of: {choices}", fa="یکی از این‌ها: {choices}")
_AT_LEAST = Text(en="a whole number, {low} or more", fa="عددی صحیح، {low} یا بیشتر")
_BETWEEN = Text(en="a whole number from {low} to {high}", fa="عددی صحیح از {low} تا {high}")
_PATHS: Mapping[tuple[bool, bool], Text] = {
    (True, True): Text(
        en="a file or folder that may be read", fa="فایل یا پوشه‌ای که اجازهٔ خواندنش هست"
    ),
    (True, False): Text(
        en="a file, not a folder, that may be read",
        fa="فایلی (نه پوشه) که اجازهٔ خواندنش هست",
    ),
    (False, True): Text(
        en="a folder, not a file, that may be read",
        fa="پوشه‌ای (نه فایل) که اجازهٔ خواندنش هست",
    ),
}
_A_VALUE = Text(en="needs a value", fa="مقدار می‌خواهد")
_NO_VALUE = Text(en="takes no value", fa="مقدار نمی‌پذیرد")
_NO_COMMAND = Text(
    en="A command is missing. There are: {allowed}.",
    fa="فرمان داده نشده است. فرمان‌های موجود: {allowed}.",
)
_EXTRA = Text(en="There is no place for: {words}.", fa="این بخش از خط فرمان جایی ندارد: {words}.")

# click's own faults by their type, the narrower before the wider, and what fills their places.
_FAULTS: Mapping[
    type[click.ClickException], tuple[Text, Callable[[click.ClickException], dict[str, object]]]
] = {
    click.exceptions.NoSuchCommand: (
        Text(
            en="There is no command {name}. There are: {allowed}.",
            fa="فرمانی به نام {name} نیست. فرمان‌های موجود: {allowed}.",
        ),
        lambda error: {**_commands(error), "name": getattr(error, "command_name", "")},
    ),
    click.NoSuchOption: (
        Text(en="There is no option {name}.", fa="گزینه‌ای به نام {name} نیست."),
        lambda error: {"name": getattr(error, "option_name", "")},
    ),
    click.MissingParameter: (
        Text(en="{name} is missing.", fa="{name} داده نشده است."),
        _named,
    ),
    click.BadOptionUsage: (
        Text(en="{name} {wants}.", fa="گزینهٔ {name} {wants}."),
        _option,
    ),
    click.BadParameter: (
        Text(en="{name} must be {allowed}.", fa="مقدار {name} باید چنین باشد: {allowed}."),
        _named,
    ),
    click.UsageError: (Text(en="{fault}", fa="{fault}"), _line),
}


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
