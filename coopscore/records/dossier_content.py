"""A dossier as one line of JSON, exact to the bit, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from coopscore.dossiers import (
    Act,
    AdverseReason,
    Bridge,
    BridgeTerm,
    ConceptShare,
    Dossier,
    Evidence,
    PeerStanding,
)


def written(dossier: Dossier) -> str:
    """The dossier as its line; the same dossier always gives the same line."""
    return json.dumps(
        asdict(dossier), ensure_ascii=False, sort_keys=True, separators=(",", ":"),
        allow_nan=False, default=date.isoformat,
    )  # fmt: skip


def digest(line: str) -> str:
    """SHA-256 of a line, in hex."""
    return sha256(line.encode()).hexdigest()


def read(line: str) -> Dossier:
    """The dossier that a line holds."""
    said: dict[str, Any] = json.loads(line)
    parts = {
        "as_of": date.fromisoformat(said["as_of"]),
        "concepts": tuple(ConceptShare(**one) for one in said["concepts"]),
        "adverse": tuple(AdverseReason(**one) for one in said["adverse"]),
        "peers": tuple(PeerStanding(**one) for one in said["peers"]),
        "bridge": None if said["bridge"] is None else _bridge(said["bridge"]),
        "recourse": tuple(Act(**_dated(one, "earliest")) for one in said["recourse"]),
        "evidence": tuple(Evidence(**_dated(one, "happened", "known")) for one in said["evidence"]),
    }
    return Dossier(**{**said, **parts})


def _bridge(said: Mapping[str, Any]) -> Bridge:
    terms = tuple(BridgeTerm(**term) for term in said["terms"])
    return Bridge(**{**_dated(said, "since"), "terms": terms})


def _dated(said: Mapping[str, Any], *days: str) -> dict[str, Any]:
    return {**said, **{name: date.fromisoformat(said[name]) for name in days}}
