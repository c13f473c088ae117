"""Which table a file or a sheet holds, by its name."""

import re
from collections.abc import Mapping

from coopscore.language import matching_key
from coopscore.schema import TABLES
from coopscore.table import Table

_PART = re.compile(r"(.+)-\s*([0-9۰-۹]{1,6})")


def _key(name: str) -> str:
    """The name as it is compared: underscores are the spaces of file names."""
    return matching_key(name.replace("_", " "))


def _names(table: Table) -> set[str]:
    return {_key(name) for name in (table.name, table.title.en, table.title.fa)}


def table_named(name: str) -> Table | None:
    """The table of that name, or of that title in either language; None where there is none.

    A number after a hyphen tells one part of a table from another: `filing-002` is of `filing`.
    """
    part = _PART.fullmatch(name.strip())
    return _by_key(_key(name)) or (_by_key(_key(part[1])) if part else None)


def _by_key(key: str) -> Table | None:
    return next((table for table in TABLES.values() if key in _KEYS[table.name]), None)


_KEYS: Mapping[str, set[str]] = {name: _names(table) for name, table in TABLES.items()}
