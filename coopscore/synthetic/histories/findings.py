"""What inspectors found, what came of it, and whether it was set right.

An inspector of greater severity writes more findings about the same co-operative. Whether it was at
work is seen with a small error, whoever looks.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.inspections import ASSEMBLY, FINANCIAL, GENERAL, Acts
from coopscore.synthetic.histories.lapses import Lapses
from coopscore.synthetic.histories.officework import in_time, is_active, later, working
from coopscore.synthetic.sector.chunk import EXIT_REASONS, Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints
from coopscore.vocabulary import DEFICIENCY

# Deficiencies, with the source of each as a duty: assemblies and terms (Art. 33 and 35 of the
# Act), statements, books and insurance (the duties told at festivals), the floor of seven
# members and activity (Art. 54), the statute's conformity (a duty of the supervising office), and
# reserves (Art. 25). The list of an evaluation form is not public.
DEFICIENCIES = (
    "no_assembly",
    "term_expired",
    "statement_missing",
    "books_missing",
    "insurance_debt",
    "statute_not_conformed",
    "reserves_not_set",
    "members_below_floor",
    "inactive",
)
_BOOKS, _BELOW_FLOOR, _INACTIVE = 3, 7, 8
_NO_ASSEMBLY = 0
# Times that a general visit of mean severity writes down what has lapsed: an assembly, a board's
# term, a statement; and what has not, because the papers were not at hand. Assumed.
_WRITTEN, _MISTAKEN = np.array([0.9, 0.7, 0.8]), 0.01
# Expected findings of the others at mean health and mean severity, how they rise as governance and
# finance fall, and how many times as many there are of one asleep. All assumed.
_RATE = np.array([0.08, 0.10, 0.09, 0.06])
_GOVERNANCE = np.array([0.20, 0.10, 0.30, 0.10])
_FINANCE = np.array([0.40, 0.50, 0.00, 0.35])
_ASLEEP = np.array([1.5, 1.0, 1.2, 1.0])
# How closely each kind of act looks at governance and at the accounts; assumed.
_KINDS = np.array([[1.2, 0.7], [0.7, 1.3], [0.4, 0.1], [0.7, 0.7], [0.6, 1.8]])
_OF_ACCOUNTS = np.array([0, 0, 0, 1, 1, 0, 1])
_WEIGHT = np.array([2, 1, 2, 2, 1, 1, 1, 2, 5])

FLOOR = 7  # members of a co-operative at the least
_FLOOR_SEEN = 0.9  # share of visits that count the members; assumed
_ERROR = 0.05  # share of visits that mistake one at work for one that is not, or the other way

_REMEDY_DAYS = np.array([0, 60, 45, 30])  # set by severity; assumed
_REMEDIED, _REMEDIED_SLOPE = 0.4, 0.9  # log-odds at mean governance, and its slope; assumed
_REMEDY_MEDIAN, _REMEDY_SPREAD = 38.0, 0.7  # days, in logs; assumed

OUTCOMES = (
    "clean",
    "notice",
    "warning",
    "assembly_called",
    "referral",
    "dissolution_order",
)
CLEAN, NOTICE, WARNING, CALLED, REFERRAL, ORDER = range(6)
_WARNED, _CALLED, _REFERRED, _ORDERED = 0.3, 0.2, 0.2, 0.7  # shares of those that may be; assumed
_ORDER_BEFORE = 400  # days from an order to the end, at the most; assumed
_BY_ORDER = [
    EXIT_REASONS.index(reason)
    for reason in ("stopped_over_1y", "members_below_floor", "term_expired")
]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """One value an act. `remedied` is the day of the act itself where nothing was found."""

    codes: Ints  # a bit for each of DEFICIENCIES
    severity: Ints  # 0-3
    active: Flags  # as the inspector saw it
    due: Ints  # NEVER where nothing was found
    remedied: Ints  # NEVER where it never was
    outcome: Ints  # place in OUTCOMES
    overdue: Ints  # place of the finding that was overdue on the day; -1


def findings(chunk: Chunk, lapsed: Lapses, acts: Acts, rng: np.random.Generator) -> Findings:
    """What each act found, in the order of the acts; `lapsed` speaks of the days of the acts."""
    active = is_active(chunk, acts.who, acts.day)
    seen = active ^ (rng.random(len(acts)) < _ERROR)
    seen |= acts.kind == ASSEMBLY  # members who meet are at work
    found = _found(chunk, acts, lapsed, seen, rng)
    weight = found @ _WEIGHT
    severity = np.where(weight > 4, 3, np.where(weight > 1, 2, weight))
    due = np.where(severity > 0, acts.day + _REMEDY_DAYS[severity], NEVER)
    remedied = np.where(severity > 0, _remedied(chunk, acts, rng), acts.day)
    overdue = _overdue(acts, severity, due, remedied)
    return Findings(
        codes=found @ (2 ** np.arange(len(DEFICIENCIES))),
        severity=severity,
        active=seen,
        due=due,
        remedied=remedied,
        outcome=_outcomes(chunk, acts, found, severity, overdue, rng),
        overdue=overdue,
    )


def deficiency_words() -> tuple[str, ...]:
    """Every combination of deficiencies as a clerk writes it, in Persian, by its bits."""
    titles = [DEFICIENCY[code].fa for code in DEFICIENCIES]
    return tuple(
        "، ".join(title for place, title in enumerate(titles) if bits >> place & 1)
        for bits in range(2 ** len(DEFICIENCIES))
    )


def _found(chunk: Chunk, acts: Acts, lapsed: Lapses, seen: Flags, rng: np.random.Generator) -> Ints:
    """0 or 1 for each act and deficiency."""
    rate = np.column_stack([_lapsed_rates(lapsed), _other_rates(chunk, acts)])
    rate *= _KINDS[acts.kind][:, _OF_ACCOUNTS]
    severity = np.where(acts.inspector < 0, 0.0, chunk.sector.severity[acts.inspector])
    rate *= np.exp(severity)[:, None]
    found = np.zeros((len(acts), len(DEFICIENCIES)), dtype=np.int64)
    found[:, :_BELOW_FLOOR] = rng.random(rate.shape) < -np.expm1(-rate)
    below = chunk.lives.members[acts.who, acts.cycle] < FLOOR
    found[:, _BELOW_FLOOR] = below & (rng.random(len(acts)) < _FLOOR_SEEN)
    found[:, _INACTIVE] = ~seen
    # A case has something to warn about: the books that nobody can show.
    found[acts.case, _BOOKS] = 1
    return found


def _lapsed_rates(lapsed: Lapses) -> Floats:
    flags = np.column_stack([lapsed.assembly, lapsed.term, lapsed.statement])
    return np.where(flags, _WRITTEN, _MISTAKEN)


def _other_rates(chunk: Chunk, acts: Acts) -> Floats:
    governance = chunk.health.governance[acts.who, acts.cycle]
    finance = chunk.health.finance[acts.who, acts.cycle]
    rate = _RATE * np.exp(-np.outer(governance, _GOVERNANCE) - np.outer(finance, _FINANCE))
    active = is_active(chunk, acts.who, acts.day)
    return np.asarray(rate * np.where(active[:, None], 1.0, _ASLEEP), dtype=np.float64)


def _remedied(chunk: Chunk, acts: Acts, rng: np.random.Generator) -> Ints:
    """The day on which the findings would be set right; NEVER where nobody does it."""
    governance = chunk.health.governance[acts.who, acts.cycle]
    willing = rng.logistic(size=len(acts)) < _REMEDIED + _REMEDIED_SLOPE * governance
    days = _REMEDY_MEDIAN * np.exp(_REMEDY_SPREAD * rng.standard_normal(len(acts)))
    day = working(acts.day + 3 + (days * np.exp(-0.2 * governance)).astype(np.int64))
    willing &= ~acts.case & in_time(chunk, acts.who, day)
    # To set things right is to be at work on that day.
    return np.where(willing & is_active(chunk, acts.who, day), day, NEVER)


def _overdue(acts: Acts, severity: Ints, due: Ints, remedied: Ints) -> Ints:
    """The last earlier act with findings, where they should have been set right and were not."""
    places = np.arange(len(acts))
    last = np.maximum.accumulate(np.where(severity > 0, places, -1))
    last = np.concatenate([np.full(1, -1), last[:-1]])[: len(acts)]
    back = np.maximum(last, 0)
    open_still = (acts.who[back] == acts.who) & (due[back] < acts.day) & (remedied[back] > acts.day)
    return np.where((last >= 0) & open_still, last, -1)


def _outcomes(
    chunk: Chunk,
    acts: Acts,
    found: Ints,
    severity: Ints,
    overdue: Ints,
    rng: np.random.Generator,
) -> Ints:
    lot = rng.random((4, len(acts)))
    visit = (acts.kind == GENERAL) | (acts.kind == FINANCIAL)
    outcome = np.where(severity > 0, NOTICE, CLEAN)
    missing = (found[:, _NO_ASSEMBLY] > 0) & ~acts.case & (acts.kind == GENERAL)
    outcome = np.where(missing & (lot[0] < _CALLED), CALLED, outcome)
    warned = (severity > 0) & (overdue >= 0) & (lot[1] < _WARNED)
    outcome = np.where(warned & visit, WARNING, outcome)
    idle = visit & (found[:, _INACTIVE] > 0)
    outcome = np.where(idle & (severity == 3) & (lot[2] < _REFERRED), REFERRAL, outcome)
    left = chunk.lives.ended[acts.who] - acts.day
    ordered = visit & (severity > 1) & (left <= _ORDER_BEFORE)
    ordered &= np.isin(chunk.lives.ended_as[acts.who], _BY_ORDER)
    return np.where(ordered & (lot[3] < _ORDERED), ORDER, outcome)


def remedies_known(found: Findings, known: Ints, rng: np.random.Generator) -> Ints:
    """The day on which the office learnt that findings were set right."""
    told = later(found.remedied, 14.0, rng, least=2)
    told = np.where(found.severity > 0, np.maximum(told, known), known)
    return np.where(found.remedied < NEVER, told, NEVER)
