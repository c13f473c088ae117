"""Changes of status as the register has them: when they were entered, by whom, on what evidence."""

from collections.abc import Mapping

import pyarrow as pa

from coopscore.synthetic.histories.entries import ACTORS, AXES, CODES, EVIDENCE
from coopscore.synthetic.histories.official import official
from coopscore.synthetic.sector.chunk import EXIT_REASONS, Chunk
from coopscore.synthetic.sheet import Coded, sheet
from coopscore.vocabulary import EXIT_REASON

# A column of open text, since other registers give reasons of their own: a clerk writes words.
_REASONS = tuple(EXIT_REASON[code].fa for code in EXIT_REASONS)


def status(chunk: Chunk) -> Mapping[str, pa.Table]:
    """The table `status_event`, by co-operative, axis and the day of the entry."""
    entries = official(chunk)
    campaigns = tuple(campaign.campaign_id for campaign in chunk.sector.campaigns)
    return {
        "status_event": sheet(
            "status_event",
            {
                "coop_id": chunk.ids(entries.who),
                "valid_from": entries.valid_from,
                "recorded_at": entries.recorded_at,
                "axis": Coded(entries.axis, AXES),
                "to_code": Coded(entries.to_code, CODES),
                "from_code": Coded(entries.from_code, CODES),
                "reason": Coded(entries.reason, _REASONS),
                "actor": Coded(entries.actor, ACTORS),
                "campaign_id": Coded(entries.campaign, campaigns),
                "evidence_kind": Coded(entries.evidence, EVIDENCE),
            },
        )
    }
