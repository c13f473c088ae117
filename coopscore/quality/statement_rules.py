"""Rules of statements: their sums, their balance, and the filing that brought them."""

from coopscore.language import Text
from coopscore.quality.rule import Rule

_LOOK = Text(en="Look at the paper, and send a correction.", fa="سند را ببینید و اصلاحیه بفرستید.")

# What adds up in a statement, to the rial; (what, sum, title).
_SUMS = (
    (
        "current_assets",
        "cash + receivables + inventory",
        Text(
            en="Cash, receivables and inventory add up to current assets",
            fa="جمع نقد، دریافتنی‌ها و موجودی کالا برابر دارایی‌های جاری است",
        ),
    ),
    (
        "total_assets",
        "current_assets + fixed_assets + other_assets",
        Text(en="Assets add up", fa="جمع دارایی‌ها درست است"),
    ),
    (
        "total_liabilities",
        "current_liabilities + long_term_liabilities",
        Text(en="Liabilities add up", fa="جمع بدهی‌ها درست است"),
    ),
    (
        "member_funds",
        "capital_paid + legal_reserve + precaution_reserve + retained_earnings",
        Text(en="Members' funds add up", fa="جمع حقوق اعضا درست است"),
    ),
    (
        "operating_profit",
        "turnover - cost_of_sales - operating_expenses",
        Text(
            en="Sales less costs are the operating profit",
            fa="فروش منهای هزینه‌ها برابر سود عملیاتی است",
        ),
    ),
    (
        "profit_before_tax",
        "operating_profit - finance_cost",
        Text(
            en="Operating profit less finance cost is the profit before tax",
            fa="سود عملیاتی منهای هزینهٔ مالی برابر سود پیش از مالیات است",
        ),
    ),
)

STATEMENT_RULES = (
    *(
        Rule(
            code=f"statement_{line}_adds_up",
            table="statement_line",
            dimension="valid",
            title=title,
            remedy=_LOOK,
            holds=f"{line} = {summed}",
            source="statement",
            column="amount",
        )
        for line, summed, title in _SUMS
    ),
    Rule(
        code="statement_balances",
        table="statement_line",
        dimension="valid",
        title=Text(
            en="Assets equal liabilities and members' funds",
            fa="دارایی‌ها برابر بدهی‌ها و حقوق اعضاست",
        ),
        remedy=_LOOK,
        holds="total_assets = total_liabilities + member_funds",
        source="statement",
        column="amount",
    ),
    Rule(
        code="statement_no_negative",
        table="statement_line",
        dimension="valid",
        title=Text(
            en="Assets, debts and sales are not negative",
            fa="دارایی، بدهی و فروش منفی نیست",
        ),
        remedy=_LOOK,
        holds="least(cash, receivables, inventory, fixed_assets, other_assets,"
        " current_liabilities, long_term_liabilities, capital_paid, turnover) >= 0",
        source="statement",
        column="amount",
    ),
    Rule(
        code="statement_was_filed",
        table="statement_line",
        dimension="consistent",
        title=Text(
            en="A statement with lines is among the filings",
            fa="صورت مالی دارای ردیف در میان اسناد ارسالی هست",
        ),
        remedy=Text(en="Send the filing of that year.", fa="سند ارسالی آن سال را بفرستید."),
        holds="filed",
        source="statement_with_filing",
    ),
    Rule(
        code="filing_has_lines",
        table="filing",
        dimension="complete",
        title=Text(en="A filed statement has its lines", fa="صورت مالی ارسالی ردیف‌های خود را دارد"),
        remedy=Text(en="Enter the lines of the statement.", fa="ردیف‌های صورت مالی را وارد کنید."),
        holds="lined",
        asked="kind = 'statement'",
        source="filing_with_lines",
        listed=False,
    ),
)
