"""Facts that were found new are appended and sealed as one batch, with the receipt of them."""

from dataclasses import replace
from datetime import datetime

from coopscore.actor import Actor
from coopscore.facts import FactStore
from coopscore.intake.receipt import Receipt
from coopscore.intake.settled import Settled
from coopscore.records.ledger import Ledger


def sealed(
    facts: FactStore,
    ledger: Ledger,
    settled: Settled,
    receipt: Receipt,
    *,
    actor: Actor,
    now: datetime,
) -> Receipt:
    """Append the new facts and seal them; the receipt with the batch's number.

    Only the run that holds the right to write may do so.
    """
    claim = ledger.claim(
        receipt.content_hash, adapter=receipt.adapter, source=receipt.path, actor=actor, now=now
    )
    assert claim.state == "new", f"batch {claim.batch} holds what the store was said to lack"
    numbered = replace(receipt, batch=claim.batch)
    files = facts.append(claim.batch, settled.facts)
    counts = {table.table: table.added for table in numbered.tables}
    ledger.seal(claim.batch, files, counts, numbered.as_data(), actor=actor, now=now)
    return numbered
