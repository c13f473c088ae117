"""How records are changed behind the program's back by one who may do everything."""

from contextlib import closing

from coopscore.records.database import Records

_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def forge(records: Records, *statements: str) -> None:
    """Run statements that no trigger and no foreign key hold back.

    Triggers stay off in SQLite, and come back in PostgreSQL.
    """
    with closing(records.database.engine.raw_connection()) as connection:
        driver = connection.driver_connection
        assert driver is not None
        if records.database.is_served:
            driver.execute("SET LOCAL session_replication_role = replica")
        else:
            driver.execute("PRAGMA foreign_keys = OFF")
            for (name,) in driver.execute(_TRIGGERS).fetchall():
                driver.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            driver.execute(statement)
        driver.commit()
