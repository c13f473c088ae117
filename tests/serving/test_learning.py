"""Training, searching and validating stand on the same rows."""

from datetime import date, timedelta

import pytest

from coopscore.errors import FutureDay, TooFewEvents
from models.spec import load_spec
from serving.learning import learning, present
from serving.office import open_office


def unheard(_done, _of):
    """Progress that nobody watches."""


@pytest.fixture
def office(built):
    with open_office(built.home) as office:
        yield office


def test_what_is_learnt_ends_with_the_facts_and_is_built_once_for_all(built, office):
    spec = load_spec(built.spec)
    learnt = learning(office, spec, until=built.now.date(), now=built.now, progress=unheard)
    assert learnt.until == office.facts.view().last_known()
    days = sorted(set(learnt.matrix.table["as_of"].to_pylist()))
    assert days == list(spec.training_days(learnt.until))
    assert learnt.outcomes["coop_id"].equals(learnt.matrix.table["coop_id"])
    now = present(office, learnt, unheard)
    assert set(now.table["as_of"].to_pylist()) == {learnt.until}
    assert now.features == learnt.matrix.features


def test_peer_tables_are_left_in_the_home_by_whoever_reads_them_first(built, office):
    spec = load_spec(built.spec)
    learnt = learning(office, spec, until=built.now.date(), now=built.now, progress=unheard)
    kept = {path.name for path in office.home.peers.iterdir()}
    assert kept
    assert len(learnt.matrix.peers) <= len(kept)


def test_now_is_nobody_where_the_cohort_is_empty(built, office):
    spec = load_spec(built.spec)
    learnt = learning(office, spec, until=built.now.date(), now=built.now, progress=unheard)
    before = type(learnt)(**{**vars(learnt), "until": date(1950, 1, 1)})
    assert present(office, before, unheard) is None


def test_a_day_to_come_and_a_day_too_early_are_refused(built, office):
    spec, told = load_spec(built.spec), {"now": built.now, "progress": unheard}
    with pytest.raises(FutureDay):
        learning(office, spec, until=built.now.date() + timedelta(days=1), **told)
    with pytest.raises(TooFewEvents):
        learning(office, spec, until=spec.first_as_of, **told)
