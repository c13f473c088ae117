"""The columns that a file of a table may hold."""

from coopscore.language import Text
from coopscore.schema import OPTIONAL
from coopscore.table import Column, Table

COOP_ID = Column(
    name="coop_id",
    type="text",
    required=True,
    title=Text(en="Co-operative", fa="شناسهٔ تعاونی"),
)


def named(name: str, title: Text | None) -> Text:
    """A column or code as a fault names it: by itself, in Persian behind its title."""
    return Text(en=name, fa=f"{title.fa} ({name})") if title is not None else Text(en=name, fa=name)


def file_columns(table: Table) -> tuple[Column, ...]:
    """The co-operative, the table's own columns, and those that any file may carry.

    A file of a table about the sector names no co-operative.
    """
    whose = (COOP_ID,) if table.about == "cooperative" else ()
    return (*whose, *table.columns, *OPTIONAL)
