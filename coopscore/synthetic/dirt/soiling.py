"""Rows of one part of one table, soiled at known rates.

Every row draws one kind at most: first those that whole rows or groups of rows carry, then those of
single cells. Rows keep their places, and what is added stands at the end, so that the row number of
the log is the one that a spreadsheet shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.synthetic.dirt.cells import CELL_KINDS, ID_COLUMN, Soil, soil_id
from coopscore.synthetic.dirt.log import Planted, table_of
from coopscore.synthetic.dirt.rates import Rates
from coopscore.synthetic.dirt.rows import GROUP_KINDS, Change, added_rows
from coopscore.synthetic.dirt.swaps import swapped_cells, swapped_headers
from coopscore.synthetic.dirt.twins import SPARE
from coopscore.table import Column

_FIRST_ROW = 2  # the header is row 1
_TRIED = 50  # texts of a column that are looked at to see whether it can carry a kind


@dataclass(frozen=True, kw_only=True)
class Soiled:
    """Texts with dirt in them, and the log of it."""

    words: pa.Table
    log: pa.Table


def soil(
    table: str,
    words: pa.Table,
    file: str,
    rates: Rates,
    rng: np.random.Generator,
    *,
    spare: range = SPARE,
) -> Soiled:
    """Plant dirt in the rows of a table.

    Parameters
    ----------
    words
        Texts under the titles of the columns (`files.wording.in_words`).
    file
        The name of the file that the rows will stand in.
    spare
        Serials for second entries, which no co-operative has and no other part is given.
    """
    if rates.clean:
        return Soiled(words=words, log=table_of(()))
    work = _Work(table, words, file, rates, rng)
    work.soil_groups()
    work.soil_cells()
    work.swap_cells()
    work.add_rows(spare)
    return work.finished()


class _Work:
    """One table under way: texts by our column names, the rows still clean, and the log so far."""

    def __init__(
        self, table: str, words: pa.Table, file: str, rates: Rates, rng: np.random.Generator
    ) -> None:
        by_title = {column.title.fa: column for column in file_columns(TABLES[table])}
        self.columns: Sequence[Column] = [by_title[title] for title in words.column_names]
        names = [column.name for column in self.columns]
        self.table, self.file, self.rates, self.rng = table, file, rates, rng
        self.unsoiled = self.words = words.rename_columns(names)
        self.clean: npt.NDArray[np.bool_] = np.ones(words.num_rows, dtype=np.bool_)
        self.log: list[Planted] = []

    def soil_groups(self) -> None:
        """Kinds that need the sense of a row: units of a statement, planned jobs."""
        for kind, find in GROUP_KINDS.items():
            share = getattr(self.rates, kind)
            for change in find(self.table, self.words, self.clean, share, self.rng):
                self._apply(kind, change)

    def soil_cells(self) -> None:
        """Kinds that sit in one cell."""
        free = np.flatnonzero(self.clean)
        kinds = list(CELL_KINDS)
        shares = np.array([getattr(self.rates, kind) for kind in kinds])
        drawn = np.searchsorted(np.cumsum(shares), self.rng.random(len(free)), side="right")
        for place, kind in enumerate(kinds):
            types, soil_cell = CELL_KINDS[kind]
            able = [
                column.name
                for column in self.columns
                if column.type in types and self._takes(column.name, soil_cell)
            ]
            rows = free[drawn == place]
            if able and len(rows):
                chosen = self.rng.integers(len(able), size=len(rows))
                for one, name in enumerate(able):
                    self._soil(kind, name, rows[chosen == one], soil_cell)
        if ID_COLUMN in self.words.column_names:
            rows = np.flatnonzero(self.clean)
            self._soil("ids", ID_COLUMN, rows[self._draw(len(rows), self.rates.ids)], soil_id)

    def swap_cells(self) -> None:
        """Two cells of one row exchanged, whose types differ."""
        rows = np.flatnonzero(self.clean)
        rows = rows[self._draw(len(rows), self.rates.swapped_cells)]
        for change in swapped_cells(self.columns, self.words, rows, self.rng):
            self._apply("swapped_cells", change)

    def add_rows(self, spare: range) -> None:
        """Rows that stand twice, and co-operatives entered twice under another name."""
        for kind, rows, sources in added_rows(
            self.table, self.words, self.clean, self.rates, spare, self.rng
        ):
            first = self.words.num_rows + _FIRST_ROW
            self.words = pa.concat_tables([self.words, rows])
            owners = self._owners(rows)
            for number, (coop_id, source) in enumerate(zip(owners, sources, strict=True)):
                self.log.append(
                    Planted(
                        file=self.file,
                        row=first + number,
                        coop_id=coop_id,
                        kind=kind,
                        was=str(source + _FIRST_ROW),
                    )
                )

    def finished(self) -> Soiled:
        """The texts under their titles again, two of these exchanged where the file drew it."""
        titles = {column.name: column.title.fa for column in self.columns}
        names = self.words.column_names
        if self.rng.random() < self.rates.swapped_columns:
            exchanged = swapped_headers(self.columns, self.words, self.rng)
            if exchanged is not None:
                one, other = exchanged
                titles[one], titles[other] = titles[other], titles[one]
                self.log.append(
                    Planted(
                        file=self.file, kind="swapped_columns", column=one, was=one, became=other
                    )
                )
        return Soiled(
            words=self.words.rename_columns([titles[name] for name in names]),
            log=table_of(self.log),
        )

    def _takes(self, name: str, soil_cell: Soil) -> bool:
        """Whether some text of the column can carry the kind at all."""
        some = pc.unique(self.unsoiled[name]).slice(0, _TRIED).to_pylist()
        tried = np.random.default_rng(0)  # apart from the stream: a trial plants nothing
        return any(soil_cell(text, tried) is not None for text in some if text)

    def _draw(self, size: int, share: float) -> npt.NDArray[np.bool_]:
        return self.rng.random(size) < share

    def _soil(self, kind: str, name: str, rows: npt.NDArray[np.intp], soil_cell: Soil) -> None:
        texts = self.words[name].take(pa.array(rows)).to_pylist()
        became: dict[int, str] = {}
        for row, text in zip(rows.tolist(), texts, strict=True):
            soiled = soil_cell(text, self.rng) if text else None
            if soiled is not None:
                became[row] = soiled
        self._apply(kind, Change(name, became))

    def _apply(self, kind: str, change: Change) -> None:
        """Put new texts in the place of old ones, and write them down."""
        if not change.texts:
            return
        rows = sorted(change.texts)
        at = pa.array(rows)
        old = self.words[change.column].take(at).to_pylist()
        owners = self._owners(self.words.take(at))
        for row, coop_id, was in zip(rows, owners, old, strict=True):
            self.log.append(
                Planted(
                    file=self.file,
                    row=row + _FIRST_ROW,
                    coop_id=coop_id,
                    column=change.column,
                    kind=kind,
                    was=was,
                    became=change.texts[row],
                )
            )
        self.clean[rows] = False
        self.words = _replaced(self.words, change.column, change.texts)

    def _owners(self, rows: pa.Table) -> list[str]:
        if "coop_id" not in rows.column_names:
            return [""] * rows.num_rows
        return [str(coop_id) for coop_id in rows["coop_id"].to_pylist()]


def _replaced(words: pa.Table, name: str, texts: Mapping[int, str]) -> pa.Table:
    rows = sorted(texts)
    mask = np.zeros(words.num_rows, dtype=np.bool_)
    mask[rows] = True
    column = words[name].combine_chunks()
    fresh = pa.array([texts[row] for row in rows], pa.string())
    place = words.schema.get_field_index(name)
    return words.set_column(place, name, pc.replace_with_mask(column, pa.array(mask), fresh))
