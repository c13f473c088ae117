"""The outermost layer, around applications of a few lines."""

import asyncio
from pathlib import Path

import pytest

from serving.guard import Guard, host_name


def ask(
    app, logs: Path, now, *, method: str = "GET", path: str = "/v1/x", headers: tuple = ()
) -> list[dict]:
    """The messages that the guard sends for one request."""
    sent: list[dict] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"lang=en",
        "headers": [(b"host", b"localhost"), *headers],
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


async def answers(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["method"].encode()})


JSON = ((b"content-type", b"application/json"), (b"content-length", b"2"))


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/v1/visit-outcomes", JSON, 200),
        ("/v1/visit-outcomes", (*JSON, (b"origin", b"http://evil.example")), 403),
        ("/v1/visit-outcomes", JSON[:1], 411),
        ("/v1/visit-outcomes", JSON[1:], 415),
        ("/v1/visit-outcomes/", JSON, 405),
        ("/v1/watch-list", JSON, 405),
    ],
)
def test_only_the_doors_that_take_something_in_are_open_and_only_to_what_fits(
    tmp_path, supervised, path, headers, status
):
    sent = ask(answers, tmp_path, supervised.now, method="POST", path=path, headers=headers)
    assert sent[0]["status"] == status
    assert (sent[1]["body"] == b"POST") is (status == 200)


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
