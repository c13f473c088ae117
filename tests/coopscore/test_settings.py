import traceback
from dataclasses import fields
from pathlib import Path

import pytest

from coopscore.errors import InvalidSetting
from coopscore.settings import SETTINGS, Settings, read_settings


def test_every_setting_is_a_field_and_every_field_a_setting():
    assert list(SETTINGS) == [field.name for field in fields(Settings)]


def test_an_empty_environment_gives_the_defaults():
    found = read_settings({"PATH": "/bin"})
    assert found == Settings(
        home=Path("./var"), lang="en", lock_seconds=30, file_password="", most_bad_rows=10_000,
        records="sqlite",
    )  # fmt: skip


def test_the_environment_changes_them():
    environ = {
        "COOPSCORE_HOME": "elsewhere",
        "COOPSCORE_LANG": "fa",
        "COOPSCORE_LOCK_SECONDS": "0.5",
        "COOPSCORE_FILE_PASSWORD": " راز 1 ",
        "COOPSCORE_MOST_BAD_ROWS": "500",
        "COOPSCORE_RECORDS": "postgresql://clerk:pw@db.example:5433/records",
    }
    expected = Settings(
        home=Path("elsewhere"),
        lang="fa",
        lock_seconds=0.5,
        file_password=" راز 1 ",
        most_bad_rows=500,
        records="postgresql://clerk:pw@db.example:5433/records",
    )
    assert read_settings(environ) == expected


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("COOPSCORE_HOME", " "),
        ("COOPSCORE_LANG", "de"),
        ("COOPSCORE_LOCK_SECONDS", "soon"),
        ("COOPSCORE_LOCK_SECONDS", "-1"),
        ("COOPSCORE_LOCK_SECONDS", "nan"),
        ("COOPSCORE_MOST_BAD_ROWS", "0"),
        ("COOPSCORE_MOST_BAD_ROWS", "many"),
        ("COOPSCORE_RECORDS", ""),
        ("COOPSCORE_RECORDS", "mysql://host/records"),
        ("COOPSCORE_RECORDS", "postgresql://host"),
        ("COOPSCORE_RECORDS", "postgresql://host:port/records"),
        ("COOPSCORE_RECORDS", "postgresql://host:0/records"),
        ("COOPSCORE_RECORDS", "postgresql://[host/records"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_by_name(variable, value):
    with pytest.raises(InvalidSetting, match=variable) as refused:
        read_settings({variable: value})
    assert variable in refused.value.sentence("fa")


def test_a_misspelt_setting_is_refused_with_the_known_ones():
    with pytest.raises(InvalidSetting, match=r"COOPSCORE_HOEM.*COOPSCORE_HOME"):
        read_settings({"COOPSCORE_HOEM": "x"})


def test_a_password_is_not_shown_with_the_other_settings():
    assert "secret" not in repr(read_settings({"COOPSCORE_FILE_PASSWORD": "secret"}))
    address = "postgresql://clerk:secret@host/records"
    assert "secret" not in repr(read_settings({"COOPSCORE_RECORDS": address}))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("COOPSCORE_RECORDS", "postgresql://clerk:secret@host"),
        ("COOPSCORE_RECORDS", "postgresql://clerk:secret/half@host/records"),
        ("COOPSCORE_RECORD", "postgresql://clerk:secret@host/records"),
        ("COOPSCORE_FILE_PASWORD", "secret"),
    ],
)
def test_a_password_is_not_repeated_where_it_is_refused(variable, value):
    with pytest.raises(InvalidSetting) as refused:
        read_settings({variable: value})
    told = "".join(traceback.format_exception(refused.value))
    assert variable in told
    assert "secret" not in told + refused.value.sentence("fa")
