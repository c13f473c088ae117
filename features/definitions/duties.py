"""What a co-operative owes by law and has not done, and how its terms of office stand.

A duty is a span from its due day to the day on which it was met, as far as that is known; so
"overdue" and "for how long" need no rule of their own. Whoever carries these duties out late may
have a reason; none is asked for here.
"""

from coopscore.calendar import months
from coopscore.language import Text
from features.spec import Feature, Spans, ratio

duties = Spans("obligation", happened="due_on", known="recorded_at")
statements = duties.where(kind="statement")
assemblies = duties.where(kind="annual_assembly")
terms = Spans("officer_term", happened="start", known="registered_on")
board = terms.where(role="board_main")

FEATURES = (
    Feature(
        name="duties_overdue",
        value=duties.open(),
        unit="obligations",
        missing=0,  # nothing overdue on record
        risk="rises",
        concept="obligations",
        title=Text(en="Legal duties overdue", fa="تکالیف قانونی معوق"),
    ),
    Feature(
        name="longest_overdue_days",
        value=duties.open_days(),
        unit="days",
        missing=0,  # nothing overdue on record
        risk="rises",
        concept="obligations",
        title=Text(
            en="Days by which the oldest open duty is overdue",
            fa="روزهای تأخیر قدیمی‌ترین تکلیف انجام‌نشده",
        ),
    ),
    Feature(
        name="statements_overdue",
        value=statements.open(),
        unit="obligations",
        missing=0,  # nothing overdue on record
        risk="rises",
        concept="obligations",
        title=Text(en="Annual statements overdue", fa="صورت‌های مالی سالانهٔ معوق"),
    ),
    Feature(
        name="assemblies_overdue",
        value=assemblies.open(),
        unit="obligations",
        missing=0,  # nothing overdue on record
        risk="rises",
        concept="obligations",
        title=Text(en="Annual assemblies overdue", fa="مجامع عمومی سالیانهٔ معوق"),
    ),
    Feature(
        name="overdue_days_36m",
        value=duties.days(within=months(36)),
        unit="days",
        missing=0,  # no duty was ever overdue
        risk="rises",
        concept="obligations",
        title=Text(
            en="Days of delay over all duties, last 3 years",
            fa="مجموع روزهای تأخیر در همهٔ تکالیف در سه سال گذشته",
        ),
    ),
    Feature(
        name="overdue_days_per_duty",
        value=ratio(duties.days(within=months(36)), duties.count(within=months(36))),
        unit="days",
        missing=None,  # no duty fell due in these years
        risk="rises",
        concept="obligations",
        title=Text(
            en="Days of delay a duty, last 3 years",
            fa="روزهای تأخیر به ازای هر تکلیف در سه سال گذشته",
        ),
    ),
    Feature(
        name="board_term_expired_days",
        value=board.since_end(),
        unit="days",
        missing=None,  # no term of a board is on record
        risk="rises",
        concept="governance",
        title=Text(
            en="Days since the board's term ended (under nought: still to run)",
            fa="روزهای گذشته از پایان دورهٔ هیئت‌مدیره (منفی: باقی‌مانده)",
        ),
    ),
    Feature(
        name="inspector_term_expired_days",
        value=terms.where(role="inspector").since_end(),
        unit="days",
        missing=None,  # no term of an inspector is on record
        risk="rises",
        concept="governance",
        title=Text(
            en="Days since the inspector's term ended (under nought: still to run)",
            fa="روزهای گذشته از پایان دورهٔ بازرس (منفی: باقی‌مانده)",
        ),
    ),
    Feature(
        name="board_members_in_office",
        value=board.open(),
        unit="terms",
        missing=0,  # whoever is not on record is not in office
        risk="none",  # the law asks for three to seven
        concept="governance",
        title=Text(en="Board members in office", fa="اعضای هیئت‌مدیرهٔ دارای اعتبار"),
    ),
)
