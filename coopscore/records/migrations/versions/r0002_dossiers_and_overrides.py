"""Dossiers, and the overrides of officers: both are written once, as scores are."""

import sqlalchemy as sa
from alembic import op

from coopscore.records.migrations.columns import numbering, words
from coopscore.records.migrations.guards import guards

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables, then close them to change."""
    op.create_table(
        "dossier",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("score_id", words(20), sa.ForeignKey("score.score_id"), nullable=False),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("content", words(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
        sa.UniqueConstraint("score_id", "digest", name="dossier_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "override",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("score_id", words(20), sa.ForeignKey("score.score_id"), nullable=False),
        sa.Column("coop_id", words(100), nullable=False),
        sa.Column("spec", words(60), nullable=False),
        sa.Column("from_grade", words(4), nullable=False),
        sa.Column("to_grade", words(4), nullable=False),
        sa.Column("reason", words(60), nullable=False),
        sa.Column("note", words(), nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("rules", words(60), nullable=False),
        sa.Column("revokes", sa.Integer, sa.ForeignKey("override.number"), unique=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("override_of", "override", ["spec", "coop_id", "number"])
    dialect = op.get_context().dialect.name
    for table, column in (("dossier", "sequence"), ("override", "number")):
        for statement in numbering(dialect, table, column):
            op.execute(statement)
    for statement in guards(dialect, _STAYS, _HELD):
        op.execute(statement)


_STAYS = (
    ("dossier", "UPDATE", ""),
    ("dossier", "DELETE", ""),
    ("override", "UPDATE", ""),
    ("override", "DELETE", ""),
)
_HELD = (
    ("dossier", "sequence = NEW.sequence"),
    ("dossier", "score_id = NEW.score_id AND digest = NEW.digest"),
    ("override", "number = NEW.number"),
    ("override", "revokes = NEW.revokes"),
)
