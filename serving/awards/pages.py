"""A run's pages: the committee's book and the public result, on the site or as pages alone."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from models.awards.public import public_of
from serving.awards.book_view import (
    firmness_notes,
    juror_names,
    lists,
    names_of,
    opinion,
    rules,
    turned_away,
)
from serving.awards.wording import AwardWords
from serving.i18n import Words
from serving.pages.rendering import href, render

_ALONE, _SITE = "award_alone.html", "frame.html"
_STYLES = ("coopscore.css", "awards.css")


def book_page(run_id: str, content: Mapping[str, Any], words: Words, *, alone: bool) -> str:
    """The committee's book; alone it has its style in it, and leads nowhere."""
    a = AwardWords(words)
    path = f"/awards/{run_id}"

    def link(coop_id: str) -> str:
        return href(words, f"{path}/entrants/{coop_id}")

    names = names_of(content, a)
    return render(
        "award_book.html",
        words,
        path=f"{path}/book",
        **_layout(alone),
        a=a,
        run_id=run_id,
        content=content,
        eligible=sum(one["eligible"] for one in content["entrants"]),
        near=sum(one["near_miss"] for one in content["entrants"]),
        national=lists(content, "national", a),
        provincial=lists(content, "provincial", a),
        turned_away=turned_away(content),
        names=names,
        not_judged=[(one, a(f"why_{why}")) for one, why in content["not_judged"].items()],
        criterion={one["name"]: one["criterion"] for one in content["edition"]["indicators"]},
        juror_names=lambda jury: juror_names(jury, a),
        opinion=opinion(content, a),
        rules=list(rules(content, a)),
        notes=list(firmness_notes(content["edition"], a)),
        link=None if alone else link,
        links=None
        if alone
        else {
            "result": href(words, path),
            "xlsx": href(words, f"{path}/book.xlsx"),
            "json": f"/v1/awards/{run_id}/run",
        },
    )


def result_page(run_id: str, content: Mapping[str, Any], words: Words, *, alone: bool) -> str:
    """What everybody may read of a run."""
    a, public = AwardWords(words), public_of(content)
    return render(
        "award_result.html",
        words,
        path=f"/awards/{run_id}",
        **_layout(alone),
        a=a,
        run_id=run_id,
        content={**public, "edition": {**content["edition"], **public["edition"]}},
        national=lists(public_lists(public), "national", a),
        provincial=lists(public_lists(public), "provincial", a),
        rules=list(rules(content, a)),
        notes=list(firmness_notes(content["edition"], a)),
    )


def public_lists(public: Mapping[str, Any]) -> Mapping[str, Any]:
    """The public part with the entrants that its lists name, and no others."""
    rows = {
        row["coop_id"]: {name: row[name] for name in ("coop_id", "name", "province")}
        for stage in ("national", "provincial")
        for one in public[stage]
        for row in one["rows"]
    }
    return {**public, "entrants": list(rows.values())}


def entrant_page(run_id: str, content: Mapping[str, Any], coop_id: str, words: Words) -> str | None:
    """One entrant's file: every gate with its facts, places, and figures; None for no entrant."""
    found = next((one for one in content["entrants"] if one["coop_id"] == coop_id), None)
    if found is None:
        return None
    a = AwardWords(words)
    told = content["values"].get(coop_id)
    return render(
        "award_entrant.html",
        words,
        path=f"/awards/{run_id}/entrants/{coop_id}",
        a=a,
        run_id=run_id,
        one=found,
        name=words.name(found["name"]) or coop_id,
        place=a.province(found["province"]),
        places=[
            (a.list_title(one), row)
            for stage in ("national", "provincial")
            for one in content[stage]
            for row in one["rows"]
            if row["coop_id"] == coop_id
        ],
        values=list(zip(content["indicators"], told["values"], told["scaled"], strict=True))
        if told
        else [],
    )


def _layout(alone: bool) -> dict[str, Any]:
    return {"layout": _ALONE if alone else _SITE, "style": _style() if alone else ""}


def _style() -> str:
    folder = files("serving.pages.static")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _STYLES)
