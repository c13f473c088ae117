"""Where a co-operative stands among its peers on the day: 0 is below them all, 1 above.

Peers move with the times, so these say the same in a year of high prices, or in one in which a
source collects slowly, as in any other. `features.peers` is their definition.
"""

from coopscore.language import Text
from features.peers import peer_share
from features.spec import Events, Feature, States, ratio, share

registration = States("cooperative", happened="valid_from", known="recorded_at")
figures = States("yearly_figures", happened="year_end", known="received_on")
statements = Events("filing", happened="period_end", known="received_on").where(kind="statement")
# 1 where there is any, missing where there is none: who never filed stands nowhere among filers.
any_statement = share(statements.count(), statements.count())
statements_filed = ratio(statements.count(), any_statement)
lines = Events("statement_line", happened="period_end", known="received_on")
turnover = lines.where(line_code="turnover").latest("amount")
profit = lines.where(line_code="profit_before_tax").latest("amount")
member_funds = lines.where(line_code="member_funds").latest("amount")
members = figures.latest("members")
branch = registration.latest("branch")
form = registration.latest("legal_form")

FEATURES = (
    Feature(
        name="statement_age_among_all",
        value=peer_share(statements.since()),
        unit="share",
        missing=None,  # never filed is unknown, not the oldest
        risk="rises",
        concept="filings",
        title=Text(
            en="Share of co-operatives whose last statement is newer",
            fa="سهم تعاونی‌هایی که آخرین صورت مالی‌شان تازه‌تر است",
        ),
    ),
    Feature(
        name="statement_age_in_branch",
        value=peer_share(statements.since(), by=(branch,)),
        unit="share",
        missing=None,  # never filed is unknown, not the oldest
        risk="rises",
        concept="filings",
        title=Text(
            en="Share of the branch whose last statement is newer",
            fa="سهم تعاونی‌های هم‌گرایش که آخرین صورت مالی‌شان تازه‌تر است",
        ),
    ),
    Feature(
        name="statement_age_in_form",
        value=peer_share(statements.since(), by=(form,)),
        unit="share",
        missing=None,  # never filed is unknown, not the oldest
        risk="rises",
        concept="filings",
        title=Text(
            en="Share of the same legal form whose last statement is newer",
            fa="سهم تعاونی‌های هم‌قالب که آخرین صورت مالی‌شان تازه‌تر است",
        ),
    ),
    Feature(
        name="statements_in_form",
        value=peer_share(statements_filed, by=(form,)),
        unit="share",
        missing=None,  # never filed is unknown, not the least
        risk="none",  # grows with age, and the young and the old leave more often
        concept="filings",
        title=Text(
            en="Share of filers of the same legal form with fewer statements on record",
            fa="سهم تعاونی‌های هم‌قالبِ دارای صورت مالی که صورت‌های کمتری دارند",
        ),
    ),
    Feature(
        name="statements_in_branch",
        value=peer_share(statements_filed, by=(branch,)),
        unit="share",
        missing=None,  # never filed is unknown, not the least
        risk="none",  # grows with age, and the young and the old leave more often
        concept="filings",
        title=Text(
            en="Share of filers of the branch with fewer statements on record",
            fa="سهم تعاونی‌های هم‌گرایشِ دارای صورت مالی که صورت‌های کمتری دارند",
        ),
    ),
    Feature(
        name="turnover_in_branch",
        value=peer_share(turnover, by=(branch,)),
        unit="share",
        missing=None,  # not reported is not the least
        risk="none",
        concept="finances",
        title=Text(
            en="Share of the branch with less turnover", fa="سهم تعاونی‌های هم‌گرایش با فروش کمتر"
        ),
    ),
    Feature(
        name="profit_in_branch",
        value=peer_share(profit, by=(branch,)),
        unit="share",
        missing=None,  # not reported is not the least
        risk="none",  # a profit's size follows the co-operative's size
        concept="finances",
        title=Text(
            en="Share of the branch with less profit", fa="سهم تعاونی‌های هم‌گرایش با سود کمتر"
        ),
    ),
    Feature(
        name="member_funds_in_branch",
        value=peer_share(member_funds, by=(branch,)),
        unit="share",
        missing=None,  # not reported is not the least
        risk="none",  # idle funds are no strength
        concept="finances",
        title=Text(
            en="Share of the branch with less members' funds",
            fa="سهم تعاونی‌های هم‌گرایش با حقوق اعضای کمتر",
        ),
    ),
    Feature(
        name="profit_margin_in_branch_and_size",
        value=peer_share(ratio(profit, turnover), by=(branch, turnover)),
        unit="share",
        missing=None,  # no turnover, no margin
        risk="falls",
        concept="finances",
        title=Text(
            en="Share of the branch, of like turnover, with a lower profit margin",
            fa="سهم تعاونی‌های هم‌گرایش و هم‌اندازه با حاشیهٔ سود کمتر",
        ),
    ),
    Feature(
        name="member_funds_to_turnover_in_branch_and_size",
        value=peer_share(ratio(member_funds, turnover), by=(branch, turnover)),
        unit="share",
        missing=None,  # no turnover, no ratio
        risk="none",  # thin funds and idle funds both occur
        concept="finances",
        title=Text(
            en="Share of the branch, of like turnover, with thinner members' funds",
            fa="سهم تعاونی‌های هم‌گرایش و هم‌اندازه با حقوق اعضای کم‌پشتوانه‌تر",
        ),
    ),
    Feature(
        name="members_in_branch",
        value=peer_share(members, by=(branch,)),
        unit="share",
        missing=None,  # not reported is not the fewest
        risk="none",
        concept="members",
        title=Text(
            en="Share of the branch with fewer members", fa="سهم تعاونی‌های هم‌گرایش با اعضای کمتر"
        ),
    ),
    Feature(
        name="age_in_branch",
        value=peer_share(registration.age("founded_on", unit="years"), by=(branch,)),
        unit="share",
        missing=None,  # the founding day is not on record
        risk="none",
        concept="status",
        title=Text(
            en="Share of the branch that is younger", fa="سهم تعاونی‌های هم‌گرایش که جوان‌ترند"
        ),
    ),
    Feature(
        name="age_in_form",
        value=peer_share(registration.age("founded_on", unit="years"), by=(form,)),
        unit="share",
        missing=None,  # the founding day is not on record
        risk="none",
        concept="status",
        title=Text(
            en="Share of the same legal form that is younger",
            fa="سهم تعاونی‌های هم‌قالب که جوان‌ترند",
        ),
    ),
)
