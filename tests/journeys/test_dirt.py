"""What is claimed of dirt holds on four hundred co-operatives as well, through the real intake."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import dirt
from benchmarks.dirt_exact import Outcome
from benchmarks.dirt_flags import Flagged
from benchmarks.dirt_world import table_of
from coopscore.synthetic.dirt.rates import USUAL
from serving.i18n import Words
from serving.pages.results_page import Telling


class Silence:
    def tell(self, _step):
        """Nobody listens."""


@pytest.fixture(scope="module")
def found():
    """The small version; fewer rows than in `make results`, the same bars."""
    return dirt.measured(Silence(), 400, dirt.RATES)


def of(found, figure):
    return {line.of: line for line in found.lines if line.figure == figure}


def test_every_row_that_is_read_is_accounted_for(found):
    (line,) = of(found, "dirt_rows_read").values()
    assert line.value == line.least == line.most > 50_000


def test_exact_kinds_are_repaired_set_aside_or_withheld_and_clean_rows_left_alone(found):
    caught = of(found, "dirt_caught")
    assert {f"dirt_{kind}" for kind in ("letters", "digits", "dates", "ids")} <= set(caught)
    for line in caught.values():
        assert line.value >= dirt.CAUGHT, line
        assert line.least == dirt.CAUGHT
    (touched,) = of(found, "dirt_touched").values()
    assert touched.value <= dirt.TOUCHED


def test_slips_and_planned_jobs_are_flagged_where_there_is_a_history(found):
    recall = of(found, "dirt_recall_0_01")
    for kind in ("units_history", "planned_jobs_history"):
        line = recall[f"dirt_{kind}"]
        assert line.value >= dirt.RECALLED
        assert line.least == dirt.RECALLED
        assert line.beside["dirt_planted"] > 0


def test_statements_of_which_few_lines_were_planted_are_counted_apart(found):
    for line in found.lines:
        counted = "dirt_left_out" in line.beside
        assert counted == line.of.startswith("dirt_units_")
        assert line.beside.get("dirt_left_out", 0) >= 0
    (told,) = [note.facts for note in found.notes if note.code == "dirt_units_left_out"]
    counted = {line.of: line for line in of(found, "dirt_recall_0_01").values()}
    units = [line for kind, line in counted.items() if kind.startswith("dirt_units_")]
    assert told["few"] <= sum(line.beside["dirt_left_out"] for line in units)
    assert 0 <= told["few"] + told["unscored"] < told["planted"]


def test_the_results_are_told_in_both_languages(found):
    part = {"name": "dirt", "commit": "c", **found.content()}
    for lang in ("en", "fa"):
        (section,) = Telling(Words(lang)).sections({"parts": [part]})
        assert len(section.rows) == len(found.lines)


def test_a_recall_is_the_share_found_where_so_few_clean_rows_are():
    one = Flagged(planted=np.array([0.5, 3.0, -np.inf]), clean=np.arange(100) / 50)
    assert one.recall(0.01) == pytest.approx(1 / 3)  # above the second-highest of the clean
    assert one.recall(0.9) == pytest.approx(2 / 3)


def test_what_was_never_planted_was_not_missed():
    assert Outcome().caught == 1
    assert Outcome(planted=4, repaired=1, aside=1, withheld=1).caught == 0.75
    assert all(getattr(USUAL, kind) > 0 for kind in ("letters", "units", "ids"))


def test_a_file_is_of_its_table_whichever_part_it_holds():
    assert table_of("filing-003.csv") == table_of("filing.csv") == "filing"
