"""Facts: what the registry was told, in tables that only grow."""

from coopscore.facts.store import FactStore
from coopscore.facts.view import FactView
from coopscore.records.ledger import WrittenFile

__all__ = ["FactStore", "FactView", "WrittenFile"]
