"""The gate reads no verdict that was withdrawn, and asks what can fail."""

import pytest

from models.screen import Screening
from models.validation.credit_gate import answers, named, ruling
from models.validation.credit_settings import Gate

COUNTED = {"rows": 500, "events": 300}
NULLED = {
    "jeffreys": "portfolio", "jeffreys_grades": "A1", "cox_redrawn": "slope", "trend": "",
    "neighbours_inverted": "A1/A2",
}  # fmt: skip
CODES = {
    "jeffreys": "portfolio_not_understated", "jeffreys_grades": "no_grade_understated",
    "cox_redrawn": "slope_is_one", "trend": "grades_rise_with_risk",
    "neighbours_inverted": "no_neighbours_inverted",
}  # fmt: skip


def found(verdict="holds", null="a null", before=0.9, years=0.95):
    """What a validation found of many events, each test of the level with this verdict."""
    rulings = [
        {
            "name": name, "by": by, "null": null, "verdict": verdict, "value": 1.0, "low": 0.8,
            "high": 1.2, "p": 0.0 if name == "trend" else 0.5, "counted": COUNTED,
        }
        for name, by in NULLED.items()
    ]  # fmt: skip
    return {
        "subjects": {"calibration": rulings},
        "rows": {"ranked": COUNTED, "told": COUNTED},
        "contest": {"other": None, "rule": None},
        "rating": {
            "coverage": {
                "inside_before": before,
                "years_inside_before": years,
                "inside": 0.95,
                "cells": 30,
                "years": 28,
            }
        },
        "slices": {},
    }


def verdicts(told):
    screening = Screening(findings=())
    return {one.code: str(one.verdict) for one in answers(told, screening, Gate())}


@pytest.mark.parametrize(
    ("verdict", "expected"), [("holds", "holds"), ("reported", "not_decidable")]
)
def test_a_withdrawn_verdict_decides_nothing(verdict, expected):
    told = verdicts(found(verdict))
    assert {told[code] for code in CODES.values()} == {expected}


def test_a_figure_without_a_hypothesis_is_read():
    told = found("reported", null=None)
    assert ruling(told, "jeffreys", "portfolio")["p"] == 0.5
    assert len(named(told, "jeffreys_grades")) == 1


def test_intervals_fail_by_what_cells_or_single_years_held_before_they_were_widened():
    assert verdicts(found(before=0.9))["intervals_cover"] == "holds"
    assert verdicts(found(before=0.8))["intervals_cover"] == "rejected"
    assert verdicts(found(years=0.8))["intervals_cover"] == "rejected"
