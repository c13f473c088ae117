"""The words for what is wrong or doubtful with whole rows, by code, in both languages.

`{column}` and `{value}` are at hand in each; the other places are named by whoever finds the fault.
"""

from collections.abc import Mapping

from coopscore.intake.cell_wording import FaultKind
from coopscore.language import Text

ROW_FAULTS: Mapping[str, FaultKind] = {
    "known_before_happened": FaultKind(
        found=Text(
            en="{column} ({known}) is earlier than {other} ({happened}).",
            fa="{column} ({known}) پیش از {other} ({happened}) است.",
        ),
        remedy=Text(
            en="A fact is known on the day it happens or later: correct one of the two days.",
            fa="آگاهی از رویداد پیش از وقوع آن ممکن نیست: یکی از دو تاریخ را اصلاح کنید.",
        ),
    ),
    "known_in_future": FaultKind(
        found=Text(
            en="{column} ({known}) lies after today ({today}).",
            fa="{column} ({known}) پس از امروز ({today}) است.",
        ),
        remedy=Text(
            en="Correct the day, or send the row again when the day has come.",
            fa="تاریخ را اصلاح کنید یا ردیف را پس از رسیدن آن روز دوباره بفرستید.",
        ),
    ),
    "conflicting_duplicate": FaultKind(
        found=Text(
            en=(
                "The record {record_id}, known on {known}, stands in rows {rows} with other "
                "values: {differences}."
            ),
            fa=(
                "رکورد {record_id} با تاریخ آگاهی {known} در ردیف‌های {rows} مقادیر متفاوت دارد: "
                "{differences}."
            ),
        ),
        remedy=Text(
            en=(
                "Keep the right row; where one corrects the other, give it the day on which the "
                "correction became known."
            ),
            fa=(
                "ردیف درست را نگه دارید؛ اگر یکی اصلاح دیگری است، تاریخ آگاهی از اصلاح را "
                "در آن بنویسید."
            ),
        ),
    ),
    "conflicting_record": FaultKind(
        found=Text(
            en=(
                "The record {record_id}, known on {known}, is already on record with other "
                "values (this row's, the one on record): {differences}."
            ),
            fa=(
                "رکورد {record_id} با تاریخ آگاهی {known} پیش‌تر با مقادیر دیگری ثبت شده است "
                "(مقدار این ردیف، مقدار ثبت‌شده): {differences}."
            ),
        ),
        remedy=Text(
            en="To correct it, send the row with the day on which the correction became known.",
            fa="برای اصلاح، ردیف را با تاریخ آگاهی از اصلاح بفرستید.",
        ),
    ),
    "rewrites_the_past": FaultKind(
        found=Text(
            en=(
                "{column} ({known}): an earlier delivery told of the record {record_id} up to "
                "{last}; a version known on or before that day would change the past."
            ),
            fa=(
                "{column} ({known}): رکورد {record_id} پیش‌تر تا تاریخ {last} گزارش شده است؛ "
                "نسخه‌ای با تاریخ آگاهی همان روز یا پیش از آن، گذشته را دگرگون می‌کند."
            ),
        ),
        remedy=Text(
            en=(
                "Send it with the day on which the correction became known; only where no "
                "such day is on file, declare hindsight=yes."
            ),
            fa=(
                "آن را با تاریخ آگاهی از اصلاح بفرستید؛ تنها اگر چنین تاریخی در دست نیست، "
                "ستون «تاریخ اظهاری» را «بله» کنید."
            ),
        ),
    ),
    "code_of_other_axis": FaultKind(
        found=Text(
            en="{column}: “{value}” is no status of the axis {beside} ({other}): {allowed}.",
            fa="{column}: «{value}» از وضعیت‌های محور {beside} ({other}) نیست: {allowed}.",
        ),
        remedy=Text(
            en="Write a status of that axis, or correct the axis.",
            fa="یکی از وضعیت‌های همان محور را بنویسید یا محور را اصلاح کنید.",
        ),
    ),
    "more_than_entitled": FaultKind(
        found=Text(
            en="{column} ({read}) is more than {other} ({beside}).",
            fa="{column} ({read}) از {other} ({beside}) بیشتر است.",
        ),
        remedy=Text(
            en="Correct one of the two counts; leave empty what is unknown.",
            fa="یکی از دو شمار را اصلاح کنید؛ آنچه معلوم نیست خالی بماند.",
        ),
    ),
    "founded_after_known": FaultKind(
        found=Text(
            en="{column} ({read}) is later than {other} ({beside}).",
            fa="{column} ({read}) پس از {other} ({beside}) است.",
        ),
        remedy=Text(
            en="Nothing is on record before it is founded: correct one of the two days.",
            fa="تعاونی پیش از تأسیس ثبت نمی‌شود: یکی از دو تاریخ را اصلاح کنید.",
        ),
    ),
    "end_before_start": FaultKind(
        found=Text(
            en="{column} ({read}) is earlier than {other} ({beside}).",
            fa="{column} ({read}) پیش از {other} ({beside}) است.",
        ),
        remedy=Text(
            en="Nothing ends before it begins: correct one of the two days.",
            fa="هیچ دوره‌ای پیش از آغاز خود پایان نمی‌یابد: یکی از دو تاریخ را اصلاح کنید.",
        ),
    ),
    "end_known_too_early": FaultKind(
        found=Text(
            en="{column} ({read}) is earlier than {other} ({beside}).",
            fa="{column} ({read}) پیش از {other} ({beside}) است.",
        ),
        remedy=Text(
            en="What is done is known on that day or later: correct one of the two days.",
            fa="آگاهی از انجام کار پیش از انجام آن ممکن نیست: یکی از دو تاریخ را اصلاح کنید.",
        ),
    ),
    "half_an_end": FaultKind(
        found=Text(
            en="Of {column} and {other} only one is filled in.",
            fa="از {column} و {other} تنها یکی پر شده است.",
        ),
        remedy=Text(
            en="Fill in both, or leave both empty as long as nothing has ended.",
            fa="هر دو را پر کنید، یا تا پایان نیافته است هر دو را خالی بگذارید.",
        ),
    ),
    "unknown_cooperative": FaultKind(
        found=Text(
            en="{column}: no co-operative {value} is on record or in this delivery.",
            fa="{column}: تعاونی {value} نه در سوابق هست و نه در همین فایل‌ها.",
        ),
        remedy=Text(
            en=(
                "Check the id, or send the co-operative's own row with it or before it. Where "
                "that row was set aside too, mend it: this one then comes in by itself with "
                "coopscore quarantine redrive."
            ),
            fa=(
                "شناسه را بررسی کنید یا ردیف خود تعاونی را همراه آن یا پیش از آن بفرستید. اگر آن "
                "ردیف هم کنار گذاشته شده است، آن را اصلاح کنید: این ردیف سپس خودبه‌خود با "
                "coopscore quarantine redrive پذیرفته می‌شود."
            ),
        ),
    ),
    "national_id_fails": FaultKind(
        found=Text(
            en="{column}: the check digit of {value} does not hold; the row was taken without it.",
            fa="{column}: رقم کنترل {value} درست نیست؛ ردیف بی آن پذیرفته شد.",
        ),
        remedy=Text(
            en="Compare it with the registration notice and send a correction.",
            fa="آن را با آگهی ثبت مقایسه کنید و اصلاحش را بفرستید.",
        ),
    ),
    "corrects_nothing": FaultKind(
        found=Text(
            en=(
                "Version {version} of the record {record_id} corrects or voids what is neither on "
                "record nor in this delivery; the row was taken and marked."
            ),
            fa=(
                "نسخهٔ {version} رکورد {record_id} چیزی را اصلاح یا باطل می‌کند که نه در سوابق هست "
                "و نه در همین فایل‌ها؛ ردیف پذیرفته و نشان‌دار شد."
            ),
        ),
        remedy=Text(
            en="Check the record id and the key, and send the first version if it is missing.",
            fa="شناسهٔ رکورد و کلید آن را بررسی کنید و اگر نسخهٔ نخست جا مانده است آن را بفرستید.",
        ),
    ),
    "same_key_other_record": FaultKind(
        found=Text(
            en=(
                "The record {record_id} speaks of the same as the record {other}, and may count "
                "twice; the row was taken and marked."
            ),
            fa=(
                "رکورد {record_id} از همان چیزی می‌گوید که رکورد {other} گفته است و شاید دو بار "
                "شمرده شود؛ ردیف پذیرفته و نشان‌دار شد."
            ),
        ),
        remedy=Text(
            en="Where both are one, void one of them; use one record id from then on.",
            fa="اگر هر دو یکی است، یکی را باطل کنید و از آن پس یک شناسهٔ رکورد به کار برید.",
        ),
    ),
}
