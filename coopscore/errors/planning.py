"""What planning refuses: capacities that do not hold, and plans that nobody could learn from."""

from coopscore.errors.tree import InputRefused, RunRefused
from coopscore.language import Text


class InvalidCapacity(InputRefused):
    """A table of capacity with rows that name no office, kind, month or number of acts."""

    code = "invalid_capacity"
    found = Text(
        en="The capacity does not hold: {faults}.",
        fa="جدول ظرفیت درست نیست: {faults}.",
    )
    remedy = Text(
        en=(
            "Mend each named cell: a row is a province, a county or none, a kind of act, a month "
            "and a number of acts. Nothing was planned."
        ),
        fa=(
            "هر خانهٔ نام‌برده را درست کنید: هر ردیف یک استان، یک شهرستان یا هیچ، یک نوع اقدام، "
            "یک ماه و شمار اقدام‌هاست. چیزی برنامه‌ریزی نشد."
        ),
    )


class OutOfReach(RunRefused):
    """Places with co-operatives and without an act that could be drawn by lot."""

    code = "out_of_reach"
    found = Text(
        en=(
            "{count} co-operatives could never be visited: no general or financial act is left "
            "for a lot in {places}."
        ),
        fa=(
            "{count} تعاونی هرگز بازدید نمی‌شوند: در {places} هیچ نظارت عمومی یا مالی برای قرعه "
            "نمی‌ماند."
        ),
    )
    remedy = Text(
        en=(
            "Give these places an act, or their province a row without a county; who has no "
            "chance of a visit cannot be estimated."
        ),
        fa=(
            "برای این جاها یک اقدام بگذارید یا برای استانشان ردیفی بدون شهرستان؛ دربارهٔ کسی که "
            "بخت بازدید ندارد برآوردی نمی‌توان کرد."
        ),
    )


class NobodyToVisit(RunRefused):
    """A plan without a single co-operative that could be taken."""

    code = "nobody_to_visit"
    found = Text(
        en="Nobody could be visited on {as_of}: the frame is empty.",
        fa="در {as_of} کسی برای بازدید نیست: چارچوب خالی است.",
    )
    remedy = Text(
        en="Check the day, the province and what was taken in before it.",
        fa="روز و استان و آنچه پیش از آن پذیرفته شده را بررسی کنید.",
    )
