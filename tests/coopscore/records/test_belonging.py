"""A home is opened with its own records or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from coopscore.actor import SYSTEM, Actor
from coopscore.errors import ForeignRecords, UnusableHome
from coopscore.home import Home
from coopscore.records.belonging import mark, refuse_foreign
from coopscore.records.database import Records, open_records
from coopscore.records.ledger import WrittenFile

FILE = WrittenFile(table="filing", path="filing/a.parquet", rows=1, sha256="a" * 64)


@contextmanager
def opened(home: Home) -> Iterator[Records]:
    """A home's records as a door opens them."""
    with open_records(home.records_url) as records:
        refuse_foreign(home, records)
        yield records
        mark(home, records)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Home:
    """A home whose records are in another place (of what kind makes no difference here)."""
    return Home(tmp_path / "home", f"sqlite:///{tmp_path}/server/one.db")


def take_in(home: Home, clerk: Actor, now: datetime, content: str = "one") -> None:
    """A sealed batch with its file."""
    with opened(home) as records:
        batch = records.ledger.claim(content, adapter="t", source="t", actor=clerk, now=now).batch
        file = home.facts / FILE.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
        records.ledger.seal(batch, [FILE], {"filing": 1}, {}, actor=clerk, now=now)


def test_records_in_the_home_need_no_mark(tmp_path: Path, clerk: Actor, now: datetime) -> None:
    home = Home(tmp_path / "home")
    take_in(home, clerk, now)
    assert not home.records_mark.exists()
    with opened(home) as records:
        assert records.ledger.sealed() == [1]


def test_records_elsewhere_are_known_again_by_the_first_act_in_their_log(
    elsewhere: Home, clerk: Actor, now: datetime
) -> None:
    with opened(elsewhere):
        pass
    assert not elsewhere.records_mark.exists()  # nothing was done yet
    take_in(elsewhere, clerk, now)
    with opened(elsewhere) as records:
        first = records.audit.first()
        assert first is not None
        assert elsewhere.records_mark.read_text() == f"{first.digest}\n"
        assert first == records.audit.entries(limit=9)[-1]
        records.audit.append("page.read", "c1", {}, actor=SYSTEM, now=now)
    with opened(elsewhere) as records:
        assert records.audit.verify() == 3


def test_a_home_with_records_elsewhere_is_not_opened_with_its_own_file(
    elsewhere: Home, clerk: Actor, now: datetime
) -> None:
    take_in(elsewhere, clerk, now)
    with pytest.raises(ForeignRecords, match="COOPSCORE_RECORDS"), opened(Home(elsewhere.path)):
        pass


def test_a_home_is_not_opened_with_records_of_another_or_with_none(
    elsewhere: Home, tmp_path: Path, clerk: Actor, now: datetime
) -> None:
    take_in(elsewhere, clerk, now)
    other = Home(tmp_path / "other", f"sqlite:///{tmp_path}/server/two.db")
    take_in(other, Actor(name="other", role="officer"), now)
    empty = f"sqlite:///{tmp_path}/server/three.db"
    for url in (other.records, empty):
        with pytest.raises(ForeignRecords), opened(Home(elsewhere.path, url)):
            pass


def test_a_home_with_facts_and_no_mark_takes_only_records_that_tell_of_them(
    elsewhere: Home, tmp_path: Path, clerk: Actor, now: datetime
) -> None:
    take_in(elsewhere, clerk, now)
    elsewhere.records_mark.unlink()  # as a run leaves it that was killed
    with pytest.raises(ForeignRecords), opened(Home(elsewhere.path, f"sqlite:///{tmp_path}/2.db")):
        pass
    with opened(elsewhere):
        pass
    assert elsewhere.records_mark.exists()
    (elsewhere.facts / FILE.path).unlink()
    elsewhere.records_mark.write_text("")  # as a full disk leaves it
    with pytest.raises(ForeignRecords), opened(elsewhere):
        pass


def test_a_run_that_died_before_its_first_seal_leaves_records_that_are_the_homes(
    elsewhere: Home, clerk: Actor, now: datetime
) -> None:
    with open_records(elsewhere.records_url) as records:
        records.ledger.claim("one", adapter="t", source="t", actor=clerk, now=now)
    (elsewhere.facts / "filing").mkdir(parents=True)
    with opened(elsewhere) as records:
        assert records.ledger.abandoned() == [1]
    assert elsewhere.records_mark.exists()


def test_a_new_home_is_not_begun_on_records_that_tell_of_facts(
    elsewhere: Home, tmp_path: Path, clerk: Actor, now: datetime
) -> None:
    take_in(elsewhere, clerk, now)
    second = Home(tmp_path / "second", elsewhere.records)
    with pytest.raises(ForeignRecords, match="second"), opened(second):
        pass


def test_a_home_that_cannot_be_marked_is_named(
    elsewhere: Home, clerk: Actor, now: datetime
) -> None:
    elsewhere.path.parent.mkdir(exist_ok=True)
    elsewhere.path.write_text("a file stands where the folder should be")
    with open_records(elsewhere.records_url) as records:
        records.audit.append("page.read", "c1", {}, actor=clerk, now=now)
        with pytest.raises(UnusableHome):
            mark(elsewhere, records)
