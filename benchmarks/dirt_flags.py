"""Statistical kinds of dirt: the share flagged where a chosen share of clean rows is flagged."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.dirt_world import Soiled, table_of
from coopscore.quality.report import Measured
from coopscore.quality.robust import Floats, earlier, threshold
from coopscore.quality.settings import quality_settings

FALSE = (0.001, 0.01)  # shares of clean rows flagged
BACK_DATED_DAYS = 90  # an entry of a campaign that speaks of a day so long ago is back-dated
_FEWEST_LINES = 10  # a slip of a whole statement, not of a correction of a few lines


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """Scores of rows in which a kind was planted, and of clean rows; unscored ones are lowest.

    A statement with fewer than ten planted lines is in neither group, and counted as `left_out`.
    """

    planted: Floats
    clean: Floats
    left_out: int | None = None  # planted, and in neither group; None where all are in one

    def recall(self, false: float) -> float:
        """The share of the planted that is flagged where `false` of the clean are."""
        return float((self.planted >= threshold(self.clean, false)).mean())


def flagged(world: Soiled, measured: Measured) -> Mapping[str, Flagged]:
    """Each kind, with own history and without."""
    return {
        **_units(world, measured),
        **_jobs(world, measured),
        "near_names": _names(world, measured),
        "back_dated": _back_dated(world, measured),
    }


def _keys(coop: pa.ChunkedArray | pa.Array, day: pa.ChunkedArray | pa.Array) -> list[str]:
    return pc.binary_join_element_wise(coop, pc.cast(day, pa.string()), "|").to_pylist()


def _rows(world: Soiled, kind: str) -> list[tuple[str, pa.Table]]:
    """The rows before the planting, by file."""
    log = world.planted.filter(pc.equal(world.planted["kind"], kind))
    return [
        (name, world.sheets[name].take(pa.array(sorted(set(places)))))
        for name in sorted(set(log["file"].to_pylist()))
        for places in [
            [row - 2 for row in log.filter(pc.equal(log["file"], name))["row"].to_pylist()]
        ]
    ]


def units_left_out(world: Soiled, measured: Measured) -> Mapping[str, int]:
    """Statements in which units were planted, and those that no recall speaks of.

    These were corrected in a few lines only, or were never scored: they were set aside, or hold no
    line that is compared.
    """
    lines = _planted_lines(world)
    rows = measured.scored["unit_slip"]
    scored = set(_keys(rows["coop_id"], rows["period_end"]))
    few = sum(0 < count < _FEWEST_LINES for key, count in lines.items() if key in scored)
    return {"planted": len(lines), "few": few, "unscored": len(lines.keys() - scored)}


def _planted_lines(world: Soiled) -> Mapping[str, int]:
    """How many lines of each statement were told in another unit."""
    lines: dict[str, int] = {}
    for _, rows in _rows(world, "units"):
        for key in _keys(rows["coop_id"], rows["period_end"]):
            lines[key] = lines.get(key, 0) + 1
    return lines


def _units(world: Soiled, measured: Measured) -> Mapping[str, Flagged]:
    lines = _planted_lines(world)
    scored = measured.scored["unit_slip"]
    counts = np.array([lines.get(key, 0) for key in _keys(scored["coop_id"], scored["period_end"])])
    basis, scores = np.array(scored["basis"].to_pylist()), scored["score"].to_numpy()
    return {
        f"units_{name}": Flagged(
            planted=scores[(basis == name) & (counts >= _FEWEST_LINES)],
            clean=scores[(basis == name) & (counts == 0)],
            left_out=int(((basis == name) & (counts > 0) & (counts < _FEWEST_LINES)).sum()),
        )
        for name in ("history", "short", "peers")
    }


def _jobs(world: Soiled, measured: Measured) -> Mapping[str, Flagged]:
    planted = {
        key for _, rows in _rows(world, "planned_jobs")
        for key in _keys(rows["coop_id"], rows["year_end"])
    }  # fmt: skip
    figures = world.facts.as_known("yearly_figures", None, world.order.until)
    figures = figures.sort_by([("coop_id", "ascending"), ("happened", "ascending")])
    scored = measured.scored["planned_jobs"]
    found = dict(
        zip(_keys(scored["coop_id"], scored["year_end"]), scored["score"].to_pylist(), strict=True)
    )
    keys = _keys(figures["coop_id"], figures["happened"])
    scores = np.array([found.get(key, -np.inf) for key in keys])
    was_planted = np.array([key in planted for key in keys])
    employees = figures["employees"].cast(pa.float64()).combine_chunks()
    counts = employees.to_numpy(zero_copy_only=False)
    owner = figures["coop_id"].combine_chunks().dictionary_encode().indices.to_numpy()
    asked = quality_settings().jobs
    before = earlier(counts, owner, remembered=asked.remembered, least=asked.earlier)
    own, known = np.isfinite(before), np.isfinite(counts)
    return {
        f"planned_jobs_{name}": Flagged(
            planted=scores[kept & was_planted], clean=scores[kept & ~was_planted & known]
        )
        for name, kept in (("history", own), ("peers", ~own))
    }


def _names(world: Soiled, measured: Measured) -> Flagged:
    """Co-operatives by their best pair; the pairs that were planted stand apart."""
    twins = _twins(world)
    scored = measured.scored["near_name"]
    pairs = dict.fromkeys(twins, -np.inf)
    best: dict[str, float] = {}
    every = zip(*(scored[name].to_pylist() for name in ("coop_id", "other", "score")), strict=True)
    for one, other, score in every:
        pair = frozenset((one, other))
        if pair in pairs:
            pairs[pair] = max(pairs[pair], score)
        else:
            for each in pair:
                best[each] = max(best.get(each, -np.inf), score)
    paired = frozenset().union(*twins)
    register = sorted(set(world.facts.read("cooperative", ["coop_id"])["coop_id"].to_pylist()))
    clean = [best.get(each, -np.inf) for each in register if each not in paired]
    return Flagged(planted=np.array(list(pairs.values())), clean=np.array(clean))


def _twins(world: Soiled) -> list[frozenset[str]]:
    """The co-operatives that were entered again, each with its second id, where both were taken."""
    log = world.planted.filter(pc.equal(world.planted["kind"], "near_names"))
    taken = set(world.facts.read("cooperative", ["coop_id"])["coop_id"].to_pylist())
    found = []
    for one in log.to_pylist():
        assert table_of(one["file"]) == "cooperative"
        first = world.sheets[one["file"]]["coop_id"][int(one["was"]) - 2].as_py()
        if {first, one["coop_id"]} <= taken:
            found.append(frozenset((first, one["coop_id"])))
    return found


def _back_dated(world: Soiled, measured: Measured) -> Flagged:
    truth = world.truth["status"].to_pylist()
    scored = measured.scored["back_dated"]
    found = dict(zip(scored["record_id"].to_pylist(), scored["score"].to_pylist(), strict=True))
    planted, clean = [], []
    for one in truth:
        if one["recorded_at"] > world.order.until:
            continue
        score = found.get(
            f"{one['coop_id']}|{one['axis']}|{one['to_code']}|{one['valid_from']}", -np.inf
        )
        waited = (one["recorded_at"] - one["valid_from"]).days
        if not one["campaign_driven"]:
            clean.append(score)
        elif waited > BACK_DATED_DAYS:
            planted.append(score)
    return Flagged(planted=np.array(planted), clean=np.array(clean))
