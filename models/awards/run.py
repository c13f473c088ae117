"""An edition run: who may take part, the lists of provinces, and the nation's."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from coopscore.errors import TooManyToCompare
from models.awards.assumptions import Assumptions
from models.awards.edition import PROVINCIAL, Edition
from models.awards.eligibility import Known, eligibilities
from models.awards.entrants import Entrant, Figures
from models.awards.firmness import Assumed, Firmness
from models.awards.gaming import Papers, Watched, gaming_signs, watched
from models.awards.gates import Eligibility, Standing
from models.awards.importance import Weighing, weighing
from models.awards.index import COPELAND, MOST_DRAWN
from models.awards.judging import (
    GivenMarks,
    Jury,
    conflicts_of,
    juror_labels,
    jury_of,
    jury_of_all,
    marks_of,
)
from models.awards.learned import Refused, SecondOpinion
from models.awards.lists import NOT_SHORTLISTED, PlaceList, Row, place_list
from models.awards.opinion import opinion_of
from models.awards.past import Past
from models.awards.points import Cell, Points, cells, judged_weights, points_of

NATION = ""  # the province of a list of the nation


@dataclass(frozen=True, kw_only=True, eq=False)
class AwardRun:
    """All that an edition comes to.

    Parameters
    ----------
    entrants, eligibility : sequences, in the order of ids
        Everybody who wanted to take part.
    eligible : sequence of Entrant
        Those that every gate let pass; `points` has a row for each.
    provincial, national : sequence of PlaceList
        By branch and province; by branch, over those that provinces named.
    weighing : Weighing
        Stated weights beside effective ones, among all eligible.
    firmness : mapping of list to Firmness
        What assumptions decided, by the `cell` of each list with places.
    assumptions : Assumptions
        As drawn for branches in which Copeland can be worked out.
    watched : sequence of Watched
        Signs of gaming, for a person to look at; nobody is ranked by them.
    opinion : SecondOpinion, Refused or None
        What past editions would make of this one; nobody is ranked by it either.
    """

    edition: Edition
    entrants: Sequence[Entrant]
    eligibility: Sequence[Eligibility]
    eligible: Sequence[Entrant]
    points: Points
    provincial: Sequence[PlaceList]
    national: Sequence[PlaceList]
    weighing: Weighing
    firmness: Mapping[Cell, Firmness]
    assumptions: Assumptions
    watched: Sequence[Watched]
    opinion: SecondOpinion | Refused | None


def run_edition(
    edition: Edition,
    *,
    entrants: Sequence[Entrant],
    known: Known,
    standings: Mapping[str, Standing],
    figures: Figures,
    marks: pa.Table,
    terms: pa.Table,
    papers: Papers,
    past: Sequence[Past],
) -> AwardRun:
    """Run an edition on what was gathered for it.

    The order of entrants, of rows in tables and of the others in a list changes nothing.

    Parameters
    ----------
    marks, terms : pa.Table
        Rows of `festival_mark` of this edition and of `officer_term`, as known by its day of marks.
    papers : Papers
        What the gaming watch reads.
    past : sequence of Past
        Editions before this one (`opinion.past_edition`).
    """
    entrants, figures = sorted(entrants, key=lambda one: one.coop_id), figures.ordered()
    gates = eligibilities(edition, [one.coop_id for one in entrants], known, standings)
    eligible = [one for one, gate in zip(entrants, gates, strict=True) if gate.eligible]
    _refuse_too_long(edition, eligible)
    points = points_of(edition, figures, eligible)
    labels = juror_labels(marks, terms)
    given = GivenMarks(marks_of(marks, labels), conflicts_of(edition, terms, labels))
    provincial = _provincial(edition, points, eligible, given)
    national = _national(edition, points, eligible, provincial, given)
    assumed = Assumed(edition, figures, points, eligible)
    return AwardRun(
        edition=edition,
        entrants=entrants,
        eligibility=gates,
        eligible=eligible,
        points=points,
        provincial=provincial,
        national=national,
        firmness={one.cell: assumed.firmness(one) for one in (*provincial, *national) if one.rows},
        assumptions=assumed.drawn(0),
        watched=watched(
            gaming_signs(papers, [one.coop_id for one in entrants], cut_off=edition.cut_off)
        ),
        opinion=opinion_of(edition, points, eligible, past),
        weighing=_weighing(edition, points),
    )


def _provincial(
    edition: Edition, points: Points, eligible: Sequence[Entrant], given: GivenMarks
) -> list[PlaceList]:
    if PROVINCIAL not in edition.stages:
        return []
    most, quota = edition.jury.shortlist, edition.quotas.provincial
    return [
        _listed(edition, points, eligible, cell, rows, given, jury_of, most=most, quota=quota)
        for cell, rows in cells(eligible).items()
    ]


def _national(
    edition: Edition,
    points: Points,
    eligible: Sequence[Entrant],
    provincial: Sequence[PlaceList],
    given: GivenMarks,
) -> list[PlaceList]:
    """By branch, those whom provinces named; who is named by the nation is settled over all.

    Where provinces have no lists of their own, everybody: then the shortlist is the nation's.
    """
    winners = {row.coop_id for one in provincial for row in one.rows if row.named}
    alone = PROVINCIAL not in edition.stages
    sent: dict[str, list[int]] = {}
    for row, one in enumerate(eligible):
        if one.coop_id in winners or alone:
            sent.setdefault(one.branch, []).append(row)
    most, judge = (edition.jury.shortlist, jury_of) if alone else (0, jury_of_all)
    lists = [
        _listed(edition, points, eligible, (branch, NATION), rows, given, judge, most=most, quota=0)
        for branch, rows in sorted(sent.items())
    ]
    named = _named(edition, lists, {one.coop_id: one.province for one in eligible})
    return [
        replace(one, rows=tuple(replace(row, named=row.coop_id in named) for row in one.rows))
        for one in lists
    ]


def _listed(
    edition: Edition,
    points: Points,
    eligible: Sequence[Entrant],
    cell: Cell,
    rows: Sequence[int],
    given: GivenMarks,
    judge: Callable[[Edition, GivenMarks, Sequence[str]], Jury],
    *,
    most: int,
    quota: int,
) -> PlaceList:
    """The list of those who go before its jury; the others are told as not on the shortlist."""
    short = _shortlist(points, rows, most)
    jury = judge(edition, given, [eligible[row].coop_id for row in short])
    made = place_list(edition, points, eligible, cell, short, jury, quota=quota)
    others = {eligible[row].coop_id: NOT_SHORTLISTED for row in set(rows) - set(short)}
    return replace(made, left_out={**made.left_out, **others})


def _shortlist(points: Points, rows: Sequence[int], most: int) -> list[int]:
    """The rows that go before the jury, in the order of ids; all where no number is said."""
    if not most:
        return list(rows)
    ranked = sorted(rows, key=lambda row: (-np.nan_to_num(points.points[row], nan=-1.0), row))
    return sorted(ranked[:most])


def _named(
    edition: Edition, lists: Sequence[PlaceList], province_of: Mapping[str, str]
) -> set[str]:
    """Whom the nation names: branch by branch, the one with the most points in front first.

    A branch's quota goes down its list, past those whose province has had its share already.
    """
    quotas = edition.quotas
    named: set[str] = set()
    taken: Counter[str] = Counter()
    for one in sorted(lists, key=lambda one: (-_best(one.rows), one.cell)):
        left = quotas.national
        for row in one.rows:
            full = quotas.province_most and taken[province_of[row.coop_id]] >= quotas.province_most
            over = quotas.winners and len(named) >= quotas.winners
            if not left or over:
                break
            if not full:
                named.add(row.coop_id)
                taken[province_of[row.coop_id]] += 1
                left -= 1
    return named


def _best(rows: Sequence[Row]) -> float:
    return rows[0].points if rows else float("-inf")


def _refuse_too_long(edition: Edition, eligible: Sequence[Entrant]) -> None:
    """Refuse to compare by pairs, over draws, more than can be."""
    if edition.index.aggregation != COPELAND:
        return
    provinces = PROVINCIAL in edition.stages
    sizes = Counter((one.branch, one.province if provinces else NATION) for one in eligible)
    for (branch, province), size in sorted(sizes.items()):
        if size > MOST_DRAWN:
            raise TooManyToCompare(branch=branch, province=province, count=size, most=MOST_DRAWN)


def _weighing(edition: Edition, points: Points) -> Weighing:
    names = [one.name for one in edition.judged]
    return weighing(points.normalised, points.points, judged_weights(edition), names)
