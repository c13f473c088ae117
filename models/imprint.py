"""What a bundle says of itself, read without loading its model: for whoever only wants to tell."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The file of a bundle that holds all but the model's own text.
IMPRINT = "bundle.json"


def imprint_of(folder: Path) -> Mapping[str, Any]:
    """The content of the bundle in `folder`; empty where there is none that can be read.

    Nothing is checked here: what a score hangs on is read by `Bundle.load`, which checks it all.
    """
    try:
        content = json.loads((folder / IMPRINT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
