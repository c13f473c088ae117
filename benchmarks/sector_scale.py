"""The make-believe registry at several sizes: time and memory, as figures and ratios in one run.

Each size is written by a process of its own, as `coopscore synthesize` writes it, to a folder that
goes when it is done. Work is told in seconds of all processes together, which a busy machine
changes less than the clock; memory as that of the largest drawing process times how many there
are, with that of the process that waits for them: more than all of them ever held at once.

    python -m benchmarks.sector_scale [COOPERATIVES ...]
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from coopscore.calendar import jalali
from coopscore.synthetic.dirt.rates import USUAL
from coopscore.synthetic.synthesis import Order, synthesize

ROOT = Path(__file__).resolve().parents[1]
SIZES = (5_000, 20_000, 80_000)
WORKERS = 2
SEED = 1404
_MIB = 1024  # ru_maxrss is in KiB
_ONE = "--one"
# What is asked: at a size, seconds by the clock and MiB at most.
_ASKED = {20_000: (90.0, 3 * 1024.0), 235_000: (float("inf"), 8 * 1024.0)}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One size: by the clock, over all processes, in memory and on disk."""

    cooperatives: int
    rows: int
    seconds: float
    worked_seconds: float
    mib: float
    disk_mib: float


def measured(cooperatives: int) -> Measured:
    """Write a registry of that size in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.sector_scale", _ONE, str(cooperatives)]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return Measured(**json.loads(told.stdout))


def write(cooperatives: int) -> Measured:
    """Write a registry of that size here, and measure this process and those it starts."""
    order = Order(cooperatives=cooperatives, seed=SEED, until=jalali(1404, 12, 29), dirt=USUAL)
    with TemporaryDirectory(prefix="coopscore-scale-") as folder:
        start = perf_counter()
        made = synthesize(Path(folder), order, workers=WORKERS)
        seconds = perf_counter() - start
        disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    here, started = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Measured(
        cooperatives=cooperatives,
        rows=sum(made.rows.values()),
        seconds=seconds,
        worked_seconds=sum(use.ru_utime + use.ru_stime for use in (here, started)),
        mib=(here.ru_maxrss + WORKERS * started.ru_maxrss) / _MIB,
        disk_mib=disk / _MIB**2,
    )


def main(sizes: Sequence[int]) -> None:
    """Print each size, and its work for each co-operative beside that of the first."""
    first = 0.0
    for size in sizes:
        one = measured(size)
        each = one.worked_seconds / size
        first = first or each
        print(
            f"{size:>8,} co-operatives, {one.rows:>12,} rows: {one.seconds:7.1f} s by the clock, "
            f"{one.worked_seconds:7.1f} s of work, {one.mib:6,.0f} MiB, {one.disk_mib:7,.0f} MiB "
            f"on disk; work for each, beside the first size: {each / first:.2f}{verdict(one)}",
            flush=True,
        )


def verdict(one: Measured) -> str:
    """Whether what is asked of a size is met; nothing where nothing is asked."""
    if one.cooperatives not in _ASKED:
        return ""
    seconds, mib = _ASKED[one.cooperatives]
    met = one.seconds <= seconds and one.mib <= mib
    return f"; asked at most {seconds:g} s and {mib:g} MiB: {'met' if met else 'missed'}"


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        print(json.dumps(asdict(write(int(sys.argv[2])))))
    else:
        main([int(word) for word in sys.argv[1:]] or SIZES)
