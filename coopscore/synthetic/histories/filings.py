"""What was filed: statements, audit reports, tax returns, lists, balances and statute data."""

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.acts import odds, told_on
from coopscore.synthetic.histories.books import Books
from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.duties import YEAR_RULE
from coopscore.synthetic.histories.lists import MONTH_RULE, QUARTER_RULE, Lists
from coopscore.synthetic.histories.rows import Numbers, joined, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

KINDS = (
    "statement",
    "audit_report",
    "tax_return",
    "insurance_list",
    "trial_balance",
    "statute_data",
)
STATEMENT, AUDIT_REPORT, TAX_RETURN, INSURANCE, BALANCE, STATUTE = range(len(KINDS))
_STATES = ("received", "returned", "accepted")
_RECEIVED, _RETURNED, _ACCEPTED = range(3)
_OPINIONS = ("unqualified", "qualified", "adverse", "disclaimer")
_RULES = (YEAR_RULE, MONTH_RULE, QUARTER_RULE)

_AUDITED_ABOVE = 25e9  # sales in rial of 1400, of a median year, from which one is audited; assumed
_AUDITED_ELSE = 0.02  # of the others; assumed
_ACCEPTED_SHARE = 0.7  # of what arrives; the rest has not been looked at. Assumed
_STATUTE = 0.30  # of those awake, a cycle, that complete their statute data; assumed
_STATUTE_RETURNED = 0.08  # of these, sent back and never completed; assumed
_YEARLY = 0.12  # by which statute data grow more complete, in log-odds a cycle; assumed


def audited(chunk: Chunk) -> Flags:
    """Which co-operatives are audited: the large, those under Art. 5, and a few: (n,)."""
    rare = chunk.rng("papers/audited").random(len(chunk)) < _AUDITED_ELSE
    large = (chunk.founded.turnover > _AUDITED_ABOVE) | chunk.founded.art5
    return np.asarray(large | rare, dtype=np.bool_)


def filings(chunk: Chunk, deeds: Deeds, books: Books) -> pa.Table:
    """The table `filing`: what arrived of each kind, and versions for what was sent back."""
    rng = chunk.rng("papers/filings")
    sees = audited(chunk)
    parts = [
        _yearly(chunk, deeds, STATEMENT, deeds.statement, rng),
        _yearly(chunk, deeds, TAX_RETURN, deeds.tax_return, rng),
        _reports(chunk, deeds, books, sees, rng),
        *_returned(chunk, deeds, rng),
        *_statutes(chunk, deeds, rng),
        _listed(chunk, deeds.insurance, INSURANCE, 1, rng),
        _listed(chunk, deeds.balances, BALANCE, 2, rng),
    ]
    rows = joined(parts)
    is_told = rows["kind"] <= AUDIT_REPORT
    more = {"audited": pa.array(sees[rows["who"]], mask=~is_told)}
    words = {"kind": KINDS, "state": _STATES, "audit_opinion": _OPINIONS, "due_rule": _RULES}
    return told(chunk, "filing", rows, known="received_on", words=words, more=more)


def _rows(who: Ints, kind: int, period_end: Ints, received: Ints, due: Ints) -> Numbers:
    size = len(who)
    return {
        "who": who,
        "kind": np.full(size, kind),
        "period_end": period_end,
        "received_on": received,
        "due_on": due,
        "due_rule": np.zeros(size, dtype=np.int64),
        "state": np.full(size, _RECEIVED),
        "completeness": np.full(size, np.nan),
        "audit_opinion": np.full(size, -1),
        "version": np.ones(size, dtype=np.int64),
        "voided": np.zeros(size, dtype=np.bool_),
    }


def _yearly(
    chunk: Chunk, deeds: Deeds, kind: int, received: Ints, rng: np.random.Generator
) -> Numbers:
    """One a fiscal year; how complete it is follows governance."""
    who, cycle = np.nonzero(received < NEVER)
    duties = deeds.duties
    rows = _rows(
        who, kind, duties.period_end[who, cycle], received[who, cycle], duties.due[who, cycle]
    )
    level = 2.0 + 0.6 * chunk.health.governance[who, cycle]
    rows["completeness"] = _complete(level, rng)
    rows["state"] = np.where(rng.random(len(who)) < _ACCEPTED_SHARE, _ACCEPTED, _RECEIVED)
    return rows


