"""What was filed and which assemblies met, as rows of their four tables."""

import numpy as np

from coopscore.synthetic.acts import (
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
from coopscore.synthetic.years import NEVER, Flags, Floats, Ints, Words, Years


def filed(
    world: World, births: Births, lives: Lives, years: Years, rng: np.random.Generator
) -> tuple[Rows, ...]:
    """The tables `filing`, `statement_line`, `yearly_figures` and `assembly`."""
    duty = duties(births, lives, years)
    figure = figures(world, births, lives, duty, rng)
    mood = rng.standard_normal(len(duty))
    audited = (births.turnover > world.audited_above)[duty.who]
    missed, late = world.statement_missed, world.statement_late
    statement = act(world, duty, missed=missed, late=late, mood=mood, rng=rng)
    tax_return = act(world, duty, missed=missed, late=late, mood=mood, rng=rng)
    return (
        Rows.of("filing", _filings(world, duty, audited, statement, tax_return, rng)),
        Rows.of("statement_line", _lines(world, duty, figure, statement, rng)),
        Rows.of("yearly_figures", [_yearly(duty, figure, statement)]),
        Rows.of("assembly", _assemblies(world, duty, figure, mood, rng)),
    )


def _record_ids(duty: Duties, word: str) -> Words:
    pairs = zip(coop_ids(duty.who), duty.year.tolist(), strict=True)
    return np.array([f"{coop_id}/{word}/{year}" for coop_id, year in pairs])


def _first(record: Words) -> Columns:
    """The columns of a record's first version."""
    size = len(record)
    return {
        "record_id": record,
        "version": np.ones(size, dtype=np.int64),
        "voided": np.zeros(size, dtype=np.bool_),
    }


def _filings(
    world: World,
    duty: Duties,
    audited: Flags,
    statement: Ints,
    tax_return: Ints,
    rng: np.random.Generator,
) -> list[Columns]:
    report = np.where(audited, received(duty, statement, 0, 60, rng), NEVER)
    parts: list[Columns] = []
    for kind, known in (
        ("statement", statement),
        ("audit_report", report),
        ("tax_return", tax_return),
    ):
        whole = _filing(duty, kind, known, audited)
        parts.append(_only(whole, known < NEVER))
    returned = corrections(duty, tax_return, world.annulled, rng)
    late = {**_only(_filing(duty, "tax_return", tax_return, audited), returned.at)}
    late |= {"received_on": returned.known, "version": np.full(len(returned.at), 2)}
    parts.append(late | {"voided": np.ones(len(returned.at), dtype=np.bool_)})
    return parts


def _filing(duty: Duties, kind: str, known: Ints, audited: Flags) -> Columns:
    return {
        "coop_id": coop_ids(duty.who),
        **_first(_record_ids(duty, kind)),
        "kind": np.full(len(duty), kind),
        "period_end": duty.year_end,
        "due_on": duty.due,
        "received_on": known,
        "audited": audited,
    }


def _only(columns: Columns, kept: Flags | Ints) -> Columns:
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
        parts.append(_only(whole, statement < NEVER))
        if code == "turnover":
            mended = np.rint(amount[later.at] * slip).astype(np.int64)
            version = np.full(len(later.at), 2)
            changed = {"amount": mended, "received_on": later.known, "version": version}
            parts.append({**_only(whole, later.at), **changed})
    return parts


def _line(duty: Duties, code: str, amount: Ints, known: Ints) -> Columns:
    return {
        "coop_id": coop_ids(duty.who),
        **_first(_record_ids(duty, code)),
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
    return _only(whole, statement < NEVER)


def _assemblies(
    world: World, duty: Duties, figure: Figures, mood: Floats, rng: np.random.Generator
) -> list[Columns]:
    """Annual assemblies by their minutes, and a void for each that was annulled."""
    missed, late = world.assembly_missed, world.assembly_late
    held = act(world, duty, missed=missed, late=late, mood=mood, rng=rng)
    minutes = received(duty, held, 5, 45, rng)
    whole: Columns = {
        "coop_id": coop_ids(duty.who),
        **_first(_record_ids(duty, "annual_ordinary")),
        "kind": np.full(len(duty), "annual_ordinary"),
        "due_on": duty.due,
        "held_on": held,
        "minutes_received_on": minutes,
        "members_total": figure.members,
        "members_present": attendance(duty, figure.members, rng),
    }
    annulled = corrections(duty, minutes, world.annulled, rng)
    void = {
        "minutes_received_on": annulled.known,
        "version": np.full(len(annulled.at), 2),
        "voided": np.ones(len(annulled.at), dtype=np.bool_),
    }
    return [_only(whole, minutes < NEVER), {**_only(whole, annulled.at), **void}]
