"""Facts that are taken although something about them looks wrong; the receipt counts them."""

from collections.abc import Iterator, Mapping, Sequence

from coopscore.intake.faults import Fault
from coopscore.intake.tray import DraftedFact, Record, Tray

# The codes of all doubts; each has words at the doors.
DOUBTS = ("national_id_fails", "corrects_nothing", "same_key_other_record")


def doubts(tray: Tray, kept: Sequence[int]) -> Iterator[tuple[int, Fault]]:
    """The doubts about the facts that are taken, by their place in the tray."""
    facts = [(place, tray.facts[place]) for place in kept]
    records = {key[:2] for key in tray.stored}
    first = records | {fact.record for _, fact in facts if not fact.corrects}
    by_natural = _by_natural_key(tray, [fact for _, fact in facts])
    for place, fact in facts:
        if place in tray.flags:
            yield place, tray.flags[place]
        if fact.corrects and fact.record not in first:
            facts_told = {"record_id": fact.record[1], "version": fact.key[3]}
            yield place, Fault(code="corrects_nothing", facts=facts_told)
        if others := sorted(_rivals(fact, by_natural)):
            told = {"record_id": fact.record[1], "other": others[0]}
            yield place, Fault(code="same_key_other_record", facts=told)


def _by_natural_key(tray: Tray, facts: Sequence[DraftedFact]) -> Mapping[Record, set[str]]:
    """The record ids in use, by the co-operative and natural key that they stand for."""
    found: dict[Record, set[str]] = {}
    for key, stored in tray.stored.items():
        found.setdefault((key[0], stored.natural), set()).add(key[1])
    for fact in facts:
        found.setdefault((fact.record[0], fact.natural), set()).add(fact.record[1])
    return found


def _rivals(fact: DraftedFact, by_natural: Mapping[Record, set[str]]) -> set[str]:
    """Other records of the same natural key, where one of the two is named by the key itself.

    Records that all bear ids of their own are told apart by their sender on purpose.
    """
    coop_id, record_id = fact.record
    used = by_natural[coop_id, fact.natural]
    return used - {record_id} if fact.natural in used else set()
