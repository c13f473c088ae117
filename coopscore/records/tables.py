"""The tables of the records database, as the code reads and writes them.

The migrations make them; a test holds the two together.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware going in, aware coming out, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; a naive one is a fault of the program."""
        if value is None:
            return None
        assert value.tzinfo is not None, "a moment on record names its offset"
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it was, in UTC (SQLite forgets the offset)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

BATCH = Table(
    "batch",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("state", String(10), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("adapter", String(60), nullable=False),
    Column("source", Text, nullable=False),
    Column("claimed_at", Moment, nullable=False),
    Column("claimed_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("closed_at", Moment),
    Column("row_counts", Text),
    Column("receipt", Text),
    CheckConstraint("state IN ('open', 'sealed', 'dropped')", name="batch_state"),
    sqlite_autoincrement=True,  # the number of a batch is never given twice
)

# One content, one batch: it may be claimed again only after the earlier claim was dropped.
Index(
    "batch_content",
    BATCH.c.content_hash,
    unique=True,
    sqlite_where=text("state <> 'dropped'"),
    postgresql_where=text("state <> 'dropped'"),
)

BATCH_FILE = Table(
    "batch_file",
    METADATA,
    Column("path", String(400), primary_key=True),
    Column("batch", Integer, ForeignKey("batch.number"), nullable=False, index=True),
    Column("table_name", String(60), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
)

SCORE = Table(
    "score",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("score_id", String(20), nullable=False, unique=True),
    Column("coop_id", String(100), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("spec", String(60), nullable=False),
    Column("version", String(100), nullable=False),
    Column("batch", Integer, nullable=False),
    Column("grade", String(4), nullable=False),
    Column("points", Double, nullable=False),
    Column("probability", Double, nullable=False),
    Column("content", Text, nullable=False),  # all numbers exactly; the columns are for asking
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    UniqueConstraint("coop_id", "as_of", "version", "batch", name="score_key"),
    Index("score_standing", "spec", "coop_id", "as_of", "sequence"),
    Index("score_of", "coop_id", "as_of", "sequence"),
    sqlite_autoincrement=True,
)

BUNDLE = Table(
    "bundle",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("spec", String(60), nullable=False, index=True),
    Column("version", String(100), nullable=False),
    Column("folder", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("registered_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    sqlite_autoincrement=True,
)

DOSSIER = Table(
    "dossier",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    Column("score_id", String(20), ForeignKey("score.score_id"), nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of the content
    Column("content", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    UniqueConstraint("score_id", "digest", name="dossier_key"),
    sqlite_autoincrement=True,
)

# A row that revokes another repeats its particulars; only the first of the two was ever in force.
OVERRIDE = Table(
    "override",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("score_id", String(20), ForeignKey("score.score_id"), nullable=False),
    Column("coop_id", String(100), nullable=False),
    Column("spec", String(60), nullable=False),
    Column("from_grade", String(4), nullable=False),
    Column("to_grade", String(4), nullable=False),
    Column("reason", String(60), nullable=False),
    Column("note", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("rules", String(60), nullable=False),
    Column("revokes", Integer, ForeignKey("override.number"), unique=True),
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Index("override_of", "spec", "coop_id", "number"),
    sqlite_autoincrement=True,
)

VISIT_PLAN = Table(
    "visit_plan",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("plan_id", String(20), nullable=False, unique=True),
    Column("as_of", Date, nullable=False, index=True),
    Column("first_month", Date, nullable=False),
    Column("months", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("settings", Text, nullable=False),
    Column("frame_size", Integer, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of all of it, frame and all
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    sqlite_autoincrement=True,
)

# A row for each of a plan's frame, in its order; texts are empty where it was not taken.
VISIT_PLANNED = Table(
    "visit_planned",
    METADATA,
    Column("plan", Integer, ForeignKey("visit_plan.number"), primary_key=True),
    Column("coop_id", String(100), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("province", String(60), nullable=False),
    Column("county", String(200), nullable=False),
    Column("stratum", String(300), nullable=False),
    Column("probability", Double, nullable=False),
    Column("slice", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("month", Date),
    Column("duty", String(20), nullable=False),
    Column("risk", Double),
    Column("revival", Double),
    Column("order", Integer, nullable=False),
)

PLAN_CHANGE = Table(
    "plan_change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("plan_id", String(20), ForeignKey("visit_plan.plan_id"), nullable=False, index=True),
    Column("coop_id", String(100), nullable=False),
    Column("added", Boolean, nullable=False),
    Column("reason", String(60), nullable=False),
    Column("note", Text, nullable=False),
    Column("instead_of", String(100), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    sqlite_autoincrement=True,
)

# Of several rows about one act (plan, co-operative, kind and day) the last stands.
VISIT_OUTCOME = Table(
    "visit_outcome",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("plan_id", String(20), ForeignKey("visit_plan.plan_id")),
    Column("coop_id", String(100), nullable=False, index=True),
    Column("visited_on", Date, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("found", String(20), nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("person_hours", Integer),
    Column("note", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Index("visit_outcome_of", "plan_id", "coop_id"),
    sqlite_autoincrement=True,
)

VISIT_EVALUATION = Table(
    "visit_evaluation",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("plan_id", String(20), ForeignKey("visit_plan.plan_id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False),  # SHA-256 of the content
    Column("content", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    sqlite_autoincrement=True,
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),  # a chain that cannot fork
    Column("digest", String(64), nullable=False),
)
