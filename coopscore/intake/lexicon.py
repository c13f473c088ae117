"""Words whose joiners are known: those of the registry's own vocabulary, and some of its names.

A zero-width non-joiner is lost when text passes through older systems, or becomes a space. In a
word that is known it can be put back; any other is left as it came. Words that are written well
with and without a joiner (such as those of poultry farmers) do not belong here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from coopscore.intake.columns import file_columns
from coopscore.language import Text, regular
from coopscore.schema import TABLES

JOINER = "\u200c"
# A run of Persian letters, joiners among them.
WORD = re.compile(rf"[\u0621-\u064a\u066e-\u06d3{JOINER}]+")

# Words of branches, trades and names of co-operatives (domain.md 1.2 and 7), beside those of the
# schema, and counties. Most have a silent heh before the joiner, which no spelling drops.
_NAMES = """
مصرف‌کنندگان تولیدکنندگان ارائه‌دهندگان پرورش‌دهندگان استفاده‌کنندگان دهیاری‌ها مرزنشینان
دانش‌بنیان بهره‌برداری بهره‌برداران تعاونی‌ها تعاونی‌های شرکت‌ها شرکت‌های اتحادیه‌ها اتحادیه‌های
نیمه‌فعال گلخانه‌ای گلخانه‌داران کامیون‌داران رایانه‌ای آینده‌سازان آینده‌نگر آینده‌نگران
پیش‌ساخته خانه‌سازان خانه‌سازی بسته‌بندی میوه‌کاران حرفه‌ای بیمه‌ای دوره‌ای سرمایه‌گذاری
سرمایه‌گذاران خرده‌فروشی خرده‌فروشان عمده‌فروشی عمده‌فروشان برنامه‌ریزی برنامه‌نویسی نرم‌افزار
نرم‌افزاری سخت‌افزار سخت‌افزاری بین‌المللی پس‌انداز اندیشه‌ورزان لوله‌کشی تهیه‌کنندگان
رسانه‌ای پایه‌گذاران شیشه‌بری
آق‌قلا اسلام‌آباد بوئین‌زهرا پارس‌آباد حاجی‌آباد خرم‌آباد خلیل‌آباد خمینی‌شهر دره‌شهر
رباط‌کریم شاهین‌شهر علی‌آباد قائم‌شهر مشگین‌شهر مهدی‌شهر نجف‌آباد
شرکت تعاونی اتحادیه کشاورزی کارکنان فرهنگیان کارگران خدمات صنایع تولید توزیع مسکن اعتبار
"""


def joinerless(word: str) -> str:
    """The letters of a word alone."""
    return word.replace(JOINER, "")


@cache
def known_words() -> Mapping[str, str]:
    """The one known spelling of each word, by its letters alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in _vocabulary():
        found[joinerless(word)].add(word)
    return {letters: min(words) for letters, words in found.items() if len(words) == 1}


@cache
def split_words() -> Mapping[tuple[str, ...], str]:
    """Known words by their parts, where no wording of ours sets these parts beside each other."""
    known = set(known_words().values())
    parts = {tuple(word.split(JOINER)): word for word in known if JOINER in word}
    return {apart: word for apart, word in parts.items() if apart not in _neighbours()}


def _vocabulary() -> Iterator[str]:
    yield from _NAMES.split()
    for phrase in _phrases():
        yield from WORD.findall(phrase)


@cache
def _neighbours() -> frozenset[tuple[str, ...]]:
    pairs: set[tuple[str, ...]] = set()
    for phrase in _phrases():
        words = WORD.findall(phrase)
        pairs |= set(pairwise(words))
        pairs |= set(zip(words, words[1:], words[2:], strict=False))
    return frozenset(pairs)


def _phrases() -> Iterator[str]:
    """Every Persian title of the schema and its codes, as it would be stored."""
    for title in _titles():
        yield regular(title.fa)


def _titles() -> Iterator[Text]:
    for table in TABLES.values():
        yield table.title
        for column in file_columns(table):
            yield column.title
            yield from column.titles.values()
