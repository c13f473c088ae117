"""The rating's own figures: anchor, measured intervals, most prudent probabilities.

Where a model of the very same training stands, its bundle has them already and they are read; else
they are worked out as training would, on fewer redraws.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coopscore.errors import PerfectSeparation
from models.calibration import AffineCalibration
from models.inputs import Input
from models.rating.making import make_rating
from models.rating.rating import Rating
from models.rating_tests.ruling import Ruling
from models.scale import MasterScale
from models.validation.credit_settings import CreditSettings
from models.validation.stated import stated, widths
from models.validation.study import Study
from models.validation.ungraded import ungraded
from models.walk import required_line

Done = Callable[[], None]


def rating_facts(
    study: Study,
    kind: str,
    scale: MasterScale,
    offered: Sequence[Input],
    measured: Mapping[str, Any] | None,
    line: AffineCalibration,
    settings: CreditSettings,
    done: Done = lambda: None,
) -> tuple[dict[str, Any] | None, list[Ruling]]:
    """Anchor, coverage and grades, as JSON, and how wide the stated intervals are.

    Parameters
    ----------
    offered : sequence of Input
        All columns of the matrix, among them what tells the branch group.
    measured : mapping or None
        `Rating.content()` of a standing model of the same training, and its `kind`.
    line : AffineCalibration
        What scores are told by.
    done : callable, optional
        Told after each redraw.

    Returns
    -------
    facts : dict or None
        `anchor`, `coverage`, `grades` as `models.rating.rating.Rating` holds them; `standing`,
        whether they are read off the standing model; and `ungraded`, who is given no grade
        (`models.validation.ungraded`). None where no redraw of co-operatives holds a line.
    rulings : list of Ruling
        Widths on the rows of all folds; empty where there are no intervals.
    """
    standing = measured is not None and measured["kind"] == kind
    rating = (
        Rating.of(measured)
        if measured is not None and standing
        else _anew(study, kind, scale, offered, settings, done)
    )
    if rating is None:
        return None, []
    told = stated(study, kind, rating, line)
    content = rating.content()
    facts = {
        **{name: content[name] for name in ("anchor", "coverage", "grades")},
        "standing": standing,
        "ungraded": ungraded(study, kind, told, scale, widest=rating.widest),
    }
    return facts, widths(study, kind, told, settings.terms(study.spec))


def _anew(
    study: Study,
    kind: str,
    scale: MasterScale,
    offered: Sequence[Input],
    settings: CreditSettings,
    done: Done,
) -> Rating | None:
    """The rating as training would make it; None where no redraw of co-operatives holds a line."""
    asked = study.spec.rating
    assert asked is not None, "only what is rated is validated as a rating"
    walked = study.walked[kind]
    try:
        return make_rating(
            study.spec,
            replace(asked, refits=settings.rewalks),
            study.inputs,
            study.sample,
            study.spec.walk(study.sample.days),
            kind=kind,
            by=next(item for item in offered if item.name == asked.by),
            steps=walked.steps,
            line=required_line(walked, spec=study.spec.name),
            scale=scale,
            progress=_each(done),
        ).rating
    except PerfectSeparation:
        return None


def _each(done: Done) -> Callable[[int, int], None]:
    """Tells `done` once for each redraw, however many are counted at a time."""
    told = 0

    def tell(made: int, _of: int) -> None:
        nonlocal told
        for _ in range(made - told):
            done()
        told = made

    return tell
