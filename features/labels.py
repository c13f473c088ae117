"""Labels by name: each an outcome with the date and the source of its definition.

What a label is and how it is read is in `features.outcomes`; docs/credit.md argues the credit ones.
"""

from collections.abc import Mapping
from datetime import date

from coopscore.errors import UnknownName
from coopscore.language import Text
from coopscore.schema import MOST_MONTHS
from coopscore.vocabulary import EXIT_REASON
from features.cohorts import ACTIVITY, STAGE
from features.outcomes import Basis, Label
from features.signs import CREDIT, DEFAULTED, DOUBTFUL, OVERDUE, PAST_DUE, SIGNS
from features.spec import Events

_changes = Events("status_event", happened="valid_from", known="recorded_at")
_stages = _changes.where(axis="registry_stage")
_activities = _changes.where(axis="activity_status")
_claims = Events("guarantee_claim", happened="claimed_on", known="recorded_at")

ENDED = ("dissolved", "in_liquidation")


def reasons_told(*codes: str) -> tuple[str, ...]:
    """Reasons of an end as a register may tell them: by their codes, or in the ministry's words.

    The column is text, as registers have reasons of their own.
    """
    return tuple(sorted({*codes, *(EXIT_REASON[code].fa for code in codes)}))


# What a lender or a court says of one borrower, whatever its arrears: they make a default too.
_FAILED = (
    CREDIT.where(rescheduled=True, decree=False).count(),
    _claims.where(state="paid").count(),
    _stages.where(to_code=ENDED, reason="bankruptcy").count(),
)
_MERGED = (_stages.where(to_code="merged").count(),)
# What a decree moved for all tells nothing of one.
_DECREED = (CREDIT.where(decree=True).count(),)
# Who has built the houses and ends, or goes on within another, has not failed.
_COMPLETED = reasons_told("purpose_completed")
_NO_FAILURE = (*_MERGED, _stages.where(to_code=ENDED, reason=_COMPLETED).count())
_FAILURES = reasons_told(*EXIT_REASON.keys() - {"purpose_completed", "merged", "voluntary"})
_VOLUNTARY = reasons_told("voluntary")
# Changes and loans are rare, and prove nothing of a source by staying away.
_LIFE = ("filing", "assembly")
# Months in arrears are counted as begun: the fourth has begun when more than three are over.
_OVER_THREE = tuple(range(4, MOST_MONTHS + 1))

_IDLE = Text(
    en="Art. 54 of the Co-operative Sector Act of 1370: idle for over a year",
    fa="برگرفته از مادهٔ ۵۴ قانون بخش تعاونی ۱۳۷۰: توقف بیش از یک سال",
)
_REGISTER = Text(
    en="Entries on the register, with the reasons of Art. 54 of the Co-operative Sector Act",
    fa="ثبت‌های رسمی وضعیت، با علت‌های مادهٔ ۵۴ قانون بخش تعاونی",
)
_DIRECTIVE = Text(
    en="Classes of the central bank's directive MB/2823 of 5 Esfand 1385, in Jalali months",
    fa="طبقات بخشنامهٔ مب/۲۸۲۳ بانک مرکزی مورخ ۵ اسفند ۱۳۸۵، به ماه شمسی",
)
_BASEL = Text(
    en="Basel framework, CRE 36.68 to 36.69: past due more than 90 days, or unlikely to pay",
    fa="چارچوب بازل، بندهای CRE 36.68 و 36.69: بیش از ۹۰ روز تأخیر، یا نامحتمل بودن پرداخت",
)

