"""`coopscore visits`: plans of visits made, shown, changed and learnt from."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from coopscore.actor import Actor
from coopscore.capacity import MOST_MONTHS
from coopscore.intake.capacity_file import read_capacity
from coopscore.language import Text
from coopscore.visits import PlanChange
from coopscore.vocabulary import PLAN_CHANGE_REASON, PROVINCE
from serving.cli.session import CONTEXT, DAY, Session, WrongUsage, ends_in, options, with_session
from serving.cli.visit_lines import (
    act_lines,
    change_data,
    change_line,
    counts_data,
    evaluation_lines,
    head_data,
    head_line,
    made_lines,
    prevalence_lines,
)
from serving.cli.visit_targets import targets
from serving.files import ready_to_write
from serving.readings import Readings
from serving.road import WRITERS
from serving.visits import (
    Asked,
    change_plan,
    evaluate,
    evaluate_together,
    export,
    make_plan,
    plan_head,
)

_NO_NAME = Text(en="--by names the supervisor.", fa="‎--by نام ناظر را می‌گوید.")
_ONE_WAY = Text(
    en="Name one co-operative, with --off or with --on.",
    fa="یک تعاونی را نام ببرید، با --off یا با --on.",
)


def supervisor_named(_context: click.Context, _parameter: click.Parameter, name: str) -> Actor:
    """A supervisor of that name; nobody writes in the visit book namelessly."""
    if not name.strip():
        raise WrongUsage(_NO_NAME)
    return Actor(name=name.strip(), role="supervisor")


BY = click.option(
    "--by", "supervisor", required=True, callback=supervisor_named, help="The supervisor's name."
)
_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=ends_in(*WRITERS),
    help="Where the list for the road goes.",
)
_PROVINCE = click.option("--province", type=click.Choice(list(PROVINCE)), help="Only this one.")


@click.group(context_settings=CONTEXT)
@options
def visits() -> None:
    """Plan visits within an office's capacity, and learn from what they found.

    PLAN is a plan's id, or the word newest.
    """


@visits.command(context_settings=CONTEXT)
@click.option("--as-of", type=DAY, required=True, help="The day that the plan rests on.")
@click.option(
    "--capacity",
    type=click.Path(path_type=Path),
    required=True,
    help="A table of acts by province, county, kind and month.",
)
@click.option("--months", type=click.IntRange(1, MOST_MONTHS), help="Only the first so many.")
@click.option("--explore", type=float, help="The random slice's share of the acts.")
@click.option("--seed", type=click.IntRange(min=0), help="Of a lot that is drawn again.")
@click.option("--without-revival", is_flag=True, help="Plan though revival was not scored.")
@_PROVINCE
@_OUT
@options
@with_session
def plan(
    session: Session,
    as_of: date,
    capacity: Path,
    months: int | None,
    explore: float | None,
    seed: int | None,
    without_revival: bool,
    province: str | None,
    out: Path | None,
) -> None:
    """Plan visits by what was known on a day, and put the plan on record.

    Every co-operative keeps a chance of being visited, which stands in the plan, so that what is
    found can be carried over to those that were not. The seed of the lot is one that nobody can
    foresee, and the plan tells it; the same facts, capacity and seed give the same plan.
    """
    if out is not None:
        ready_to_write(out)
    asked = Asked(
        as_of=as_of,
        capacity=read_capacity(capacity),
        months=months,
        explore=explore,
        seed=seed,
        province=province,
        with_revival=not without_revival,
    )
    with session.office() as office:
        made = make_plan(office, asked, actor=session.actor, now=session.now)
        if out is not None:
            export(office, made.head.plan_id, out)
    data = {**head_data(made.head), **counts_data(made.counts), "out": out}
    session.answer(data, list(made_lines(made.head, made.counts, out, session.words)))


@visits.command("list", context_settings=CONTEXT)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@options
@with_session
def listed(session: Session, limit: int) -> None:
    """List the plans on record, the last made first."""
    with session.office() as office:
        heads = office.records.visits.heads(limit=limit)
    lines = [head_line(head, session.words) for head in heads]
    told = {"plans": [head_data(head) for head in heads]}
    session.answer(told, lines or [session.words("visits_no_plans")])


@visits.command(context_settings=CONTEXT)
@click.argument("plan_id", metavar="PLAN")
@_OUT
@options
@with_session
def show(session: Session, plan_id: str, out: Path | None) -> None:
    """Show a plan as it stands after changes; with --out write its list for the road again."""
    if out is not None:
        ready_to_write(out)
    with session.office() as office:
        head = plan_head(office, plan_id)
        book = office.records.visits
        counts, acts = book.counts(head.plan_id), book.acts(head.plan_id)
        changes = book.changes(head.plan_id)
        names = Readings(office.records, office.facts).names()
        if out is not None:
            export(office, head.plan_id, out)
    data = {
        **head_data(head),
        **counts_data(counts),
        "standing": [{**vars(act), "name": names.of_one(act.coop_id)} for act in acts],
        "changed": [change_data(entry) for entry in changes],
        "out": out,
    }
    lines = [
        *made_lines(head, counts, out, session.words),
        *(change_line(entry, session.words) for entry in changes),
        *act_lines(acts, names.of_one, session.words),
    ]
    session.answer(data, lines)


@visits.command(context_settings=CONTEXT)
@click.argument("plan_id", metavar="PLAN")
@click.option("--off", help="The co-operative that is taken off.")
@click.option("--on", help="The co-operative that is put on.")
@click.option("--instead-of", default="", help="Whose place the one that is put on takes.")
@click.option("--reason", type=click.Choice(list(PLAN_CHANGE_REASON)), required=True, help="Why.")
@click.option("--note", required=True, help="What there is to show for it.")
@BY
@options
@with_session
def change(
    session: Session,
    plan_id: str,
    off: str | None,
    on: str | None,
    instead_of: str,
    reason: str,
    note: str,
    supervisor: Actor,
) -> None:
    """Take a co-operative off a plan, or put one on; the plan as it was drawn stays on record."""
    if (off is None) == (on is None):
        raise WrongUsage(_ONE_WAY)
    asked = PlanChange(
        plan_id=plan_id,
        coop_id=on or off or "",
        added=on is not None,
        reason=reason,
        note=note,
        instead_of=instead_of,
    )
    with session.office() as office:
        entry = change_plan(office, asked, supervisor=supervisor, now=session.now)
        head = plan_head(office, entry.change.plan_id)
        beyond = max(0, len(office.records.visits.acts(head.plan_id)) - head.acts)
    lines = [change_line(entry, session.words)]
    if beyond:
        lines.append(session.words("visits_beyond", count=session.words.number(beyond)))
    session.answer({**change_data(entry), "beyond": beyond}, lines)


@visits.command("evaluate", context_settings=CONTEXT)
@click.argument("plan_ids", metavar="PLAN...", nargs=-1, required=True)
@options
@with_session
def evaluated(session: Session, plan_ids: tuple[str, ...]) -> None:
    """Work out what a plan's visits taught so far, and put it on record for the pages to show.

    Of several plans, such as those of twelve months, it tells the share silent by all their visits
    together, and puts nothing on record.
    """
    plan_id, *others = plan_ids
    with session.office() as office:
        if others:
            pooled = [asdict(one) for one in evaluate_together(office, plan_ids)]
            told = {"plans": list(plan_ids), "prevalence": pooled}
            session.answer(told, list(prevalence_lines(pooled, session.words)))
            return
        found = evaluate(office, plan_id, actor=session.actor, now=session.now)
    data = {"plan_id": found.plan_id, **found.content}
    session.answer(data, list(evaluation_lines(found.content, session.words)))


visits.add_command(targets)
