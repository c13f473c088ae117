"""The outermost layer, around applications of a few lines."""

import asyncio
from pathlib import Path

import pytest

from serving.guard import Guard, host_name


def ask(app, logs: Path, now, *, method: str = "GET", path: str = "/v1/x") -> list[dict]:
    """The messages that the guard sends for one request."""
    sent: list[dict] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"lang=en",
        "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80),
        "scheme": "http",
    }

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    guard = Guard(app, hosts=frozenset({"localhost"}), logs=logs, clock=lambda: now)
    asyncio.run(guard(scope, receive, send))
    return sent


async def breaks_at_once(scope, receive, send):
    raise ZeroDivisionError("by accident")


async def breaks_halfway(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ZeroDivisionError("by accident")


def test_an_accident_becomes_a_problem_with_the_name_of_its_file(tmp_path, built):
    start, body = ask(breaks_at_once, tmp_path / "logs", built.now)
    assert start["status"] == 500
    (log,) = (tmp_path / "logs").iterdir()
    assert log.name.encode() in body["body"]
    assert b"Traceback" not in body["body"]
    assert "by accident" in log.read_text(encoding="utf-8")


def test_an_answer_that_has_begun_is_broken_off_and_the_accident_written_down(tmp_path, built):
    with pytest.raises(ZeroDivisionError):
        ask(breaks_halfway, tmp_path / "logs", built.now)
    assert len(list((tmp_path / "logs").iterdir())) == 1


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:80", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]:8000", "[::1]"),
        ("[::1", "[::1"),
        ("127.0.0.1:1@evil.com", "127.0.0.1:1@evil.com"),
        ("127.0.0.1:", "127.0.0.1:"),
        ("", ""),
    ],
)
def test_a_host_name_is_read_without_its_port(header, name):
    assert host_name(header) == name
