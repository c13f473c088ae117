"""What was filed and which assemblies met, as rows of their four tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.acts import (
    Corrections,
    Duties,
    Figures,
    act,
    attendance,
    corrections,
    duties,
    figures,
    received,
)
from coopscore.synthetic.births import Births
from coopscore.synthetic.export import Columns, Rows, coop_ids
from coopscore.synthetic.lives import Lives
from coopscore.synthetic.world import World
from coopscore.synthetic.years import NEVER, Flags, Ints, Words, Years

_NONE_UNDONE = Corrections(at=np.zeros(0, dtype=np.int64), known=np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, kw_only=True)
class Deeds:
    """One kind of act on each duty: when it was done, when that was known, and what was undone."""

    done: Ints
    known: Ints
    undone: Corrections


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The tables `filing`, `statement_line`, `yearly_figures` and `assembly`, and what they tell.

    `deeds` are by the kind of the obligation that they fulfil.
    """

    tables: tuple[Rows, ...]
    duty: Duties
    figure: Figures
    deeds: Mapping[str, Deeds]


def filed(
    world: World, births: Births, lives: Lives, years: Years, rng: np.random.Generator
) -> Papers:
    """Draw what was filed, and which assemblies met."""
    duty = duties(births, lives, years)
    figure = figures(world, births, lives, duty, rng)
    mood = rng.standard_normal(len(duty))
    audited = (births.turnover > world.audited_above)[duty.who]
    missed, late = world.statement_missed, world.statement_late
    statement = act(world, duty, missed=missed, late=late, mood=mood, rng=rng)
    tax_return = act(world, duty, missed=missed, late=late, mood=mood, rng=rng)
    report = np.where(audited, received(duty, statement, 0, 60, rng), NEVER)
    returned = corrections(duty, tax_return, world.annulled, rng)
    arrivals = {"statement": statement, "audit_report": report, "tax_return": tax_return}
    lines = _lines(world, duty, figure, statement, rng)
    held = act(
        world, duty, missed=world.assembly_missed, late=world.assembly_late, mood=mood, rng=rng
    )
    minutes = received(duty, held, 5, 45, rng)
    present = attendance(duty, figure.members, rng)
    annulled = corrections(duty, minutes, world.annulled, rng)
    assemblies = Deeds(done=held, known=minutes, undone=annulled)
    return Papers(
        tables=(
            Rows.of("filing", _filings(duty, audited, arrivals, returned)),
            Rows.of("statement_line", lines),
            Rows.of("yearly_figures", [_yearly(duty, figure, statement)]),
            Rows.of("assembly", _assemblies(duty, figure, present, assemblies)),
        ),
        duty=duty,
        figure=figure,
        deeds={
            "statement": Deeds(done=statement, known=statement, undone=_NONE_UNDONE),
            "tax_return": Deeds(done=tax_return, known=tax_return, undone=returned),
            "annual_assembly": assemblies,
        },
    )


def record_ids(duty: Duties, word: str) -> Words:
    """A record id for each duty: `ir:00000017/statement/1403`."""
    pairs = zip(coop_ids(duty.who), duty.year.tolist(), strict=True)
    return np.array([f"{coop_id}/{word}/{year}" for coop_id, year in pairs])


def first_version(record: Words) -> Columns:
    """The columns of a record's first version."""
    size = len(record)
    return {
        "record_id": record,
        "version": np.ones(size, dtype=np.int64),
        "voided": np.zeros(size, dtype=np.bool_),
    }


def _filings(
    duty: Duties, audited: Flags, arrivals: Mapping[str, Ints], returned: Corrections
) -> list[Columns]:
    """What arrived of each kind, and a void for each tax return that was sent back."""
    parts: list[Columns] = []
    for kind, known in arrivals.items():
        whole = _filing(duty, kind, known, audited)
        parts.append(only(whole, known < NEVER))
    sent_back = _filing(duty, "tax_return", arrivals["tax_return"], audited)
    late = {**only(sent_back, returned.at)}
    late |= {"received_on": returned.known, "version": np.full(len(returned.at), 2)}
    parts.append(late | {"voided": np.ones(len(returned.at), dtype=np.bool_)})
    return parts


def _filing(duty: Duties, kind: str, known: Ints, audited: Flags) -> Columns:
    return {
        "coop_id": coop_ids(duty.who),
        **first_version(record_ids(duty, kind)),
        "kind": np.full(len(duty), kind),
        "period_end": duty.year_end,
        "due_on": duty.due,
        "received_on": known,
        "audited": audited,
    }


def only(columns: Columns, kept: Flags | Ints) -> Columns:
    """The rows at the kept positions."""
    return {name: column[kept] for name, column in columns.items()}


def _lines(
    world: World, duty: Duties, figure: Figures, statement: Ints, rng: np.random.Generator
) -> list[Columns]:
    """Each line of each statement received, and of the corrected ones the line as corrected."""
    parts: list[Columns] = []
    later = corrections(duty, statement, world.corrected, rng)
    slip = np.exp(0.2 * rng.standard_normal(len(later.at)))
    for code, amount in figure.lines():
        whole = _line(duty, code, amount, statement)
        parts.append(only(whole, statement < NEVER))
        if code == "turnover":
            mended = np.rint(amount[later.at] * slip).astype(np.int64)
            version = np.full(len(later.at), 2)
            changed = {"amount": mended, "received_on": later.known, "version": version}
            parts.append({**only(whole, later.at), **changed})
    return parts


def _line(duty: Duties, code: str, amount: Ints, known: Ints) -> Columns:
    return {
        "coop_id": coop_ids(duty.who),
        **first_version(record_ids(duty, code)),
        "line_code": np.full(len(duty), code),
        "period_end": duty.year_end,
        "received_on": known,
        "amount": amount,
        "currency": np.full(len(duty), "IRR"),
    }


def _yearly(duty: Duties, figure: Figures, statement: Ints) -> Columns:
    whole: Columns = {
        "coop_id": coop_ids(duty.who),
        "year_end": duty.year_end,
        "received_on": statement,
        "members": figure.members,
        "employees": figure.employees,
    }
    return only(whole, statement < NEVER)


def _assemblies(duty: Duties, figure: Figures, present: Ints, assemblies: Deeds) -> list[Columns]:
    """Annual assemblies by their minutes, and a void for each that was annulled."""
    minutes, annulled = assemblies.known, assemblies.undone
    whole: Columns = {
        "coop_id": coop_ids(duty.who),
        **first_version(record_ids(duty, "annual_ordinary")),
        "kind": np.full(len(duty), "annual_ordinary"),
        "due_on": duty.due,
        "held_on": assemblies.done,
        "minutes_received_on": minutes,
        "members_total": figure.members,
        "members_present": present,
    }
    void = {
        "minutes_received_on": annulled.known,
        "version": np.full(len(annulled.at), 2),
        "voided": np.ones(len(annulled.at), dtype=np.bool_),
    }
    return [only(whole, minutes < NEVER), {**only(whole, annulled.at), **void}]
