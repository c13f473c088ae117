"""Every statistical claim, measured again: `make results`, or one part with `--part NAME`.

A part is measured once for the same data, source and lock: its figures are kept under
`var/results`, and `--fresh` measures them anew. A part whose data are not here is skipped, with the
reason printed.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import uk_exit
from benchmarks.lines import Line, table

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
KEPT = ROOT / "var" / "results"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One claim: its title, the folder of data it needs, and how it is measured."""

    title: str
    folder: str
    measure: Callable[[Path, Callable[[str], None]], list[Line]]


PARTS = {
    "uk_exit_2016": Part(
        title="Exit of British co-operatives within a year of 1 June 2016",
        folder=uk_exit.FOLDER,
        measure=uk_exit.measure,
    ),
}


def main(words: Sequence[str]) -> int:
    """Print each part that was asked for; 1 where one fails, 0 otherwise."""
    asked = _asked(words)
    print(f"coopscore {_commit()}")
    for name in asked.part or PARTS:
        part = PARTS[name]
        print(f"\n{name}: {part.title}")
        data = asked.data / part.folder
        if not data.is_dir():
            print(f"  skipped: {data} is not here")
            continue
        print(table(_lines(name, part, data, asked)))
    return 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.results", description=__doc__)
    parser.add_argument("--part", action="append", choices=tuple(PARTS), help="all where none is")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real registries")
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder of figures kept")
    parser.add_argument("--fresh", action="store_true", help="measure, whatever is kept")
    return parser.parse_args(words)


def _lines(name: str, part: Part, data: Path, asked: argparse.Namespace) -> list[Line]:
    kept = asked.kept / f"{name}-{_key(data)[:16]}.json"
    if kept.is_file() and not asked.fresh:
        print(f"  measured before on the same data, source and lock ({kept.name})")
        return [Line(**line) for line in json.loads(kept.read_text("utf-8"))]
    begun = time.monotonic()

    def tell(step: str) -> None:
        print(f"  {time.monotonic() - begun:5.1f} s  {step}", file=sys.stderr, flush=True)

    lines = part.measure(data, tell)
    tell("done")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([asdict(line) for line in lines], indent=1), "utf-8")
    return lines


def _key(data: Path) -> str:
    """One hash of all that a figure hangs on: data, source, and the lock."""
    source = [
        path
        for package in ("coopscore", "features", "models", "benchmarks")
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in (".py", ".toml")
    ]
    lock = ROOT / "requirements" / "runtime.txt"
    return _hash([*sorted(data.glob("*")), *source, lock])


def _hash(paths: Iterable[Path]) -> str:
    whole = sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _commit() -> str:
    """The commit that is measured; a plus where files differ from it."""
    try:
        commit = _git("rev-parse", "--short=12", "HEAD")
        return f"{commit}{'+' if _git('status', '--porcelain') else ''}"
    except (OSError, subprocess.CalledProcessError):
        return "(no commit)"


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
