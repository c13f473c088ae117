"""What the supervisors' desk refuses: plans, changes and outcomes that do not hold together."""

from coopscore.errors.tree import InputRefused, NotFound, RunRefused
from coopscore.language import Text


class UnknownPlan(NotFound):
    """An id that no plan of visits carries, or no plan at all."""

    code = "unknown_plan"
    found = Text(
        en="No plan of visits {plan_id} is on record.",
        fa="برنامهٔ بازدید {plan_id} در سوابق نیست.",
    )
    remedy = Text(
        en="`coopscore visits list` names the plans; `coopscore visits plan` makes one.",
        fa="`coopscore visits list` برنامه‌ها را نام می‌برد؛ `coopscore visits plan` یکی می‌سازد.",
    )


class NotEvaluated(NotFound):
    """A plan of which nobody has worked out what it taught."""

    code = "not_evaluated"
    found = Text(
        en="The plan of visits {plan_id} was not evaluated yet.",
        fa="برنامهٔ بازدید {plan_id} هنوز ارزیابی نشده است.",
    )
    remedy = Text(
        en="Run `coopscore visits evaluate {plan_id}` once outcomes were taken in.",
        fa="پس از ورود نتیجه‌ها `coopscore visits evaluate {plan_id}` را اجرا کنید.",
    )


class NothingToPlanBy(RunRefused):
    """A day without the scores that a plan of visits ranks by."""

    code = "nothing_to_plan_by"
    found = Text(
        en="There are no {spec} scores on or before {as_of} to plan visits by.",
        fa="تا تاریخ {as_of} امتیاز {spec} نیست تا بازدیدها بر پایهٔ آن برنامه‌ریزی شود.",
    )
    remedy = Text(
        en="Run `coopscore train {spec}` and `coopscore score {spec} --as-of DAY` first.",
        fa=("نخست `coopscore train {spec}` و `coopscore score {spec} --as-of DAY` را اجرا کنید."),
    )


class EffectNotShown(RunRefused):
    """A plan that is to be ranked by the effect of visits, which nothing has shown to be better."""

    code = "effect_not_shown"
    found = Text(
        en="Visits cannot be ranked by effect: {fault}.",
        fa="بازدیدها را نمی‌توان بر پایهٔ اثر مرتب کرد: {fault}.",
    )
    remedy = Text(
        en="Set `rank_by` to risk, until visits by lot have shown that effect averts more.",
        fa="`rank_by` را risk بگذارید، تا بازدیدهای قرعه نشان دهند که اثر بیشتر پیشگیری می‌کند.",
    )


class PlanChangeRefused(RunRefused):
    """A change that the plan, as it stands, has no place for."""

    code = "plan_change_refused"
    found = Text(
        en="The plan {plan_id} cannot be changed for {coop_id}: {faults}.",
        fa="برنامهٔ {plan_id} را برای {coop_id} نمی‌توان تغییر داد: {faults}.",
    )
    remedy = Text(
        en="`coopscore visits show {plan_id}` tells how it stands; reasons: {reasons}.",
        fa="`coopscore visits show {plan_id}` وضع آن را می‌گوید؛ دلایل: {reasons}.",
    )


class OutcomeRefused(InputRefused):
    """Outcomes of visits that cannot be true as they are told."""

    code = "outcome_refused"
    found = Text(
        en="The outcome of the visit to {coop_id} does not hold: {faults}.",
        fa="نتیجهٔ بازدید از {coop_id} درست نیست: {faults}.",
    )
    remedy = Text(
        en="Mend it and send all of them again; nothing was taken.",
        fa="آن را اصلاح کنید و همه را دوباره بفرستید؛ چیزی پذیرفته نشد.",
    )


class BrokenVisits(RunRefused):
    """A part of the visit book that nobody wrote, that was changed, or that is gone."""

    code = "broken_visits"
    found = Text(
        en="The visit book is not what was written: {part} number {number}.",
        fa="دفتر بازدیدها همان نیست که نوشته شده بود: {part}، شمارهٔ {number}.",
    )
    remedy = Text(
        en="Restore the records from backup and find out who changed them.",
        fa="سوابق را از پشتیبان بازگردانید و ببینید چه کسی آن را تغییر داده است.",
    )
