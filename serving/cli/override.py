"""`coopscore override`: an officer's grade in the place of the model's, by name and for a while."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from coopscore.actor import Actor
from coopscore.language import Text
from coopscore.overrides import OverrideEntry, OverrideRules, override_rules
from coopscore.vocabulary import OVERRIDE_REASON
from serving.cli.session import CONTEXT, DAY, Session, WrongUsage, options, with_session
from serving.i18n import Words
from serving.overrides import Asked
from serving.overrides import override as override_job
from serving.overrides import revoke as revoke_job

_NO_NAME = Text(en="--by names the officer.", fa="‎--by نام کارشناس را می‌گوید.")


def _named(_context: click.Context, _parameter: click.Parameter, name: str) -> Actor:
    """An officer of that name; nobody overrides namelessly."""
    if not name.strip():
        raise WrongUsage(_NO_NAME)
    return Actor(name=name.strip(), role="officer")


_BY = click.option("--by", "officer", required=True, callback=_named, help="The officer's name.")


@click.group(context_settings=CONTEXT)
@options
def override() -> None:
    """Give another grade than the model's, with a reason and a last day; list and revoke."""


@override.command(context_settings=CONTEXT)
@click.argument("coop_id")
@click.option("--spec", required=True, help="The question asked.")
@click.option("--grade", required=True, help="The grade that is given.")
@click.option("--reason", required=True, help="One of the reasons of `override rules`.")
@click.option("--note", required=True, help="What there is to show for it.")
@click.option("--until", type=DAY, help="Its last day; the longest allowed by default.")
@_BY
@options
@with_session
def add(
    session: Session,
    coop_id: str,
    spec: str,
    grade: str,
    reason: str,
    note: str,
    until: date | None,
    officer: Actor,
) -> None:
    """Override the standing grade of COOP_ID from today on. The model's score stays beside it."""
    asked = Asked(
        coop_id=coop_id, spec=spec, to_grade=grade, reason=reason, note=note, last_day=until
    )
    with session.office() as office:
        entry = override_job(office, asked, officer=officer, now=session.now)
    session.answer(override_data(entry), [_line(entry, session.words)])


@override.command("list", context_settings=CONTEXT)
@click.option("--spec", required=True, help="The question asked.")
@click.option("--cooperative", help="Only those of this co-operative.")
@options
@with_session
def listed(session: Session, spec: str, cooperative: str | None) -> None:
    """List overrides, the newest first, those that ended or were revoked too."""
    with session.office() as office:
        found = office.records.overrides.all(spec, cooperative)
    lines = [_line(entry, session.words) for entry in found]
    session.answer(
        {"overrides": [override_data(entry) for entry in found]},
        lines or [session.words("override_none")],
    )


@override.command(context_settings=CONTEXT)
@click.argument("number", type=click.IntRange(min=1))
@_BY
@options
@with_session
def revoke(session: Session, number: int, officer: Actor) -> None:
    """Take override NUMBER back, from now on; it stays on record."""
    with session.office() as office:
        revoke_job(office, number, officer=officer, now=session.now)
    told = session.words("override_revoked", number=session.words.number(number))
    session.answer({"revoked": number}, [told])


@override.command(context_settings=CONTEXT)
@options
@with_session
def rules(session: Session) -> None:
    """Show what an override may do: who, how far, for how long, and for which reasons."""
    told = override_rules()
    session.answer(_rules_data(told), list(_rules_lines(told, session.words)))


def override_data(entry: OverrideEntry) -> dict[str, Any]:
    """One override, for machines."""
    return {
        "number": entry.number,
        **vars(entry.override),
        "rules": entry.rules,
        "officer": entry.actor.name,
        "written_at": entry.written_at.isoformat(),
        "revoked_at": entry.revoked_at.isoformat() if entry.revoked_at else None,
    }


def _line(entry: OverrideEntry, words: Words) -> str:
    asked = entry.override
    said = words(
        "override_line",
        number=words.number(entry.number),
        coop_id=asked.coop_id,
        from_grade=asked.from_grade,
        to_grade=asked.to_grade,
        first=asked.first_day,
        last=asked.last_day,
        officer=entry.actor.name,
        reason=words.text(OVERRIDE_REASON[asked.reason]),
        note=asked.note,
    )
    if entry.revoked_at is None:
        return said
    return f"{said} {words('override_is_revoked', day=entry.revoked_at.date())}"


def _rules_data(told: OverrideRules) -> dict[str, Any]:
    return {
        **vars(told),
        "longest": str(told.longest),
        "reasons": {
            code: {"en": title.en, "fa": title.fa} for code, title in OVERRIDE_REASON.items()
        },
    }


def _rules_lines(told: OverrideRules, words: Words) -> Iterator[str]:
    yield words(
        "override_rules",
        version=told.version,
        since=told.since,
        up=words.number(told.most_up),
        down=words.number(told.most_down),
        months=words.number(told.longest.value),
        letters=words.number(told.least_note),
    )
    yield from (f"  {code}: {words.text(title)}" for code, title in OVERRIDE_REASON.items())
