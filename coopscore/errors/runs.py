"""Work that would give a wrong or empty answer."""

from coopscore.errors.tree import RunRefused
from coopscore.language import Text


class StoreBusy(RunRefused):
    """Another process is writing facts."""

    code = "store_busy"
    found = Text(
        en="Another run is writing to {path}; this one waited {seconds} s.",
        fa="اجرای دیگری در حال نوشتن در {path} است؛ این اجرا {seconds} ثانیه منتظر ماند.",
    )
    remedy = Text(en="Try again when it has ended.", fa="پس از پایان آن دوباره اجرا کنید.")


class UnusableHome(RunRefused):
    """A home, or a place in it, that cannot be written to."""

    code = "unusable_home"
    found = Text(
        en="The home cannot be written to at {path}: {reason}.",
        fa="در خانهٔ داده نمی‌توان در {path} نوشت: {reason}.",
    )
    remedy = Text(
        en="Name a folder that may be written to with --home, and see that the disk has room.",
        fa="با --home پوشه‌ای قابل نوشتن نام ببرید و ببینید که دیسک جا دارد.",
    )


class NotRedrivable(RunRefused):
    """Rows of a source whose own format they cannot be read in one by one."""

    code = "not_redrivable"
    found = Text(
        en="The rows of {delivery} came through the adapter {adapter}, which reads whole files.",
        fa="ردیف‌های {delivery} با مبدل {adapter} آمده‌اند که تنها فایل کامل را می‌خواند.",
    )
    remedy = Text(
        en="Mend the source's file, and take it in again with `coopscore ingest`.",
        fa="فایل مبدأ را اصلاح کنید و دوباره با `coopscore ingest` بفرستید.",
    )


class EmptyStore(RunRefused):
    """A home without a sealed batch of facts."""

    code = "empty_store"
    found = Text(
        en="{path} holds no facts yet.",
        fa="در {path} هنوز داده‌ای نیست.",
    )
    remedy = Text(
        en="Run `coopscore ingest PATH` or `coopscore demo` first.",
        fa="نخست `coopscore ingest PATH` یا `coopscore demo` را اجرا کنید.",
    )


class FutureDay(RunRefused):
    """A day to work as of that has not come yet."""

    code = "future_day"
    found = Text(
        en="{day} has not come yet; today is {today}.",
        fa="روز {day} هنوز نرسیده است؛ امروز {today} است.",
    )
    remedy = Text(
        en="Give today or a day before it; what is written of a day stands for ever.",
        fa="امروز یا روزی پیش از آن را بدهید؛ آنچه برای یک روز نوشته شود برای همیشه می‌ماند.",
    )


class OneSidedFold(RunRefused):
    """A test day on which all had the event, or nobody: there is nothing to rank."""

    code = "one_sided_fold"
    found = Text(
        en="{spec}: on the test day {as_of}, {events} of {rows} rows have an event; none to rank.",
        fa="{spec}: در تاریخ آزمون {as_of}، {events} ردیف از {rows} ردیف رخداد دارد؛ رتبه‌ای نیست.",
    )
    remedy = Text(
        en="Search with another --until, or with fewer folds in the spec.",
        fa="با --until دیگری، یا با برش‌های کمتر در مشخصات جست‌وجو کنید.",
    )


class CalibrationReversed(RunRefused):
    """A calibration slope that is not positive."""

    code = "calibration_reversed"
    found = Text(
        en="{spec}: out of time, higher margins do not mean higher risk (slope {slope}).",
        fa="{spec}: بیرون از زمان آموزش، حاشیهٔ بیشتر به معنای خطر بیشتر نیست (شیب {slope}).",
    )
    remedy = Text(
        en="The features do not predict this outcome; no model was kept.",
        fa="ویژگی‌ها این پیامد را پیش‌بینی نمی‌کنند؛ مدلی نگه داشته نشد.",
    )


class PerfectSeparation(RunRefused):
    """Margins that tell events from non-events without one error: an input knows the outcome."""

    code = "perfect_separation"
    found = Text(
        en="{spec}: out of time, the margin separates events without one error; nothing to fit.",
        fa="{spec}: بیرون از زمان آموزش، حاشیه رخدادها را بی هیچ خطایی جدا می‌کند.",
    )
    remedy = Text(
        en="Look for an input that already holds the outcome; no model was kept.",
        fa="به دنبال ورودی‌ای بگردید که خودِ پیامد را در بر دارد؛ مدلی نگه داشته نشد.",
    )


