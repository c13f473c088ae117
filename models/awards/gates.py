"""What decides a gate, as it stands on record: a verdict, what is lacking, and the facts.

A gate never hides behind a number: whoever is told no is told which records said so, and whoever is
told yes likewise. Of credit the verdict alone is kept; grade, probability and loans are not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore.language import Text

GATES: Mapping[str, Text] = {
    "operating": Text(en="in operation", fa="در حال بهره‌برداری"),
    "current": Text(en="data and duties up to date", fa="به‌روز بودن اطلاعات و تکالیف"),
    "dues": Text(en="dues met", fa="ادای دیون قانونی"),
    "credit": Text(en="credit standing", fa="وضعیت اعتباری"),
    "dormancy": Text(en="risk of falling dormant", fa="خطر راکد شدن"),
    "warning": Text(en="no warning of late", fa="نبود اخطار در بازهٔ اخیر"),
}

# Why a gate was passed or failed; `{count}` and so on are filled from `Verdict.told`.
REASONS: Mapping[str, Text] = {
    "is_operating": Text(en="recorded as in operation", fa="وضعیت ثبت‌شده: در حال بهره‌برداری"),
    "other_status": Text(en="recorded otherwise", fa="وضعیت ثبت‌شدهٔ دیگر"),
    "no_status": Text(en="no status on record", fa="وضعیتی ثبت نشده است"),
    "gone": Text(en="no longer registered", fa="دیگر ثبت‌شده نیست"),
    "nothing_overdue": Text(en="nothing overdue", fa="تکلیف عقب‌افتاده‌ای نیست"),
    "overdue": Text(en="duties overdue: {count}", fa="تکالیف عقب‌افتاده: {count}"),
    "credit_holds": Text(en="holds", fa="احراز شد"),
    "credit_lacks": Text(en="does not hold", fa="احراز نشد"),
    "risk_holds": Text(en="below the level of the edition", fa="کمتر از سطح تعیین‌شدهٔ دوره"),
    "risk_high": Text(en="above the level of the edition", fa="بیشتر از سطح تعیین‌شدهٔ دوره"),
    "unscored": Text(en="not scored by the cut-off", fa="تا روز مبنا امتیازی ندارد"),
    "no_warning": Text(en="no warning within the time", fa="در بازهٔ مقرر اخطاری نیست"),
    "warned": Text(en="written warnings: {count}", fa="اخطار کتبی: {count}"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One record that decided: the table, the record's id, its two dates, and what was read."""

    table: str
    record_id: str
    happened: date
    known: date
    cells: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One gate of one co-operative.

    Parameters
    ----------
    gate : str
        A key of `GATES`.
    reason : str
        A key of `REASONS`.
    told : mapping
        What the reason is filled with.
    facts : tuple of Fact
        The records that decided; empty where it is their absence that does, or where a score did.
    """

    gate: str
    passed: bool
    reason: str
    told: Mapping[str, Any]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What other desks say of one co-operative by the cut-off, as far as a committee may know it.

    Parameters
    ----------
    credit_holds : bool or None
        Whether its grade is the edition's lowest or better; None where it has none.
    dormancy_holds : bool or None
        Whether its risk of falling silent is within the edition's level; None where it is unscored.
    tier : str
        Its dormancy tier (`watch`, `dormant_like`, `exposed`), empty for none.
    triggers : tuple of str
        The public reasons of the tier.
    """

    credit_holds: bool | None = None
    dormancy_holds: bool | None = None
    tier: str = ""
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """All gates of one co-operative that the edition holds."""

    coop_id: str
    verdicts: tuple[Verdict, ...]
    standing: Standing

    @property
    def eligible(self) -> bool:
        """Whether every gate is passed."""
        return all(one.passed for one in self.verdicts)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The gates that are not passed."""
        return tuple(one for one in self.verdicts if not one.passed)

    @property
    def near_miss(self) -> bool:
        """Whether one gate alone is lacking."""
        return len(self.failed) == 1
