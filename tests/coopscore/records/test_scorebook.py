"""Every score ever given can be asked for, and none is ever changed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coopscore.actor import SYSTEM, Actor
from coopscore.errors import AlreadyWritten, NotScored
from coopscore.records.database import Records
from coopscore.records.scorebook import Written
from coopscore.scores import Reason, Score

JUNE = date(2025, 6, 21)
JULY = date(2025, 7, 22)
AUGUST = date(2025, 8, 22)

REASONS = (Reason(feature="age_years", value=12.0, points=-3.5),)


def a_score(
    coop_id: str = "c1",
    as_of: date = JUNE,
    *,
    spec: str = "exit",
    version: str = "exit-1",
    batch: int = 1,
    probability: float = 0.1,
) -> Score:
    return Score(
        coop_id=coop_id,
        as_of=as_of,
        spec=spec,
        version=version,
        batch=batch,
        margin=-2.2,
        probability=probability,
        low=0.05,
        high=0.2,
        points=600.5,
        points_unclipped=600.5,
        base_points=604.0,
        grade="B1",
        reasons=REASONS,
    )


def test_a_score_is_read_back_with_who_wrote_it_and_when(
    records: Records, clerk: Actor, now: datetime
) -> None:
    assert records.scorebook.write([a_score()], actor=clerk, now=now) == Written(new=1, same=0)
    entry = records.scorebook.standing("c1", "exit")
    assert (entry.score, entry.actor, entry.written_at) == (a_score(), clerk, now)


def test_writing_the_same_scores_again_changes_nothing(
    records: Records, clerk: Actor, now: datetime
) -> None:
    scores = [a_score("c1"), a_score("c2")]
    records.scorebook.write(scores, actor=clerk, now=now)
    later = now + timedelta(days=1)
    again = records.scorebook.write([*scores, a_score("c3")], actor=SYSTEM, now=later)
    assert again == Written(new=1, same=2)
    assert records.scorebook.write(scores, actor=SYSTEM, now=later) == Written(new=0, same=2)
    assert records.scorebook.standing("c1", "exit").written_at == now
    assert records.audit.verify() == 2


def test_a_score_told_twice_in_one_call_is_written_once(
    records: Records, clerk: Actor, now: datetime
) -> None:
    twice = [a_score(), a_score()]
    assert records.scorebook.write(twice, actor=clerk, now=now) == Written(new=1, same=1)


@pytest.mark.parametrize("apart", [True, False])
def test_other_numbers_under_one_key_refuse_the_whole_call(
    records: Records, clerk: Actor, now: datetime, *, apart: bool
) -> None:
    first, other = a_score("c9"), a_score("c9", probability=0.1 + 1e-17 + 1e-16)
    if apart:
        records.scorebook.write([first], actor=clerk, now=now)
        call = [a_score("c1"), other]
    else:
        call = [a_score("c1"), first, other]
    with pytest.raises(AlreadyWritten) as refused:
        records.scorebook.write(call, actor=clerk, now=now)
    assert refused.value.facts == {
        "coop_id": "c9",
        "version": "exit-1",
        "as_of": JUNE,
        "batch": 1,
    }
    assert records.scorebook.history("c1") == []
    assert len(records.scorebook.history("c9")) == int(apart)
    assert records.audit.verify() == int(apart)


def test_a_conflict_far_down_the_call_takes_everything_back(
    records: Records, clerk: Actor, now: datetime
) -> None:
    records.scorebook.write([a_score("c1200")], actor=clerk, now=now)
    many = [a_score(f"c{place}", probability=0.2) for place in range(1201)]
    with pytest.raises(AlreadyWritten):
        records.scorebook.write(many, actor=clerk, now=now)
    assert records.scorebook.listing("exit", limit=5).total == 1


def test_the_newest_day_up_to_the_day_asked_for_stands(
    records: Records, clerk: Actor, now: datetime
) -> None:
    scores = [a_score(as_of=day) for day in (AUGUST, JUNE)]
    records.scorebook.write(scores, actor=clerk, now=now)
    standing = records.scorebook.standing
    assert standing("c1", "exit").score.as_of == AUGUST
    assert standing("c1", "exit", AUGUST).score.as_of == AUGUST
    assert standing("c1", "exit", JULY).score.as_of == JUNE
    assert standing("c1", "exit", JUNE).score.as_of == JUNE


def test_of_one_day_the_last_written_stands_and_the_others_stay_on_record(
    records: Records, clerk: Actor, now: datetime
) -> None:
    of_batch_2 = a_score(batch=2, probability=0.3)
    retrained = a_score(batch=1, version="exit-2", probability=0.2)
    records.scorebook.write([of_batch_2], actor=clerk, now=now)
    records.scorebook.write([a_score(), retrained], actor=clerk, now=now)
    assert records.scorebook.standing("c1", "exit").score == retrained
    told = [entry.score for entry in records.scorebook.history("c1")]
    assert told == [of_batch_2, a_score(), retrained]


def test_the_history_is_ordered_by_day_and_kept_apart_by_spec(
    records: Records, clerk: Actor, now: datetime
) -> None:
    dormancy = a_score(as_of=JULY, spec="dormancy", version="dormancy-1")
    scores = [a_score(as_of=AUGUST), dormancy, a_score(as_of=JUNE), a_score("c2")]
    records.scorebook.write(scores, actor=clerk, now=now)
    days = [entry.score.as_of for entry in records.scorebook.history("c1")]
    assert days == [JUNE, JULY, AUGUST]
    assert [entry.score for entry in records.scorebook.history("c1", "dormancy")] == [dormancy]


def test_who_was_not_scored_by_then_is_named(records: Records, clerk: Actor, now: datetime) -> None:
    records.scorebook.write([a_score(as_of=JULY)], actor=clerk, now=now)
    with pytest.raises(NotScored, match="c1 has no exit score on or before 2025-06-21"):
        records.scorebook.standing("c1", "exit", JUNE)
    with pytest.raises(NotScored, match="c2 has no exit score on or before today") as never:
        records.scorebook.standing("c2", "exit")
    assert "تا تاریخ امروز" in never.value.sentence("fa")


def test_the_listing_has_each_standing_score_once_the_riskiest_first(
    records: Records, clerk: Actor, now: datetime
) -> None:
    scores = [
        a_score("c1", JUNE, probability=0.9),
        a_score("c1", JULY, probability=0.1),
        a_score("c3", JUNE, probability=0.5),
        a_score("c2", JUNE, probability=0.5),
        a_score("c4", JUNE, spec="dormancy", version="dormancy-1"),
    ]
    records.scorebook.write(scores, actor=clerk, now=now)
    listing = records.scorebook.listing("exit", limit=2)
    assert listing.total == 3
    assert [entry.score.coop_id for entry in listing.entries] == ["c2", "c3"]
    rest = records.scorebook.listing("exit", limit=2, offset=2)
    assert [entry.score for entry in rest.entries] == [scores[1]]


def test_the_listing_narrows_to_an_id_or_to_ids(
    records: Records, clerk: Actor, now: datetime
) -> None:
    ids = ["uk:R1", "uk:R11", "uk:R2", "uk:_1"]
    records.scorebook.write([a_score(name) for name in ids], actor=clerk, now=now)

    def listed(**only: object) -> list[str]:
        found = records.scorebook.listing("exit", limit=9, **only)  # type: ignore[arg-type]
        assert found.total == len(found.entries)
        return [entry.score.coop_id for entry in found.entries]

    assert listed(text="R1") == ["uk:R1", "uk:R11"]
    assert listed(text="_") == ["uk:_1"]
    assert listed(coop_ids={"uk:R2", "uk:R1", "other"}) == ["uk:R1", "uk:R2"]
    assert listed(coop_ids=[]) == []


def test_ids_are_ordered_by_their_bytes_and_found_in_large_and_small_letters(
    records: Records, clerk: Actor, now: datetime
) -> None:
    ids = ["ir:b", "ir:B", "uk:A", "uk:a", "uk-a", "ir:پ", "ir:ت", "ir:ي", "ir:ی", "IR:a"]
    records.scorebook.write([a_score(name) for name in ids], actor=clerk, now=now)
    ordered = sorted(ids, key=str.encode)
    assert [entry.score.coop_id for entry in records.scorebook.of_day("exit", JUNE)] == ordered
    found = records.scorebook.listing("exit", limit=9, text="r:B").entries
    assert [entry.score.coop_id for entry in found] == ["ir:B", "ir:b"]


def test_what_a_day_expects_is_added_exactly(records: Records, clerk: Actor, now: datetime) -> None:
    chances = [0.1 * (place % 7) + 1e-9 * place for place in range(600)]
    scores = [a_score(f"c{place}", probability=chance) for place, chance in enumerate(chances)]
    records.scorebook.write(scores, actor=clerk, now=now)
    exact = float(sum(Fraction(chance) for chance in chances))
    assert records.scorebook.expected("exit", JUNE) == exact
    assert records.scorebook.expected("exit", JULY) == 0.0


def test_an_id_of_any_length_is_taken(records: Records, clerk: Actor, now: datetime) -> None:
    long = f"ir:{'ن' * 300}"
    records.scorebook.write([a_score(long)], actor=clerk, now=now)
    assert records.scorebook.standing(long, "exit").score.coop_id == long


def test_ten_scores_of_twenty_reasons_each_keep_every_bit(
    records: Records, clerk: Actor, now: datetime
) -> None:
    def reasons(seed: int) -> tuple[Reason, ...]:
        return tuple(
            Reason(feature=f"f{i}", value=seed / (i + 3), points=(seed - i) / 7) for i in range(20)
        )

    scores = [replace(a_score(f"c{seed}"), reasons=reasons(seed)) for seed in range(10)]
    records.scorebook.write(scores, actor=clerk, now=now)
    assert [records.scorebook.standing(s.coop_id, "exit").score for s in scores] == scores


@pytest.mark.parametrize("statement", ["UPDATE score SET points = 900", "DELETE FROM score"])
def test_the_database_itself_refuses_to_change_a_score(
    records: Records, clerk: Actor, now: datetime, statement: str
) -> None:
    records.scorebook.write([a_score()], actor=clerk, now=now)
    with (
        pytest.raises(IntegrityError, match="what is written in score stays"),
        records.database.writing() as connection,
    ):
        connection.execute(text(statement))


def test_the_audit_log_tells_of_the_scores(records: Records, clerk: Actor, now: datetime) -> None:
    scores = [a_score(as_of=JULY), a_score(as_of=JUNE, version="exit-2")]
    records.scorebook.write(scores, actor=clerk, now=now)
    (entry,) = records.audit.entries(limit=9)
    assert (entry.action, entry.subject, entry.actor) == ("scores.written", "exit-1, exit-2", clerk)
    assert entry.detail["scores"] == 2
    assert (entry.detail["first_as_of"], entry.detail["last_as_of"]) == ("2025-06-21", "2025-07-22")


def test_the_newest_scored_day_is_told_of_all_models_or_of_one(
    records: Records, clerk: Actor, now: datetime
) -> None:
    scores = [a_score(as_of=AUGUST, version="exit-2"), a_score(as_of=JUNE)]
    records.scorebook.write(scores, actor=clerk, now=now)
    newest = records.scorebook.newest_day
    first = scores[1].version
    assert (newest("exit"), newest("exit", JULY)) == (AUGUST, JUNE)
    assert (newest("exit", version="exit-2"), newest("exit", version=first)) == (AUGUST, JUNE)
    assert newest("exit", JULY, "exit-2") is None


def test_the_probabilities_of_a_day_are_those_that_stand(
    records: Records, clerk: Actor, now: datetime
) -> None:
    scores = [
        a_score("c1", probability=0.1),
        a_score("c1", batch=2, probability=0.3),
        a_score("c2", probability=0.2),
        a_score("c2", JULY, probability=0.9),
        a_score("c3", spec="dormancy", version="dormancy-1"),
    ]
    records.scorebook.write(scores, actor=clerk, now=now)
    assert records.scorebook.probabilities("exit", JUNE) == {"c1": 0.3, "c2": 0.2}
    assert records.scorebook.probabilities("exit", AUGUST) == {}
