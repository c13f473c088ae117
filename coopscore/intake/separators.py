"""What parts the cells of a text file: commas, or what stands in their place."""

from collections.abc import Mapping

from coopscore.language import Text

COMMA = ","

# Marks that take the comma's place where the header holds no other of them. A comma within a number
# parts thousands in these files as in all: Persian number settings write decimals with `/` or `٫`.
READ: Mapping[str, Text] = {
    ";": Text(en="semicolons", fa="نقطه‌ویرگول لاتین"),
    "\t": Text(en="tabs", fa="جهش ستون (Tab)"),
}
# Marks that a header may have been written with, and that stand within Persian text as well.
REFUSED: Mapping[str, Text] = {
    "|": Text(en="upright bars", fa="خط عمودی"),
    "،": Text(en="Persian commas", fa="ویرگول فارسی"),
    "؛": Text(en="Persian semicolons", fa="نقطه‌ویرگول فارسی"),
}
NAMES: Mapping[str, Text] = {**READ, **REFUSED}


def separator_of(text: str) -> str:
    """The mark between the cells of the first line that holds anything; a comma where in doubt."""
    first = next((line for line in _lines(text) if line.strip()), "")
    bare = "".join(first.split('"')[::2])  # without what stands in quotation marks
    found = [mark for mark in (COMMA, *READ) if mark in bare]
    return found[0] if len(found) == 1 else COMMA


def _lines(text: str) -> list[str]:
    """The first lines; a file that begins with more blank ones is read with commas."""
    return text[:100_000].split("\n")
