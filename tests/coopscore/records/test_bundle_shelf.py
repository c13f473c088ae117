"""The model registered last stands for its spec."""

from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import Actor
from coopscore.errors import NoBundle
from coopscore.records.bundle_shelf import BundleEntry
from coopscore.records.database import Records


def register(records: Records, version: str, actor: Actor, now: datetime) -> None:
    records.bundles.register(
        spec=version.split("-")[0],
        version=version,
        folder=version,
        until=date(2017, 6, 1),
        batch=2,
        actor=actor,
        now=now,
    )


def test_a_spec_without_a_model_is_named(records: Records, clerk: Actor, now: datetime) -> None:
    register(records, "exit-1", clerk, now)
    with pytest.raises(NoBundle, match="coopscore train dormancy"):
        records.bundles.standing("dormancy")


def test_the_last_registered_stands_and_the_earlier_stay(
    records: Records, clerk: Actor, now: datetime
) -> None:
    for version in ("exit-1", "exit-2", "dormancy-1"):
        register(records, version, clerk, now)
    assert records.bundles.standing("exit") == BundleEntry(
        spec="exit",
        version="exit-2",
        folder="exit-2",
        until=date(2017, 6, 1),
        batch=2,
        registered_at=now,
        actor=clerk,
    )
    assert [entry.version for entry in records.bundles.all("exit")] == ["exit-2", "exit-1"]


def test_an_earlier_model_that_is_trained_again_stands_again(
    records: Records, clerk: Actor, now: datetime
) -> None:
    for version in ("exit-1", "exit-2", "exit-1"):
        register(records, version, clerk, now)
    assert records.bundles.standing("exit").version == "exit-1"
    assert [entry.action for entry in records.audit.entries(limit=9)] == ["bundle.registered"] * 3


def test_the_database_itself_refuses_to_change_the_shelf(
    records: Records, clerk: Actor, now: datetime
) -> None:
    register(records, "exit-1", clerk, now)
    with (
        pytest.raises(IntegrityError, match="what is written in bundle stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text("UPDATE bundle SET version = 'exit-9'"))
