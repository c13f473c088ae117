"""Points by concept, and which reasons are told first."""

from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import CATALOGUE
from models.reasons.concepts import adverse_reasons, concept_shares, favourable_reasons

POINTS = st.dictionaries(
    st.sampled_from(sorted(CATALOGUE)), st.floats(-200, 200, allow_subnormal=False), max_size=40
)


def test_points_of_one_concept_are_added_and_the_weightiest_stands_first(scored):
    shares = concept_shares(scored(branch=-3.0, age_years=-2.0, months_late_3m=4.0))
    assert [(one.concept, one.points) for one in shares] == [("status", -3 - 2), ("loans", 4)]


def test_base_concepts_and_cap_are_the_points(scored):
    @given(POINTS)
    def holds(points):
        score = scored(**points)
        together = sum(one.points for one in concept_shares(score))
        assert abs(score.base_points + together + score.cap_points - score.points) < 1e-6

    holds()


def test_each_adverse_concept_is_told_before_any_is_told_twice(scored):
    score = scored(
        months_late_3m=-30.0,
        months_two_late_12m=-20.0,
        months_past_due_36m=-10.0,
        branch=-1.0,
        profit_margin=-5.0,
    )
    told = [reason.feature for reason in adverse_reasons(score)]
    assert told == ["months_late_3m", "profit_margin", "branch", "months_two_late_12m"]


def test_a_concept_that_raises_the_score_is_told_only_where_places_are_left(scored):
    score = scored(months_late_3m=-9.0, bounced_cheques_36m=20.0, branch=-1.0)
    assert [reason.feature for reason in adverse_reasons(score)] == ["branch", "months_late_3m"]
    assert [reason.feature for reason in adverse_reasons(score, most=1)] == ["branch"]


def test_what_raises_a_score_is_no_adverse_reason(scored):
    @given(POINTS)
    def holds(points):
        score = scored(**points)
        against, in_favour = adverse_reasons(score), favourable_reasons(score)
        assert all(reason.points <= -1 for reason in against)
        assert all(reason.points >= 1 for reason in in_favour)
        lowering = sum(reason.points <= -1 for reason in score.reasons)
        assert len(set(against)) == len(against) == min(4, lowering)

    holds()


def test_what_rounds_to_nothing_is_not_told(scored):
    # Many small inputs lower the concept as a whole, and none of them can be told of.
    score = scored(branch=-0.6, membership=-0.6, months_late_3m=-2.0, age_years=0.4)
    assert [reason.feature for reason in adverse_reasons(score)] == ["months_late_3m"]
    assert favourable_reasons(score) == ()


def test_the_most_favourable_stand_first(scored):
    score = scored(branch=1.0, age_years=3.0, months_late_3m=2.0)
    told = [reason.feature for reason in favourable_reasons(score, most=2)]
    assert told == ["age_years", "months_late_3m"]
