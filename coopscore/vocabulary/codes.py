"""What a closed list of codes is."""

from collections.abc import Mapping
from typing import TypeAlias

from coopscore.language import Text

# The codes in the order in which they are shown, each with its two titles.
Codes: TypeAlias = Mapping[str, Text]
