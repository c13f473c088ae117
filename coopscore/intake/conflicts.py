"""Rows that contradict one another or the store, and rows of co-operatives nobody introduced."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coopscore.intake.differences import differences, differing
from coopscore.intake.faults import Fault
from coopscore.intake.tray import Content, DraftedFact, Key, OnRecord, Place, Record, Tray
from coopscore.schema import COOPERATIVE

_SHOWN_ROWS = 10

_Standing = Sequence[tuple[int, DraftedFact]]


def conflicts(
    tray: Tray, faults: Mapping[Place, object], on_record: OnRecord
) -> Iterator[tuple[Place, Fault]]:
    """Faults of rows that claim one key with several contents, or that change what was told.

    Nothing tells which of them is right, so all rows of a conflict within a delivery are at
    fault; against the store it is the new one.
    """
    facts = tray.standing(faults)
    torn = _torn(facts)
    yield from _duplicates(tray, torn)
    rest = [(place, fact) for place, fact in facts if fact.key not in torn]
    yield from _against_the_store(tray, rest, on_record)
    yield from _rewriting(tray, rest)


def _torn(facts: _Standing) -> dict[Key, list[tuple[int, DraftedFact]]]:
    """The keys that stand with several contents, each with the facts that claim it."""
    claims: dict[Key, list[tuple[int, DraftedFact]]] = defaultdict(list)
    for place, fact in facts:
        claims[fact.key].append((place, fact))
    return {
        key: found
        for key, found in claims.items()
        if any(fact.digest != found[0][1].digest for _, fact in found)
    }


def _duplicates(tray: Tray, torn: Mapping[Key, _Standing]) -> Iterator[tuple[Place, Fault]]:
    for key, claims in torn.items():
        rows = tray.rows([place for place, _ in claims]).to_pylist()
        told = {
            "record_id": key[1],
            "known": key[2],
            "rows": _named(sorted({fact.place for _, fact in claims})),
        }
        for (_, fact), row in zip(claims, rows, strict=True):
            other = next(other for other in rows if other["digest"] != fact.digest)
            yield fact.place, _differing("conflicting_duplicate", tray, fact, row, other, told)


def _against_the_store(
    tray: Tray, facts: _Standing, on_record: OnRecord
) -> Iterator[tuple[Place, Fault]]:
    other = [
        (place, fact)
        for place, fact in facts
        if fact.key in tray.stored and tray.stored[fact.key].digest != fact.digest
    ]
    if not other:
        return
    contents = on_record.contents(tray.table, {fact.key for _, fact in other})
    rows = tray.rows([place for place, _ in other]).to_pylist()
    for (_, fact), row in zip(other, rows, strict=True):
        told = {"record_id": fact.key[1], "known": fact.key[2]}
        stored = contents[fact.key]
        yield fact.place, _differing("conflicting_record", tray, fact, row, stored, told)


def _differing(
    code: str,
    tray: Tray,
    fact: DraftedFact,
    row: Content,
    other: Content,
    told: Mapping[str, object],
) -> Fault:
    """The fault, with the first column that differs, and every one of them in the sentence."""
    names = {"happened": tray.table.happened}
    found = {
        tray.source_column(fact.place[0], names.get(column, column)): values
        for column, values in differences(tray.table, row, other).items()
    }
    return differing(code, found, told)


def _rewriting(tray: Tray, facts: _Standing) -> Iterator[tuple[Place, Fault]]:
    """Faults of versions that would change what an earlier batch told of a day.

    The engines read by the known day: what was in force on a day must stay so for ever, unless
    the sender declares that the day is assumed.
    """
    newest: dict[Record, date] = {}
    for coop_id, record_id, known, _ in tray.stored:
        record = (coop_id, record_id)
        newest[record] = max(known, newest.get(record, known))
    column = tray.table.known
    for _, fact in facts:
        last = newest.get(fact.record)
        is_new = fact.key not in tray.stored and not fact.hindsight
        if last is not None and is_new and fact.key[2] <= last:
            yield (
                fact.place,
                Fault(
                    code="rewrites_the_past",
                    column=tray.source_column(fact.place[0], column),
                    value=fact.key[2].isoformat(),
                    facts={"record_id": fact.key[1], "known": fact.key[2], "last": last},
                ),
            )


def _named(places: Sequence[Place]) -> list[int | str]:
    """Rows as a sentence names them; with their file where there are several."""
    is_one_source = len({source for source, _ in places}) == 1
    named = [row if is_one_source else f"{source}:{row}" for source, row in places[:_SHOWN_ROWS]]
    return [*named, "…"] if len(places) > _SHOWN_ROWS else named


def strangers(
    trays: Mapping[str, Tray], faults: Mapping[Place, object], on_record: OnRecord
) -> list[tuple[Place, Fault]]:
    """Faults of rows whose co-operative has a row neither on record nor among those standing.

    A row refused for this may itself have introduced another co-operative: ask again until the
    answer is empty. Tables about the sector name no co-operative and are not asked.
    """
    introduced = set(on_record.cooperatives())
    if COOPERATIVE.name in trays:
        introduced |= {fact.coop_id for _, fact in trays[COOPERATIVE.name].standing(faults)}
    return [
        (
            fact.place,
            Fault(
                code="unknown_cooperative",
                column=tray.source_column(fact.place[0], "coop_id"),
                value=fact.coop_id,
            ),
        )
        for tray in trays.values()
        if tray.table.about == "cooperative"
        for _, fact in tray.standing(faults)
        if fact.coop_id not in introduced
    ]
