"""An override has a reason, a limit and an end, and is an officer's by name."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coopscore.actor import Actor
from coopscore.errors import OverrideRefused
from coopscore.overrides import Override, OverrideEntry, override_rules

GRADES = ("A1", "A2", "A3", "B1", "B2", "B3", "C1")
NOW = datetime(2025, 10, 23, 8, tzinfo=UTC)
OFFICER = Actor(name="س. رضایی", role="officer")
ASKED = Override(
    score_id="0", coop_id="ir:1", spec="credit", from_grade="B3", to_grade="B1",
    reason="guarantee", note="A deed of 40 billion rial, seen on paper.",
    first_day=date(2025, 10, 23), last_day=date(2026, 4, 12),
)  # fmt: skip


def test_what_the_rules_allow_passes() -> None:
    rules = override_rules()
    for grade in ("B1", "B2", "C1"):
        rules.check(replace(ASKED, to_grade=grade), GRADES, OFFICER)
    last = rules.last_day(ASKED.first_day)
    rules.check(replace(ASKED, last_day=last), GRADES, OFFICER)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"to_grade": "A3"}, "bettered by 2"),
        ({"to_grade": "Z9"}, "Z9 is none of"),
        ({"to_grade": "B3"}, "B3 is the grade already"),
        ({"reason": "a feeling"}, "a feeling is none of"),
        ({"note": "  because  "}, "20 letters"),
        ({"last_day": date(2026, 6, 1)}, "last day"),
        ({"last_day": date(2025, 10, 22)}, "last day"),
    ],
)
def test_what_they_do_not_allow_is_refused_by_name(change: dict[str, object], fault: str) -> None:
    with pytest.raises(OverrideRefused, match=fault):
        override_rules().check(replace(ASKED, **change), GRADES, OFFICER)


def test_every_fault_is_named_at_once() -> None:
    clerk = Actor(name="clerk", role="operator")
    with pytest.raises(OverrideRefused) as refused:
        override_rules().check(replace(ASKED, to_grade="A1", note="no"), GRADES, clerk)
    for fault in ("operator may not override", "letters", "bettered by"):
        assert fault in str(refused.value)
    assert "؛" in refused.value.sentence("fa")


def test_a_score_without_a_grade_may_be_given_the_middle_at_best() -> None:
    asked = replace(ASKED, from_grade="NR", to_grade="B1")
    override_rules().check(asked, GRADES, OFFICER)
    with pytest.raises(OverrideRefused, match="bettered"):
        override_rules().check(replace(asked, to_grade="A3"), GRADES, OFFICER)


def test_it_stands_from_its_first_day_to_its_last_unless_it_is_revoked() -> None:
    entry = OverrideEntry(number=1, override=ASKED, rules="1", written_at=NOW, actor=OFFICER)
    days = [date(2025, 10, 22), ASKED.first_day, ASKED.last_day, date(2026, 4, 13)]
    assert [entry.stands_on(day) for day in days] == [False, True, True, False]
    assert not replace(entry, revoked_at=NOW).stands_on(ASKED.first_day)
