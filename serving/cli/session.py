"""What every command shares: where the home is, how it speaks, and what time it is."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from getpass import getuser
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from coopscore.actor import Actor
from coopscore.errors import InvalidSetting
from coopscore.home import Home
from coopscore.intake.terms import Terms
from coopscore.language import LANGUAGES, Language, Text
from coopscore.settings import SETTINGS, read_settings
from serving.clock import Clock, today, wall_clock
from serving.days import day_asked
from serving.i18n import Words
from serving.office import Office, open_office

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_PREFIX = "coopscore."

P = ParamSpec("P")
R = TypeVar("R")
Command = TypeVar("Command", bound=Callable[..., Any])


class Tell(Protocol):
    """Is told which step is at work, how much of it is done, of how much, and a note beside."""

    def __call__(self, step: str, done: int, of: int, note: str = "") -> None: ...


@dataclass(frozen=True, kw_only=True)
class Session:
    """One command line's home, language, form of answer, and clock."""

    home: Home
    words: Words
    as_json: bool
    lock_seconds: float
    clock: Clock
    terms: Terms = field(default_factory=Terms)

    @property
    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return self.clock()

    @property
    def today(self) -> date:
        """The day it is here."""
        return today(self.clock())

    @property
    def actor(self) -> Actor:
        """Whoever runs the command."""
        return Actor(name=_user(), role="operator")

    @contextmanager
    def office(self) -> Iterator[Office]:
        """The home's books, open."""
        with open_office(self.home, lock_seconds=self.lock_seconds) as office:
            yield office

    def answer(self, data: Mapping[str, Any], lines: Sequence[str]) -> None:
        """Say the result: one JSON object, or lines for people."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, default=_plain))
        else:
            click.echo("\n".join(lines))

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """Something to tell progress to: a bar on a terminal's stderr, silence elsewhere."""
        if not sys.stderr.isatty():
            yield _unheard
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        note = TextColumn("{task.fields[note]}")
        with Progress(*columns, TimeElapsedColumn(), note, console=Console(stderr=True)) as bars:
            tasks: dict[str, Any] = {}

            def tell(step: str, done: int, of: int, note: str = "") -> None:
                title = self.words(f"progress_{step}" if step in _STEPS else "progress_ingest")
                if title not in tasks:
                    tasks[title] = bars.add_task(title, total=of, note="")
                bars.update(tasks[title], completed=done, total=of, note=note)

            yield tell


_STEPS = (
    "features", "train", "search", "validate", "score", "registry", "quality", "reasons",
    "bridges", "recourse",
)  # fmt: skip


def _unheard(step: str, done: int, of: int, note: str = "") -> None:
    """Progress that nobody watches."""


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "operator"  # a container may run under a number that has no name


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class WrongUsage(click.UsageError):
    """A command line that only we know to be wrong, said in both languages."""

    def __init__(self, found: Text) -> None:
        super().__init__(found.en)
        self.found = found


_WRONG_ENDING = Text(
    en="{path} must end in {endings}.", fa="نام فایل {path} باید به {endings} ختم شود."
)
_OR = Text(en=" or ", fa=" یا ")


def ends_in(*endings: str) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """A callback of an option that names a file of one of these endings."""
    allowed = Text(en=_OR.en.join(endings), fa=_OR.fa.join(endings))

    def check(
        _context: click.Context, _parameter: click.Parameter, out: Path | None
    ) -> Path | None:
        if out is not None and out.suffix not in endings:
            raise WrongUsage(_WRONG_ENDING.filled(path=out, endings=allowed))
        return out

    return check


class _Folder(click.Path[Path]):
    """The path of a folder; an empty one would silently be the folder one stands in."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """The folder that was typed; refused, as the setting is, where nothing was."""
        if not str(value).strip():
            allowed = SETTINGS["home"].allowed
            raise InvalidSetting(name="--home", value=f'"{value}"', allowed=allowed)
        return super().convert(value, param, ctx)


def options(command: Command) -> Command:
    """The options that every command takes, before its name or after it."""
    for option in (
        click.option(
            "--lang",
            type=click.Choice(LANGUAGES),
            help="Language of messages.",
            expose_value=False,
            is_eager=True,
            callback=_remember,
        ),
        click.option(
            "--json",
            is_flag=True,
            default=None,
            help="Answer with one JSON object.",
            expose_value=False,
            is_eager=True,
            callback=_remember,
        ),
        click.option(
            "--home",
            type=_Folder(path_type=Path, file_okay=False),
            help="The folder of facts, records and models (./var).",
            expose_value=False,
            is_eager=True,
            callback=_remember,
        ),
    ):
        command = option(command)
    return command


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Meta is shared between a group and its commands; what stands later on the line wins."""
    if value is not None:
        context.meta[f"{_PREFIX}{parameter.name}"] = value


def session_of(context: click.Context) -> Session:
    """The session of a command that is running.

    Raises
    ------
    InvalidSetting
        Where the environment sets something that is no setting.
    """
    settings = read_settings(os.environ)
    lang: Language = context.meta.get(f"{_PREFIX}lang", settings.lang)
    return Session(
        home=Home(context.meta.get(f"{_PREFIX}home", settings.home), settings.records),
        words=Words(lang),
        as_json=context.meta.get(f"{_PREFIX}json", False),
        lock_seconds=settings.lock_seconds,
        clock=context.obj or wall_clock,
        terms=Terms(password=settings.file_password, most_bad_rows=settings.most_bad_rows),
    )


def with_session(command: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
    """Hands a command its session as the first argument."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(session_of(click.get_current_context()), *args, **kwargs)

    return run


_TODAY = ("today", "امروز")


class Day(click.ParamType[date]):
    """A day of either calendar, or the word for the day it is."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that was typed; refused in words, by the door, where it is none."""
        if isinstance(value, date):
            return value
        if str(value).strip() in _TODAY:
            return today(((ctx and ctx.obj) or wall_clock)())
        return day_asked(str(value))


DAY = Day()
