"""The bundle shelf: which trained model stands for a spec, and which stood before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from coopscore.actor import Actor
from coopscore.errors import NoBundle
from coopscore.records.audit import record
from coopscore.records.engine import Database
from coopscore.records.tables import BUNDLE


@dataclass(frozen=True, kw_only=True)
class BundleEntry:
    """One model on the shelf.

    `folder` is where it lies, relative to the home's bundles; `until` is the day after which it
    learned nothing, `batch` the state of the facts it learned from.
    """

    spec: str
    version: str
    folder: str
    until: date
    batch: int
    registered_at: datetime
    actor: Actor


class Bundles:
    """Models in the order they were registered; the last one of a spec stands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(
        self,
        *,
        spec: str,
        version: str,
        folder: str,
        until: date,
        batch: int,
        actor: Actor,
        now: datetime,
    ) -> None:
        """Let a model stand for its spec from now on; the one before stays on the shelf."""
        facts = {"spec": spec, "version": version, "folder": folder, "batch": batch}
        who = {"registered_at": now, "registered_by": actor.name, "role": actor.role}
        with self._database.writing() as connection:
            connection.execute(insert(BUNDLE).values(**facts, until=until, **who))
            detail = {**facts, "until": until.isoformat()}
            record(connection, "bundle.registered", version, detail, actor=actor, now=now)

    def standing(self, spec: str) -> BundleEntry:
        """The model that stands for a spec.

        Raises
        ------
        NoBundle
            Where none was ever registered.
        """
        entries = self.all(spec)
        if not entries:
            raise NoBundle(spec=spec)
        return entries[0]

    def all(self, spec: str) -> list[BundleEntry]:
        """Every registration for a spec, the standing one first."""
        query = select(BUNDLE).where(BUNDLE.c.spec == spec).order_by(BUNDLE.c.sequence.desc())
        with self._database.reading() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]


def _entry(row: Mapping[Any, Any]) -> BundleEntry:
    return BundleEntry(
        spec=row["spec"],
        version=row["version"],
        folder=row["folder"],
        until=row["until"],
        batch=row["batch"],
        registered_at=row["registered_at"],
        actor=Actor(name=row["registered_by"], role=row["role"]),
    )
