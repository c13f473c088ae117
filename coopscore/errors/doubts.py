"""What is usable but doubtful: its code is stored with the score."""

from typing import ClassVar

from coopscore.language import Text


class CoopscoreWarning(UserWarning):
    """Something usable but doubtful; its code is stored with the score."""

    code: ClassVar[str]
    found: ClassVar[Text]


class ThinHistory(CoopscoreWarning):
    """A score that rests on age and form alone."""

    code = "thin_history"
    found = Text(
        en="Nothing this co-operative did is on record; the score rests on its age and form.",
        fa="از کارهای این تعاونی چیزی ثبت نشده است؛ امتیاز تنها بر سن و شکل آن تکیه دارد.",
    )


class NoCreditHistory(CoopscoreWarning):
    """A score of one with no facility running, by a model that looks at no loans."""

    code = "no_credit_history"
    found = Text(
        en=(
            "No facility is running; what the co-operative has paid back was not looked at. The "
            "score tells what was seen of first-time borrowers, and was not tried on those that "
            "never borrowed."
        ),
        fa=(
            "تسهیلاتی در جریان نیست و به تسهیلات تسویه‌شده نگاه نشده است. مبنای امتیاز "
            "نخستین وام‌گیرندگان است و بر وام‌نگرفته‌ها آزموده نشده است."
        ),
    )


class UnseenValue(CoopscoreWarning):
    """An input whose value the model never met."""

    code = "unseen_value"
    found = Text(
        en="An input has a value that the model has not met; it was read as unknown.",
        fa="یک ورودی مقداری دارد که مدل ندیده است؛ نامعلوم گرفته شد.",
    )


class Hindsight(CoopscoreWarning):
    """A score of a day by a model that had learnt from what became known after it."""

    code = "hindsight"
    found = Text(
        en="The model had learnt from facts that became known after this day.",
        fa="مدل از داده‌هایی آموخته است که پس از این روز معلوم شده‌اند.",
    )


WARNINGS: dict[str, type[CoopscoreWarning]] = {
    kind.code: kind for kind in (ThinHistory, NoCreditHistory, UnseenValue, Hindsight)
}