class ReasonsDoNotAdd(RunRefused):
    """A score whose base and reasons miss its points."""

    code = "reasons_do_not_add"
    found = Text(
        en="{version}: base and reasons of {coop_id} miss its points by {gap} (allowed {allowed}).",
        fa="{version}: جمع پایه و دلیل‌های {coop_id} با امتیازش {gap} فاصله دارد (مجاز {allowed}).",
    )
    remedy = Text(
        en="No score of this run was kept; report this, it should not happen.",
        fa="هیچ امتیازی از این اجرا نگه داشته نشد؛ این مورد را گزارش کنید، نباید رخ دهد.",
    )


class SumTooLarge(RunRefused):
    """A sum of money beyond what whole numbers hold exactly (2^53)."""

    code = "sum_too_large"
    found = Text(
        en="{coop_id}: the sum of {table}.{column} exceeds 9,007,199,254,740,992.",
        fa="{coop_id}: جمع {table}.{column} از 9,007,199,254,740,992 بیشتر است.",
    )
    remedy = Text(
        en="Look for a unit slip in that co-operative's amounts and correct them.",
        fa="در مبالغ این تعاونی به دنبال لغزش واحد بگردید و آن را اصلاح کنید.",
    )


class CatalogueMoved(RunRefused):
    """A model that was trained on other definitions of its features."""

    code = "catalogue_moved"
    found = Text(
        en="{version} was trained on other definitions of: {features}.",
        fa="{version} با تعریف‌های دیگری از این ویژگی‌ها ساخته شده است: {features}.",
    )
    remedy = Text(
        en="Train the spec again before scoring.",
        fa="پیش از امتیازدهی دوباره آموزش دهید.",
    )


class AddressNotAllowed(RunRefused):
    """A service address that other machines could reach."""

    code = "address_not_allowed"
    found = Text(
        en="The service may not listen on {host}: there is no access control yet.",
        fa="سرویس نمی‌تواند روی {host} گوش دهد: هنوز کنترل دسترسی نیست.",
    )
    remedy = Text(en="Use 127.0.0.1.", fa="از 127.0.0.1 استفاده کنید.")


class AddressTaken(RunRefused):
    """A service address that cannot be opened."""

    code = "address_taken"
    found = Text(
        en="Port {port} of {host} cannot be opened: {reason}.",
        fa="درگاه {port} در {host} باز نمی‌شود: {reason}.",
    )
    remedy = Text(
        en="End what uses it, or choose another with --port.",
        fa="برنامه‌ای را که آن را گرفته ببندید یا با --port درگاه دیگری بدهید.",
    )


class UnwritableFile(RunRefused):
    """A result that cannot be written where it was asked for."""

    code = "unwritable_file"
    found = Text(
        en="{path} cannot be written: {reason}.",
        fa="{path} نوشته نمی‌شود: {reason}.",
    )
    remedy = Text(
        en="Name a file in a folder that exists and may be written to.",
        fa="فایلی در پوشه‌ای موجود و قابل نوشتن نام ببرید.",
    )


class NotOurFolder(RunRefused):
    """A folder in which a made-up registry would replace what this project did not write."""

    code = "not_our_folder"
    found = Text(
        en="{path} holds {names} without the {marker} that this project leaves beside its own.",
        fa="{path} دارای {names} است ولی {marker} در آن نیست که نشان پوشه‌های این سامانه است.",
    )
    remedy = Text(
        en="Nothing was touched. Name another folder, or move these away yourself.",
        fa="به چیزی دست زده نشد. پوشهٔ دیگری نام ببرید یا خودتان این‌ها را جابه‌جا کنید.",
    )


class UnusableTracker(RunRefused):
    """A place for tracked runs that cannot be written to, found out before the work."""

    code = "unusable_tracker"
    found = Text(
        en="Runs cannot be tracked in {path}: {reason}.",
        fa="اجراها را نمی‌توان در {path} ثبت کرد: {reason}.",
    )
    remedy = Text(
        en=(
            "Nothing was done yet. Wait for whoever uses it, mend it, or move it away: a new one "
            "is made then."
        ),
        fa=(
            "هنوز کاری انجام نشده است. صبر کنید تا کار دیگران با آن پایان یابد، درستش کنید یا "
            "جابه‌جایش کنید: آنگاه یکی نو ساخته می‌شود."
        ),
    )


class UntrackedRun(RunRefused):
    """A run whose work is done and kept, but which could not be written down."""

    code = "untracked_run"
    found = Text(
        en="The run of {version} could not be tracked in {path}: {reason}.",
        fa="اجرای {version} را نمی‌شد در {path} ثبت کرد: {reason}.",
    )
    remedy = Text(
        en="What it made is kept. Run it again to have it tracked; the same model comes out.",
        fa="آنچه ساخته نگه داشته شده است. برای ثبت دوباره اجرا کنید؛ همان مدل به دست می‌آید.",
    )
