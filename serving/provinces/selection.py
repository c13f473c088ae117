"""What is chosen of a run: a group of co-operatives, a level of places, and one province."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coopscore.errors import UnknownName
from coopscore.language import Text, matching_key
from coopscore.vocabulary import INDICATOR, PROVINCE
from models.provinces.groups import ALL, PROGRAMMES
from serving.i18n import Words
from serving.provinces.kept import Content

LEVELS = ("province", "county")
_GROUP = Text(en="group of co-operatives", fa="گروهی از تعاونی‌ها")
_LEVEL = Text(en="level of this group", fa="سطحی از این گروه")
_PROVINCE = Text(en="province", fa="استانی")
_INDICATOR = Text(en="indicator", fa="شاخصی")


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A part of a run: `rows` are places in order of name, `together` all places of the group."""

    run_id: str
    content: Content
    group: Mapping[str, Any]
    level: str
    province: str
    rows: Sequence[Mapping[str, Any]]

    @property
    def together(self) -> Mapping[str, Any]:
        """The figures of the whole group; those of the province where one is chosen alone."""
        if self.province and self.level == LEVELS[0] and self.rows:
            return self.rows[0]
        found: Mapping[str, Any] = self.group["together"]
        return found


def choose(
    run_id: str, content: Content, *, group: str = "", level: str = "province", province: str = ""
) -> Selection:
    """Choose of a run.

    Parameters
    ----------
    group : str
        Empty for all, `branch:` with a branch's name, or `programme:` with a programme's code.
    level : str
        `province`, or `county`, which all co-operatives together are told by.
    province : str
        A code; empty for all.

    Raises
    ------
    UnknownName
        Where the run has no such group, level or province.
    """
    known = {code_of(one): one for one in content["groups"] if one["level"] == LEVELS[0]}
    wanted = _matching(group or ALL, list(known))
    if wanted is None:
        raise UnknownName(kind=_GROUP, name=group, allowed=list(known))
    levels = {one["level"]: one for one in content["groups"] if code_of(one) == wanted}
    if level not in levels:
        raise UnknownName(kind=_LEVEL, name=level, allowed=list(levels))
    found = levels[level]
    places = {row["province"] for row in found["places"]} | set(PROVINCE)
    if province and province not in places:
        raise UnknownName(kind=_PROVINCE, name=province, allowed=sorted(places))
    rows = [row for row in found["places"] if province in ("", row["province"])]
    return Selection(
        run_id=run_id, content=content, group=found, level=level, province=province, rows=rows
    )


def check_indicator(name: str) -> str:
    """An indicator's code.

    Raises
    ------
    UnknownName
        Where it is none.
    """
    if name not in INDICATOR:
        raise UnknownName(kind=_INDICATOR, name=name, allowed=list(INDICATOR))
    return name


def code_of(group: Mapping[str, Any]) -> str:
    """How a group is asked for: `all`, `branch:...` or `programme:...`."""
    return f"{group['kind']}:{group['code']}" if group["code"] else str(group["kind"])


def group_title(group: Mapping[str, Any], words: Words) -> str:
    """What a group is called."""
    if group["kind"] == "branch":
        return words("province_branch", name=words.name(group["code"]))
    if group["kind"] == "programme":
        return words("province_programme", name=words.text(PROGRAMMES[group["code"]]))
    return words("province_everybody")


def _matching(asked: str, known: Sequence[str]) -> str | None:
    """The known name that is the same but for joiners, spaces and the shape of letters."""
    key = matching_key(asked)
    return next((name for name in known if matching_key(name) == key), None)
