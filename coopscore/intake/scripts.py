"""What stands out in a column: letters, digits or a calendar that are not its own.

A whole file in Persian digits is written as its office writes; a cell of Persian digits among
Latin ones came another way. So digits and calendars are judged by what prevails in the column.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from coopscore.calendar import FIRST_GREGORIAN_YEAR
from coopscore.numerals import latin_digits

# Arabic ye, alef maksura, kaf, teh marbuta and the Kurdish heh, and the presentation forms of old
# systems; the sign of the rial is none of them.
_STRANGE = re.compile("[\u064a\u0649\u0643\u0629\u06d5\ufb50-\ufdfb\ufe70-\ufefc]")
# Signs that some systems write for a joiner, and joiners in a row.
_ODD_JOINERS = re.compile("\\w(?:\u200c*[\u200b\u200d\u2060]+\u200c*|\u200c{2,})\\w")
_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "latin": re.compile("[0-9]"),
    "persian": re.compile("[\u06f0-\u06f9]"),
    "arabic": re.compile("[\u0660-\u0669]"),
}
_PLAIN_DAY = re.compile(r"(\d{4})([-/])\d{2}\2\d{2}")


def has_strange_letters(raw: str) -> bool:
    """Whether a text has letters that Persian is not written with."""
    return not raw.isascii() and bool(_STRANGE.search(raw))


def has_odd_joiners(raw: str) -> bool:
    """Whether another sign, or more than one, stands for a joiner between two letters."""
    return not raw.isascii() and bool(_ODD_JOINERS.search(raw))


def strange_digits(texts: Mapping[str, int]) -> set[str]:
    """The texts that mix digits of several scripts, or have those of another than most.

    Parameters
    ----------
    texts
        How many cells of the column hold each text.
    """
    if all(text.isascii() for text in texts):
        return set()
    scripts = {text: _scripts(text) for text in texts}
    mixed = {text for text, found in scripts.items() if "+" in found}
    return mixed | _standing_out(texts, lambda text: "" if text in mixed else scripts[text])


def strange_days(texts: Mapping[str, int]) -> set[str]:
    """The plain days that are reckoned or parted otherwise than most of the column."""
    return _standing_out(texts, _day_style)


def _scripts(text: str) -> str:
    if text.isascii():
        return "latin" if _SCRIPTS["latin"].search(text) else ""
    return "+".join(name for name, digit in _SCRIPTS.items() if digit.search(text))


def _day_style(text: str) -> str:
    found = _PLAIN_DAY.fullmatch(text.strip())
    if not found:
        return ""
    year = int(latin_digits(found[1]))
    return f"{'gregorian' if year >= FIRST_GREGORIAN_YEAR else 'jalali'}{found[2]}"


def _standing_out(texts: Mapping[str, int], kind_of: Callable[[str], str]) -> set[str]:
    """The texts whose kind is not the column's most frequent one; those of no kind never are."""
    kinds = {text: kind for text in texts if (kind := kind_of(text))}
    cells: Counter[str] = Counter()
    for text, kind in kinds.items():
        cells[kind] += texts[text]
    if len(cells) < 2:
        return set()
    prevailing = min(cells, key=lambda kind: (-cells[kind], kind))
    return {text for text, kind in kinds.items() if kind != prevailing}
