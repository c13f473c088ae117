"""What co-operatives owed by law, when they met it, and what stands open: table `obligation`."""

import numpy as np

from coopscore.synthetic.export import Columns, Rows, coop_ids
from coopscore.synthetic.lives import Lives
from coopscore.synthetic.papers import Deeds, Papers, first_version, only, record_ids
from coopscore.synthetic.terms import Elections, Terms
from coopscore.synthetic.years import NEVER

_YEARLY_RULE = "year_end+4m"  # statute and Art. 110 of the direct taxes act
_BOARD_RULE = "term_end"


def obliged(lives: Lives, papers: Papers, terms: Terms) -> Rows:
    """Every duty that fell due before the end, from its due day on."""
    parts = [part for kind, deeds in papers.deeds.items() for part in _yearly(papers, kind, deeds)]
    return Rows.of("obligation", [*parts, _boards(lives, terms.boards)])


def _yearly(papers: Papers, kind: str, deeds: Deeds) -> list[Columns]:
    """Duties of each fiscal year; those whose act was undone stand open again from that day."""
    duty = papers.duty
    undone = np.full(len(duty), NEVER)
    undone[deeds.undone.at] = deeds.undone.known
    # What was undone by the due day was never fulfilled, as far as this table tells.
    met = (deeds.known < NEVER) & (undone > duty.due)
    whole: Columns = {
        "coop_id": coop_ids(duty.who),
        **first_version(record_ids(duty, f"duty/{kind}")),
        "kind": np.full(len(duty), kind),
        "period_end": duty.year_end,
        "due_on": duty.due,
        "recorded_at": duty.due,
        "due_rule": np.full(len(duty), _YEARLY_RULE),
        "fulfilled_on": np.where(met, deeds.done, NEVER),
        "fulfilled_known_on": np.where(met, deeds.known, NEVER),
    }
    fell = duty.due < duty.ended
    reopened = np.flatnonzero(fell & met & (undone < NEVER))
    never = np.full(len(reopened), NEVER)
    again: Columns = {
        **only(whole, reopened),
        "recorded_at": undone[reopened],
        "version": np.full(len(reopened), 2),
        "fulfilled_on": never,
        "fulfilled_known_on": never,
    }
    return [only(whole, fell), again]


def _boards(lives: Lives, boards: Elections) -> Columns:
    """A board is to be elected by the end of the term of the one in office."""
    size = len(boards.who)
    ids = zip(coop_ids(boards.who), boards.end.tolist(), strict=True)
    records = np.array([f"{coop_id}/duty/board_election/{end}" for coop_id, end in ids], np.str_)
    whole: Columns = {
        "coop_id": coop_ids(boards.who),
        **first_version(records),
        "kind": np.full(size, "board_election"),
        "period_end": boards.end,
        "due_on": boards.end,
        "recorded_at": boards.end,
        "due_rule": np.full(size, _BOARD_RULE),
        "fulfilled_on": boards.next_held,
        "fulfilled_known_on": boards.next_known,
    }
    return only(whole, boards.end < lives.ended[boards.who])
