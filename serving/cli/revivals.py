"""`coopscore revivals`: which entries of a revival no sign of life has followed."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import click

from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.i18n import Words
from serving.kept_revivals import CheckedRevivals
from serving.pages.watch_page import province_title
from serving.revivals import check_revivals


@click.command(context_settings=CONTEXT)
@click.option("--as-of", type=DAY, required=True, help="The day whose knowledge counts.")
@options
@with_session
def revivals(session: Session, as_of: date) -> None:
    """Hold revivals against signs of life within twelve months of the entry.

    Those not proved are listed by office for a person to look at, on the page of revivals too; none
    is held to be false.
    """
    with session.office() as office:
        found = check_revivals(office, as_of=as_of, now=session.now)
    session.answer(asdict(found), list(revivals_lines(found, session.words)))


def revivals_lines(found: CheckedRevivals, words: Words) -> Iterator[str]:
    """Revivals entered and proved, by office."""
    counts = {
        name: words.number(sum(getattr(gap, name) for gap in found.gaps))
        for name in ("entered", "proved", "not_proved", "too_early")
    }
    yield words("revivals_told", day=found.as_of, **counts)
    for gap in found.gaps:
        office = province_title(gap.office, words) or words("place_unknown")
        told = {name: words.number(getattr(gap, name)) for name in ("entered", "not_proved")}
        share = "–" if gap.share is None else words.percent(gap.share)
        yield words("revivals_office", office=office, share=share, **told)
