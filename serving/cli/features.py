"""`coopscore features build`: a matrix of what was known, as a Parquet file."""

import re
from datetime import date
from pathlib import Path

import click

from coopscore.calendar import Months, every
from coopscore.language import Text
from features.engines.plug import ENGINES
from models.spec import Spec, load_spec
from serving.cli.session import (
    CONTEXT,
    DAY,
    Session,
    WrongUsage,
    ends_in,
    options,
    with_session,
)
from serving.files import unwritable
from serving.jobs import build_features

_NO_STEP = Text(
    en="{value} is not a number of months, such as 3M.",
    fa="{value} شمار ماه‌ها نیست؛ نمونهٔ درست: 3M.",
)
_WHICH_DAYS = Text(
    en="Give either --as-of, or --from, --to and --every.",
    fa="یا --as-of را بدهید یا --from و --to و --every را با هم.",
)
_BACKWARDS = Text(
    en="--from ({first}) is later than --to ({last}).",
    fa="تاریخ --from ({first}) پس از --to ({last}) است.",
)


class _Step(click.ParamType[Months]):
    """A number of months: `3M`."""

    name = "months"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Months:
        """The months that were typed; wrong usage where they are none."""
        found = re.fullmatch(r"\s*(\d{1,3})\s*(?:M|months?)\s*", str(value))
        if not found or not int(found[1]):
            raise WrongUsage(_NO_STEP.filled(value=value))
        return Months(int(found[1]))


@click.group(context_settings=CONTEXT)
@options
def features() -> None:
    """Build feature matrices."""


@features.command(context_settings=CONTEXT)
@click.option("--spec", required=True, help="The spec whose features and cohort are meant.")
@click.option("--as-of", type=DAY, help="One as-of day.")
@click.option("--from", "first", type=DAY, help="The first as-of day.")
@click.option("--to", "last", type=DAY, help="The last day that an as-of day may be.")
@click.option("--every", "step", type=_Step(), help="Months between as-of days, such as 3M.")
@click.option("--engine", type=click.Choice(list(ENGINES)), default="kernel", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    callback=ends_in(".parquet"),
    help="FILE.parquet",
)
@options
@with_session
def build(
    session: Session,
    spec: str,
    as_of: date | None,
    first: date | None,
    last: date | None,
    step: Months | None,
    engine: str,
    out: Path,
) -> None:
    """Write what was known of each member of the spec's cohort on each as-of day.

    Give either --as-of, or --from, --to and --every.
    """
    asked = load_spec(spec)
    days = _days(asked, as_of, first, last, step)
    with session.office() as office, session.progress() as progress:
        matrix = build_features(office, asked, days, engine=engine, progress=progress)
    try:
        matrix.write(out)
    except OSError as cause:
        raise unwritable(out, cause) from cause
    counts = {"rows": len(matrix), "features": len(matrix.features), "days": len(days)}
    said = {name: session.words.counted(name, count) for name, count in counts.items()}
    session.answer(
        {**counts, "batch": matrix.batch, "out": str(out), "hash": matrix.hash},
        [session.words("matrix_written", **said, batch=matrix.batch, path=out)],
    )


def _days(
    spec: Spec, as_of: date | None, first: date | None, last: date | None, step: Months | None
) -> list[date]:
    """The as-of days that were asked for, in one of the two ways."""
    if as_of is not None and (first, last, step) == (None, None, None):
        return [as_of]
    if as_of is not None or first is None or last is None or step is None:
        raise WrongUsage(_WHICH_DAYS)
    if first > last:
        raise WrongUsage(_BACKWARDS.filled(first=first, last=last))
    return list(every(first, last, step, spec.calendar))