LABELS: Mapping[str, Label] = {
    label.name: label
    for label in (
        Label(
            name="exit",
            title=Text(en="Dissolution", fa="انحلال"),
            basis=Basis(
                version=1,
                dated=date(2026, 11, 22),
                source=Text(
                    en="Entries of dissolution on the register, whatever their reason",
                    fa="ثبت انحلال در مرجع ثبت، به هر دلیل",
                ),
            ),
            news=("status_event",),
            events=(_stages.where(to_code="dissolved").count(),),
            censored_by=(
                # A merger is no failure; its members go on elsewhere.
                _stages.where(to_code="merged").count(),
                _activities.where(to_code="unknown").count(),
            ),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="silence",
            title=Text(en="Falling silent for good", fa="قطع همیشگی گزارش‌دهی"),
            basis=Basis(
                version=1,
                dated=date(2026, 11, 26),
                source=Text(
                    en="Monthly returns to the central bank of Brazil that stay away for good",
                    fa="قطع همیشگی گزارش‌های ماهانه به بانک مرکزی برزیل",
                ),
            ),
            # Dated at the end of the first period without a filing. One that files again has its
            # silence voided, so that what stands at maturity is silent as far as is known.
            # Nothing hides it: a dissolved or merged co-operative that files no more is silent.
            news=("status_event",),
            events=(_activities.where(to_code="silent").count(),),
            stage=ACTIVITY,
            gone=("silent",),
        ),
        Label(
            name="removal",
            title=Text(en="Loss from sight without dissolution", fa="ناپدید شدن بی‌انحلال"),
            basis=Basis(
                version=1,
                dated=date(2026, 11, 26),
                source=Text(
                    en="Entries whose activity the register calls unknown",
                    fa="مواردی که مرجع ثبت وضعیت فعالیتشان را نامعلوم می‌داند",
                ),
            ),
            # What `exit` is censored by is the outcome here. Nothing hides it: a source still
            # tells of those that it lists as dissolved or merged, so they were not lost from sight.
            news=("status_event",),
            events=(_activities.where(to_code="unknown").count(),),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="dormancy",
            title=Text(en="A year without a sign of life", fa="یک سال بدون نشانهٔ فعالیت"),
            basis=Basis(version=2, dated=date(2026, 11, 27), source=_IDLE),
            news=_LIFE,
            absence_of=SIGNS,
            censored_by=_NO_FAILURE,
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="cycle_silence",
            title=Text(en="A cycle without a sign of life", fa="یک دورهٔ کامل بدون نشانهٔ فعالیت"),
            basis=Basis(version=1, dated=date(2026, 11, 26), source=_IDLE),
            # As `dormancy`, but of the co-operative's own yearly cycle, from grid day to grid day.
            news=_LIFE,
            absence_of=SIGNS,
            censored_by=_NO_FAILURE,
            cycle="months_to_grid_day",
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="revival",
            title=Text(en="A sign of life again", fa="نشانهٔ دوبارهٔ فعالیت"),
            basis=Basis(version=1, dated=date(2026, 11, 27), source=_IDLE),
            # An act of its own, and not an office's entry that calls it active: many of those are
            # never followed by one (docs/campaigns.md). One that ends without it has not revived.
            news=_LIFE,
            events=SIGNS,
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="status_dormant",
            title=Text(
                en="Entered as dormant, unknown or dissolved", fa="ثبت رسمی رکود، بی‌خبری یا انحلال"
            ),
            basis=Basis(version=1, dated=date(2026, 11, 27), source=_REGISTER),
            # By the day of the entry: what an office says, when it says it. An end that is no
            # failure is none here either.
            news=("status_event",),
            events=(
                _activities.where(to_code=("dormant", "unknown")).arrived(),
                _stages.where(to_code="dissolved", reason=_FAILURES).arrived(),
            ),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="dissolution",
            title=Text(en="Dissolution that is no completion", fa="انحلال بدون تحقق هدف"),
            basis=Basis(version=1, dated=date(2026, 11, 27), source=_REGISTER),
            news=("status_event",),
            events=(_stages.where(to_code=ENDED, reason=(*_FAILURES, *_VOLUNTARY)).count(),),
            # The ends that compete with it.
            censored_by=_NO_FAILURE,
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="completion",
            title=Text(en="Purpose completed", fa="تحقق هدف تعاونی"),
            basis=Basis(version=1, dated=date(2026, 11, 27), source=_REGISTER),
            news=("status_event",),
            events=(_stages.where(to_code=ENDED, reason=_COMPLETED).count(),),
            censored_by=(_stages.where(to_code=("merged", *ENDED)).count(),),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="default",
            title=Text(en="Default on a facility", fa="نکول تسهیلات"),
            basis=Basis(version=1, dated=date(2026, 11, 26), source=_DIRECTIVE),
            # More than six months past due, or what comes to the same: by then no late harvest
            # explains it. A source must say of each month whether a decree moved it.
            news=("facility_month",),
            events=(CREDIT.where(**DEFAULTED, decree=False).count(), *_FAILED),
            censored_by=_MERGED,
            # From two to six months it may go either way.
            indeterminate_by=(CREDIT.where(**PAST_DUE).count(), *_DECREED),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="npl",
            title=Text(en="A facility more than two months past due", fa="تأخیر بیش از دو ماه"),
            basis=Basis(version=1, dated=date(2026, 11, 26), source=_DIRECTIVE),
            # Where a facility ceases to be current: what a bank wants to be warned of.
            news=("facility_month",),
            events=(CREDIT.where(**OVERDUE, decree=False).count(),),
            censored_by=_MERGED,
            indeterminate_by=_DECREED,
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="past_due_90",
            title=Text(en="Default by the ninety days of Basel", fa="نکول با معیار نود روز بازل"),
            basis=Basis(version=1, dated=date(2026, 11, 26), source=_BASEL),
            news=("facility_month",),
            # Three months of the Jalali calendar are 89 to 93 days. Whom a lender's class calls
            # deferred is beyond them, though its row may not tell the months.
            events=(
                CREDIT.where(months_past_due=_OVER_THREE, decree=False).count(),
                CREDIT.where(**DEFAULTED, decree=False).count(),
                *_FAILED,
            ),
            censored_by=_MERGED,
            indeterminate_by=_DECREED,
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="doubtful",
            title=Text(en="A facility more than eighteen months past due", fa="مشکوک‌الوصول شدن"),
            basis=Basis(version=1, dated=date(2026, 11, 26), source=_DIRECTIVE),
            # How bad it got. Nobody in good standing gets there within sixteen months: ask for a
            # horizon of twenty-four or more.
            news=("facility_month",),
            events=(CREDIT.where(**DOUBTFUL, decree=False).count(),),
            censored_by=_MERGED,
            indeterminate_by=_DECREED,
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
    )
}


def label_named(name: str) -> Label:
    """The label of that name.

    Raises
    ------
    UnknownName
        Where no label carries it.
    """
    if name not in LABELS:
        raise UnknownName(kind="label", name=name, allowed=tuple(LABELS))
    return LABELS[name]
