"""Overrides: an officer's grade in the place of the model's, with a reason, a limit and an end.

The model's score is never changed: an override stands beside it, by name, until its last day or
until it is revoked. The rules are versioned configuration, and each override names the version
that let it through.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from coopscore.actor import Actor
from coopscore.calendar import Months, read_day, read_months, shift
from coopscore.errors import OverrideRefused
from coopscore.language import Text
from coopscore.vocabulary import OVERRIDE_REASON


@dataclass(frozen=True, kw_only=True)
class Override:
    """One override as it is asked for: of which score, to which grade, why, and for how long."""

    score_id: str
    coop_id: str
    spec: str
    from_grade: str
    to_grade: str
    reason: str
    note: str
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class OverrideEntry:
    """An override on record; `revoked_at` is set where somebody took it back."""

    number: int
    override: Override
    rules: str
    written_at: datetime
    actor: Actor
    revoked_at: datetime | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it is in force on a day: within its days, and not revoked."""
        within = self.override.first_day <= day <= self.override.last_day
        return within and self.revoked_at is None


@dataclass(frozen=True, kw_only=True)
class OverrideRules:
    """What an override may do; `longest` is counted in Jalali months from its first day."""

    version: str
    since: date
    author: str
    most_up: int
    most_down: int
    longest: Months
    least_note: int
    roles: tuple[str, ...]

    def check(self, asked: Override, grades: Sequence[str], actor: Actor) -> None:
        """Refuse what the rules do not allow, every fault at once.

        Parameters
        ----------
        asked : Override
        grades : sequence of str
            All grades, best first. A score without a grade may be given one from the middle of the
            scale downwards: what it lacks is evidence, and an officer's word is not that.
        actor : Actor
            Whoever overrides.

        Raises
        ------
        OverrideRefused
            Naming every fault.
        """
        faults = list(self._faults(asked, grades, actor))
        if faults:
            together = Text(
                en="; ".join(fault.en for fault in faults),
                fa="؛ ".join(fault.fa for fault in faults),
            )
            raise OverrideRefused(coop_id=asked.coop_id, faults=together, rules=self.version)

    def _faults(self, asked: Override, grades: Sequence[str], actor: Actor) -> Iterator[Text]:
        if actor.role not in self.roles:
            yield _ROLE.filled(role=actor.role, roles=list(self.roles))
        if asked.reason not in OVERRIDE_REASON:
            yield _REASON.filled(reason=asked.reason, reasons=list(OVERRIDE_REASON))
        if len(asked.note.strip()) < self.least_note:
            yield _NOTE.filled(least=self.least_note)
        if not asked.first_day <= asked.last_day <= self.last_day(asked.first_day):
            yield _DAYS.filled(last=self.last_day(asked.first_day))
        yield from self._too_far(asked, grades)

    def _too_far(self, asked: Override, grades: Sequence[str]) -> Iterator[Text]:
        if asked.to_grade not in grades:
            yield _GRADE.filled(grade=asked.to_grade, grades=list(grades))
            return
        if not self.reaches(asked.from_grade, asked.to_grade, grades):
            yield _FAR.filled(up=self.most_up, down=self.most_down)
        if asked.to_grade == asked.from_grade:
            yield _SAME.filled(grade=asked.to_grade)

    def reaches(self, own: str, given: str, grades: Sequence[str]) -> bool:
        """Whether a grade may be given in the place of a score's `own`, which may be none.

        Asked again of every later score: an override does not stand over one that it was never
        allowed against.
        """
        rated = own in grades
        start = grades.index(own) if rated else len(grades) // 2
        up = start - grades.index(given)
        return -self.most_down <= up <= (self.most_up if rated else 0)

    def last_day(self, first: date) -> date:
        """The last day that an override which begins on `first` may have."""
        return shift(first, self.longest.value, "jalali")


_ROLE = Text(en="{role} may not override, only {roles}", fa="نقش {role} اجازه ندارد، تنها {roles}")
_REASON = Text(
    en="the reason {reason} is none of {reasons}", fa="دلیل {reason} یکی از این‌ها نیست: {reasons}"
)
_NOTE = Text(
    en="the note says what there is to show, in {least} letters or more",
    fa="شرح باید مستند را در {least} حرف یا بیشتر بگوید",
)
_DAYS = Text(
    en="its last day lies from its first to {last}", fa="روز پایان باید از روز آغاز تا {last} باشد"
)
_GRADE = Text(en="{grade} is none of {grades}", fa="{grade} یکی از این‌ها نیست: {grades}")
_FAR = Text(
    en="a grade may be bettered by {up} and lowered by {down}",
    fa="رتبه را حداکثر {up} پله می‌توان بالا و {down} پله پایین برد",
)
_SAME = Text(en="{grade} is the grade already", fa="رتبه هم‌اکنون {grade} است")


@cache
def override_rules() -> OverrideRules:
    """The rules that come with the project."""
    text = files("coopscore").joinpath("override_rules.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return OverrideRules(
        **{
            **said,
            "since": read_day(said["since"]),
            "longest": read_months(said["longest"]),
            "roles": tuple(said["roles"]),
        }
    )
