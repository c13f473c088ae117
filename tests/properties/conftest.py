"""The registries of `test_features` serve other properties too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
