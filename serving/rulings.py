"""How each refusal of the field is shown: title, HTTP status and exit code, leaf by leaf."""

from collections.abc import Mapping
from dataclasses import dataclass

from coopscore import errors
from coopscore.language import Text
from serving.formalities import REFUSED, WRONG_USAGE


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """How one leaf is shown: its title, its HTTP status (400-599) and its exit code (1 or 2)."""

    title: Text
    status: int
    exit_code: int = REFUSED


RULINGS: Mapping[type[errors.CoopscoreError], Ruling] = {
    errors.UnreadableFile: Ruling(
        title=Text(en="Unreadable file", fa="فایل خوانده نمی‌شود"), status=422
    ),
    errors.WrongColumns: Ruling(title=Text(en="Wrong columns", fa="ستون‌های نادرست"), status=422),
    errors.UnknownTable: Ruling(title=Text(en="Unknown table", fa="جدول ناشناخته"), status=422),
    errors.MostlyAtFault: Ruling(
        title=Text(en="Most rows at fault", fa="بیشتر ردیف‌ها ایراد دارد"), status=422
    ),
    errors.UnknownAdapter: Ruling(
        title=Text(en="Unknown adapter", fa="مبدل ناشناخته"), status=422, exit_code=WRONG_USAGE
    ),
    errors.InvalidDay: Ruling(
        title=Text(en="Not a day", fa="تاریخ نادرست"), status=422, exit_code=WRONG_USAGE
    ),
    errors.InvalidSpec: Ruling(title=Text(en="Invalid spec", fa="مشخصات نادرست"), status=422),
    errors.InvalidSetting: Ruling(
        title=Text(en="Invalid setting", fa="تنظیم نادرست"), status=422, exit_code=WRONG_USAGE
    ),
    errors.UnknownCooperative: Ruling(
        title=Text(en="Unknown co-operative", fa="تعاونی ناشناخته"), status=404
    ),
    errors.NotScored: Ruling(title=Text(en="Not scored", fa="بدون امتیاز"), status=404),
    errors.NothingSetAside: Ruling(
        title=Text(en="Nothing set aside", fa="چیزی کنار گذاشته نشده"), status=404
    ),
    errors.NotAMendingFile: Ruling(
        title=Text(en="Not a file of rows to mend", fa="فایل اصلاح نیست"), status=422
    ),
    errors.NotRedrivable: Ruling(
        title=Text(en="Only whole files", fa="تنها فایل کامل"), status=409
    ),
    errors.UnknownSpec: Ruling(title=Text(en="Unknown spec", fa="مشخصات ناشناخته"), status=404),
    errors.UnknownName: Ruling(title=Text(en="Unknown name", fa="نام ناشناخته"), status=404),
    errors.NoBundle: Ruling(title=Text(en="No model yet", fa="هنوز مدلی نیست"), status=404),
    errors.StoreBusy: Ruling(
        title=Text(en="Facts are being written", fa="داده‌ها در حال نوشتن است"), status=503
    ),
    errors.EmptyStore: Ruling(title=Text(en="No facts yet", fa="هنوز داده‌ای نیست"), status=503),
    errors.EmptyCohort: Ruling(title=Text(en="Nobody to score", fa="گروه تهی"), status=409),
    errors.CohortLooksAhead: Ruling(
        title=Text(en="A cohort for training only", fa="گروهی تنها برای آموزش"), status=409
    ),
    errors.WrongPopulation: Ruling(
        title=Text(en="Another population", fa="جمعیتی دیگر"), status=409
    ),
    errors.FutureDay: Ruling(
        title=Text(en="A day to come", fa="روزی که نرسیده"), status=422, exit_code=2
    ),
    errors.TooFewEvents: Ruling(
        title=Text(en="Too few outcomes", fa="رخدادهای ناکافی"), status=409
    ),
    errors.CalibrationReversed: Ruling(
        title=Text(en="Calibration reversed", fa="واسنجی وارونه"), status=409
    ),
    errors.OneSidedFold: Ruling(
        title=Text(en="Nothing to rank on a test day", fa="تاریخ آزمون بی‌رتبه"), status=409
    ),
    errors.PerfectSeparation: Ruling(
        title=Text(en="Perfect separation", fa="جدایی کامل"), status=409
    ),
    errors.LeakFound: Ruling(title=Text(en="A leak", fa="نشت آینده"), status=409),
    errors.ReasonsDoNotAdd: Ruling(
        title=Text(en="Reasons do not add up", fa="جمع دلایل نمی‌خواند"), status=500
    ),
    errors.SumTooLarge: Ruling(
        title=Text(en="A sum too large", fa="جمع بیش از اندازه"), status=409
    ),
    errors.CatalogueMoved: Ruling(
        title=Text(en="Definitions have changed", fa="تعریف‌ها تغییر کرده است"), status=409
    ),
    errors.BrokenBundle: Ruling(title=Text(en="Damaged model", fa="مدل آسیب‌دیده"), status=500),
    errors.AlreadyWritten: Ruling(
        title=Text(en="Already written", fa="پیش‌تر نوشته شده"), status=409
    ),
    errors.BrokenChain: Ruling(
        title=Text(en="Damaged audit log", fa="دفتر بازرسی آسیب‌دیده"), status=500
    ),
    errors.BrokenScores: Ruling(
        title=Text(en="Damaged scorebook", fa="دفتر امتیازهای آسیب‌دیده"), status=500
    ),
    errors.BrokenFacts: Ruling(title=Text(en="Damaged facts", fa="داده‌های آسیب‌دیده"), status=500),
    errors.InvalidDefinition: Ruling(
        title=Text(en="Invalid definition", fa="تعریف نادرست"), status=500
    ),
    errors.UnknownBatch: Ruling(title=Text(en="Unknown batch", fa="دستهٔ ناشناخته"), status=404),
    errors.BrokenMatrix: Ruling(title=Text(en="Damaged matrix", fa="ماتریس آسیب‌دیده"), status=500),
    errors.NoPeerTable: Ruling(title=Text(en="No peer table", fa="بدون جدول همتایان"), status=409),
    errors.BrokenPeerTable: Ruling(
        title=Text(en="Damaged peer table", fa="جدول همتایان آسیب‌دیده"), status=500
    ),
    errors.BrokenPersonKey: Ruling(
        title=Text(en="Damaged persons' key", fa="کلید اشخاص آسیب‌دیده"), status=500
    ),
    errors.UnreadableFacts: Ruling(
        title=Text(en="Unreadable facts", fa="داده‌ها خوانده نمی‌شود"), status=500
    ),
    errors.UnreadableRecords: Ruling(
        title=Text(en="Unreadable records", fa="سوابق خوانده نمی‌شود"), status=500
    ),
    errors.UnreachableRecords: Ruling(title=Text(en="No server", fa="سرور نیست"), status=503),
    errors.ForeignRecords: Ruling(title=Text(en="Other records", fa="سوابق دیگر"), status=409),
    errors.AddressTaken: Ruling(title=Text(en="Address taken", fa="نشانی گرفته شده"), status=409),
    errors.UnwritableFile: Ruling(
        title=Text(en="Unwritable file", fa="فایل نوشته نمی‌شود"), status=409
    ),
    errors.NotOurFolder: Ruling(
        title=Text(en="Not our folder", fa="پوشهٔ دیگران"), status=409
    ),
    errors.UnusableHome: Ruling(
        title=Text(en="Unusable home", fa="خانهٔ داده نوشتنی نیست"), status=500
    ),
    errors.UnusableTracker: Ruling(
        title=Text(en="No place to track runs", fa="جایی برای ثبت اجراها نیست"), status=503
    ),
    errors.UntrackedRun: Ruling(
        title=Text(en="Run not tracked", fa="اجرا ثبت نشد"), status=500
    ),
    errors.NoReasonCodes: Ruling(
        title=Text(en="No reason codes", fa="بدون کد دلیل"), status=409
    ),
    errors.NoDossier: Ruling(title=Text(en="No dossier", fa="بدون پرونده"), status=404),
    errors.InvalidCapacity: Ruling(
        title=Text(en="Invalid capacity", fa="ظرفیت نادرست"), status=422, exit_code=WRONG_USAGE
    ),
    errors.OutOfReach: Ruling(
        title=Text(en="Out of reach", fa="بیرون از دسترس"), status=409
    ),
    errors.NobodyToVisit: Ruling(
        title=Text(en="Nobody to visit", fa="کسی برای بازدید نیست"), status=409
    ),
    errors.UnknownOverride: Ruling(
        title=Text(en="Unknown override", fa="تعدیل ناشناخته"), status=404
    ),
    errors.OverrideRefused: Ruling(
        title=Text(en="Override not allowed", fa="تعدیل غیرمجاز"), status=409
    ),
    errors.AlreadyRevoked: Ruling(
        title=Text(en="Already revoked", fa="پیش‌تر لغو شده"), status=409
    ),
    errors.BrokenDossiers: Ruling(
        title=Text(en="Damaged dossiers", fa="پرونده‌های آسیب‌دیده"), status=500
    ),
    errors.BrokenOverrides: Ruling(
        title=Text(en="Damaged overrides", fa="تعدیل‌های آسیب‌دیده"), status=500
    ),
    errors.UnknownPlan: Ruling(title=Text(en="Unknown plan", fa="برنامهٔ ناشناخته"), status=404),
    errors.TooManyToCompare: Ruling(
        title=Text(en="Too many to compare", fa="فهرست بیش از اندازه بلند"), status=409
    ),
    errors.NobodyEntered: Ruling(
        title=Text(en="Nobody entered", fa="بدون شرکت‌کننده"), status=409
    ),
    errors.AwardNotRun: Ruling(title=Text(en="Unknown run", fa="اجرای ناشناخته"), status=404),
    errors.AwardChanged: Ruling(
        title=Text(en="Changed run", fa="اجرای دگرگون‌شده"), status=500
    ),
    errors.RevivalsNotChecked: Ruling(
        title=Text(en="Revivals not checked", fa="احیاها سنجیده نشده"), status=404
    ),
    errors.ProvincesNotMeasured: Ruling(
        title=Text(en="Provinces not measured", fa="استان‌ها سنجیده نشده"), status=404
    ),
    errors.NotEvaluated: Ruling(
        title=Text(en="Not evaluated yet", fa="هنوز ارزیابی نشده"), status=404
    ),
    errors.NothingToPlanBy: Ruling(
        title=Text(en="Nothing to plan by", fa="بدون مبنای برنامه"), status=409
    ),
    errors.EffectNotShown: Ruling(
        title=Text(en="Effect of visits not shown", fa="اثر بازدید نشان داده نشده است"), status=409
    ),
    errors.PlanChangeRefused: Ruling(
        title=Text(en="Change of plan not possible", fa="تغییر برنامه ممکن نیست"), status=409
    ),
    errors.OutcomeRefused: Ruling(
        title=Text(en="An outcome that does not hold", fa="نتیجهٔ نادرست"), status=422
    ),
    errors.BrokenVisits: Ruling(
        title=Text(en="Damaged visit book", fa="دفتر بازدیدهای آسیب‌دیده"), status=500
    ),
    errors.DisconnectedJury: Ruling(
        title=Text(en="A jury in separate groups", fa="هیئت داوران ازهم‌جدا"), status=409
    ),
    errors.AddressNotAllowed: Ruling(
        title=Text(en="Address not allowed", fa="نشانی غیرمجاز"), status=403
    ),
}  # fmt: skip
