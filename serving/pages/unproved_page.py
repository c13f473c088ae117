"""Revivals that no sign of life followed, as a page: by office, with the evidence of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopscore.vocabulary import STATUS_ACTOR
from serving.i18n import Words
from serving.kept_revivals import CheckedRevivals, NotProved, OfficeGap
from serving.names import NameIndex
from serving.pages.watch_page import province_title


@dataclass(frozen=True, kw_only=True)
class GapRow:
    """One office: what it counts as revived, and how much of it is proved."""

    title: str
    gap: OfficeGap


@dataclass(frozen=True, kw_only=True)
class UnprovedRow:
    """One entry in the reader's words."""

    name: str | None
    office: str
    actor: str
    entry: NotProved


def gap_rows(found: CheckedRevivals, words: Words) -> list[GapRow]:
    """The offices in the order of their codes: no table of the best and the worst."""
    return [GapRow(title=_office(gap.office, words), gap=gap) for gap in found.gaps]


def unproved_rows(
    entries: Sequence[NotProved], names: NameIndex, words: Words
) -> list[UnprovedRow]:
    """The entries of a page of the list."""
    return [
        UnprovedRow(
            name=names.of_one(one.coop_id),
            office=_office(one.office, words),
            actor=words.text(STATUS_ACTOR[one.actor]) if one.actor else "",
            entry=one,
        )
        for one in entries
    ]


def _office(code: str, words: Words) -> str:
    return province_title(code, words) or words("place_unknown")
