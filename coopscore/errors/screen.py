"""What the screen before training says: the refusal of a leak, and words for every finding."""

from collections.abc import Mapping

from coopscore.errors.tree import RunRefused
from coopscore.language import Text


class LeakFound(RunRefused):
    """Features or facts that know what they cannot have known on the as-of day."""

    code = "leak_found"
    found = Text(
        en="{spec}: the screen before training found what cannot have been known: {leaks}.",
        fa="{spec}: غربال پیش از آموزش چیزی یافت که نمی‌توانسته معلوم بوده باشد: {leaks}.",
    )
    remedy = Text(
        en=(
            "Mend the known days or the column at its source and ingest again, or leave the "
            "features out of the spec; no model was kept."
        ),
        fa=(
            "تاریخ آگاهی یا ستون را در منبع درست و دوباره وارد کنید، یا ویژگی‌ها را از مشخصات "
            "بیرون بگذارید؛ مدلی نگه داشته نشد."
        ),
    )


# By code of `models.screen.findings.Finding`; places are `subject`, the feature or table that it
# speaks of, and the names of its figures.
SCREEN_FINDINGS: Mapping[str, Text] = {
    "time_order": Text(
        en=(
            "Time order: of {rows} rows {off_days} of the matrix lie on no day of the spec, "
            "{immature} had no known outcome, {misplaced} stand beside another row; "
            "{without_gap} pairs of days lack the gap."
        ),
        fa=(
            "ترتیب زمانی: از {rows} ردیف، {off_days} ردیف ماتریس روی هیچ روز مشخصات نیست، "
            "{immature} ردیف پیامد معلوم ندارد، {misplaced} ردیف جابه‌جاست و {without_gap} "
            "جفت روز فاصله ندارد."
        ),
    ),
    "tells_outcome": Text(
        en="{subject} alone tells events from the others with an AUC of {auc}.",
        fa="{subject} به تنهایی رخدادها را با سطح زیر منحنی {auc} از بقیه جدا می‌کند.",
    ),
    "marks_events": Text(
        en="{subject}: of {cooperatives} co-operatives with the value {value} a share of {share} "
        "had the event.",
        fa="{subject}: از {cooperatives} تعاونی با مقدار {value} سهم {share} رخداد داشته‌اند.",
    ),
    "told_with_outcome": Text(
        en=(
            "{subject}: with knowledge held back its value changes oftener before events, by "
            "{surplus}; honest news explains {bound} at most."
        ),
        fa=(
            "{subject}: با عقب بردن آگاهی، مقدار پیش از رخداد {surplus} بیشتر از بقیه تغییر "
            "می‌کند؛ خبر به‌هنگام حداکثر {bound} را توضیح می‌دهد."
        ),
    ),
    "declared_hindsight": Text(
        en="{selection}: a share of {share} of the known days is declared, not observed.",
        fa="{selection}: سهم {share} از تاریخ‌های آگاهی اظهاری است، نه مشاهده‌شده.",
    ),
    "known_before_happened": Text(
        en="{selection}: a share of {share} was known before it happened.",
        fa="{selection}: سهم {share} پیش از رخ دادن معلوم بوده است.",
    ),
    "known_at_once": Text(
        en=(
            "{selection}: a share of {share} was known on the day that its period ended; half take "
            "{usual_days} days or more."
        ),
        fa=(
            "{selection}: سهم {share} در همان روز پایان دوره معلوم بوده است؛ نیمی {usual_days} "
            "روز یا بیشتر می‌کشد."
        ),
    ),
    "papers_apart": Text(
        en=(
            "{subject}: of {papers} papers a share of {before} was known before the {other} of "
            "the same period, and {after} after it."
        ),
        fa=(
            "{subject}: از {papers} مدرک، سهم {before} پیش از {other} همان دوره معلوم بوده است "
            "و {after} پس از آن."
        ),
    ),
    "met_before_minutes": Text(
        en=(
            "{selection}: of {duties} duties met in an assembly a share of {before} was known to "
            "be met before the minutes of that day."
        ),
        fa=(
            "{selection}: از {duties} تکلیف انجام‌شده در مجمع، انجامِ سهم {before} پیش از رسیدن "
            "صورت‌جلسهٔ همان روز معلوم بوده است."
        ),
    ),
    "arrivals_moved": Text(
        en="{selection}: {seen_after} came just after the as-of days where {due_after} were due.",
        fa="{selection}: درست پس از روزهای مبنا {seen_after} رسیده است و {due_after} انتظار می‌رفت.",
    ),
    "known_early_for_events": Text(
        en=(
            "{selection}: facts known within fewer than {early_days} days are of {events} in "
            "{of_events} co-operatives with the event and {others} in {of_others} others."
        ),
        fa=(
            "{selection}: داده‌های معلوم‌شده در کمتر از {early_days} روز از {events} در "
            "{of_events} تعاونی دارای رخداد و {others} در {of_others} تعاونی دیگر است."
        ),
    ),
    "told_late": Text(
        en=(
            "{selection}: facts that a batch told after their known day had passed are of {events} "
            "in {of_events} co-operatives with the event and {others} in {of_others} others."
        ),
        fa=(
            "{selection}: داده‌هایی که دسته‌ای پس از گذشتن تاریخ آگاهی‌شان گفته از {events} در "
            "{of_events} تعاونی دارای رخداد و {others} در {of_others} تعاونی دیگر است."
        ),
    ),
    "same_cooperatives": Text(
        en="Of the {cooperatives} co-operatives tested on {test} a share of {share} was fitted on.",
        fa="از {cooperatives} تعاونی آزمون {test} سهم {share} در برازش نیز بوده است.",
    ),
    "repeated_rows": Text(
        en="{rows} rows repeat a co-operative and day: {cooperatives}.",
        fa="{rows} ردیف تکرار یک تعاونی و روز است: {cooperatives}.",
    ),
    "copies": Text(
        en="{cooperatives} co-operatives share all their numbers with another: {first}.",
        fa="{cooperatives} تعاونی همهٔ عددهایشان با دیگری یکی است: {first}.",
    ),
    "resembles_little": Text(
        en="Now is told from {then} with an AUC of {auc}, mostly by {features}.",
        fa="اکنون با سطح زیر منحنی {auc} از {then} جدا می‌شود، بیشتر با {features}.",
    ),
    "drifted_over_all": Text(
        en="{subject} moved over all days, from {then} to {now}: PSI {psi}.",
        fa="{subject} در کل روزها، از {then} تا {now}، جابه‌جا شده است: PSI برابر {psi}.",
    ),
    "drifts": Text(
        en="{subject} moved between {then} and {now}: PSI {psi}.",
        fa="{subject} میان {then} و {now} جابه‌جا شده است: PSI برابر {psi}.",
    ),
    "collapses": Text(
        en="{subject}: a share of {known_then} was known on {then} and {known_now} on {now}.",
        fa="{subject}: سهم معلوم در {then} برابر {known_then} و در {now} برابر {known_now} است.",
    ),
}
