"""Policies said in TOML: how a file is read, and what more than one of them asks of a key."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from coopscore.errors import InvalidSpec

Holds = Callable[[object], bool]  # whether a key holds what it may


def read_policy(path: Path) -> dict[str, Any]:
    """What a file says.

    Raises
    ------
    InvalidSpec
        Where it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise InvalidSpec(path=path, unknown=[], missing=[], refused=[str(cause)]) from cause


def is_day(value: object) -> bool:
    """Whether a key holds a day, as ISO text."""
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_word(value: object) -> bool:
    """Whether a key holds text that is not empty."""
    return isinstance(value, str) and bool(value.strip())
