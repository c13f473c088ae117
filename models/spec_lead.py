"""Which kind of model leads in a spec, and whether all that its kinds need is written down."""

from collections.abc import Collection, Mapping

from models.keys import KEYS

# The kind that leads where a spec names none.
DEFAULT_LEAD = "booster"

# Tables that are there whole or not at all.
_WHOLE = ("hazard", "linear", "rating")


def rests(found: Collection[str]) -> frozenset[str]:
    """What is missing of tables that are there in part; `found` are a spec's dotted keys."""
    missing: set[str] = set()
    for table in _WHOLE:
        whole = {key for key in KEYS if key.startswith(f"{table}.")}
        missing |= whole - set(found) if whole & set(found) else set()
    return frozenset(missing)


def lead_faults(values: Mapping[str, object]) -> list[str]:
    """A line for each kind that is asked for and not told of; `values` are keys as they were read.

    The kind that leads must be walked, a blend needs parts, and a regression its table. What could
    not be read has a line of its own already.
    """
    kinds, lead = values.get("champion.kinds"), values.get("champion.lead", DEFAULT_LEAD)
    if not isinstance(kinds, tuple):
        return []
    tables = {key.partition(".")[0] for key in values}
    faults = []
    if lead not in kinds:
        faults.append(f'champion.kinds = {list(kinds)!r} (with "{lead}", which leads)')
    if "blend" in kinds and "blend" not in tables:
        faults.append("champion.kinds = 'blend' (with a table [blend])")
    if ("linear" in kinds or "blend.linear" in values) and "linear" not in tables:
        faults.append("linear (with a table [linear])")
    return faults
