"""A peer value says what is compared, with whom, and from which day."""

from datetime import date

import pytest

from coopscore.calendar import jalali, months
from coopscore.errors import InvalidDefinition
from coopscore.language import Text
from features.peers import PeerShare, meaning, parts, peer_day, peer_share
from features.spec import Events, Feature, States

FILINGS = Events("filing", happened="period_end", known="received_on")
BRANCH = States("cooperative", happened="valid_from", known="recorded_at").latest("branch")
MEMBERS = States("yearly_figures", happened="year_end", known="received_on").latest("members")


def feature(value):
    return Feature(
        name="staleness_among_peers",
        value=value,
        unit="share",
        missing=None,
        risk="rises",
        concept="filings",
        title=Text(en="Staler than peers", fa="کهنه‌تر از همتایان"),
    )


def test_peers_are_taken_from_the_last_month_end_that_has_come():
    assert peer_day(date(2016, 3, 1), "gregorian") == date(2016, 2, 29)
    assert peer_day(date(2016, 2, 29), "gregorian") == date(2016, 2, 29)
    assert peer_day(date(2017, 1, 30), "gregorian") == date(2016, 12, 31)


def test_months_end_where_the_calendar_of_the_grid_ends_them():
    assert peer_day(jalali(1404, 6, 31), "jalali") == jalali(1404, 6, 31)
    assert peer_day(jalali(1404, 6, 30), "jalali") == jalali(1404, 5, 31)
    assert peer_day(jalali(1404, 1, 1), "jalali") == jalali(1403, 12, 30)  # a leap year
    assert peer_day(jalali(1404, 6, 31), "gregorian") == date(2025, 8, 31)


def test_a_peer_value_is_a_number_made_of_its_own_value_and_what_groups_it():
    among = peer_share(FILINGS.since(), by=[BRANCH, MEMBERS])
    assert (among.type, among.at_least) == ("number", 30)
    assert parts(among) == (FILINGS.since(), BRANCH, MEMBERS)
    assert parts(MEMBERS) == (MEMBERS,)
    assert parts(peer_share(MEMBERS)) == (MEMBERS,)


@pytest.mark.parametrize(
    ("value", "asked", "fault"),
    [
        (BRANCH, {}, "only numbers"),
        (peer_share(MEMBERS), {}, "peers have no peers"),
        (MEMBERS, {"by": [peer_share(MEMBERS)]}, "peers have no peers"),
        (MEMBERS, {"by": [BRANCH, BRANCH]}, "chosen twice"),
        (MEMBERS, {"at_least": 0}, "nobody"),
    ],
)
def test_a_peer_value_that_compares_nothing_is_refused(value, asked, fault):
    with pytest.raises(InvalidDefinition, match=fault):
        peer_share(value, **asked)


def test_the_hash_of_a_feature_moves_with_every_part_of_its_peers():
    values = (
        MEMBERS,
        peer_share(MEMBERS),
        peer_share(MEMBERS, by=[BRANCH]),
        peer_share(MEMBERS, by=[BRANCH, FILINGS.count()]),
        peer_share(MEMBERS, by=[FILINGS.count(), BRANCH]),
        peer_share(MEMBERS, by=[BRANCH], at_least=31),
        peer_share(FILINGS.since(), by=[BRANCH]),
        peer_share(FILINGS.count(within=months(12)), by=[BRANCH]),
    )
    assert len({feature(value).hash for value in values}) == len(values)
    assert (
        feature(peer_share(MEMBERS, [BRANCH])).hash == feature(peer_share(MEMBERS, (BRANCH,))).hash
    )


def test_what_a_plain_value_means_is_untouched_by_peers():
    assert isinstance(peer_share(MEMBERS), PeerShare)
    assert meaning(peer_share(MEMBERS))["value"] == meaning(MEMBERS)
