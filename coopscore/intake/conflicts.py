"""Rows that contradict one another or the store, and rows of co-operatives nobody introduced."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from coopscore.intake.faults import Fault
from coopscore.intake.tray import DraftedFact, Key, OnRecord, Place, Tray
from coopscore.schema import COOPERATIVE

_SHOWN_ROWS = 10


def conflicts(tray: Tray, faults: Mapping[Place, object]) -> Iterator[tuple[Place, Fault]]:
    """Faults of rows that claim one key with several contents, or one record for several owners.

    Nothing tells which of them is right, so all rows of a conflict within a delivery are at
    fault; against the store it is the new one.
    """
    facts = tray.standing(faults)
    torn = _torn(facts)
    owners = _owners(tray, facts)
    for fact in facts:
        record_id, known, _ = fact.key
        on_record = tray.stored.get(fact.key)
        if fact.key in torn:
            shown: dict[str, object] = {"record_id": record_id, "known": known}
            rows = {"rows": torn[fact.key]}
            yield fact.place, Fault(code="conflicting_duplicate", facts=shown | rows)
        elif on_record is not None and on_record.digest != fact.digest:
            shown = {"record_id": record_id, "known": known}
            yield fact.place, Fault(code="conflicting_record", facts=shown)
        if len(owners[record_id]) > 1:
            shown = {"record_id": record_id, "owners": sorted(owners[record_id])[:_SHOWN_ROWS]}
            yield fact.place, Fault(code="shared_record", facts=shown)


def _torn(facts: Sequence[DraftedFact]) -> dict[Key, list[int | str]]:
    """The keys that stand with several contents, each with the rows that claim it."""
    first: dict[Key, str] = {}
    torn = {fact.key for fact in facts if first.setdefault(fact.key, fact.digest) != fact.digest}
    places: dict[Key, set[Place]] = defaultdict(set)
    for fact in facts:
        if fact.key in torn:
            places[fact.key].add(fact.place)
    return {key: _named(sorted(found)) for key, found in places.items()}


def _named(places: Sequence[Place]) -> list[int | str]:
    """Rows as a sentence names them; with their file where there are several."""
    is_one_source = len({source for source, _ in places}) == 1
    named = [row if is_one_source else f"{source}:{row}" for source, row in places[:_SHOWN_ROWS]]
    return [*named, "…"] if len(places) > _SHOWN_ROWS else named


def _owners(tray: Tray, facts: Sequence[DraftedFact]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for (record_id, _, _), stored in tray.stored.items():
        owners[record_id].add(stored.coop_id)
    for fact in facts:
        owners[fact.key[0]].add(fact.coop_id)
    return owners


def strangers(
    trays: Mapping[str, Tray], faults: Mapping[Place, object], on_record: OnRecord
) -> list[tuple[Place, Fault]]:
    """Faults of rows whose co-operative has a row neither on record nor among those standing.

    A row refused for this may itself have introduced another co-operative: ask again until the
    answer is empty.
    """
    introduced = set(on_record.cooperatives())
    if COOPERATIVE.name in trays:
        introduced |= {fact.coop_id for fact in trays[COOPERATIVE.name].standing(faults)}
    return [
        (
            fact.place,
            Fault(
                code="unknown_cooperative",
                column=tray.coop_id_columns[fact.place[0]],
                value=fact.coop_id,
            ),
        )
        for tray in trays.values()
        for fact in tray.standing(faults)
        if fact.coop_id not in introduced
    ]
