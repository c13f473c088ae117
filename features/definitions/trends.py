"""How the figures move from one statement to the next: level, direction, steadiness, and losses.

Amounts of several years are compared at constant prices, and only as ratios: an index that is
another year's is cancelled, and a currency without an index has none of these.
"""

from coopscore.language import Text
from features.spec import Events, Feature, States, below, mean, ratio, slope, spread

lines = Events("statement_line", happened="period_end", known="received_on")
figures = States("yearly_figures", happened="year_end", known="received_on")
turnover = lines.where(line_code="turnover").recent("amount", last=4, real=True)
profit = lines.where(line_code="profit_before_tax")
member_funds = lines.where(line_code="member_funds").recent("amount", last=4, real=True)
members = figures.recent("members", last=4)

FEATURES = (
    Feature(
        name="turnover_mean_4",
        value=mean(turnover),
        unit="real_currency",
        missing=None,  # not reported is not "sold nothing"
        risk="none",  # small is not unsound
        concept="finances",
        title=Text(
            en="Mean turnover of the last four statements, at constant prices",
            fa="میانگین فروش چهار صورت مالی آخر به قیمت ثابت",
        ),
    ),
    Feature(
        name="turnover_trend_4",
        value=ratio(slope(turnover), mean(turnover)),
        unit="ratio",
        missing=None,  # one statement shows no direction
        risk="none",  # shrinking and overtrading both hurt
        concept="finances",
        title=Text(
            en="Change of turnover a statement over its mean, last four, at constant prices",
            fa="تغییر فروش از هر صورت مالی به بعدی نسبت به میانگین چهار صورت آخر، به قیمت ثابت",
        ),
    ),
    Feature(
        name="turnover_spread_4",
        value=spread(turnover),
        unit="ratio",
        missing=None,  # one statement shows no spread
        risk="none",  # seasons and trades differ in it
        concept="finances",
        title=Text(
            en="Unsteadiness of turnover, last four statements, at constant prices",
            fa="نوسان فروش در چهار صورت مالی آخر به قیمت ثابت",
        ),
    ),
    Feature(
        name="losses_of_4",
        value=below(profit.recent("amount", last=4), 0),
        unit="statements",
        missing=None,  # no profit or loss was ever told
        risk="rises",
        concept="finances",
        title=Text(
            en="Losses among the last four statements", fa="شمار زیان‌ها در چهار صورت مالی آخر"
        ),
    ),
    Feature(
        name="profit_margin_mean_4",
        value=ratio(mean(profit.recent("amount", last=4, real=True)), mean(turnover)),
        unit="ratio",
        missing=None,  # no turnover, no margin
        risk="falls",
        concept="finances",
        title=Text(
            en="Mean profit over mean turnover, last four statements",
            fa="نسبت میانگین سود به میانگین فروش در چهار صورت مالی آخر",
        ),
    ),
    Feature(
        name="member_funds_trend_4",
        value=ratio(slope(member_funds), mean(turnover)),
        unit="ratio",
        missing=None,  # one statement shows no direction
        risk="falls",
        concept="finances",
        title=Text(
            en="Change of members' funds a statement over mean turnover, last four statements",
            fa="تغییر حقوق اعضا از هر صورت مالی به بعدی نسبت به میانگین فروش، چهار صورت مالی آخر",
        ),
    ),
    Feature(
        name="members_trend_4",
        value=ratio(slope(members), mean(members)),
        unit="ratio",
        missing=None,  # figures of one day show no direction
        risk="falls",
        concept="members",
        title=Text(
            en="Change of members from figures to figures over their mean, last four figures",
            fa="تغییر شمار اعضا از هر آمار به بعدی نسبت به میانگین آن، چهار آمار آخر",
        ),
    ),
    Feature(
        name="members_spread_4",
        value=spread(members),
        unit="ratio",
        missing=None,  # figures of one day show no spread
        risk="none",  # exactly nought, time after time, is a figure copied on
        concept="members",
        title=Text(
            en="Unsteadiness of members, last four figures", fa="نوسان شمار اعضا در چهار آمار آخر"
        ),
    ),
)
