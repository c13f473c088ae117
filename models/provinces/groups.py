"""Which co-operatives a figure is of: all, those of a branch, or those of a programme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from coopscore.language import Text, matching_key
from coopscore.vocabulary import LEGAL_FORM
from models.provinces.known import KEYS, NEVER, Flags, coded, days, known_rows, number, owners
from models.provinces.register import Register, Standing

PROGRAMME_MEMBERSHIP = (*KEYS, "programme", "left_on", "left_known_on")
UNIONS = ("county_union", "provincial_union", "national_union")
ALL = "all"

PROGRAMMES: Mapping[str, Text] = MappingProxyType(
    {
        "village": Text(en="village co-operatives (Rusta-Taavon)", fa="روستا تعاون"),
        "county_development": Text(en="county development", fa="توسعه و عمران شهرستانی"),
        "knowledge_based": Text(en="knowledge-based", fa="دانش‌بنیان"),
        "youth": Text(en="of young people", fa="جوانان"),
        "home_business": Text(en="hubs of home businesses", fa="پشتیبان مشاغل خانگی"),
        "women": Text(en="of women", fa="زنان"),
        "border": Text(en="of border dwellers", fa="مرزنشینان"),
        "dehyari": Text(en="of dehyaris", fa="دهیاری‌ها"),
        "unions": Text(en="unions", fa="اتحادیه‌ها"),
    }
)
# The column stays text, since other registries have forms of their own: a clerk writes the title.
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        matching_key(said): code
        for code, title in LEGAL_FORM.items()
        for said in (code, title.en, title.fa)
    }
)
_FLAGS: Mapping[str, str] = {
    "village": "is_rural_scheme",
    "knowledge_based": "is_knowledge_based",
    "youth": "is_youth",
    "home_business": "is_home_business_hub",
    "women": "is_women",
    "border": "is_border",
    "dehyari": "is_dehyari",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """Some co-operatives: `kind` is all, branch or programme, `code` which, `among` a flag each."""

    kind: str
    code: str
    among: Flags


def groups_of(register: Register, on: Standing, memberships: pa.Table) -> Iterator[Group]:
    """All co-operatives, each branch in order, and each programme, as of a day.

    A co-operative belongs to the village programme by its entry, or by a membership that is open.

    Parameters
    ----------
    memberships : pa.Table
        Versions of `programme_membership`.
    """
    yield Group(kind=ALL, code="", among=np.ones(len(register), np.bool_))
    for place, branch in enumerate(on.branches):
        yield Group(kind="branch", code=str(branch), among=on.branch == place)
    for code in PROGRAMMES:
        yield Group(kind="programme", code=code, among=_programme(register, on, memberships, code))


def is_union(on: Standing) -> Flags:
    """Who is a union, of a county, a province or the nation."""
    return _of_form(on, *UNIONS)


def _programme(register: Register, on: Standing, memberships: pa.Table, code: str) -> Flags:
    if code == "unions":
        return is_union(on)
    if code == "county_development":
        return _of_form(on, "county_development")
    flagged = on.marks[_FLAGS[code]]
    return flagged | _members(register, on, memberships) if code == "village" else flagged


def form_of(said: str) -> str:
    """The code of a legal form that the register gives by its title; other text as it stands."""
    return _FORMS.get(matching_key(said), said)


def _of_form(on: Standing, *forms: str) -> Flags:
    asked = [form_of(str(said)) in forms for said in on.forms.tolist()]
    return np.array([*asked, False], np.bool_)[on.form]


def _members(register: Register, on: Standing, memberships: pa.Table) -> Flags:
    """Who is in the rural co-operative scheme by a membership that has not ended."""
    seen = known_rows(memberships, register.as_of).visible(on.day)
    code, words = coded(seen.rows["programme"])
    left, told = days(seen.rows["left_on"]), days(seen.rows["left_known_on"])
    told = np.where(told < NEVER, told, days(seen.rows["known"]))
    ended = (left <= number(on.day)) & (told <= number(register.as_of))
    inside = np.append(words == "rural_cooperative", False)[code] & ~ended
    owner = owners(seen.rows["coop_id"], register.ids)
    found = np.zeros(len(register), np.bool_)
    found[owner[inside & (owner >= 0)]] = True
    return found
