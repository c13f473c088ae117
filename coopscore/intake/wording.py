"""The words for every fault a row can have, by its code, in both languages."""

from collections.abc import Mapping

from coopscore.intake.cell_wording import CELL_FAULTS, FaultKind
from coopscore.intake.row_wording import ROW_FAULTS

FAULTS: Mapping[str, FaultKind] = {**CELL_FAULTS, **ROW_FAULTS}
