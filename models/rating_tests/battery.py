"""Every test that rated rows allow, in one call; and the list of all tests there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from models.rating_tests.calibration import CALIBRATION
from models.rating_tests.catalogue import Title, ruled
from models.rating_tests.discrimination import (
    AUC_THEN_NOW,
    CHALLENGED,
    DISCRIMINATION,
    INFORMATION_VALUE,
    discrimination,
)
from models.rating_tests.explanation import EXPLANATION
from models.rating_tests.fairness import FAIRNESS, fairness
from models.rating_tests.grades import CONCENTRATION_RISE, GRADES, grading
from models.rating_tests.losses import LOSSES
from models.rating_tests.migration import MIGRATION, migration
from models.rating_tests.overrides import OVERRIDES
from models.rating_tests.reproduction import REPRODUCTION
from models.rating_tests.rows import Flags, Floats, RatedRows, Terms
from models.rating_tests.ruling import Ruling
from models.rating_tests.stability import (
    EXPECTED_AUC,
    INPUTS,
    RESEMBLANCE,
    STABILITY,
    stability,
)

_TABLES: Mapping[str, Mapping[str, Title]] = {
    "discrimination": {**DISCRIMINATION, **CHALLENGED},
    "calibration": {**CALIBRATION, **LOSSES},
    "grades": {**GRADES, **OVERRIDES},
    "migration": MIGRATION,
    "stability": {**STABILITY, **INPUTS},
    "fairness": FAIRNESS,
    "explanation": EXPLANATION,
    "reproduction": REPRODUCTION,
}
_ALONE = {
    "discrimination": (AUC_THEN_NOW, INFORMATION_VALUE),
    "grades": (CONCENTRATION_RISE,),
    "stability": (EXPECTED_AUC, RESEMBLANCE),
}

# Subject -> name of a test -> what it is. Every ruling's name stands here.
TITLES: Mapping[str, Mapping[str, Title]] = {
    subject: {**table, **{title.name: title for title in _ALONE.get(subject, ())}}
    for subject, table in _TABLES.items()
}


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What rated rows may be held against; each part may be absent.

    Parameters
    ----------
    development : RatedRows, optional
        The rows of development: other rows than those tested.
    challengers : mapping of str to array of shape (n,)
        Margins of other kinds of model on the tested rows.
    inputs : mapping of str to array of shape (n,)
        Inputs of the tested rows, NaN where unknown.
    fair_to : mapping of str to mapping of str to array of shape (n,)
        Groups whose fairness is looked at, each with its permitted controls by name.
    favourable : array of bool of shape (n,), optional
        Which rows would be lent to; needed for `fair_to`.
    """

    development: RatedRows | None = None
    challengers: Mapping[str, Floats] = field(default_factory=dict)
    inputs: Mapping[str, Floats] = field(default_factory=dict)
    fair_to: Mapping[str, Mapping[str, Floats]] = field(default_factory=dict)
    favourable: Flags | None = None

    def __post_init__(self) -> None:
        if self.fair_to and self.favourable is None:
            raise ValueError("fairness asks who would be lent to")


def all_rulings(
    rows: RatedRows, *, terms: Terms, beside: Beside | None = None
) -> dict[str, list[Ruling]]:
    """The rulings of every test that these rows, and what stands beside them, allow, by subject.

    Reasons, overrides and reproduction read other things than rows: see their modules. Rows too
    few for a test give `NOT_DECIDABLE`, and no error.
    """
    more = beside or Beside()
    fair = [
        fairness(rows, group, more.favourable, terms=terms, controls=list(controls.values()))
        for group, controls in more.fair_to.items()
        if more.favourable is not None
    ]
    return {
        "discrimination": discrimination(
            rows, terms=terms, development=more.development,
            challengers=more.challengers, inputs=more.inputs,
        ),
        "calibration": ruled({**CALIBRATION, **LOSSES}, rows, terms=terms),
        "grades": grading(rows, terms=terms, development=more.development),
        "migration": migration(rows, terms=terms),
        "stability": stability(rows, terms=terms, development=more.development),
        "fairness": list(chain.from_iterable(fair)),
    }  # fmt: skip
