"""A name is there, and its module is loaded only when it is asked for."""

import subprocess
import sys

import pytest

import models
from models import RatingClassifier
from models.demand import on_demand


def test_a_name_is_taken_from_its_module():
    assert on_demand("any", {"sqrt": "math"})("sqrt")(9) == 3
    assert RatingClassifier.__module__ == "models.classifier.rating_classifier"


def test_any_other_name_is_not_there():
    with pytest.raises(AttributeError, match="'models' has no attribute 'Anything'"):
        _ = models.Anything


def test_the_package_alone_loads_no_library():
    asked = "import sys, models; print('sklearn' in sys.modules, 'lightgbm' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
