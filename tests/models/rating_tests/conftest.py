"""Lets the tests of this folder draw their rows from one module."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
