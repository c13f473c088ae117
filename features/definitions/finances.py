"""What the statements say: size, profit, members' funds, and how they move.

Two lines are compared as they were last reported, each on its own. Where a later statement leaves
one of them out, they may stem from two years; the figure is then old, not wrong.
"""

from coopscore.language import Text
from features.spec import Events, Feature, States, ratio
from features.values import Difference

figures = States("yearly_figures", happened="year_end", known="received_on")
statements = Events("filing", happened="period_end", known="received_on").where(kind="statement")
lines = Events("statement_line", happened="period_end", known="received_on")
turnover = lines.where(line_code="turnover")
profit = lines.where(line_code="profit_before_tax")
member_funds = lines.where(line_code="member_funds")
assets = lines.where(line_code="total_assets")
liabilities = lines.where(line_code="total_liabilities")

FEATURES = (
    Feature(
        name="turnover_latest",
        value=turnover.latest("amount"),
        unit="currency",
        missing=None,  # not reported is not "sold nothing"
        risk="none",  # money loses worth from year to year, and small is not unsound
        concept="finances",
        title=Text(en="Turnover, latest statement", fa="فروش در آخرین صورت مالی"),
    ),
    Feature(
        name="turnover_growth",
        value=ratio(turnover.latest("amount"), turnover.latest("amount", nth=2)),
        unit="ratio",
        missing=None,  # one statement shows no movement
        risk="none",  # shrinking and overtrading both hurt
        concept="finances",
        title=Text(
            en="Turnover over that of the statement before",
            fa="نسبت فروش به فروش صورت مالی پیشین",
        ),
    ),
    Feature(
        name="profit_latest",
        value=profit.latest("amount"),
        unit="currency",
        missing=None,  # not reported is not "broke even"
        risk="none",  # a loss's size follows the co-operative's size
        concept="finances",
        title=Text(
            en="Profit or loss before tax, latest statement",
            fa="سود یا زیان پیش از مالیات در آخرین صورت مالی",
        ),
    ),
    Feature(
        name="profit_change",
        value=profit.change("amount"),
        unit="currency",
        missing=None,  # one statement shows no movement
        risk="none",  # follows the co-operative's size
        concept="finances",
        title=Text(
            en="Change of profit since the statement before",
            fa="تغییر سود نسبت به صورت مالی پیشین",
        ),
    ),
    Feature(
        name="profit_margin",
        value=ratio(profit.latest("amount"), turnover.latest("amount")),
        unit="ratio",
        missing=None,  # no turnover, no margin
        risk="falls",
        concept="finances",
        title=Text(en="Profit over turnover", fa="نسبت سود به فروش"),
    ),
    Feature(
        name="member_funds_to_turnover",
        value=ratio(member_funds.latest("amount"), turnover.latest("amount")),
        unit="ratio",
        missing=None,  # no turnover, no ratio
        risk="none",  # thin funds and idle funds both occur
        concept="finances",
        title=Text(en="Members' funds over turnover", fa="نسبت حقوق اعضا به فروش"),
    ),
    Feature(
        name="member_funds_to_assets",
        value=ratio(member_funds.latest("amount"), assets.latest("amount")),
        unit="ratio",
        missing=None,  # many statements give no total of assets
        risk="falls",
        concept="finances",
        title=Text(en="Members' funds over total assets", fa="نسبت حقوق اعضا به کل دارایی‌ها"),
    ),
    Feature(
        name="turnover_real_growth",
        value=ratio(
            turnover.latest("amount", real=True), turnover.latest("amount", nth=2, real=True)
        ),
        unit="ratio",
        missing=None,  # one statement shows no movement, and no index no real terms
        risk="none",  # shrinking and overtrading both hurt
        concept="finances",
        title=Text(
            en="Turnover over that of the statement before, at constant prices",
            fa="نسبت فروش به فروش صورت مالی پیشین به قیمت ثابت",
        ),
    ),
    Feature(
        name="member_funds_latest",
        value=member_funds.latest("amount"),
        unit="currency",
        missing=None,  # not reported is not "nothing left"
        risk="none",  # follows the co-operative's size
        concept="finances",
        title=Text(en="Members' funds, latest statement", fa="حقوق اعضا در آخرین صورت مالی"),
    ),
    Feature(
        name="member_funds_change",
        value=member_funds.change("amount"),
        unit="currency",
        missing=None,  # one statement shows no movement
        risk="none",  # follows the co-operative's size
        concept="finances",
        title=Text(
            en="Change of members' funds since the statement before",
            fa="تغییر حقوق اعضا نسبت به صورت مالی پیشین",
        ),
    ),
    Feature(
        name="profit_to_member_funds",
        value=ratio(profit.latest("amount"), member_funds.latest("amount")),
        unit="ratio",
        missing=None,  # no funds, no ratio
        risk="none",  # where funds are under nought the sign turns round
        concept="finances",
        title=Text(en="Profit over members' funds", fa="نسبت سود به حقوق اعضا"),
    ),
    Feature(
        name="liabilities_to_assets",
        value=ratio(liabilities.latest("amount"), assets.latest("amount")),
        unit="ratio",
        missing=None,  # many statements give no totals
        risk="rises",
        concept="finances",
        title=Text(en="Liabilities over total assets", fa="نسبت بدهی به کل دارایی‌ها"),
    ),
    Feature(
        name="turnover_per_member",
        value=ratio(turnover.latest("amount"), figures.latest("members")),
        unit="currency",
        missing=None,  # one of the two was not reported
        risk="none",  # trades differ in it by their nature
        concept="finances",
        title=Text(en="Turnover a member", fa="فروش به ازای هر عضو"),
    ),
    Feature(
        name="member_funds_per_member",
        value=ratio(member_funds.latest("amount"), figures.latest("members")),
        unit="currency",
        missing=None,  # one of the two was not reported
        risk="none",  # trades differ in it by their nature
        concept="finances",
        title=Text(en="Members' funds a member", fa="حقوق اعضا به ازای هر عضو"),
    ),
    Feature(
        name="turnover_behind_days",
        value=Difference(turnover.since(), statements.since()),
        unit="days",
        missing=None,  # no statement, or none that ever told a turnover
        risk="rises",
        concept="finances",
        title=Text(
            en="Days by which the last turnover told is older than the last statement",
            fa="کهنگی آخرین فروش اعلام‌شده نسبت به آخرین صورت مالی به روز",
        ),
    ),
    Feature(
        name="profit_behind_days",
        value=Difference(profit.since(), statements.since()),
        unit="days",
        missing=None,  # no statement, or none that ever told a profit
        risk="rises",
        concept="finances",
        title=Text(
            en="Days by which the last profit told is older than the last statement",
            fa="کهنگی آخرین سود اعلام‌شده نسبت به آخرین صورت مالی به روز",
        ),
    ),
)
