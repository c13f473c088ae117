"""One small make-believe registry, drawn once, and its rows as an office would read them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from coopscore.calendar import read_day
from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.synthetic import make_registry
from coopscore.synthetic.births import Births, draw_births
from coopscore.synthetic.lives import Lives, live
from coopscore.synthetic.world import World
from coopscore.synthetic.years import Years

UNTIL = date(2025, 9, 22)

Row = Mapping[str, str]


def read(folder: Path, table: str) -> list[Row]:
    """The rows of a file under our own column names."""
    ours = {column.title.fa: column.name for column in file_columns(TABLES[table])}
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return [dict(zip([ours[cell] for cell in header], row, strict=True)) for row in rows]


@dataclass(frozen=True)
class Drawn:
    """A registry on disk; `days` are read from a row's text."""

    folder: Path

    def rows(self, table: str) -> list[Row]:
        return read(self.folder, table)

    def dates(self, table: str, row: Row) -> tuple[date, date]:
        """When the row's fact happened, and when it was known."""
        return read_day(row[TABLES[table].happened]), read_day(row[TABLES[table].known])


@pytest.fixture(scope="session")
def drawn(tmp_path_factory) -> Drawn:
    folder = tmp_path_factory.mktemp("registry")
    make_registry(folder, cooperatives=400, seed=1404, until=UNTIL)
    return Drawn(folder)


@dataclass(frozen=True)
class Sector:
    """A larger population in memory, for what is said of shares."""

    world: World
    years: Years
    births: Births
    lives: Lives


@pytest.fixture(scope="session")
def sector() -> Sector:
    world, years = World(), Years(first=1390, until=UNTIL)
    births = draw_births(world, years, 4000, np.random.default_rng(1))
    lives = live(world, births, years, np.random.default_rng(2))
    return Sector(world, years, births, lives)
