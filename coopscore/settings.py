"""What an operator may change: one table of settings, read once by the door that starts the work.

Each is an environment variable `COOPSCORE_<NAME>`; nothing below the doors looks at the
environment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from coopscore.errors import InvalidSetting
from coopscore.home import IN_THE_HOME
from coopscore.language import LANGUAGES, Language, Text

PREFIX = "COOPSCORE_"
_UNTOLD = "***"  # in the place of what may be a password
_SERVERS = ("postgresql", "postgresql+psycopg")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting: its default as it would be typed, and how typed text is read.

    `read` raises ValueError for text that `allowed` does not describe. What may hold a password is
    `secret`: a refusal does not repeat it.
    """

    name: str
    default: str
    help: Text
    allowed: Text
    read: Callable[[str], object]
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings in force."""

    home: Path
    lang: Language
    lock_seconds: float
    file_password: str = field(repr=False)
    most_bad_rows: int
    records: str = field(repr=False)


def _home(text: str) -> Path:
    if not text.strip():
        raise ValueError("an empty path names no folder")
    return Path(text)


def _language(text: str) -> Language:
    for language in LANGUAGES:
        if text == language:
            return language
    raise ValueError(f"{text!r} is not a language")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 86_400:
        raise ValueError(f"{text} s is not between none and a day")
    return seconds


def _rows(text: str) -> int:
    rows = int(text)
    if rows < 1:
        raise ValueError(f"{text} rows are not one or more")
    return rows


def _records(text: str) -> str:
    if text == IN_THE_HOME:
        return text
    address = urlsplit(text)
    named = address.scheme in _SERVERS and address.path.strip("/") != ""
    if not named or address.port == 0:  # asking for a port that is no number is refused as well
        raise ValueError("neither sqlite nor the address of a PostgreSQL database")
    return text


_ROWS: tuple[Setting, ...] = (
    Setting(
        name="home",
        default="./var",
        help=Text(
            en="The folder that holds facts, records and models.",
            fa="پوشه‌ای که داده‌ها، سوابق و مدل‌ها در آن است.",
        ),
        allowed=Text(en="the path of a folder", fa="نشانی یک پوشه"),
        read=_home,
    ),
    Setting(
        name="lang",
        default="en",
        help=Text(
            en="The language of messages on the terminal.",
            fa="زبان پیام‌ها در پایانه.",
        ),
        allowed=Text(en="en or fa", fa="fa یا en"),
        read=_language,
    ),
    Setting(
        name="lock_seconds",
        default="30",
        help=Text(
            en="How many seconds a run waits for another that is writing.",
            fa="هر اجرا چند ثانیه منتظر اجرای دیگری می‌ماند که در حال نوشتن است.",
        ),
        allowed=Text(en="seconds, 0 to 86400", fa="ثانیه، از ۰ تا ۸۶۴۰۰"),
        read=_seconds,
    ),
    Setting(
        name="file_password",
        default="",
        help=Text(
            en="The password of locked workbooks that are taken in.",
            fa="گذرواژهٔ فایل‌های قفل‌شدهٔ XLSX که دریافت می‌شود.",
        ),
        allowed=Text(en="any text", fa="هر متنی"),
        read=str,
    ),
    Setting(
        name="most_bad_rows",
        default="10000",
        help=Text(
            en="How many rows at fault, being most of a file, make it another table's.",
            fa="چند ردیف ایراددار، اگر بیشتر فایل باشد، نشان می‌دهد که فایل از آن جدول نیست.",
        ),
        allowed=Text(en="a whole number from 1", fa="عددی صحیح از ۱"),
        read=_rows,
    ),
    Setting(
        name="records",
        default=IN_THE_HOME,
        help=Text(
            en="Where records are: in the home, or in a PostgreSQL database.",
            fa="جای سوابق: در خانهٔ داده یا در یک پایگاه دادهٔ PostgreSQL.",
        ),
        allowed=Text(
            en="sqlite, or postgresql://user:password@host:port/database",
            fa="sqlite یا postgresql://user:password@host:port/database",
        ),
        read=_records,
        secret=True,
    ),
)

SETTINGS: Mapping[str, Setting] = {setting.name: setting for setting in _ROWS}


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that the environment gives, with defaults for the others.

    Raises
    ------
    InvalidSetting
        For a `COOPSCORE_` variable that is no setting, or a value that is not allowed.
    """
    variables = {setting.variable: setting for setting in SETTINGS.values()}
    for variable in sorted(environ):
        if variable.startswith(PREFIX) and variable not in variables:
            # What it was meant for is not known: it may be a password.
            raise InvalidSetting(name=variable, value=_UNTOLD, allowed=sorted(variables))
    return Settings(
        **{  # type: ignore[arg-type]  # each row of SETTINGS reads its field's type
            setting.name: _read(setting, environ.get(variable, setting.default))
            for variable, setting in variables.items()
        }
    )


def _read(setting: Setting, text: str) -> object:
    try:
        return setting.read(text)
    except ValueError:
        value = _UNTOLD if setting.secret else text
        # Without its cause, whose words may repeat what was typed.
        raise InvalidSetting(name=setting.variable, value=value, allowed=setting.allowed) from None
