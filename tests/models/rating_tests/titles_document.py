"""Writes the list of a rating's tests into docs/validation.md; run it where a test was changed.

`python tests/models/rating_tests/titles_document.py` from the project's folder.
"""

from pathlib import Path

from models.rating_tests.battery import TITLES

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "validation.md"
HEADING = "## The tests of a rating, one by one\n"
COLUMNS = ("test", "null", "wanted", "days", "formula", "source", "library")


def section() -> str:
    """The section as it should stand, from the titles."""
    lines = [HEADING, "\n"]
    for subject, titles in TITLES.items():
        lines += [f"### {subject.capitalize()}\n\n", _row(COLUMNS), _row(["---"] * len(COLUMNS))]
        for title in titles.values():
            null = title.null and title.null.replace("_", " ")
            wanted = title.wanted.value if title.null else ""
            cells = (
                f"`{title.name}`", null or "only reported", wanted, getattr(title, "days", ""),
                title.formula.replace("|", "\\|"), title.source, title.library,
            )  # fmt: skip
            lines.append(_row(cells))
        lines.append("\n")
    return "".join(lines).rstrip("\n") + "\n"


def _row(cells) -> str:
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Put the section in its place, or at the end."""
    text = DOCUMENT.read_text("utf-8")
    before, _, after = text.partition(HEADING)
    rest = after[after.find("\n## ") + 1 :] if "\n## " in after else ""
    whole = before.rstrip("\n") + "\n\n" + section() + (f"\n{rest}" if rest else "")
    DOCUMENT.write_text(whole, "utf-8")


if __name__ == "__main__":
    main()
