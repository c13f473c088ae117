"""Jobs that were planned and people who work, who of them is insured, and who leads.

"Jobs" are planned at birth, told as created, or counted on the list: up to ten times apart. Only
the yearly figures' own two columns are compared here.
"""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Events, Feature, Spans, States, ratio

figures = States("yearly_figures", happened="year_end", known="received_on")
chiefs = Spans("officer_term", happened="start", known="registered_on").where(role="ceo")
assemblies = Events("assembly", happened="held_on", known="minutes_received_on")

FEATURES = (
    Feature(
        name="employees_to_planned",
        value=ratio(figures.latest("employees"), figures.latest("jobs_planned")),
        unit="ratio",
        missing=None,  # one of the two was not reported
        risk="falls",
        concept="members",
        title=Text(en="Employees over jobs planned", fa="نسبت شاغلان به اشتغال پیش‌بینی‌شده"),
    ),
    Feature(
        name="insured_to_employees",
        value=ratio(figures.latest("insured"), figures.latest("employees")),
        unit="ratio",
        missing=None,  # most send no list, which says nothing of the few who do
        risk="falls",
        concept="members",
        title=Text(en="Insured over employees", fa="نسبت بیمه‌شدگان به شاغلان"),
    ),
    Feature(
        name="women_to_members",
        value=ratio(figures.latest("women_members"), figures.latest("members")),
        unit="ratio",
        missing=None,  # not reported
        risk="none",
        concept="members",
        title=Text(en="Women over members", fa="نسبت اعضای زن به اعضا"),
    ),
    Feature(
        name="capital_paid_share",
        value=ratio(figures.latest("capital_paid"), figures.latest("capital_registered")),
        unit="ratio",
        missing=None,  # not reported
        risk="falls",
        concept="members",
        title=Text(
            en="Capital paid in over capital registered", fa="نسبت سرمایهٔ پرداخت‌شده به ثبت‌شده"
        ),
    ),
    Feature(
        name="chief_second_job",
        value=chiefs.where(is_second_job=True).open(),
        unit="terms",
        missing=0,  # none is on record
        risk="rises",
        concept="governance",
        title=Text(
            en="Chief executives in office with a second job", fa="مدیرعامل شاغل با شغل دوم"
        ),
    ),
    Feature(
        name="assemblies_not_quorate_36m",
        value=assemblies.where(outcome="not_quorate").count(within=months(36)),
        unit="assemblies",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="governance",
        title=Text(
            en="Assemblies without a quorum, last 3 years",
            fa="مجامع به حد نصاب نرسیده در سه سال گذشته",
        ),
    ),
    Feature(
        name="assemblies_annulled_36m",
        value=assemblies.where(annulled=True).count(within=months(36)),
        unit="assemblies",
        missing=0,  # nothing on record is a count of nothing
        risk="rises",
        concept="governance",
        title=Text(en="Assemblies annulled, last 3 years", fa="مجامع ابطال‌شده در سه سال گذشته"),
    ),
)
