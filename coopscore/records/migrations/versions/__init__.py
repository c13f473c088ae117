"""The steps, each a revision that Alembic finds by its number."""
