"""All subjects of a chunk together, and the tables that belong to the sector as a whole."""

from collections.abc import Callable, Mapping

import pyarrow as pa

from coopscore.synthetic.histories.festival import festival
from coopscore.synthetic.histories.loans import loans
from coopscore.synthetic.histories.offices import offices
from coopscore.synthetic.histories.papers import papers
from coopscore.synthetic.histories.reference import reference
from coopscore.synthetic.histories.register import register
from coopscore.synthetic.histories.status import status
from coopscore.synthetic.histories.supervision import supervision
from coopscore.synthetic.histories.training import training
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

SUBJECTS: tuple[Callable[[Chunk], Mapping[str, pa.Table]], ...] = (
    register,
    status,
    papers,
    loans,
    supervision,
    training,
    festival,
)


def histories(chunk: Chunk) -> Mapping[str, pa.Table]:
    """What all subjects leave on record of a chunk, by table; no table has two subjects."""
    tables: dict[str, pa.Table] = {}
    for subject in SUBJECTS:
        told = subject(chunk)
        assert not tables.keys() & told.keys(), f"{subject.__name__} writes another's table"
        tables |= told
    return tables


def of_the_sector(sector: Sector, world: World) -> Mapping[str, pa.Table]:
    """Campaigns, plans, editions and reference tables: once for the whole registry."""
    return {**reference(sector, world), **offices(sector, world)}
