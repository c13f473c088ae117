"""Tables written by hand, and what is measured of them."""

from datetime import date

import pyarrow as pa

from coopscore.schema import TABLES
from models.provinces.formulas import default_formulas
from models.provinces.measures import TABLES as READ
from models.provinces.measures import Span, measure

FORMULAS = default_formulas()
LONG_AGO = date(2010, 1, 1)


def table(name, *rows):
    """Stored versions; each row gives what matters, the rest is null or as usual.

    `happened` is the day it speaks of, `known` (by default the same) when that was known.
    """
    schema, full = TABLES[name].arrow(), []
    for place, row in enumerate(rows):
        usual = {
            "coop_id": "", "record_id": f"r{place}", "version": 1, "voided": False,
            "known": row["happened"], "hindsight": False, "batch": 1, "digest": "",
        }  # fmt: skip
        full.append({**dict.fromkeys(schema.names), **usual, **row})
    return pa.Table.from_pylist(full, schema)


def registered(coop_id, happened=LONG_AGO, **more):
    """A registration in Qom, for `table`."""
    told = {"name": coop_id, "province": "25", "county": "قم", "branch": "مسکن"}
    key = {"coop_id": coop_id, "record_id": f"{coop_id}/{happened}", "happened": happened}
    return {**key, **told, **more}


def entry(coop_id, to_code, happened=LONG_AGO, known=None, **more):
    """An entry about status, on the axis of its code."""
    stages = ("forming", "registered", "in_liquidation", "dissolved", "merged")
    axis = "registry_stage" if to_code in stages else "activity_status"
    return {
        "coop_id": coop_id, "record_id": f"{coop_id}/{to_code}/{happened}", "axis": axis,
        "to_code": to_code, "happened": happened, "known": known or happened, **more,
    }  # fmt: skip


def measured(first, last, as_of=None, found=(), formulas=FORMULAS, **tables):
    """Measures of hand-written tables, by name; those not given are empty."""
    given = {name: tables.get(name, TABLES[name].arrow().empty_table()) for name in READ}
    return measure(given, found, Span(first=first, last=last, as_of=as_of or last), formulas)
