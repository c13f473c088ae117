"""A plan drawn as a text table, with what its visits found, for tests of what is learnt of it."""

from datetime import date

from coopscore.visits import Plan, Planned, VisitOutcome

MONTH = date(2026, 3, 21)  # 1 Farvardin 1405


def plan_of(text, *, months=1):
    """A plan of `coop | county | probability | slice | risk` lines, one stratum a county."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    frame = [
        Planned(
            coop_id=who, province=county.split("/")[0], county=county.split("/")[1],
            stratum=county, probability=float(probability), slice=name,
            kind="general" if name else "", month=MONTH if name else None,
            risk=float(risk) if risk else None,
            revival=0.5 if name == "revival" else None, order=order,
        )
        for order, (who, county, probability, name, risk) in enumerate(rows, start=1)
    ]  # fmt: skip
    return Plan(
        as_of=date(2026, 3, 20), first_month=MONTH, months=months, seed=1, settings={},
        frame=tuple(frame),
    )  # fmt: skip


def outcome(who, found, day=1):
    """What was found of a co-operative on a day of the plan's first month."""
    return VisitOutcome(
        plan_id="p", coop_id=who, visited_on=date.fromordinal(MONTH.toordinal() + day - 1),
        kind="general", found=found,
    )  # fmt: skip


def outcomes(**found):
    """One outcome each, all of the first day."""
    return [outcome(who, what) for who, what in found.items()]
