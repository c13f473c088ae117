"""Inspectors and jurors: people of the offices, with their own severity, who do not exist.

Each has a ten-digit code whose check digit is wrong, so that it is nobody's national code. Their
first nine digits are below those of `persons`, so that no officer of a co-operative shares one.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.sector.chunk import stream
from coopscore.synthetic.sector.cycles import Floats, Ints
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

JURORS = 3  # of a branch and province: "three specialists of the branch" (Kurdistan, 14th)
_JUROR_SPREAD = 4.0  # marks, of a hundred, from juror to juror; assumed
_INSPECTORS_FROM = 10_000
_JURORS_FROM = 500_000


def inspector_keys(sector: Sector) -> tuple[str, ...]:
    """The code of each inspector, in the order of `sector.severity`."""
    return _codes(_INSPECTORS_FROM, len(sector.severity))


def inspector_of(sector: Sector, county: Ints, rng: np.random.Generator) -> Ints:
    """One of the county's inspectors for each row, by lot; -1 where it has none."""
    order = np.argsort(sector.inspector_county, kind="stable")
    placed = sector.inspector_county[order]
    first = np.searchsorted(placed, county, side="left")
    many = np.searchsorted(placed, county, side="right") - first
    pick = first + (rng.random(len(county)) * many).astype(np.int64)
    return np.where(many > 0, order[np.minimum(pick, len(order) - 1)], -1)


def official_truth(sector: Sector, world: World) -> Mapping[str, pa.Table]:
    """What no registry knows of the offices' people. For the truth, never for a file.

    Returns
    -------
    Mapping of str to pa.Table
        `inspector`: key, county, and severity (by which findings rise, in logs). `juror`: key,
        province, branch, and severity (marks of a hundred given less than the mean juror).
    """
    shape = len(world.provinces), len(world.branches), JURORS
    province, branch, _ = (each.ravel() for each in np.indices(shape))
    counties = pa.array(sector.counties)
    codes = pa.array([place.code for place in world.provinces])
    names = pa.array([kind.name for kind in world.branches])
    inspectors = {
        "inspector_key": pa.array(inspector_keys(sector)),
        "county": counties.take(pa.array(sector.inspector_county)),
        "severity": pa.array(sector.severity),
    }
    of_juries = {
        "juror_key": pa.array(juror_keys(*shape[:2])),
        "province": codes.take(pa.array(province)),
        "branch": names.take(pa.array(branch)),
        "severity": pa.array(juror_severity(sector, *shape[:2])),
    }
    return {"inspector": pa.table(inspectors), "juror": pa.table(of_juries)}


def juror_keys(provinces: int, branches: int) -> tuple[str, ...]:
    """The code of each juror, in the order of `jurors`."""
    return _codes(_JURORS_FROM, provinces * branches * JURORS)


def jurors(province: Ints, branch: Ints, branches: int) -> Ints:
    """The three jurors of each row's province and branch: (rows, 3)."""
    panel = (province * branches + branch) * JURORS
    return panel[:, None] + np.arange(JURORS)[None, :]


def juror_severity(sector: Sector, provinces: int, branches: int) -> Floats:
    """Marks that each juror gives less than the mean juror, the same in every edition."""
    rng = stream(sector.seed, 0, "jurors")
    return rng.normal(0.0, _JUROR_SPREAD, provinces * branches * JURORS)


def _codes(first: int, count: int) -> tuple[str, ...]:
    return tuple(_unreal(number) for number in range(first, first + count))


def _unreal(number: int) -> str:
    """Ten digits whose last is not the check digit of the first nine."""
    nine = f"{number:09d}"
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    right = rest % 11 if rest % 11 < 2 else 11 - rest % 11
    return f"{nine}{(right + 1) % 10}"
