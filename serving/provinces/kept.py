"""Runs of provinces as they were kept: jobs write them, the web reads them."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

from coopscore.errors import ProvincesNotMeasured, UnusableHome
from coopscore.home import Home
from coopscore.language import Text
from serving.files import write_bytes

Content: TypeAlias = Mapping[str, Any]
_HASHED = 12
_NONE = Text(en="any name", fa="هیچ نامی")


def bytes_of(content: Content) -> bytes:
    """The content as it is kept: one line, keys in their order."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def run_id_of(content: Content) -> str:
    """What a run is called: its period, its day of knowledge, and a hash of all that it holds."""
    digest = sha256(bytes_of(content)).hexdigest()[:_HASHED]
    return f"{content['first']}_{content['last']}_{content['as_of']}_{digest}"


def keep_run(home: Home, content: Content) -> str:
    """Keep a run under its own name; the same run kept again changes nothing. The name.

    Raises
    ------
    UnusableHome, UnwritableFile
        Where the home may not be written to.
    """
    run_id = run_id_of(content)
    path = _folder(home) / f"{run_id}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise UnusableHome(path=home.path, reason=cause.strerror) from cause
    if not path.is_file():
        write_bytes(bytes_of(content), path)
    return run_id


class ProvinceDesk:
    """Reads the kept runs of one home; safe to share between threads."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self._kept: tuple[str, Content] | None = None

    def runs(self) -> Sequence[str]:
        """Names of the runs, the newest day of knowledge first, then the newest last day."""
        names = (path.stem for path in _folder(self._home).glob("*.json"))
        return sorted((name for name in names if name.count("_") == 3), key=_age, reverse=True)

    def run(self, run_id: str = "") -> tuple[str, Content]:
        """One run by its name, or the newest.

        Raises
        ------
        ProvincesNotMeasured
            Where there is none of that name.
        """
        runs = self.runs()
        name = run_id or next(iter(runs), "")
        if name not in runs:
            raise ProvincesNotMeasured(run=run_id or _NONE)
        with self._lock:
            if self._kept is None or self._kept[0] != name:
                text = (_folder(self._home) / f"{name}.json").read_text(encoding="utf-8")
                self._kept = (name, json.loads(text))
            return self._kept


def _age(name: str) -> tuple[str, str, str, str]:
    first, last, as_of, digest = name.split("_")
    return as_of, last, first, digest


def _folder(home: Home) -> Path:
    return home.path / "provinces"
