"""The outermost layer of the service: who may call it, how, and under which safety headers.

It reads, writes at its few doors alone, answers only to its own names, and turns an accident into a
numbered sentence. A plain ASGI layer, since every answer of the application passes through here,
also the refused ones.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.answers import formal_answer
from serving.logbook import write_down
from serving.writing_guard import DOORS, unfit

SAFETY_HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}
_READING = ("GET", "HEAD")
_NAME_AND_PORT = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True)
class Guard:
    """Wraps `app`; `hosts` are the names it answers to, `logs` the folder for accidents."""

    app: ASGIApp
    hosts: Collection[str]
    logs: Path
    clock: Callable[[], datetime]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Outgoing(send, silent=scope["method"] == "HEAD")
        try:
            await self._answer(scope, receive, answer)
        except Exception as error:
            reference = write_down(self.logs, error, self.clock())
            if answer.started:
                raise
            accident = formal_answer(
                Request(scope), "unexpected", kind=type(error).__name__, reference=reference
            )
            await accident(scope, receive, answer)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, method = Request(scope), scope["method"]
        host = host_name(Headers(scope=scope).get("host", ""))
        if host not in self.hosts:
            refused = formal_answer(request, "host_not_allowed", host=host or "-")
            await refused(scope, receive, send)
        elif method in _READING:
            # HEAD is the same question as GET; `_Outgoing` keeps the body back.
            await self.app({**scope, "method": "GET"}, receive, send)
        elif method == "POST" and scope["path"] in DOORS:
            found = unfit(DOORS[scope["path"]], request.headers, scope["scheme"])
            refuse = formal_answer(request, found.code, **found.facts) if found else self.app
            await refuse(scope, receive, send)
        else:
            refused = formal_answer(request, "method_not_allowed", method=method)
            refused.headers["allow"] = ", ".join(_READING)
            await refused(scope, receive, send)


class _Outgoing:
    """Sends an answer on, with the safety headers, and without its body where asked by HEAD."""

    def __init__(self, send: Send, *, silent: bool) -> None:
        self._send = send
        self._silent = silent
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in SAFETY_HEADERS.items():
                headers.setdefault(name, value)
        elif self._silent:
            message = {**message, "body": b""}
        await self._send(message)


def host_name(header: str) -> str:
    """The name in a Host header without its port; a header of any other form as it stands.

    What follows the colon must be a port: `127.0.0.1:1@evil.com` names another machine.
    """
    name = header.strip().lower()
    found = _NAME_AND_PORT.fullmatch(name)
    return found[1] if found else name
