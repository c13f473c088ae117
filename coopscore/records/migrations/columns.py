"""What columns need in PostgreSQL to hold and tell the same as in SQLite."""

import sqlalchemy as sa


def words(most: int | None = None) -> sa.String:
    """Text, meant to be of up to `most` characters, compared and ordered by its bytes.

    SQLite does so, and cuts nothing off. A server would order by the customs of the language it
    was set up in, and refuse what is longer, at the end of a run that SQLite would have taken.
    """
    plain = sa.Text() if most is None else sa.String(most)
    return plain.with_variant(sa.Text(collation="C"), "postgresql")


def numbering(dialect: str, table: str, column: str) -> list[str]:
    """The statements that let rows be numbered from 1 without a gap, in the order of writing.

    SQLite does so of itself. PostgreSQL's own sequences leave out the numbers of what was taken
    back, and then the same acts would have other numbers there. Nothing is ever deleted, and one
    writes at a time, so that the next number is the last and one.
    """
    if dialect == "sqlite":
        return []
    name = f"{table}_numbered"
    following = f"coalesce((SELECT max({column}) FROM {table}), 0) + 1"  # noqa: S608 (our own)
    return [
        f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT",
        f"DROP SEQUENCE {table}_{column}_seq",
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"NEW.{column} = {following}; RETURN NEW; END $$",
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW "
        f"WHEN (NEW.{column} IS NULL) EXECUTE FUNCTION {name}()",
    ]
