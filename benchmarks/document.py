"""Writing results down: the figures for the page, and the document for whoever reads the project.

Both are made of the same codes and numbers. A part keeps the commit that made it: a run of one part
leaves the others as they stand.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from serving.i18n import Words
from serving.pages.results_page import Section, Telling

FORMAT = 1
_HEAD = """# Results

Written by `make results`: a change by hand is undone by the next run, and a test finds it before.
The page `/results` of the service shows the same in both languages. Intervals hold 95% of the
redraws of whole co-operatives, with one seed. A plus behind a commit says that files differed from
it.

To make a part again: `.venv/bin/python -m benchmarks.results --part NAME`; `--fresh` measures even
what was measured before on the same data, source and lock. The data lie in `../shared/data`, or
where `--data` says.
"""


def read(figures: Path) -> list[dict[str, Any]]:
    """The parts as they were last written; none where nothing was."""
    if not figures.is_file():
        return []
    parts: list[dict[str, Any]] = json.loads(figures.read_text("utf-8"))["parts"]
    return parts


def joined(
    before: Sequence[Mapping[str, Any]],
    fresh: Mapping[str, Mapping[str, Any]],
    order: Sequence[str],
) -> list[dict[str, Any]]:
    """The parts before, those measured now in their place, in `order`."""
    parts = {part["name"]: dict(part) for part in before}
    parts |= {name: {"name": name, **part} for name, part in fresh.items()}
    return [parts[name] for name in order if name in parts]


def write(figures: Path, document: Path, parts: Sequence[Mapping[str, Any]]) -> None:
    """Write both, each wholly."""
    content = {"format": FORMAT, "parts": parts}
    figures.write_text(_json(content), "utf-8")
    document.write_text(text(content), "utf-8")


def text(content: Mapping[str, Any]) -> str:
    """The document of these figures, in English."""
    tell = Telling(Words("en"))
    return "\n".join([_HEAD, *(_part(tell, one) for one in tell.sections(content))])


def _part(tell: Telling, section: Section) -> str:
    columns = [*tell.columns, tell("col_commit")]
    table = [columns, ["---"] * len(columns)]
    table += [[*row.cells, f"`{section.commit}`"] for row in section.rows]
    lines = [
        f"## {section.title}", "", f"Part `{section.name}`. {section.about}", "",
        *(f"- {note}" for note in section.notes), *([""] if section.notes else []),
        *(f"| {' | '.join(cells)} |" for cells in table), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _json(content: Mapping[str, Any]) -> str:
    """JSON with one line of text for each figure, so that a change shows which one it is."""
    head = {name: value for name, value in content.items() if name != "parts"}
    parts = []
    for part in content["parts"]:
        plain = {name: value for name, value in part.items() if name not in ("lines", "notes")}
        lists = ", ".join(f'"{name}": {_rows(part[name])}' for name in ("notes", "lines"))
        parts.append(f"{json.dumps(plain)[:-1]}, {lists}}}")
    return f'{json.dumps(head)[:-1]}, "parts": [\n' + ",\n".join(parts) + "\n]}\n"


def _rows(items: Sequence[Mapping[str, Any]]) -> str:
    return "[" + ",".join(f"\n {json.dumps(one)}" for one in items) + "]"
