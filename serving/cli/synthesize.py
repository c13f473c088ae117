"""`coopscore synthesize`: a make-believe registry with known truth, as files."""

import os
from datetime import date
from pathlib import Path

import click

from coopscore.synthetic.dirt.rates import CLEAN, USUAL
from coopscore.synthetic.files.writing import FORMATS, Format
from coopscore.synthetic.synthesis import Made, Order, synthesize
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.demonstration import last_day
from serving.files import unwritable

_WORKERS = min(2, os.cpu_count() or 1)


@click.command("synthesize", context_settings=CONTEXT)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--cooperatives", type=click.IntRange(1, 2_000_000), default=2000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1404, show_default=True)
@click.option("--until", type=DAY, help="The last day of which the files tell (1404-06-31).")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--clean", is_flag=True, help="Plant no dirt.")
@click.option("--workers", type=click.IntRange(1, 64), default=_WORKERS, show_default=True)
@options
@with_session
def synthesize_registry(
    session: Session,
    folder: Path,
    cooperatives: int,
    seed: int,
    until: date | None,
    kind: Format,
    clean: bool,
    workers: int,
) -> None:
    """Make up a registry of co-operatives and write it into FOLDER.

    FOLDER/registry is what offices would deliver, dirt and all; FOLDER/truth holds what no registry
    knows, and FOLDER/dirt says what was planted where. Parquet holds values: it takes only the dirt
    that leaves one (units, planned jobs, second entries, repeated rows, mistyped ids). The same
    number, seed and day give the same bytes. These three folders are replaced, and nothing else,
    and only where FOLDER/order.json says that this command wrote them.
    """
    order = Order(
        cooperatives=cooperatives,
        seed=seed,
        until=until or last_day(session.now),
        format=kind,
        dirt=CLEAN if clean else USUAL,
    )
    with session.progress() as progress:
        try:
            made = synthesize(
                folder,
                order,
                workers=workers,
                progress=lambda done, of: progress("registry", done, of),
            )
        except OSError as cause:
            raise unwritable(folder, cause) from cause
    session.answer(_data(order, made), _lines(session, order, made))


def _data(order: Order, made: Made) -> dict[str, object]:
    return {
        "cooperatives": order.cooperatives,
        "seed": order.seed,
        "until": order.until,
        "registry": str(made.registry),
        "truth": str(made.truth),
        "dirt": str(made.dirt),
        "rows": dict(made.rows),
    }


def _lines(session: Session, order: Order, made: Made) -> list[str]:
    words = session.words
    told = words.counted("rows", sum(made.rows.values()))
    tables = words.counted("tables", sum(count > 0 for count in made.rows.values()))
    values = order.format == "parquet" and not order.dirt.clean
    return [
        words("synthesized", rows=told, tables=tables, until=order.until, path=made.registry),
        words("synthesized_truth", truth=made.truth, dirt=made.dirt),
        *([words("synthesized_values")] if values else []),
        words("synthesized_next", command=f"coopscore ingest {made.registry}"),
    ]
