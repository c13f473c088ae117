"""The make-believe registry, drawn chunk by chunk and written as an office would export it.

    registry/   what offices deliver: a file a table, or one a table and chunk
    truth/      what no registry knows: health, true probabilities, effects (Parquet)
    dirt/       what was planted where in the registry's files (Parquet)
    order.json  what was asked for, by which the next run knows the three as its own

Only tests, benchmarks and notebooks may read `truth` and `dirt`. Chunks are drawn by as many
processes as are asked for, and each writes its own files, so that memory does not grow with the
registry.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from coopscore.schema import TABLES
from coopscore.synthetic.dirt.rates import CLEAN, Rates
from coopscore.synthetic.dirt.soiling import soil
from coopscore.synthetic.dirt.spoiling import spoil
from coopscore.synthetic.files.typed import typed_again, typed_rates
from coopscore.synthetic.files.wording import in_words
from coopscore.synthetic.files.writing import WRITERS, Format, csv_bytes, part_name
from coopscore.synthetic.histories.everything import histories, of_the_sector
from coopscore.synthetic.histories.officials import official_truth
from coopscore.synthetic.place import replaced
from coopscore.synthetic.sector.chunk import stream
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.sheet import known_by
from coopscore.synthetic.truth import truth

CHUNK = 5_000  # co-operatives

Progress = Callable[[int, int], None]
Sheets = Mapping[str, pa.Table]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One chunk of the registry in the types of the schema, and the truth about it."""

    number: int
    cooperatives: int
    tables: Sheets
    truth: Sheets


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be made.

    Parameters
    ----------
    cooperatives : int, at least 1
        How many ever registered; some of them have ended.
    until : date
        The last day on which anything in the files became known.
    dirt : Rates
        How often each kind of dirt is planted; `CLEAN` plants none. Parquet files hold values, not
        texts, and take the kinds alone that leave a value (`files.typed.TYPED_KINDS`).
    chunk : int, at least 1
        How many co-operatives are drawn at a time; another number is another registry.
    """

    cooperatives: int
    seed: int
    until: date
    format: Format = "csv"
    dirt: Rates = CLEAN
    world: World = field(default_factory=World)
    chunk: int = CHUNK

    @property
    def parts(self) -> int:
        """How many chunks the registry has."""
        return -(-self.cooperatives // self.chunk)

    def size(self, part: int) -> int:
        """How many co-operatives a chunk has."""
        return min(self.chunk, self.cooperatives - part * self.chunk)

    def spare(self, part: int) -> range:
        """Serials above all that are in use, for co-operatives that a part enters twice."""
        first = self.cooperatives + 1 + part * self.chunk
        return range(first, first + self.chunk)

    def told(self) -> Mapping[str, object]:
        """The order as JSON, its world by a hash: what is written beside the files."""
        return {
            "cooperatives": self.cooperatives,
            "seed": self.seed,
            "until": self.until.isoformat(),
            "format": self.format,
            "dirt": asdict(self.dirt),
            "world": sha256(repr(self.world).encode()).hexdigest(),
            "chunk": self.chunk,
        }


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was written: the three folders, and how many rows each table has."""

    registry: Path
    truth: Path
    dirt: Path
    rows: Mapping[str, int]


def draw(order: Order) -> Iterator[Part]:
    """The registry part by part, clean and in memory; the sector's own tables come with the first.

    The same order gives the same tables; another `until` cuts the same history elsewhere.
    """
    sector = _sector(order)
    return (draw_part(order, sector, number) for number in range(order.parts))


def draw_part(order: Order, sector: Sector, number: int) -> Part:
    """One part of what `draw` gives."""
    chunk = draw_chunk(sector, number, number * order.chunk, order.size(number), order.world)
    tables, told = dict(histories(chunk)), dict(truth(chunk))
    if number == 0:
        tables |= of_the_sector(sector, order.world)
        told |= official_truth(sector, order.world)
    until = order.until.toordinal()
    known = {name: known_by(TABLES[name], rows, until) for name, rows in tables.items()}
    return Part(number=number, cooperatives=len(chunk), tables=known, truth=told)


def synthesize(
    folder: Path, order: Order, *, workers: int = 1, progress: Progress | None = None
) -> Made:
    """Write the registry, its truth and the log of its dirt into `folder`.

    The same order gives the same bytes, whatever the number of workers. What an earlier run left in
    the three folders is replaced once everything is written, and by nothing less (`place`).

    Parameters
    ----------
    progress
        Told how many parts are written, and how many there are.

    Raises
    ------
    NotOurFolder
        Where `folder` holds one of the three, and no earlier run wrote it.
    """
    rows: dict[str, int] = dict.fromkeys(TABLES, 0)
    with replaced(folder, order.told()) as fresh:
        for done, counts in enumerate(_written(fresh, order, workers), start=1):
            for name, count in counts.items():
                rows[name] += count
            if progress is not None:
                progress(done, order.parts)
    return Made(
        registry=folder / "registry", truth=folder / "truth", dirt=folder / "dirt", rows=rows
    )


def _sector(order: Order) -> Sector:
    return draw_sector(seed=order.seed, size=order.cooperatives, world=order.world)


def _written(folder: Path, order: Order, workers: int) -> Iterator[Mapping[str, int]]:
    write = partial(_write_part, folder, order, _sector(order))
    if workers == 1 or order.parts == 1:
        yield from map(write, range(order.parts))
        return
    # Not forked: the libraries that draw have threads of their own by now.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(write, range(order.parts))


def _write_part(folder: Path, order: Order, sector: Sector, number: int) -> Mapping[str, int]:
    part = draw_part(order, sector, number)
    logs = [
        _write_table(folder / "registry", order, number, name, rows)
        for name, rows in part.tables.items()
        if rows.num_rows
    ]
    for name, rows in part.truth.items():
        pq.write_table(rows, folder / "truth" / f"{part_name(name, number, order.parts)}.parquet")
    log = pa.concat_tables(logs)
    pq.write_table(log, folder / "dirt" / f"{part_name('planted', number, order.parts)}.parquet")
    return {name: rows.num_rows for name, rows in part.tables.items()}


def _write_table(folder: Path, order: Order, number: int, name: str, rows: pa.Table) -> pa.Table:
    """Write one part of one table; the log of the dirt in it."""
    path = folder / f"{part_name(name, number, order.parts)}.{order.format}"
    rates = typed_rates(order.dirt) if order.format == "parquet" else order.dirt
    rng = stream(order.seed, number, f"dirt/{name}")
    words = in_words(name, rows)
    soiled = soil(name, words, path.name, rates, rng, spare=order.spare(number))
    if order.format != "csv":
        values = rows
        if order.format == "parquet" and soiled.log.num_rows:
            values = typed_again(name, rows, words, soiled.words)
        WRITERS[order.format](path, values, soiled.words)
        return soiled.log
    spoilt = spoil(csv_bytes(soiled.words), path.name, rates, rng)
    path.write_bytes(spoilt.content)
    return pa.concat_tables([soiled.log, spoilt.log])
