"""Ratios of the latest statement's full lines: liquidity, cash, earnings, reserves.

Each is a plain ratio within one statement, free of prices and units. They were found to tell less
than behaviour where farms and small trades are concerned; which is for the data to show.
Sources: domain study 9.6 (matched pairs in Malaysia, clients of the Export Development Bank).
"""

from coopscore.language import Text
from features.spec import Events, Feature, ratio

lines = Events("statement_line", happened="period_end", known="received_on")
assets = lines.where(line_code="total_assets")
short_debts = lines.where(line_code="current_liabilities")
cash_flow = lines.where(line_code="operating_cash_flow")
turnover = lines.where(line_code="turnover")

FEATURES = (
    Feature(
        name="current_ratio",
        value=ratio(
            lines.where(line_code="current_assets").latest("amount"), short_debts.latest("amount")
        ),
        unit="ratio",
        missing=None,  # not reported, or no short debts
        risk="falls",
        concept="finances",
        title=Text(en="Current assets over current liabilities", fa="نسبت جاری"),
    ),
    Feature(
        name="cash_ratio",
        value=ratio(lines.where(line_code="cash").latest("amount"), short_debts.latest("amount")),
        unit="ratio",
        missing=None,  # not reported, or no short debts
        risk="falls",
        concept="finances",
        title=Text(en="Cash over current liabilities", fa="نسبت نقدی"),
    ),
    Feature(
        name="cash_flow_to_debt",
        value=ratio(
            cash_flow.latest("amount"), lines.where(line_code="total_liabilities").latest("amount")
        ),
        unit="ratio",
        missing=None,  # not reported, or no debts
        risk="falls",
        concept="finances",
        title=Text(en="Operating cash flow over liabilities", fa="نسبت جریان نقد عملیاتی به بدهی"),
    ),
    Feature(
        name="operating_return",
        value=ratio(
            lines.where(line_code="operating_profit").latest("amount"), assets.latest("amount")
        ),
        unit="ratio",
        missing=None,  # not reported
        risk="falls",
        concept="finances",
        title=Text(en="Operating profit over assets", fa="نسبت سود عملیاتی به دارایی‌ها"),
    ),
    Feature(
        name="finance_cost_to_turnover",
        value=ratio(
            lines.where(line_code="finance_cost").latest("amount"), turnover.latest("amount")
        ),
        unit="ratio",
        missing=None,  # not reported, or no turnover
        risk="rises",
        concept="finances",
        title=Text(en="Cost of finance over turnover", fa="نسبت هزینهٔ مالی به فروش"),
    ),
    Feature(
        name="reserves_to_assets",
        value=ratio(
            lines.where(line_code="legal_reserve").latest("amount"), assets.latest("amount")
        ),
        unit="ratio",
        missing=None,  # not reported
        risk="falls",
        concept="finances",
        title=Text(en="Legal reserve over assets", fa="نسبت اندوختهٔ قانونی به دارایی‌ها"),
    ),
)
