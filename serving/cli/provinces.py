"""`coopscore provinces`: how provinces stand in a period, and how firm their places are."""

from datetime import date
from pathlib import Path

import click

from coopscore.calendar import FIRST_JALALI_YEAR, jalali
from coopscore.language import Text
from coopscore.vocabulary import INDICATOR, PROVINCE
from models.provinces.formulas import load_formulas
from models.provinces.groups import PROGRAMMES
from serving.cli.session import CONTEXT, DAY, Session, WrongUsage, ends_in, options, with_session
from serving.files import ready_to_write
from serving.provinces.files import WRITERS, data_of, write_selection
from serving.provinces.kept import keep_run
from serving.provinces.lines import lines_of
from serving.provinces.selection import LEVELS, choose
from serving.provinces.standing import Asked, stand, year_asked

_LAST_JALALI_YEAR = 1599
_NO_PERIOD = Text(
    en="Name a Jalali year with --period, or the first day with --from.",
    fa="سالی شمسی را با --period یا روز آغاز را با --from نام ببرید.",
)
_TWO_PERIODS = Text(
    en="--period names whole years: leave --from and --to out.",
    fa="‎--period سال کامل را می‌گوید: --from و --to را نیاورید.",
)
_TWO_GROUPS = Text(
    en="Name a branch or a programme, not both.", fa="گرایش یا طرح را نام ببرید، نه هر دو را."
)


@click.command(context_settings=CONTEXT)
@click.option(
    "--period",
    type=click.IntRange(FIRST_JALALI_YEAR, _LAST_JALALI_YEAR),
    help="A Jalali year, such as 1404; one that is not over counts up to today.",
)
@click.option("--from", "first", type=DAY, help="First day of the period.")
@click.option("--to", "last", type=DAY, help="Last day of the period; today by default.")
@click.option("--as-of", type=DAY, help="The day whose knowledge counts; by default the last.")
@click.option("--level", type=click.Choice(LEVELS), default="province", show_default=True)
@click.option("--province", type=click.Choice(list(PROVINCE)), help="Only this one, in full.")
@click.option("--branch", default="", help="Only co-operatives of this branch, as it is written.")
@click.option("--programme", type=click.Choice(list(PROGRAMMES)), help="Only those of this one.")
@click.option("--indicator", type=click.Choice(list(INDICATOR)), help="Only this one.")
@click.option("--formulas", type=click.Path(path_type=Path), help="Other formulas, as TOML.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=ends_in(*WRITERS),
    help="Where the tables go: .xlsx, .csv or .json.",
)
@options
@with_session
def provinces(
    session: Session,
    period: int | None,
    first: date | None,
    last: date | None,
    as_of: date | None,
    level: str,
    province: str | None,
    branch: str,
    programme: str | None,
    indicator: str | None,
    formulas: Path | None,
    out: Path | None,
) -> None:
    """Say how provinces stand: four indicators with intervals and ranks, stocks and flows.

    Both days of the period belong to it; what there was at its start is counted at the end of the
    day before. Counts of the register are exact; rates and ranks are not, and say how firm they
    are. The run is kept for the page of provinces.
    """
    if branch and programme:
        raise WrongUsage(_TWO_GROUPS)
    begins, ends = _period(period, first, last, session.today)
    if out is not None:
        ready_to_write(out)
    asked = Asked(
        first=begins,
        last=ends,
        as_of=as_of,
        formulas=load_formulas(formulas) if formulas else None,
    )
    with session.office() as office:
        content = stand(office, asked, now=session.now)
        run_id = keep_run(office.home, content)
    group = f"branch:{branch}" if branch else f"programme:{programme}" if programme else ""
    found = choose(run_id, content, group=group, level=level, province=province or "")
    if out is not None:
        write_selection(found, out, session.words)
    lines = list(lines_of(found, session.words, indicator or ""))
    if out is not None:
        lines.append(session.words("visits_written", path=out))
    session.answer({**data_of(found), "out": out}, lines)


def _period(
    period: int | None, first: date | None, last: date | None, today: date
) -> tuple[date, date]:
    if period is not None:
        if first is not None or last is not None:
            raise WrongUsage(_TWO_PERIODS)
        return year_asked(jalali(period, 1, 1), today)
    if first is None:
        raise WrongUsage(_NO_PERIOD)
    return first, last or today
