"""The festival of top co-operatives: entries, jurors' marks, and who was named.

No rank is told: a rank needs all entrants of a province at once, and whoever wants one has the
points. The days of the editions are a table of the whole sector (`offices`).
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coopscore.synthetic.histories.editions import REASONS, Edition, Entries, editions, entries
from coopscore.synthetic.histories.judging import CRITERIA, NONE, PLACES, Judged, judge
from coopscore.synthetic.histories.officework import in_time, on_record
from coopscore.synthetic.histories.officials import JURORS, juror_keys
from coopscore.synthetic.histories.supervision import supervised
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.world import NATIONAL_UNION
from coopscore.synthetic.sheet import Coded, sheet

LEVELS = ("provincial", "national")
_NATIONWIDE = 3  # the place of the form that is open to the whole nation


def festival(chunk: Chunk) -> Mapping[str, pa.Table]:
    """Entries, marks and results of every edition, of a chunk."""
    rng = chunk.rng("festival")
    drawn = supervised(chunk)
    held = editions()
    entered = [entries(chunk, edition, drawn, rng) for edition in held]
    judged = [
        judge(chunk, edition, entrants, rng)
        for edition, entrants in zip(held, entered, strict=True)
    ]
    return on_record(
        chunk,
        {
            "festival_entry": _entry_rows(chunk, held, entered),
            "festival_mark": _mark_rows(chunk, judged),
            "festival_result": _result_rows(chunk, judged),
        },
    )


def _entry_rows(chunk: Chunk, held: tuple[Edition, ...], entered: list[Entries]) -> pa.Table:
    who, day, known, barred = (
        np.concatenate([getattr(entrants, name) for entrants in entered])
        for name in ("who", "day", "known", "barred")
    )
    number = np.repeat([edition.number for edition in held], [len(e.who) for e in entered])
    nationwide = np.isin(chunk.founded.form[who], (_NATIONWIDE, NATIONAL_UNION))
    return sheet(
        "festival_entry",
        {
            "coop_id": chunk.ids(who),
            "entered_on": day,
            "recorded_at": known,
            "edition": number,
            "branch": Coded(
                places=chunk.founded.branch[who],
                words=tuple(branch.name for branch in chunk.world.branches),
            ),
            "level": Coded(places=nationwide.astype(np.int64), words=LEVELS),
            "eligible": barred < 0,
            "ineligible_because": Coded(places=barred, words=REASONS),
        },
    )


def _mark_rows(chunk: Chunk, judged: list[Judged]) -> pa.Table:
    keys = juror_keys(len(chunk.world.provinces), len(chunk.world.branches))
    each = JURORS * len(CRITERIA)
    who = np.concatenate([np.repeat(one.who, each) for one in judged])
    day = np.concatenate([np.repeat(one.day, each) for one in judged])
    panel = np.concatenate([np.repeat(one.panel.ravel(), len(CRITERIA)) for one in judged])
    number = np.repeat(
        [one.edition.number for one in judged], [each * len(one.who) for one in judged]
    )
    return sheet(
        "festival_mark",
        {
            "coop_id": chunk.ids(who),
            "marked_on": day,
            "recorded_at": day + 1,
            "edition": number,
            "juror_key": Coded(places=panel, words=keys),
            "criterion": Coded(
                places=np.tile(np.arange(len(CRITERIA)), len(who) // len(CRITERIA)),
                words=tuple(CRITERIA),
            ),
            "mark": np.concatenate([one.marks.ravel() for one in judged]),
        },
    )


def _result_rows(chunk: Chunk, judged: list[Judged]) -> pa.Table:
    """One row for each that was judged, and a second one for those that were sent to the nation."""
    parts = [part for one in judged for part in _announced(chunk, one)]
    who, day, number, level, place, points = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    return sheet(
        "festival_result",
        {
            "coop_id": chunk.ids(who),
            "announced_on": day,
            "recorded_at": day + 2,
            "edition": number,
            "level": Coded(places=level, words=LEVELS),
            "place": Coded(places=place, words=PLACES),
            "points": np.round(points, 2),
        },
    )


def _announced(chunk: Chunk, one: Judged) -> tuple[tuple[npt.NDArray[np.generic], ...], ...]:
    """Columns of one edition's results, by level; of those that are still there on the day."""
    levels = (
        (one.edition.provincial, np.ones(len(one.who), dtype=np.bool_), one.place, one.points),
        (one.edition.national, one.place < NONE, one.national_place, one.national_points),
    )
    parts = []
    for level, (announced, sent, place, points) in enumerate(levels):
        day = np.full(len(one.who), announced)
        rows = np.flatnonzero(sent & in_time(chunk, one.who, day))
        same = (np.full(len(rows), value) for value in (one.edition.number, level))
        parts.append((one.who[rows], day[rows], *same, place[rows], points[rows]))
    return tuple(parts)
