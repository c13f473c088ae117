"""The demonstration: fixed by its number and seed, honest about time, and harmless to repeat."""

from datetime import UTC, date, datetime

from coopscore.calendar import jalali_text
from serving.demonstration import demonstrate, last_day, quarter_days, worth_reading
from serving.office import open_office


def test_history_ends_on_a_fixed_day_so_that_figures_stay():
    assert jalali_text(last_day(datetime(2027, 1, 1, 12, tzinfo=UTC))) == "1404/06/31"
    assert last_day(datetime(2025, 1, 1, 12, tzinfo=UTC)) == date(2025, 1, 1)


def test_four_quarter_days_are_scored():
    days = quarter_days(date(2025, 9, 22))
    assert [jalali_text(day) for day in days] == [
        "1403/09/30",
        "1403/12/30",
        "1404/03/31",
        "1404/06/31",
    ]


def test_no_score_was_made_by_a_model_that_knew_what_came_after(built):
    assert [scored.hindsight for scored in built.made.scored] == [False] * 4


def test_a_second_run_in_the_same_home_adds_nothing(built):
    with open_office(built.home) as office:
        again = demonstrate(
            office,
            cooperatives=300,
            seed=7,
            now=built.now,
            progress=lambda *_: None,
            spec=str(built.spec),
        )
    assert (again.receipt.batch, again.receipt.added) == (None, 0)
    assert [scored.written.new for scored in again.scored] == [0] * 4
    assert again.trained.bundle.version == built.made.trained.bundle.version
    assert again.example == built.made.example
    assert again.supervised.plan.head == built.made.supervised.plan.head


def unknown(score):
    return sum(reason.value is None for reason in score.reasons)


def test_of_the_riskiest_the_example_is_one_scored_each_day_and_best_known(built):
    runs = [run.scores for run in built.made.scored]
    example = worth_reading(runs)
    riskiest = sorted(runs[-1], key=lambda score: -score.probability)[: len(runs[-1]) // 20]
    always = set.intersection(*({score.coop_id for score in run} for run in runs))
    choice = [score for score in riskiest if score.coop_id in always and not score.warnings]
    assert example in choice
    assert unknown(example) == min(unknown(score) for score in choice)
    alone = [runs[-1][0]]
    assert worth_reading([[], alone]) == alone[0]
