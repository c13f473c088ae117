"""The data-quality report of a home: reads its facts, changes nothing in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from coopscore.errors import FutureDay
from coopscore.language import LANGUAGES
from coopscore.quality.flags import FLAG_KINDS
from coopscore.quality.issues import as_quality_issues
from coopscore.quality.report import Measured, measure
from coopscore.quality.rules import rules
from serving.office import Office

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Quality:
    """A report and its two lists: for people, with words, and as a file of `quality_issue`."""

    measured: Measured
    for_people: pa.Table
    as_rows: pa.Table


def quality(office: Office, *, as_of: date, today: date, progress: Progress) -> Quality:
    """Measure the quality of all that was known by `as_of`.

    Raises
    ------
    FutureDay
        Where `as_of` has not come yet.
    EmptyStore
        Where nothing is on record.
    """
    if as_of > today:
        raise FutureDay(day=as_of, today=today)
    measured = measure(office.facts.view(), as_of, progress=progress)
    return Quality(
        measured=measured,
        for_people=in_words(measured.issues),
        as_rows=as_quality_issues(measured.issues),
    )


def in_words(issues: pa.Table) -> pa.Table:
    """The issues with the title of each fault and what to do, in both languages."""
    said = {code: (rule.title, rule.remedy) for code, rule in rules().items()}
    said |= {kind: (flag.title, flag.remedy) for kind, flag in FLAG_KINDS.items()}
    coded = issues["fault"].combine_chunks().dictionary_encode()
    told = [said[code] for code in coded.dictionary.to_pylist()]
    for place, name in enumerate(("title", "remedy")):
        for lang in LANGUAGES:
            texts = pa.array([each[place].said(lang) for each in told], pa.string())
            issues = issues.append_column(f"{name}_{lang}", texts.take(coded.indices))
    return issues
