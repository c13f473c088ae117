"""Statements that tell nothing: last year's times one factor, another's figures, round figures.

Books move line by line, and no two years of a co-operative look alike. A statement whose lines all
moved by one factor, or that has the figures of another co-operative (be it to scale), was not taken
from books; nor was one whose figures end in zeros beyond the unit that it is written in.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.stats import binom

from models.awards.signs import Flags, GamingSettings, Ints, Sign
from models.awards.statements import Statements

_OTHERS = 20  # co-operatives with the same statement, of which a record is named each
_YEAR = 366  # days, and a month over, to the end of the period before
_SIZED = 100  # units: under that, rounding hides whether a line moved with the others
_DIGITS = 6  # of a share of the largest line by which statements are told apart
_HUNDRED = 100  # a figure that ends in two zeros, one in a hundred by chance
_LONG = 10_000  # units: shorter figures are round more often than that (Benford)


def scaled_copies(
    statements: Statements, asked: Ints, coop_ids: Sequence[str], settings: GamingSettings
) -> Iterator[Sign]:
    """Statements that are those of the year before, times one factor; `asked` are their rows."""
    before = statements.before[asked]
    there = before >= 0
    asked, before = asked[there], before[there]
    near = statements.period[asked] - statements.period[before] <= _YEAR + 31
    asked, before = asked[near], before[near]
    now, then = statements.amount[asked], statements.amount[before]
    unit = np.maximum(statements.unit[asked], statements.unit[before])[:, None]
    both = (np.abs(now) >= _SIZED * unit) & (np.abs(then) >= _SIZED * unit)
    ratio = np.divide(now, then, out=np.full(now.shape, np.nan), where=both)
    many = both.sum(axis=1)
    enough = many >= settings.lines
    factor = np.full(len(asked), np.nan)
    factor[enough] = np.nanmedian(ratio[enough], axis=1)
    off = np.abs(now - factor[:, None] * then)
    like = both & (off <= unit + settings.precision * np.abs(now))
    share = np.divide(like.sum(axis=1), many, out=np.zeros(len(asked)), where=enough)
    for place in np.flatnonzero(enough & (share >= settings.like_lines)):
        lines = like[place]
        records = statements.records(int(before[place]), lines)
        yield Sign(
            coop_id=coop_ids[statements.coop[asked[place]]],
            kind="scaled_copy",
            records=records + statements.records(int(asked[place]), lines),
            figure=float(factor[place]),
            expected=None,
            chance=None,
        )


def shared_copies(
    statements: Statements, asked: Ints, coop_ids: Sequence[str], settings: GamingSettings
) -> Iterator[Sign]:
    """Statements of several co-operatives that have the same figures, be it to another scale."""
    amount = statements.amount[asked]
    largest = np.nanmax(np.where(np.isnan(amount), 0.0, np.abs(amount)), axis=1, initial=0.0)
    # To scale, rounding must not tell apart what was copied.
    able = largest >= 10**_DIGITS * 10 * statements.unit[asked]
    shape = np.divide(
        amount, largest[:, None], out=np.full(amount.shape, np.nan), where=able[:, None]
    )
    shape = np.round(np.nan_to_num(shape), _DIGITS - 1)
    able &= ((shape != 0) & (np.abs(shape) != 1)).sum(axis=1) + 1 >= settings.lines
    rows = np.flatnonzero(able)
    _, group = np.unique(shape[rows], axis=0, return_inverse=True)
    order = np.argsort(group.ravel(), kind="stable")
    for alike in np.split(rows[order], np.flatnonzero(np.diff(group.ravel()[order])) + 1):
        whose = statements.coop[asked[alike]]
        if len(np.unique(whose)) < 2:
            continue
        every = [
            statements.records(int(row), ~np.isnan(statements.amount[row])) for row in asked[alike]
        ]
        for place, coop in enumerate(whose):
            others = [one for other, one in zip(whose, every, strict=True) if other != coop]
            yield Sign(
                coop_id=coop_ids[coop],
                kind="shared_copy",
                records=every[place] + tuple(one[0] for one in others[:_OTHERS] if one),
                figure=float(len(np.unique(whose))),
                expected=None,
                chance=None,
            )


def round_figures(
    statements: Statements, asked: Ints, coop_ids: Sequence[str], settings: GamingSettings
) -> Iterator[Sign]:
    """Statements more of whose figures end in two zeros than chance would have it."""
    written = np.abs(statements.amount[asked]) / statements.unit[asked][:, None]
    long: Flags = written >= _LONG
    ended: Flags = long & (np.mod(np.round(written), _HUNDRED) == 0)
    many, found = long.sum(axis=1), ended.sum(axis=1)
    chance = binom.sf(found - 1, many, 1 / _HUNDRED)
    for place in np.flatnonzero((many >= settings.lines) & (chance < settings.round_chance)):
        yield Sign(
            coop_id=coop_ids[statements.coop[asked[place]]],
            kind="round_figures",
            records=statements.records(int(asked[place]), ended[place]),
            figure=float(found[place] / many[place]),
            expected=1 / _HUNDRED,
            chance=float(chance[place]),
        )
