"""All tables by their names, and the columns that any file may carry beside its table's own.

A new table is an entry here, and intake, facts and engines know it from then on.
"""

from collections.abc import Mapping

from coopscore.schema.columns import MOST_VERSIONS, count, flag, text
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
from coopscore.table import Column, Table

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        COOPERATIVE,
        STATUS_EVENT,
        FILING,
        STATEMENT_LINE,
        YEARLY_FIGURES,
        ASSEMBLY,
        OUTLET,
        OFFICER_TERM,
        OBLIGATION,
        CHANGE_REQUEST,
        LICENCE,
        PROGRAMME_MEMBERSHIP,
        SUPERVISION_ACT,
        WARNING,
        COMPLAINT,
        TRAINING,
        FACILITY,
        FACILITY_MONTH,
        GUARANTEE_CLAIM,
        EXTERNAL_SIGNAL,
        EXPORT_YEAR,
        SOCIAL_CONTRIBUTION,
        FESTIVAL_ENTRY,
        FESTIVAL_MARK,
        FESTIVAL_RESULT,
        QUALITY_ISSUE,
        CAMPAIGN,
        SUPERVISION_PLAN,
        TRAINING_PLAN,
        FORMATION_PLAN,
        EMPLOYMENT_BASE,
        FESTIVAL_EDITION,
        PROVINCE_INDICATOR,
        PROVINCE,
        GERAYESH_MAP,
        CPI_INDEX,
    )
}

# Columns that any file may carry beside its table's own.
OPTIONAL: tuple[Column, ...] = (
    text("record_id", en="Record id", fa="شناسهٔ رکورد"),
    count("version", "versions", en="Version", fa="نسخه", least=1, most=MOST_VERSIONS),
    flag("voided", en="Void", fa="باطل"),
    flag("hindsight", en="Declared hindsight", fa="تاریخ اظهاری"),
)
