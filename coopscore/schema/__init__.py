"""The tables of the registry, as data: one module for each room of the register."""

from coopscore.schema.columns import (
    JALALI_YEARS,
    MOST_ACTS,
    MOST_DAYS,
    MOST_MONTHS,
    MOST_PERSONS,
    MOST_UNITS,
    MOST_VERSIONS,
    MOST_YEARS,
)
from coopscore.schema.festival import (
    FESTIVAL_EDITION,
    FESTIVAL_ENTRY,
    FESTIVAL_MARK,
    FESTIVAL_RESULT,
    SOCIAL_CONTRIBUTION,
)
from coopscore.schema.finance import (
    EXPORT_YEAR,
    EXTERNAL_SIGNAL,
    FACILITY,
    FACILITY_MONTH,
    GUARANTEE_CLAIM,
)
from coopscore.schema.papers import (
    FILING,
    OBLIGATION,
    STATEMENT_LINE,
    YEARLY_FIGURES,
)
from coopscore.schema.people import (
    ASSEMBLY,
    OFFICER_TERM,
    TRAINING,
)
from coopscore.schema.register import (
    CHANGE_REQUEST,
    COOPERATIVE,
    LICENCE,
    OUTLET,
    PROGRAMME_MEMBERSHIP,
    STATUS_EVENT,
)
from coopscore.schema.sector import (
    CAMPAIGN,
    CPI_INDEX,
    EMPLOYMENT_BASE,
    FORMATION_PLAN,
    GERAYESH_MAP,
    PROVINCE,
    PROVINCE_INDICATOR,
    SUPERVISION_PLAN,
    TRAINING_PLAN,
)
from coopscore.schema.supervision import (
    COMPLAINT,
    QUALITY_ISSUE,
    SUPERVISION_ACT,
    WARNING,
)
from coopscore.schema.tables import (
    OPTIONAL,
    TABLES,
)

__all__ = [
    "ASSEMBLY",
    "CAMPAIGN",
    "CHANGE_REQUEST",
    "COMPLAINT",
    "COOPERATIVE",
    "CPI_INDEX",
    "EMPLOYMENT_BASE",
    "EXPORT_YEAR",
    "EXTERNAL_SIGNAL",
    "FACILITY",
    "FACILITY_MONTH",
    "FESTIVAL_EDITION",
    "FESTIVAL_ENTRY",
    "FESTIVAL_MARK",
    "FESTIVAL_RESULT",
    "FILING",
    "FORMATION_PLAN",
    "GERAYESH_MAP",
    "GUARANTEE_CLAIM",
    "JALALI_YEARS",
    "LICENCE",
    "MOST_ACTS",
    "MOST_DAYS",
    "MOST_MONTHS",
    "MOST_PERSONS",
    "MOST_UNITS",
    "MOST_VERSIONS",
    "MOST_YEARS",
    "OBLIGATION",
    "OFFICER_TERM",
    "OPTIONAL",
    "OUTLET",
    "PROGRAMME_MEMBERSHIP",
    "PROVINCE",
    "PROVINCE_INDICATOR",
    "QUALITY_ISSUE",
    "SOCIAL_CONTRIBUTION",
    "STATEMENT_LINE",
    "STATUS_EVENT",
    "SUPERVISION_ACT",
    "SUPERVISION_PLAN",
    "TABLES",
    "TRAINING",
    "TRAINING_PLAN",
    "WARNING",
    "YEARLY_FIGURES",
]
