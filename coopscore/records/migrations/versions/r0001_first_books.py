"""The first books: batches of facts, scores, models, and the audit log.

What is written stays: the database itself refuses to change or delete scores, models, audit
entries, and batches that are sealed or dropped.
"""

import sqlalchemy as sa
from alembic import op

from coopscore.records.migrations.columns import numbering, words
from coopscore.records.migrations.guards import WRITTEN_STAYS, guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, then close them to change."""
    _make_batches()
    _make_scores()
    _make_bundles()
    _make_audit()
    dialect = op.get_context().dialect.name
    if dialect == "postgresql":
        op.execute(WRITTEN_STAYS)
    for table, column in _NUMBERED:
        for statement in numbering(dialect, table, column):
            op.execute(statement)
    for statement in guards(dialect, _STAYS, _HELD):
        op.execute(statement)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _make_batches() -> None:
    op.create_table(
        "batch",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("state", words(10), nullable=False),
        sa.Column("content_hash", words(64), nullable=False),
        sa.Column("adapter", words(60), nullable=False),
        sa.Column("source", words(), nullable=False),
        sa.Column("claimed_at", _moment(), nullable=False),
        sa.Column("claimed_by", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
        sa.Column("closed_at", _moment()),
        sa.Column("row_counts", words()),
        sa.Column("receipt", words()),
        sa.CheckConstraint("state IN ('open', 'sealed', 'dropped')", name="batch_state"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "batch_content",
        "batch",
        ["content_hash"],
        unique=True,
        sqlite_where=sa.text("state <> 'dropped'"),
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    op.create_table(
        "batch_file",
        sa.Column("path", words(400), primary_key=True),
        sa.Column("batch", sa.Integer, sa.ForeignKey("batch.number"), nullable=False),
        sa.Column("table_name", words(60), nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("sha256", words(64), nullable=False),
    )
    op.create_index("ix_batch_file_batch", "batch_file", ["batch"])


def _make_scores() -> None:
    op.create_table(
        "score",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("score_id", words(20), nullable=False, unique=True),
        sa.Column("coop_id", words(100), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("spec", words(60), nullable=False),
        sa.Column("version", words(100), nullable=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("grade", words(4), nullable=False),
        sa.Column("points", sa.Double, nullable=False),
        sa.Column("probability", sa.Double, nullable=False),
        sa.Column("content", words(), nullable=False),
        sa.Column("written_at", _moment(), nullable=False),
        sa.Column("written_by", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
        sa.UniqueConstraint("coop_id", "as_of", "version", "batch", name="score_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("score_standing", "score", ["spec", "coop_id", "as_of", "sequence"])
    op.create_index("score_of", "score", ["coop_id", "as_of", "sequence"])


def _make_bundles() -> None:
    op.create_table(
        "bundle",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("spec", words(60), nullable=False),
        sa.Column("version", words(100), nullable=False),
        sa.Column("folder", words(), nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("registered_at", _moment(), nullable=False),
        sa.Column("registered_by", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bundle_spec", "bundle", ["spec"])


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("actor", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
        sa.Column("action", words(60), nullable=False),
        sa.Column("subject", words(), nullable=False),
        sa.Column("detail", words(), nullable=False),
        sa.Column("previous", words(64), nullable=False, unique=True),
        sa.Column("digest", words(64), nullable=False),
    )


_NUMBERED = (("batch", "number"), ("score", "sequence"), ("bundle", "sequence"))

# An open batch may close, but never takes another's number or content (and so its place).
_BATCH_STAYS = (
    "OLD.state <> 'open' OR NEW.number <> OLD.number OR NEW.content_hash <> OLD.content_hash"
)

# The rows that stay as they are: table, act that is refused, and the old rows it is refused for.
_STAYS = (
    ("score", "UPDATE", ""),
    ("score", "DELETE", ""),
    ("bundle", "UPDATE", ""),
    ("bundle", "DELETE", ""),
    ("audit", "UPDATE", ""),
    ("audit", "DELETE", ""),
    ("batch_file", "UPDATE", ""),
    ("batch_file", "DELETE", ""),
    ("batch", "UPDATE", f"WHEN ({_BATCH_STAYS})"),
    ("batch", "DELETE", ""),
)

# What may be written once, table by table. SQLite's INSERT OR REPLACE takes the row that holds a
# key away without a word to the triggers on DELETE; so a key that is held is refused beforehand.
_HELD = (
    ("score", "sequence = NEW.sequence"),
    ("score", "score_id = NEW.score_id"),
    (
        "score",
        "coop_id = NEW.coop_id AND as_of = NEW.as_of "
        "AND version = NEW.version AND batch = NEW.batch",
    ),
    ("bundle", "sequence = NEW.sequence"),
    ("audit", "entry = NEW.entry"),
    ("audit", "previous = NEW.previous"),
    ("batch_file", "path = NEW.path"),
    ("batch_file", "rowid = NEW.rowid"),
    ("batch", "number = NEW.number"),
    (
        "batch",
        "content_hash = NEW.content_hash AND state <> 'dropped' AND NEW.state <> 'dropped'",
    ),
)
