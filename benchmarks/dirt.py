"""Dirt that was planted in a make-believe registry, and what intake and statistics find of it."""

from dataclasses import replace

from benchmarks.dirt_exact import Exact, exact
from benchmarks.dirt_flags import FALSE, Flagged, flagged, units_left_out
from benchmarks.dirt_world import soiled
from benchmarks.lines import Found, Line, Note
from benchmarks.registries import Registries
from coopscore.calendar import jalali
from coopscore.quality.report import measure as measure_quality
from coopscore.synthetic.dirt.rates import USUAL, Rates
from coopscore.synthetic.synthesis import Order

COOPERATIVES, SEED = 5_000, 1404
UNTIL = jalali(1404, 12, 29)
# Kinds of whole files come more often than usual, or a registry of few files would have none.
RATES = replace(USUAL, encodings=0.3, truncated=0.25, swapped_columns=0.2)
CAUGHT, TOUCHED, RECALLED = 0.99, 0.001, 0.9
# Kinds that must be recalled: where the co-operative has three earlier values.
_HELD = ("units_history", "planned_jobs_history")


def measure(registries: Registries) -> Found:
    """Both halves at the size of a part of the sector."""
    return measured(registries, COOPERATIVES, RATES)


def measured(registries: Registries, cooperatives: int, rates: Rates) -> Found:
    """What was planted, found and left alone, in a registry of so many co-operatives."""
    order = Order(cooperatives=cooperatives, seed=SEED, until=UNTIL, dirt=rates)
    with soiled(order) as world:
        registries.tell(f"took in {world.receipt.rows_read} rows, with dirt in them")
        quality = measure_quality(world.facts, UNTIL)
        registries.tell("measured the quality of what was taken")
        rows, found = exact(world, quality.issues), flagged(world, quality)
        notes = [
            Note(code="dirt_files"),
            Note(code="dirt_units_left_out", facts=units_left_out(world, quality)),
        ]
    return Found(lines=[*exact_lines(rows), *flag_lines(found)], notes=notes)


def exact_lines(rows: Exact) -> list[Line]:
    """Exact kinds: the share repaired, set aside or withheld, and clean rows that were touched."""
    lines = [
        Line(figure="dirt_rows_read", value=rows.rows_read, least=rows.accounted,
             most=rows.accounted, beside={"dirt_accounted": rows.accounted}),
        Line(figure="dirt_touched", value=rows.touched_share, of="dirt_clean", most=TOUCHED,
             beside={"dirt_of_rows": rows.clean}),
    ]  # fmt: skip
    lines.append(Line(figure="dirt_waiting", value=rows.waiting_share, of="dirt_clean"))
    lines.append(
        Line(figure="dirt_false_id_marks", value=rows.false_id_marks, of="dirt_ids",
             beside={"dirt_id_marks": rows.id_marks, "dirt_ids_holding": rows.holding})
    )  # fmt: skip
    for kind, one in rows.kinds.items():
        beside = {"dirt_planted": one.planted, "dirt_repaired": one.repaired,
                  "dirt_aside": one.aside, "dirt_withheld": one.withheld}  # fmt: skip
        lines.append(
            Line(figure="dirt_caught", value=one.caught, of=f"dirt_{kind}", least=CAUGHT,
                 beside=beside)
        )  # fmt: skip
    return lines


def flag_lines(found: dict[str, Flagged]) -> list[Line]:
    """Statistical kinds: recall at two rates of false flags."""
    return [
        Line(
            figure=f"dirt_recall_{false:g}".replace(".", "_"),
            value=one.recall(false),
            of=f"dirt_{kind}",
            least=RECALLED if kind in _HELD and false == max(FALSE) else None,
            beside={
                "dirt_planted": len(one.planted),
                "dirt_clean_rows": len(one.clean),
                **({} if one.left_out is None else {"dirt_left_out": one.left_out}),
            },
        )
        for kind, one in found.items()
        for false in FALSE
    ]
