"""What the statements say: size, profit, members' funds, and how they move.

Two lines are compared as they were last reported, each on its own. Where a later statement leaves
one of them out, they may stem from two years; the figure is then old, not wrong.
"""

from coopscore.language import Text
from features.spec import Events, Feature, ratio

lines = Events("statement_line", happened="period_end", known="received_on")
turnover = lines.where(line_code="turnover")
profit = lines.where(line_code="profit_before_tax")
member_funds = lines.where(line_code="member_funds")
assets = lines.where(line_code="total_assets")

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
)
