"""Co-operatives that were entered a second time, by a clerk who did not find the first entry.

The second entry has an id of its own, which is not in use, and nearly the same name. Its national
id, registration number, founding day and county may differ as well, but never so many of them that
a person who saw both would take them for two.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
import pyarrow as pa

from coopscore.calendar import jalali_text, read_day
from coopscore.synthetic.dirt.cells import soil_id

# Serials that no co-operative of a small registry has; `synthesis` says which are free in a part.
SPARE = range(50_000_000, 60_000_000)

# What differs beside name and ids, and how often. No register tells, so these shares are assumed;
# they are not those that `quality.agreements` assumes of true pairs.
_DIFFER: Mapping[tuple[str, ...], float] = {
    (): 0.25,
    ("registration_no",): 0.3,
    ("founded_on",): 0.2,
    ("registration_no", "founded_on"): 0.15,
    ("county",): 0.1,
}
_NUMBER_MISSING = 0.5  # of the numbers that differ; the others have a digit wrong. Assumed
_DAYS_FAR = 0.3  # of the days that differ, those that are more than a month off. Assumed
_ID_SAME, _ID_MISTYPED = 0.3, 0.3  # the others have none. Assumed


def second_entries(
    words: pa.Table, rows: pa.Table, spare: range, rng: np.random.Generator
) -> pa.Table:
    """The rows as they might be entered again.

    Parameters
    ----------
    words
        The whole table in texts by column name, of which counties are taken.
    rows
        Those of its rows that are entered again, one a co-operative.
    spare
        Serials that nobody has, at least as many as there are rows.
    """
    serials = spare.start + rng.choice(len(spare), size=rows.num_rows, replace=False)
    counties = _counties(words)
    kinds = rng.choice(len(_DIFFER), size=rows.num_rows, p=list(_DIFFER.values()))
    entered = []
    for row, serial, kind in zip(rows.to_pylist(), serials.tolist(), kinds.tolist(), strict=True):
        again = row | {
            "coop_id": f"ir:{serial:08d}",
            "name": _nearly(row["name"], rng),
            "national_id": _id(row.get("national_id", ""), rng),
            "record_id": "",
        }
        for column in tuple(_DIFFER)[kind]:
            again[column] = _differing(column, row, counties, rng)
        entered.append(again)
    return pa.table(
        {name: pa.array([one[name] for one in entered], pa.string()) for name in rows.column_names}
    )


def _counties(words: pa.Table) -> Mapping[str, Sequence[str]]:
    """The counties that a table names in each province, in order."""
    if not {"province", "county"} <= set(words.column_names):
        return {}
    pairs = words.select(["province", "county"]).group_by(["province", "county"]).aggregate([])
    found: dict[str, list[str]] = {}
    for pair in sorted(pairs.to_pylist(), key=lambda each: (each["province"], each["county"])):
        found.setdefault(pair["province"], []).append(pair["county"])
    return found


def _differing(
    column: str,
    row: Mapping[str, str],
    counties: Mapping[str, Sequence[str]],
    rng: np.random.Generator,
) -> str:
    """Another text for a column; the same one where it is empty or there is no other."""
    text = row.get(column, "")
    if not text:
        return text
    if column == "registration_no":
        return "" if rng.random() < _NUMBER_MISSING else _digit_off(text, rng)
    if column == "founded_on":
        back = rng.integers(32, 300) if rng.random() < _DAYS_FAR else rng.integers(1, 29)
        return jalali_text(read_day(text) - timedelta(days=int(back)))
    others = [county for county in counties.get(row["province"], ()) if county not in ("", text)]
    return others[rng.integers(len(others))] if others else text


def _id(text: str, rng: np.random.Generator) -> str:
    drawn = rng.random()
    if not text or drawn < _ID_SAME:
        return text
    return soil_id(text, rng) or "" if drawn < _ID_SAME + _ID_MISTYPED else ""


def _digit_off(text: str, rng: np.random.Generator) -> str:
    place = int(rng.integers(len(text)))
    other = str((int(text[place]) + int(rng.integers(1, 10))) % 10)
    return text[:place] + other + text[place + 1 :]


def _nearly(name: str, rng: np.random.Generator) -> str:
    """A word left out, two letters exchanged, or a letter lost."""
    words = name.split(" ")
    if len(words) > 2 and rng.random() < 0.3:
        return " ".join(words[1:])
    place = int(rng.integers(1, len(name) - 1))
    if rng.random() < 0.5:
        return name[:place] + name[place + 1 :]
    return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]
