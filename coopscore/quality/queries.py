"""Questions about facts in SQL: the one gate of the library that answers them.

Everything lies in memory, nothing is read or written elsewhere, and no extension is loaded. The
text of a question is part of the source; values are bound, never written into it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import duckdb
import pyarrow as pa

# Two runs give the same bytes: every question that orders says by what.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "python_enable_replacements": False,
}


class Questions:
    """Tables by name, and what can be asked of them; made by `questions`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def lay(self, name: str, rows: pa.Table) -> None:
        """Put a table under a name, in the place of one that had it."""
        self._connection.register(name, rows)

    def keep(self, name: str, sql: str, **values: date | str | int | float) -> None:
        """Work a table out once, under a name of its own."""
        self.lay(name, self.ask(sql, **values))

    def ask(self, sql: str, **values: date | str | int | float) -> pa.Table:
        """The answer; `$name` stands for the value of that name."""
        bound = {name: value for name, value in values.items() if f"${name}" in sql}
        answer = self._connection.sql(sql, params=bound or None)
        found: pa.Table = answer.to_arrow_table()
        return found


@contextmanager
def questions(tables: Mapping[str, pa.Table]) -> Iterator[Questions]:
    """A desk with these tables on it, cleared at the end."""
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        desk = Questions(connection)
        for name, rows in tables.items():
            desk.lay(name, rows)
        yield desk
