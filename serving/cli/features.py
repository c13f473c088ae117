"""`coopscore features build`: a matrix of what was known, as a Parquet file."""

import re
from datetime import date
from pathlib import Path

import click

from coopscore.calendar import Months, every
from coopscore.errors import UnwritableFile
from features.engines.plug import ENGINES
from models.spec import load_spec
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.jobs import build_features


class _Step(click.ParamType[Months]):
    """A number of months: `3M`."""

    name = "months"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Months:
        """The months that were typed; wrong usage where they are none."""
        found = re.fullmatch(r"\s*(\d{1,3})\s*(?:M|months?)\s*", str(value))
        if not found or not int(found[1]):
            self.fail(f"{value} is not a number of months, such as 3M", param, ctx)
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
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="FILE.parquet"
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
    days = [as_of] if as_of is not None else None
    if first is not None and last is not None and step is not None and days is None:
        days = list(every(first, last, step, asked.calendar))
    elif days is None or (first, last, step) != (None, None, None):
        raise click.UsageError("Give either --as-of, or --from, --to and --every.")
    with session.office() as office, session.progress() as progress:
        matrix = build_features(office, asked, days, engine=engine, progress=progress)
    try:
        matrix.write(out)
    except OSError as cause:
        raise UnwritableFile(path=out, reason=cause.strerror or str(cause)) from cause
    said = {
        "rows": len(matrix),
        "features": len(matrix.features),
        "days": len(days),
        "batch": matrix.batch,
    }
    session.answer(
        {**said, "out": str(out), "hash": matrix.hash},
        [session.words("matrix_written", **said, path=out)],
    )
