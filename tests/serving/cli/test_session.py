"""What commands share: progress for those who watch, and who is said to have done it."""

import io
import sys
from pathlib import Path

import pytest

from coopscore.home import Home
from serving.cli import session as module
from serving.cli.session import Session
from serving.i18n import Words


class Terminal(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def session(built) -> Session:
    return Session(
        home=Home(Path("var")),
        words=Words("en"),
        as_json=False,
        lock_seconds=1,
        clock=lambda: built.now,
    )


def test_progress_is_shown_on_a_terminal(session, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with session.progress() as progress:
        progress("train", 0, 4)
        progress("train", 4, 4)
        progress("filing", 1, 6)
    assert "Fitting" in terminal.getvalue()
    assert "4/4" in terminal.getvalue()
    assert "Reading and checking" in terminal.getvalue()


def test_progress_is_silent_where_nobody_watches(session, capsys):
    with session.progress() as progress:
        progress("train", 1, 4)
    assert capsys.readouterr() == ("", "")


def test_whoever_runs_a_command_is_named_and_a_number_without_a_name_is_an_operator(
    session, monkeypatch
):
    monkeypatch.setenv("LOGNAME", "zahra")
    assert (session.actor.name, session.actor.role) == ("zahra", "operator")

    def nameless() -> str:
        raise KeyError("no name for this number")

    monkeypatch.setattr(module, "getuser", nameless)
    assert session.actor.name == "operator"


def test_days_are_told_by_the_sessions_own_clock(session, built):
    assert session.now == built.now
    assert session.today == built.now.astimezone().date()
