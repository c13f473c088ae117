"""What makes a table one that is written once: triggers that refuse to change or empty it."""

from collections.abc import Sequence

# Table, act that is refused, and the old rows that it is refused for.
Stays = Sequence[tuple[str, str, str]]
# Table, and the condition under which a row that is put in takes another's key.
Held = Sequence[tuple[str, str]]

# PostgreSQL's triggers call a function; the first migration makes it. The refusal is one of the
# kind that a key which is held gives, as in SQLite.
WRITTEN_STAYS = (
    "CREATE FUNCTION written_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
    "MESSAGE = 'what is written in ' || TG_TABLE_NAME || ' stays'; END $$"
)


def guards(dialect: str, stays: Stays, held: Held) -> list[str]:
    """The statements that close tables to change, in the dialect `sqlite` or `postgresql`.

    `held` is for SQLite alone: its INSERT OR REPLACE takes the row that holds a key away without a
    word to the triggers on DELETE, so a key that is held is refused beforehand.
    """
    return _sqlite(stays, held) if dialect == "sqlite" else _postgresql(stays)


def _sqlite(stays: Stays, held: Held) -> list[str]:
    kept = [_trigger(table, act, condition, act.lower()) for table, act, condition in stays]
    for place, (table, key) in enumerate(held):
        condition = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})"  # noqa: S608 (our own words)
        kept.append(_trigger(table, "INSERT", condition, f"key_{place}"))
    return kept


def _trigger(table: str, act: str, condition: str, name: str) -> str:
    return (
        f"CREATE TRIGGER {table}_stays_{name} BEFORE {act} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'what is written in {table} stays'); END"
    )


def _postgresql(stays: Stays) -> list[str]:
    rows = [
        f"CREATE TRIGGER {table}_stays_{act.lower()} BEFORE {act} ON {table} "
        f"FOR EACH ROW {condition} EXECUTE FUNCTION written_stays()"
        for table, act, condition in stays
    ]
    whole = [
        f"CREATE TRIGGER {table}_stays_truncate BEFORE TRUNCATE ON {table} "
        f"EXECUTE FUNCTION written_stays()"
        for table in sorted({table for table, _, _ in stays})
    ]
    return [*rows, *whole]
