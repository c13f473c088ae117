"""A second opinion learns from past editions alone, says where it differs, and how good it was."""

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from models.awards.learned import LEAST_WINNERS, Refused, second_opinion
from models.awards.past import Past, ndcg, placed


def world(seed=1, editions=5, groups=12, each=15, taught=1.0, index=0.0):
    """Of each group the two best are named; `taught` is how far the first indicator tells of it.

    The index goes by the second indicator, that tells as far as `index` says.
    """
    rng = np.random.default_rng(seed)
    n = editions * groups * each
    edition = np.repeat(np.arange(16, 16 + editions), groups * each)
    group = np.tile(np.repeat([f"g{one:02d}" for one in range(groups)], each), editions)
    features = rng.standard_normal((n, 4))
    worth = taught * features[:, 0] + index * features[:, 1] + 0.4 * rng.standard_normal(n)
    cells = worth.reshape(-1, each)
    rank = np.argsort(np.argsort(-cells, axis=1), axis=1).ravel()
    return Past(
        edition=edition,
        group=group.astype(object),
        coop_id=np.array([f"c{one:04d}" for one in range(n)], object),
        features=features,
        relevance=np.where(rank == 0, 2.0, np.where(rank == 1, 1.0, 0.0)),
        index=features[:, 1].copy(),
    )


def changed(rows, **columns):
    return Past(**{**vars(rows), **columns})


def test_what_past_juries_went_by_is_learnt_and_its_measure_stands_beside_the_index():
    told = second_opinion(world(groups=40), 20, seed=1, draws=200)
    assert told.learnt_from == (16, 17, 18, 19)
    assert told.judged_on == (19,)
    assert told.ndcg.opinion > told.ndcg.index + 0.2
    assert told.ndcg.low > 0
    assert told.winners_found.opinion > 0.7
    # The index says nothing here: three of fifteen hold a fifth of those named.
    assert told.winners_found.index == pytest.approx(0.2, abs=0.12)
    assert told.ndcg.groups == 40


def test_where_nothing_can_be_learnt_the_interval_says_that_the_index_is_as_good():
    told = second_opinion(world(seed=2, taught=0.0), 20, seed=1, draws=400)
    assert told.ndcg.low < 0 < told.ndcg.high
    better = second_opinion(world(seed=3, taught=0.0, index=1.0), 20, seed=1, draws=400)
    assert better.ndcg.index > better.ndcg.opinion - 0.05


def test_nothing_is_seen_of_who_was_named_in_this_edition_or_later():
    rows = world()
    told = second_opinion(rows, 19, seed=1, draws=50)
    later = changed(rows, relevance=np.where(rows.edition >= 19, 0.0, rows.relevance))
    unknown = changed(rows, relevance=np.where(rows.edition >= 19, np.nan, rows.relevance))
    for other in (later, unknown, rows.take(rows.edition <= 19)):
        assert vars(second_opinion(other, 19, seed=1, draws=50)) == vars(told)


def test_the_order_of_rows_changes_nothing():
    rows = world()
    mixed = rows.take(np.random.default_rng(0).permutation(len(rows)))
    told = second_opinion(rows, 20, seed=4, draws=50)
    assert vars(second_opinion(mixed, 20, seed=4, draws=50)) == vars(told)


def test_disagreements_are_those_whom_one_has_in_the_first_places_and_the_other_has_not():
    told = second_opinion(world(), 20, top=2, seed=1, draws=50)
    rows = list(zip(told.group, told.coop_id, told.place, told.index_place, strict=True))
    expected = {(who, "opinion") for _, who, place, other in rows if place <= 2 < other}
    expected |= {(who, "index") for _, who, place, other in rows if other <= 2 < place}
    assert {(one.coop_id, one.by) for one in told.disagreements} == expected
    assert len(expected) > 10
    by_group = {}
    for one in told.disagreements:
        by_group.setdefault(one.group, []).append(one.by)
    assert all(some.count("opinion") == some.count("index") for some in by_group.values())


def test_an_indicator_that_was_never_missing_may_be_missing_now():
    rows = world()
    features = rows.features.copy()
    now = rows.edition == 20
    features[now, 0] = np.where(np.arange(now.sum()) % 3 == 0, np.nan, features[now, 0])
    told = second_opinion(changed(rows, features=features), 20, seed=1, draws=50)
    place = dict(zip(told.coop_id, told.place, strict=True))
    first = rows.features[now, 0]
    missing = np.isnan(features[now, 0])
    places = np.array([place[who] for who in rows.coop_id[now]])
    # Unknown is told from what is known to be good: it is sent neither to the top nor to nowhere.
    assert places[missing].mean() > places[~missing & (first > 0.5)].mean()
    assert np.isfinite(places).all()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (world(editions=3), "too_few_editions"),
        (world(groups=4, each=8), "too_few_winners"),
    ],
)
def test_with_too_little_to_learn_from_there_is_no_opinion_and_it_is_said_why(rows, reason):
    told = second_opinion(rows, int(rows.edition.max()), seed=1)
    assert isinstance(told, Refused)
    assert told.reason == reason
    assert told.least_winners == LEAST_WINNERS


def test_with_just_enough_to_learn_from_there_is_an_opinion_and_no_measure():
    told = second_opinion(world(editions=4), 19, seed=1)
    assert (told.judged_on, told.ndcg, told.winners_found) == ((), None, None)


def test_ndcg_is_that_of_scikit_learn():
    rng = np.random.default_rng(5)
    for _ in range(20):
        relevance = rng.choice([0.0, 0, 0, 1, 2], 12)
        relevance[0] = 1
        score = rng.permutation(12).astype(float)
        place = (np.argsort(np.argsort(-score)) + 1).astype(np.int64)
        expected = ndcg_score([2**relevance - 1], [score], k=3)
        assert ndcg(relevance, place, 3) == pytest.approx(expected)


def test_places_are_counted_within_a_group_and_equals_stand_by_id():
    rows = world(editions=1, groups=2, each=4)
    points = np.array([1.0, 3, 3, np.nan, 5, 5, 5, 1])
    assert placed(rows, points).tolist() == [3, 1, 2, 4, 1, 2, 3, 4]


def test_entrants_that_cannot_be_are_refused():
    rows = world(editions=1, groups=1, each=3)
    with pytest.raises(ValueError, match="once"):
        changed(rows, coop_id=np.array(["c", "c", "d"], object))
    with pytest.raises(ValueError, match="whole number"):
        changed(rows, relevance=np.array([0.5, 0, 0]))
    with pytest.raises(ValueError, match="one element"):
        changed(rows, index=np.array([0.5]))
    with pytest.raises(ValueError, match="nobody entered"):
        second_opinion(rows, 99, seed=1)
