"""Revivals held against signs of life, as a run left them: the web reads, jobs write."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coopscore.errors import RevivalsNotChecked
from coopscore.home import Home
from serving.files import write_bytes

_DAYS = ("happened", "entered", "last_sign")


@dataclass(frozen=True, kw_only=True)
class NotProved:
    """An entry that called a sleeper active again, and that no sign of life followed.

    `happened` is the day it speaks of, `entered` when and `actor` by whom it was made; `last_sign`
    the last sign of life before it, None where there never was one.
    """

    coop_id: str
    office: str
    happened: date
    entered: date
    actor: str | None
    last_sign: date | None
    in_burst: bool


@dataclass(frozen=True, kw_only=True)
class OfficeGap:
    """What an office counts as revived, and how much of it is proved.

    `share` is of those whose twelve months are over, with its interval; None where none are.
    """

    office: str
    entered: int
    proved: int
    not_proved: int
    too_early: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class CheckedRevivals:
    """All revivals on record on a day, by office; `batch` is the newest that was known."""

    as_of: date
    batch: int
    gaps: Sequence[OfficeGap]
    not_proved: Sequence[NotProved]


def keep_revivals(home: Home, found: CheckedRevivals) -> None:
    """Keep what was found in the place of what was found before.

    Raises
    ------
    UnwritableFile
        Where the home may not be written to.
    """
    text = json.dumps(asdict(found), default=date.isoformat, ensure_ascii=False)
    write_bytes(text.encode(), _path(home))


def kept_revivals(home: Home) -> CheckedRevivals:
    """What was found last.

    Raises
    ------
    RevivalsNotChecked
        Where nobody has looked yet.
    """
    path = _path(home)
    if not path.is_file():
        raise RevivalsNotChecked
    told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return CheckedRevivals(
        as_of=date.fromisoformat(told["as_of"]),
        batch=told["batch"],
        gaps=tuple(OfficeGap(**one) for one in told["gaps"]),
        not_proved=tuple(NotProved(**{**one, **_days(one)}) for one in told["not_proved"]),
    )


def _days(one: Mapping[str, Any]) -> dict[str, date | None]:
    return {name: date.fromisoformat(one[name]) if one[name] else None for name in _DAYS}


def _path(home: Home) -> Path:
    return home.path / "revivals.json"
