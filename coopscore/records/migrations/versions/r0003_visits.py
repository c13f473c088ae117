"""The visit book: plans, changes to them, outcomes and evaluations, written once as scores are."""

import sqlalchemy as sa
from alembic import op

from coopscore.records.migrations.columns import numbering, words
from coopscore.records.migrations.guards import guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, then close them to change."""
    _plans()
    _what_came_of_them()
    dialect = op.get_context().dialect.name
    for table in _NUMBERED:
        for statement in numbering(dialect, table, "number"):
            op.execute(statement)
    for statement in guards(dialect, _STAYS, _HELD):
        op.execute(statement)


def _plans() -> None:
    op.create_table(
        "visit_plan",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("plan_id", words(20), nullable=False, unique=True),
        sa.Column("as_of", sa.Date, nullable=False, index=True),
        sa.Column("first_month", sa.Date, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("settings", words(), nullable=False),
        sa.Column("frame_size", sa.Integer, nullable=False),
        sa.Column("acts", sa.Integer, nullable=False),
        sa.Column("digest", words(64), nullable=False),
        *_by_whom(),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "visit_planned",
        sa.Column("plan", sa.Integer, sa.ForeignKey("visit_plan.number"), primary_key=True),
        sa.Column("coop_id", words(100), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("province", words(60), nullable=False),
        sa.Column("county", words(200), nullable=False),
        sa.Column("stratum", words(300), nullable=False),
        sa.Column("probability", sa.Double, nullable=False),
        sa.Column("slice", words(20), nullable=False),
        sa.Column("kind", words(20), nullable=False),
        sa.Column("month", sa.Date),
        sa.Column("duty", words(20), nullable=False),
        sa.Column("risk", sa.Double),
        sa.Column("revival", sa.Double),
        sa.Column("order", sa.Integer, nullable=False),
    )


def _what_came_of_them() -> None:
    op.create_table(
        "plan_change",
        sa.Column("number", sa.Integer, primary_key=True),
        _of_plan(),
        sa.Column("coop_id", words(100), nullable=False),
        sa.Column("added", sa.Boolean, nullable=False),
        sa.Column("reason", words(60), nullable=False),
        sa.Column("note", words(), nullable=False),
        sa.Column("instead_of", words(100), nullable=False),
        *_by_whom(),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "visit_outcome",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("plan_id", words(20), sa.ForeignKey("visit_plan.plan_id")),
        sa.Column("coop_id", words(100), nullable=False, index=True),
        sa.Column("visited_on", sa.Date, nullable=False, index=True),
        sa.Column("kind", words(20), nullable=False),
        sa.Column("found", words(20), nullable=False),
        sa.Column("outcome", words(40), nullable=False),
        sa.Column("person_hours", sa.Integer),
        sa.Column("note", words(), nullable=False),
        *_by_whom(),
        sqlite_autoincrement=True,
    )
    op.create_index("visit_outcome_of", "visit_outcome", ["plan_id", "coop_id"])
    op.create_table(
        "visit_evaluation",
        sa.Column("number", sa.Integer, primary_key=True),
        _of_plan(),
        sa.Column("digest", words(64), nullable=False),
        sa.Column("content", words(), nullable=False),
        *_by_whom(),
        sqlite_autoincrement=True,
    )


def _of_plan() -> "sa.Column[str]":
    key = sa.ForeignKey("visit_plan.plan_id")
    return sa.Column("plan_id", words(20), key, nullable=False, index=True)


def _by_whom() -> "tuple[sa.Column[object], ...]":
    return (
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", words(200), nullable=False),
        sa.Column("role", words(20), nullable=False),
    )


_TABLES = ("visit_plan", "visit_planned", "plan_change", "visit_outcome", "visit_evaluation")
_NUMBERED = ("visit_plan", "plan_change", "visit_outcome", "visit_evaluation")
_STAYS = tuple((table, act, "") for table in _TABLES for act in ("UPDATE", "DELETE"))
_HELD = (
    ("visit_plan", "number = NEW.number"),
    ("visit_plan", "plan_id = NEW.plan_id"),
    ("visit_planned", "plan = NEW.plan AND coop_id = NEW.coop_id"),
    ("plan_change", "number = NEW.number"),
    ("visit_outcome", "number = NEW.number"),
    ("visit_evaluation", "number = NEW.number"),
)
