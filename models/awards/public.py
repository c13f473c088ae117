"""The public part of a run: what everybody may read, and nothing that is only the committee's.

Left out are gates and their facts, tiers, jurors and marks, signs, national ids, who was turned
away, and what a second opinion would have said.
"""

from collections.abc import Mapping
from typing import Any


def public_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """What everybody may read: names, places, how firm they are, and what they rest on."""
    names = {one["coop_id"]: one for one in content["entrants"]}

    def shown(one: Mapping[str, Any]) -> dict[str, Any]:
        kept = ("place", "low", "high", "band", "points", "tied_by", "named", "spread")
        return {
            "branch": one["branch"],
            "province": one["province"],
            "level": one["level"],
            "method": one["method"],
            "jury": {"state": one["jury"]["state"], "entries": one["jury"]["entries"]},
            "rows": [
                {
                    "coop_id": row["coop_id"],
                    "name": names[row["coop_id"]]["name"],
                    "province": names[row["coop_id"]]["province"],
                    **{name: row[name] for name in kept},
                }
                for row in one["rows"]
            ],
        }

    edition = {
        name: content["edition"][name]
        for name in ("name", "version", "author", "defaults", "title", "number", "cut_off", "hash")
    }
    return {
        "format": content["format"],
        "edition": {
            **edition,
            "criteria": content["edition"]["criteria"],
            "indicators": content["edition"]["indicators"],
        },
        "counts": {
            "entrants": len(content["entrants"]),
            "eligible": sum(one["eligible"] for one in content["entrants"]),
        },
        "provincial": [shown(one) for one in content["provincial"]],
        "national": [shown(one) for one in content["national"]],
    }
