"""What the lending desk refuses: overrides that the rules forbid, reasons without codes."""

from coopscore.errors.tree import RunRefused
from coopscore.language import Text


class OverrideRefused(RunRefused):
    """An override that the rules do not allow."""

    code = "override_refused"
    found = Text(
        en="The override of {coop_id} is not allowed by the rules {rules}: {faults}.",
        fa="تعدیل رتبهٔ {coop_id} طبق قواعد {rules} مجاز نیست: {faults}.",
    )
    remedy = Text(
        en="Ask for what the rules allow; `coopscore override rules` shows them.",
        fa="آنچه قواعد اجازه می‌دهد بخواهید؛ `coopscore override rules` آن‌ها را نشان می‌دهد.",
    )


class AlreadyRevoked(RunRefused):
    """An override that was taken back before."""

    code = "already_revoked"
    found = Text(en="Override {number} was revoked before.", fa="تعدیل {number} پیش‌تر لغو شده است.")
    remedy = Text(
        en="Nothing is left to do; a new grade needs a new override.",
        fa="کاری نمانده است؛ رتبهٔ تازه تعدیل تازه می‌خواهد.",
    )


class NoReasonCodes(RunRefused):
    """A model with inputs that the catalogue of reasons has no codes for."""

    code = "no_reason_codes"
    found = Text(
        en="The catalogue of reasons {catalogue} has no codes for inputs of {version}: {features}.",
        fa="فهرست دلایل {catalogue} برای این ورودی‌های {version} کدی ندارد: {features}.",
    )
    remedy = Text(
        en="Make dossiers of a credit spec, or add the codes to the catalogue.",
        fa="پرونده‌ها را برای مشخصات اعتباری بسازید یا کدها را به فهرست بیفزایید.",
    )
