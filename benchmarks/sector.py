"""The make-believe sector at full size beside the published figures, and what it may never hold."""

from collections import Counter

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_figures import Verdict, published, verdict
from benchmarks.sector_pass import Passed, order_of, passed

COOPERATIVES = 235_000
LEAST_INSIDE = 27  # of the thirty


def measure(registries: Registries) -> Found:
    """Each published figure beside the generated one, and how many lie within their tolerance."""
    parts = whole_sector(registries)
    verdicts = beside_published(parts)
    wrong = sum((Counter(part.impossible) for part in parts), Counter[str]())
    lines = [
        Line(figure="cooperatives", value=sum(part.cooperatives for part in parts)),
        Line(figure="table_rows", value=sum(sum(part.rows.values()) for part in parts)),
        Line(
            figure="figures_inside",
            value=sum(one.inside for one in verdicts),
            least=LEAST_INSIDE,
        ),
        Line(figure="statements", value=sum(part.statements for part in parts)),
        Line(figure="unbalanced", value=sum(part.unbalanced for part in parts), most=0),
        Line(figure="impossible", value=wrong.total(), most=0),
        *(_line(one) for one in verdicts),
    ]
    for kind, count in sorted(wrong.items()):
        registries.tell(f"impossible: {count} of {kind}")
    return Found(lines=lines)


def whole_sector(registries: Registries) -> list[Passed]:
    """The pass over the whole sector, made once a run."""

    def drawn() -> list[Passed]:
        order, parts = order_of(COOPERATIVES), []
        for part in passed(order):
            parts.append(part)
            registries.tell(f"drew part {len(parts)} of {order.parts} of the sector")
        return parts

    return registries.once("sector", drawn)


def beside_published(parts: list[Passed]) -> list[Verdict]:
    """Every published figure beside what the parts come to."""
    figures, size = published()
    scale = sum(part.cooperatives for part in parts) / size
    return [verdict(one, [part.pieces[one.name] for part in parts], scale) for one in figures]


def _line(one: Verdict) -> Line:
    is_count = one.figure.tolerance in ("count", "sum")
    return Line(
        figure="generated_count" if is_count else "generated",
        of=one.figure.name,
        value=round(one.found) if is_count else one.found,
        beside={"published": round(one.published) if is_count else one.published},
        least=_bound(one.published - one.slack, is_count),
        most=_bound(one.published + one.slack, is_count),
    )


def _bound(value: float, is_count: bool) -> float:
    return round(value) if is_count else round(value, 4)
