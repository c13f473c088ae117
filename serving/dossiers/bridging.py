"""Bridges: why a co-operative's points are not what they were, in terms that add up.

Each term is the difference of two replays of the same pipeline, in a fixed order: what time alone
changed, what became known, prices, peers, the model. In another order single terms would differ,
for what comes together has no parts by nature; the sum would not.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from coopscore.dossiers import Bridge, BridgeTerm
from coopscore.scores import Score
from features.facts import Facts, MemoryFacts
from features.holdings import is_real, records_since
from features.hypothetical import KnownBy, prices_by
from features.peer_shelf import PeerShelf
from features.peers import PeerShare
from models.bundle import Bundle
from serving.dossiers.pipeline import Pipeline, Progress, can_replay, unheard

TERMS = ("passing_time", "new_events", "index", "peers", "model")

# What the pipeline gives twice agrees to the bit; a replay further off than this is of another one.
_SAME = 1e-6


def bridges(
    *,
    scores: Sequence[Score],
    earlier: Mapping[str, Score],
    bundle_of: Callable[[str], Bundle],
    facts: Facts,
    peers: PeerShelf,
    progress: Progress = unheard,
) -> dict[str, Bridge]:
    """The way from each co-operative's earlier score to its present one, by co-operative.

    Terms, in this order, each the difference of two replays: *passing time* (the present day, all
    else as it was), *new events* (what became known or was sealed since), *index* (prices that came
    out since), *peers* (those of the present day), *model*. They add up to the difference.

    Parameters
    ----------
    scores : sequence of Score
        Present scores, of one day, version and batch.
    earlier : mapping of str to Score
        The earlier standing score of those that have one, by co-operative; of any day not later,
        version and batch.
    bundle_of : callable
        The model of a version.
    facts : Facts
        The facts as they stood when the present batch was sealed. What an earlier batch held is
        read from them.
    peers : PeerShelf
        Where the tables of both days' peers are kept.
    progress : callable, optional
        Told how many groups of equal earlier day, version and batch are done, of how many.

    Returns
    -------
    dict of str to Bridge
        Without those whose earlier score cannot be replayed: the model's inputs were defined
        otherwise, or the pipeline gives that day other points now.

    Raises
    ------
    NoPeerTable
        Where a model looks at peers and the tables of one of the days are gone.
    """
    groups: dict[tuple[date, str, int], list[Score]] = defaultdict(list)
    for one in scores:
        if one.coop_id in earlier:
            then = earlier[one.coop_id]
            groups[then.as_of, then.version, then.batch].append(one)
    found: dict[str, Bridge] = {}
    progress(0, len(groups))
    for done, key in enumerate(sorted(groups), start=1):
        bundle = bundle_of(key[1])
        if can_replay(bundle):
            found |= _bridged(groups[key], earlier, Pipeline.of(bundle, peers), facts)
        progress(done, len(groups))
    return found


def _bridged(
    present: Sequence[Score], earlier: Mapping[str, Score], pipeline: Pipeline, facts: Facts
) -> dict[str, Bridge]:
    """The bridges of scores whose earlier ones are of one day, version and batch."""
    then, now = earlier[present[0].coop_id], present[0]
    who = [one.coop_id for one in present]
    whole = pipeline.held(facts, who)
    steps = _steps(pipeline, whole, then, now, who)
    news = records_since(
        whole, pipeline.features, day=then.as_of, batch=then.batch, until=now.as_of
    )
    found = {}
    for one in present:
        was, points = earlier[one.coop_id], [step[one.coop_id] for step in steps]
        same_model = one.version == was.version
        if abs(points[0] - was.points) > _SAME:
            continue
        if same_model and abs(points[-1] - one.points) > _SAME:
            continue
        # From what was told then to what is told now: what replays miss (the last bit) is told
        # with the model.
        path = [was.points, *points[1:], one.points]
        terms = [after - before for before, after in pairwise(path)]
        found[one.coop_id] = Bridge(
            since=was.as_of,
            since_version=was.version,
            points_then=was.points,
            points_now=one.points,
            terms=tuple(
                BridgeTerm(
                    kind=kind,
                    points=points_of,
                    count=news.get(one.coop_id, 0) if kind == "new_events" else None,
                )
                for kind, points_of in zip(TERMS, terms, strict=True)
            ),
        )
    return found


def _steps(
    pipeline: Pipeline, whole: MemoryFacts, then: Score, now: Score, who: Sequence[str]
) -> list[dict[str, float]]:
    """Points by co-operative: then; time passed; events known; prices out; peers of now."""
    there, here = then.as_of, now.as_of
    old = pipeline.pinned(there, then.batch)
    known = prices_by(KnownBy(facts=whole, day=there, batch=then.batch), there)
    past = pipeline.scores(known, {there, here}, who, old)
    events = pipeline.scores(prices_by(whole, there), {here}, who, old)
    # Prices and peers are replayed only where an input looks at them: else they change nothing.
    prices = (
        pipeline.scores(whole, {here}, who, old) if any(map(is_real, pipeline.features)) else events
    )
    peers = prices
    if any(isinstance(feature.value, PeerShare) for feature in pipeline.features):
        peers = pipeline.scores(whole, {here}, who, pipeline.pinned(here, now.batch))
    dated = [(past, there), (past, here), (events, here), (prices, here), (peers, here)]
    return [{one: found[one, day].points for one in who} for found, day in dated]
