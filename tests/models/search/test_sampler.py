"""What is proposed next hangs on the seed and on what came of the proposals before."""

import optuna
import pytest
from made_world import small_spec

from models.search.sampler import Sampler
from models.search.space import Space


def walked(seed, *, gives_up=(), count=16):
    """Proposals of a search that likes few leaves."""
    space = Space.of(small_spec())
    sampler = Sampler(space, seed=seed)
    points = []
    for number in range(count):
        proposal = sampler.propose()
        sampler.learn(
            proposal,
            -proposal.point["num_leaves"],
            folds=2 if number in gives_up else 4,
            is_complete=number not in gives_up,
        )
        points.append(dict(proposal.point))
    return space, points


def test_the_first_proposal_is_what_stands():
    space, points = walked(1, count=2)
    assert points[0] == space.start
    assert points[1] != space.start


def test_the_same_seed_proposes_the_same_and_another_does_not():
    assert walked(1) == walked(1)
    assert walked(1)[1][1:] != walked(2)[1][1:]


def test_every_proposal_lies_in_the_space():
    space, points = walked(3)
    for point in points:
        assert point["fits"] in space.fits
        assert all(low <= point[name] <= high for name, (low, high) in space.scaled.items())


def test_proposals_move_to_where_the_objective_is_high():
    _, points = walked(1, count=40)
    leaves = [point["num_leaves"] for point in points]
    assert sum(leaves[30:]) / 10 < sum(leaves[1:11]) / 10


def test_what_is_given_up_stands_behind_all_that_is_complete():
    _, points = walked(1)
    best = min(range(1, 10), key=lambda number: points[number]["num_leaves"])
    _, others = walked(1, gives_up={best})
    assert others[:10] == points[:10]
    assert others[10:] != points[10:]


def test_optuna_is_silent_and_its_own_setting_is_put_back(capsys):
    before = optuna.logging.get_verbosity()
    walked(1, count=12)
    assert capsys.readouterr() == ("", "")
    assert optuna.logging.get_verbosity() == before == optuna.logging.INFO


def test_a_search_of_one_setting_is_possible():
    space = Space(present=small_spec().booster, ends={"num_leaves": (15, 15)}, fits=())
    sampler = Sampler(space, seed=1)
    assert sampler.propose().point == pytest.approx(space.start)
