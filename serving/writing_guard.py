"""What a request that writes must be before anybody reads it: small, of one kind, and from here.

A page of another site can make a reader's browser send a form to this machine. Such a form says
where it comes from, and holds no token of a form that was made here.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_MOST_DIGITS = 18  # a longer length is too long, and need not be read as a number


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where something may be written: what it takes, at most how many bytes, and from whom.

    `from_page` is whether only a page of this service may send it; a program names no page.
    """

    media_type: str
    most_bytes: int
    from_page: bool


# The only paths that take anything in.
DOORS: Mapping[str, Door] = {
    "/v1/visit-outcomes": Door(media_type=JSON, most_bytes=1_000_000, from_page=False),
    "/visit-plan/outcomes": Door(media_type=FORM, most_bytes=20_000, from_page=True),
}


@dataclass(frozen=True, kw_only=True)
class Unfit:
    """Why a request may not write: the code of a formality, with its facts."""

    code: str
    facts: Mapping[str, object]


def unfit(door: Door, headers: Headers, scheme: str) -> Unfit | None:
    """What speaks against a request at a door, told by its headers alone; None for nothing.

    Its length must be said beforehand, so that nothing is read that is too long.
    """
    came_from = _origin(headers)
    if not _is_ours(headers, scheme, from_page=door.from_page):
        return Unfit(code="origin_not_allowed", facts={"origin": came_from})
    sent = headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != door.media_type:
        facts = {"sent": sent or "-", "allowed": door.media_type}
        return Unfit(code="media_type_not_allowed", facts=facts)
    length = headers.get("content-length", "")
    if "transfer-encoding" in headers or not (length.isascii() and length.isdigit()):
        return Unfit(code="length_not_told", facts={})
    if len(length) > _MOST_DIGITS or int(length) > door.most_bytes:
        return Unfit(code="body_too_large", facts={"most": door.most_bytes})
    return None


@dataclass(frozen=True)
class FormTokens:
    """Marks the forms of this service, so that one which was made elsewhere is known.

    `key` is a secret of the running service: a token outlives neither it nor the next day.
    """

    key: bytes

    def of(self, *bound: str, today: date) -> str:
        """The token of a form about what `bound` names."""
        said = "\x1f".join((*bound, today.isoformat()))
        return hmac.new(self.key, said.encode(), sha256).hexdigest()

    def holds(self, token: str, *bound: str, today: date) -> bool:
        """Whether a form about `bound` was made here, today or the day before."""
        days = (today, today - timedelta(days=1))
        made = [self.of(*bound, today=day).encode() for day in days]
        return any(hmac.compare_digest(one, token.encode()) for one in made)


def _is_ours(headers: Headers, scheme: str, *, from_page: bool) -> bool:
    """A browser says both; one that says neither is no browser, and may not send a form."""
    site, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    if any(said != "same-origin" for said in site):
        return False
    own = f"{scheme}://{headers.get('host', '').strip().lower()}"
    if any(said.strip().lower() != own for said in origins):
        return False
    return bool(site or origins) or not from_page


def _origin(headers: Headers) -> str:
    """Whose page it was, as far as it is told, without anything that is no name."""
    try:
        told = urlsplit(headers.get("origin", ""))
    except ValueError:  # as of `http://[`, which no browser sends
        return "-"
    return f"{told.scheme}://{told.netloc}" if told.netloc else "-"
