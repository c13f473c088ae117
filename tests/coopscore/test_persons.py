"""Persons enter the facts as keyed hashes, and are forgotten with the key."""

import hmac
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from coopscore.errors import BrokenPersonKey, UnusableHome
from coopscore.persons import NotAPerson, Persons, code_holds, full_code, is_person_key


@pytest.fixture
def persons(tmp_path: Path) -> Persons:
    return Persons(tmp_path / "keys" / "person.key")


def test_a_person_is_the_hmac_of_the_code_under_the_homes_key(persons):
    found = persons.hashed("0012345679")
    persons.keep()
    key = persons.path.read_bytes()
    block = key.ljust(64, b"\0")  # RFC 2104, written out
    inner = sha256(bytes(byte ^ 0x36 for byte in block) + b"0012345679").digest()
    outer = sha256(bytes(byte ^ 0x5C for byte in block) + inner).hexdigest()
    assert found == f"pk:{outer[:32]}"
    assert found == f"pk:{hmac.new(key, b'0012345679', 'sha256').hexdigest()[:32]}"
    assert is_person_key(found)


def test_the_key_is_made_once_when_it_is_first_needed_and_for_its_owner_alone(persons):
    assert not persons.path.exists()
    first = persons.hashed("0012345679")
    assert persons.made
    assert not persons.path.exists()  # what is refused after all leaves no key
    for _ in range(2):
        persons.keep()
    assert stat.S_IMODE(persons.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(persons.path.parent.stat().st_mode) == 0o700
    assert [file.name for file in persons.path.parent.iterdir()] == ["person.key"]
    later = Persons(persons.path)
    assert later.hashed("0012345679") == first
    later.keep()
    assert not later.made


def test_another_home_hashes_the_same_person_otherwise_and_so_does_a_new_key(tmp_path, persons):
    other = Persons(tmp_path / "other.key")
    before = persons.hashed("0012345679")
    persons.keep()
    assert other.hashed("0012345679") != before
    persons.path.unlink()
    assert Persons(persons.path).hashed("0012345679") != before


def test_a_key_that_is_not_whole_is_refused_rather_than_replaced(persons):
    persons.path.parent.mkdir()
    persons.path.write_bytes(b"short")
    with pytest.raises(BrokenPersonKey) as refused:
        persons.hashed("0012345679")
    assert (refused.value.facts["bytes"], refused.value.facts["expected"]) == (5, 32)
    assert persons.path.read_bytes() == b"short"


def test_a_key_that_cannot_be_read_or_written_is_told_of(tmp_path):
    (tmp_path / "person.key").mkdir()
    with pytest.raises(UnusableHome):
        Persons(tmp_path / "person.key").hashed("0012345679")
    (tmp_path / "keys").symlink_to(tmp_path / "a folder that is gone")
    lost = Persons(tmp_path / "keys" / "person.key")
    lost.hashed("0012345679")
    with pytest.raises(UnusableHome):
        lost.keep()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0012345679", "0012345679"),
        ("12345679", "0012345679"),  # two zeros lost, as in most of Tehran's
        ("123456789", "0123456789"),
        ("001-234567-9", "0012345679"),
        ("10380284790", "10380284790"),  # a legal person in office
        ("123456789012", "123456789012"),  # a foreign national
    ],
)
def test_a_code_is_read_in_its_full_length(text, code):
    assert full_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "1234567", "1234567890123", "0000000000", "1111111111", "علی"]
)
def test_what_is_no_code_is_no_person(text):
    with pytest.raises(NotAPerson):
        full_code(text)


def test_a_text_is_veiled_wherever_a_code_may_stand_in_it(persons):
    hashed = persons.hashed("0012345679")
    line = "c1,۰۰۱۲۳۴۵۶۷۹,001-234567-9,ir:00001332,1400/01/02,10380284790,1111111111"
    assert (
        persons.veiled(line)
        == f"c1,{hashed},{hashed},ir:00001332,1400/01/02,10380284790,1111111111"
    )
    assert persons.veiled(hashed) == hashed
    digits = f"pk:{'0123456789' * 3}ab"  # a hash may look like a code in places
    assert persons.veiled(f"{digits},x") == f"{digits},x"
    assert not is_person_key("pk:123")


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("0499370899", True),
        ("۰۴۹۹۳۷۰۸۹۹", True),
        ("049-937089-9", True),
        ("0499370898", False),
        ("1111111111", False),  # stands for nobody
        ("499370899", False),
        ("049937089x", False),
        ("0000000192", False),
        ("0000000051", True),  # a rest below two is the digit itself
    ],
)
def test_a_check_digit_tells_a_persons_code_from_another_number(text, holds):
    assert code_holds(text) is holds


def test_only_a_number_that_is_surely_a_code_is_hidden(persons):
    told = "کد 0499370899، نامهٔ 0499370898"
    key = persons.hashed("0499370899")
    assert persons.veiled_where_sure(told) == f"کد {key}، نامهٔ 0499370898"
    assert persons.veiled_where_sure(key) == key
