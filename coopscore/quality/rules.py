"""All rules of data quality: of all tables alike, of each by its sense, and one a kind of flag."""

from collections.abc import Mapping
from functools import cache

from coopscore.language import Text
from coopscore.quality.flags import FLAG_KINDS, FlagKind
from coopscore.quality.general_rules import general_rules
from coopscore.quality.office_rules import (
    FESTIVAL_RULES,
    LOAN_RULES,
    SECTOR_RULES,
    SUPERVISION_RULES,
)
from coopscore.quality.paper_rules import PEOPLE_RULES
from coopscore.quality.register_rules import REGISTER_RULES
from coopscore.quality.rule import Dimension, Rule
from coopscore.quality.settings import quality_settings
from coopscore.quality.statement_rules import STATEMENT_RULES

# What a flag of each kind counts against.
_DIMENSIONS: Mapping[str, Dimension] = {
    "unit_slip": "consistent",
    "planned_jobs": "consistent",
    "near_name": "unique",
    "successor": "unique",
    "back_dated": "timely",
}
_NOT = Text(en="Without the flag “{title}”", fa="بدون پرچم «{title}»")


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the tables of the schema and then of the rules."""
    own = (
        *REGISTER_RULES, *STATEMENT_RULES, *PEOPLE_RULES,
        *SUPERVISION_RULES, *LOAN_RULES, *FESTIVAL_RULES, *SECTOR_RULES,
    )  # fmt: skip
    every = [
        *general_rules(quality_settings().norms),
        *own,
        *(_of_flags(kind) for kind in FLAG_KINDS.values()),
    ]
    found = {rule.code: rule for rule in every}
    assert len(found) == len(every), "two rules have one code"
    return found


def _of_flags(kind: FlagKind) -> Rule:
    """Rows that statistics could judge pass where no flag is raised (`doubts.judged`)."""
    return Rule(
        code=kind.code,
        table=kind.table,
        dimension=_DIMENSIONS[kind.code],
        title=_NOT.filled(title=kind.title),
        remedy=kind.remedy,
        holds="judged",
        source=f"judged_{kind.code}",
        column=kind.column,
        listed=False,  # flags are listed with their evidence
    )
