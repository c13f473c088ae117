"""Populations that are empty, too few to learn from, not told yet, or put where another belongs."""

from coopscore.errors.tree import RunRefused
from coopscore.language import Text


class EmptyCohort(RunRefused):
    """A day on which nobody belongs to the cohort."""

    code = "empty_cohort"
    found = Text(
        en="Nobody belongs to the cohort {cohort} on {as_of}.",
        fa="در {as_of} هیچ تعاونی در گروه {cohort} نیست.",
    )
    remedy = Text(
        en="Ask for a day inside the registry's history.",
        fa="روزی در بازهٔ سوابق ثبت بخواهید.",
    )


class TooFewEvents(RunRefused):
    """Too few outcomes to fit or calibrate a model."""

    code = "too_few_events"
    found = Text(
        en=(
            "{spec}: {fitting} co-operatives with a known event to fit on and {calibrating} to "
            "calibrate on; at least {needed} of each are needed."
        ),
        fa=(
            "{spec}: {fitting} تعاونی با رخداد معلوم برای برازش و {calibrating} تعاونی برای "
            "واسنجی هست؛ از هر کدام دست‌کم {needed} لازم است."
        ),
    )
    remedy = Text(
        en="Train on a longer history, or with a later --until.",
        fa="با تاریخچهٔ بلندتر یا --until دیرتر آموزش دهید.",
    )


class CohortLooksAhead(RunRefused):
    """A cohort that the month after a day decides, asked for where nobody knows that month."""

    code = "cohort_looks_ahead"
    found = Text(
        en="Who belongs to the cohort {cohort} is decided by the month after {as_of}.",
        fa="عضویت در گروه {cohort} را ماهِ پس از {as_of} تعیین می‌کند.",
    )
    remedy = Text(
        en=(
            "Learn from it on days whose next month is on record, with features that do not look "
            "at peers; to score, name another cohort as `scored` in the spec."
        ),
        fa=(
            "تنها برای آموزش در روزهایی به کار برید که ماهِ بعدشان ثبت شده است و بی ویژگی‌های "
            "همتایان؛ برای امتیازدهی گروه دیگری را در `scored` نام ببرید."
        ),
    )


class WrongPopulation(RunRefused):
    """A table of one population, put to a model of another."""

    code = "wrong_population"
    found = Text(
        en="{spec} is asked about {asked}; this table holds {cohort}.",
        fa="{spec} دربارهٔ {asked} است؛ این جدول {cohort} را در بر دارد.",
    )
    remedy = Text(
        en="Build the table of the cohort that the spec names; populations are never mixed.",
        fa="جدول گروهی را بسازید که مشخصات نام می‌برد؛ جمعیت‌ها هرگز آمیخته نمی‌شوند.",
    )
