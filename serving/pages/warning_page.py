"""The early-warning page: which running loans are about to be past due, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopscore.records.dossier_shelf import DossierEntry
from coopscore.records.scorebook import ScoreEntry
from serving.dossiers.sentences import sentence
from serving.i18n import Words
from serving.lending import WarningList
from serving.pages.wording import reason_title

_REASONS = 3  # a list is skimmed; the dossier has them all


@dataclass(frozen=True, kw_only=True)
class WarningRow:
    """One co-operative of the list, with its weightiest adverse reasons in words."""

    name: str | None
    entry: ScoreEntry
    reasons: Sequence[str]


def warning_rows(found: WarningList, words: Words) -> list[WarningRow]:
    """The rows of a page of the list in the language of `words`."""
    return [
        WarningRow(
            name=row.named.name,
            entry=row.named.entry,
            reasons=told_reasons(row.named.entry, row.dossier, words),
        )
        for row in found.rows
    ]


def told_reasons(entry: ScoreEntry, dossier: DossierEntry | None, words: Words) -> list[str]:
    """Sentences of the dossier; without one, what lowers the score, by title."""
    if dossier is not None:
        return [sentence(one, words) for one in dossier.dossier.adverse[:_REASONS]]
    lowering = [one for one in entry.score.reasons if one.points < 0]
    return [reason_title(one.feature, words) for one in lowering[:_REASONS]]