def _complete(level: Floats, rng: np.random.Generator) -> Floats:
    """A share of the fields filled in, to a hundredth."""
    return np.round(odds(level + 0.8 * rng.standard_normal(len(level))), 2)


def _reports(
    chunk: Chunk, deeds: Deeds, books: Books, sees: Flags, rng: np.random.Generator
) -> Numbers:
    """Audit reports follow the statement; opinions are worse where books or governance are."""
    duties = deeds.duties
    statement = np.where(sees[:, None], deeds.statement, NEVER)
    who, cycle = np.nonzero(statement < NEVER)
    arrived = told_on(deeds.statement, 0, 60, duties.follows, rng)[who, cycle]
    rows = _rows(who, AUDIT_REPORT, duties.period_end[who, cycle], arrived, duties.due[who, cycle])
    owes_more = books.lines["member_funds"][who, cycle] < 0
    trouble = 0.8 * owes_more - 0.5 * chunk.health.governance[who, cycle]
    trouble = trouble + rng.standard_normal(len(who))
    # A third clean, most with reservations: assumed.
    rows["audit_opinion"] = np.digitize(trouble, (-0.5, 1.6, 2.2))
    rows["state"] = np.full(len(who), _ACCEPTED)
    return rows


def _returned(chunk: Chunk, deeds: Deeds, rng: np.random.Generator) -> list[Numbers]:
    """Tax returns sent back: a void for each, and for some a third version that was accepted."""
    parts = []
    for day, version in ((deeds.returned.on, 2), (deeds.returned.again, 3)):
        rows = _yearly(chunk, deeds, TAX_RETURN, day, rng)
        size = len(rows["who"])
        rows["version"] = np.full(size, version)
        rows["voided"] = np.full(size, version == 2)
        rows["state"] = np.full(size, _RETURNED if version == 2 else _ACCEPTED)
        parts.append(rows)
    return parts


def _statutes(chunk: Chunk, deeds: Deeds, rng: np.random.Generator) -> list[Numbers]:
    """Statute data, brought with another act of the cycle; the incomplete may be sent back."""
    duties = deeds.duties
    minutes = np.where(deeds.minutes <= duties.last, deeds.minutes, NEVER)
    with_it = np.minimum(deeds.statement, np.minimum(deeds.tax_return, minutes))
    chosen = (with_it < NEVER) & (rng.random(with_it.shape) < _STATUTE)
    rows = _yearly(chunk, deeds, STATUTE, np.where(chosen, with_it, NEVER), rng)
    who, cycle = np.nonzero(chosen)
    level = 0.2 + _YEARLY * cycle + 0.9 * chunk.health.governance[who, cycle]
    rows["completeness"] = _complete(level, rng)
    back = rows["received_on"] + rng.integers(5, 60, len(who))
    is_back = rng.random(len(who)) < 2 * _STATUTE_RETURNED * (1 - rows["completeness"])
    is_back &= back < chunk.lives.ended[who]
    void = {name: cells[is_back] for name, cells in rows.items()}
    void["received_on"] = back[is_back]
    void["version"] = np.full(len(void["who"]), 2)
    void["voided"] = np.ones(len(void["who"]), dtype=np.bool_)
    void["state"] = np.full(len(void["who"]), _RETURNED)
    due = duties.due[who, cycle]
    assert (due == rows["due_on"]).all(), "statute data fall due with the statement"
    return [rows, void]


def _listed(chunk: Chunk, lists: Lists, kind: int, rule: int, rng: np.random.Generator) -> Numbers:
    rows = _rows(lists.who, kind, lists.period_end, lists.received, lists.due)
    rows["due_rule"] = np.full(len(lists.who), rule)
    return rows
