"""The entries of co-operatives on the register: one as they are registered, one a change."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.histories.duties import is_exempt
from coopscore.synthetic.histories.statutes import (
    LONGEST_DELAY,
    Changes,
    changes,
    term_ends,
)
from coopscore.synthetic.sector.branches import ISIC_GROUPS
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Ints
from coopscore.synthetic.sector.world import COUNTY_UNION, NATIONAL_UNION, PROVINCE_UNION
from coopscore.synthetic.sheet import Cells, Coded, sheet

# National ids in use begin with 10 or 14: none that begins with 99 can belong to a legal person.
# The serial leaves digits 4 to 9 other than all zero, as the rule of the check digit wants.
_FIRST_UNREAL = 9_931_000_000
_APART = 7  # between two ids
_WEIGHTS = np.array((29, 27, 23, 19, 17, 29, 27, 23, 19, 17))
_KINDS = ("production", "distribution", "production_distribution")
_AREAS = ("county", "province", "provinces", "nation")
_YEAR_ENDS = {1: "12-29", 7: "06-31", 10: "09-30"}
_INCLUSIVE = 3  # the national inclusive form
_WIDE = 0.06  # of conventional ones work in the whole province, a tenth of these beyond; assumed


def register(chunk: Chunk) -> Mapping[str, pa.Table]:
    """The table `cooperative`: states, by co-operative and day."""
    rng = chunk.rng("register")
    changed = changes(chunk, rng)
    number = rng.integers(100, 60_000, len(chunk))
    delay = rng.integers(5, LONGEST_DELAY + 1, len(chunk))
    wide = rng.random(len(chunk))
    who, day = _rows(chunk, changed)
    founded = chunk.founded
    recorded = np.where(day == founded.registered[who], day, day + delay[who])
    county = np.where(changed.moved_on[who] <= day, changed.moved_to[who], founded.county[who])
    cells: dict[str, Cells] = {
        "coop_id": chunk.ids(who),
        "valid_from": day,
        "recorded_at": recorded,
        "name": _names(chunk).take(pa.array(who)),
        "national_id": _national_ids(founded.serial).take(pa.array(who)),
        "registration_no": pa.array(number[who]).cast(pa.string()),
        "founded_on": founded.founded[who],
        "registered_on": founded.registered[who],
        "county": Coded(county, chunk.sector.counties),
        **_kinds(chunk, who),
        **_terms(chunk, changed, who, day),
        **_flags(chunk, who),
        "area_scope": Coded(_areas(chunk, wide)[who], _AREAS),
        "union_id": _unions(chunk, changed, who, day),
        "statute_conformed_on": np.where(
            changed.conformed_on[who] <= day, changed.conformed_on[who], NEVER
        ),
    }
    return {"cooperative": sheet("cooperative", cells)}


def _rows(chunk: Chunk, changed: Changes) -> tuple[Ints, Ints]:
    """Co-operative and day of each entry: registration, then every day of change."""
    registered = chunk.founded.registered
    days = np.column_stack([registered, changed.days()])
    days = np.sort(np.where(days > registered[:, None], days, registered[:, None]), axis=1)
    fresh = np.ones(days.shape, dtype=np.bool_)
    fresh[:, 1:] = np.diff(days, axis=1) > 0
    who, place = np.nonzero(fresh & (days < NEVER))
    return who, days[who, place]


def _kinds(chunk: Chunk, who: Ints) -> dict[str, Cells]:
    world, founded = chunk.world, chunk.founded
    branches, branch = world.branches, founded.branch[who]
    groups = np.array([ISIC_GROUPS.index(each.group) for each in branches])
    kinds = np.array([_KINDS.index(each.kind) for each in branches])
    month = np.searchsorted(np.array(list(_YEAR_ENDS)), founded.first_month[who])
    offices = tuple(f"ادارهٔ ثبت شرکت‌های {county}" for county in chunk.sector.counties)
    return {
        "legal_form": Coded(founded.form[who], tuple(world.legal_forms)),
        "membership": Coded(np.where(founded.open_membership[who], 0, 1), ("open", "restricted")),
        "branch": Coded(branch, tuple(each.name for each in branches)),
        "isic_group": Coded(groups[branch], ISIC_GROUPS),
        "activity_kind": Coded(kinds[branch], _KINDS),
        "province": Coded(founded.province[who], tuple(each.code for each in world.provinces)),
        "registration_office": Coded(founded.county[who], offices),
        "authority": Coded(np.where(founded.corc[who], 1, 0), ("mcls", "corc")),
        "fiscal_year_end": Coded(month, tuple(_YEAR_ENDS.values())),
    }


def _terms(chunk: Chunk, changed: Changes, who: Ints, day: Ints) -> dict[str, Cells]:
    founded = chunk.founded
    renewed = (changed.renewed_on[who] <= day[:, None]).sum(axis=1)
    years = founded.term_years[who]
    ends = term_ends(founded.founded[who], years, renewed)
    return {"term_years": years, "term_end": np.where(years > 0, ends, NEVER)}


def _flags(chunk: Chunk, who: Ints) -> dict[str, Cells]:
    founded = chunk.founded
    flags = {
        "is_women": founded.women,
        "is_knowledge_based": founded.knowledge_based,
        "is_dehyari": founded.dehyari,
        "is_border": founded.border,
        "is_rural_scheme": founded.rural_scheme,
        "is_justice_share": founded.justice_share,
        "is_youth": founded.youth,
        "is_home_business_hub": founded.home_business,
        "is_exempt_tax": is_exempt(chunk),
    }
    return {name: cells[who] for name, cells in flags.items()}


def _areas(chunk: Chunk, draw: np.ndarray) -> Ints:
    form = chunk.founded.form
    wide = np.where(draw < _WIDE / 10, 2, np.where(draw < _WIDE, 1, 0))
    wide = np.where(form == PROVINCE_UNION, 1, np.where(form == COUNTY_UNION, 0, wide))
    return np.where((form == NATIONAL_UNION) | (form == _INCLUSIVE), 3, wide)


def _unions(chunk: Chunk, changed: Changes, who: Ints, day: Ints) -> pa.Array:
    inside = changed.joined_on[who] <= day
    serials = np.where(inside, chunk.founded.union[who] + 1, 0)
    digits = pc.utf8_lpad(pa.array(serials).cast(pa.string()), 8, "0")
    ids = pc.binary_join_element_wise("ir:", digits, "")
    return pc.if_else(pa.array(inside), ids, pa.scalar(None, pa.string()))


def _names(chunk: Chunk) -> pa.Array:
    """A subject and an epithet, and the county of registration: near-unique, like real ones."""
    world, founded = chunk.world, chunk.founded
    first = np.cumsum([0, *(len(branch.subjects) for branch in world.branches)])
    subjects = pa.array([word for branch in world.branches for word in branch.subjects])
    subject = subjects.take(pa.array(first[founded.branch] + founded.subject))
    epithet = pa.array(world.epithets).take(pa.array(founded.epithet))
    county = pa.array(chunk.sector.counties).take(pa.array(founded.county))
    plain = pc.binary_join_element_wise("شرکت تعاونی", subject, epithet, county, " ")
    union = pc.binary_join_element_wise("اتحادیهٔ تعاونی‌های", subject, county, " ")
    return pc.if_else(pa.array(founded.form >= COUNTY_UNION), union, plain)


def _national_ids(serial: Ints) -> pa.Array:
    """Eleven digits whose check digit holds (`identifiers.make_check_digit`, by the column)."""
    ten = _FIRST_UNREAL + _APART * serial
    digits = ten[:, None] // 10 ** np.arange(9, -1, -1) % 10
    total = ((digits + digits[:, 9:] + 2) * _WEIGHTS).sum(axis=1)
    return pa.array(ten * 10 + total % 11 % 10).cast(pa.string())
