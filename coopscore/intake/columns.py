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


def file_columns(table: Table) -> tuple[Column, ...]:
    """The co-operative, the table's own columns, and those that any file may carry.

    A file of a table about the sector names no co-operative.
    """
    whose = (COOP_ID,) if table.about == "cooperative" else ()
    return (*whose, *table.columns, *OPTIONAL)
