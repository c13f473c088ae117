"""What may not be in the repository is not in it."""

import json
import re

import pytest
from source import ROOT, tracked

TEXT_LIMIT_KIB = 500
# Spelled with brackets so that this file does not find itself.
HOSTS = re.compile(
    r"p[y]pi[.]o|python[h]osted|n[p]mjs[.]|yarn[p]kg[.]|deb[.]d[e]bian|jsd[e]livr|unp[k]g"
)
PATHS = re.compile(r"(?<![\w.])/(work|farm|root|h[o]me)/[a-z.]")
STRANGERS = re.compile(r"\b(sub[a]gent|cl[a]ude|chat[g]pt|l[l]m)\b", re.IGNORECASE)


def readable() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("pattern", [HOSTS, PATHS, STRANGERS], ids=["hosts", "paths", "strangers"])
def test_no_file_names_a_registry_a_machine_or_what_is_not_the_project(pattern):
    hits = [f"{name}: {found[0]}" for name, text in readable() if (found := pattern.search(text))]
    assert hits == []


def test_no_file_is_large():
    large = [p.name for p in tracked() if p.stat().st_size > TEXT_LIMIT_KIB * 1024]
    assert large == []


def test_nothing_generated_is_kept():
    endings = {".html", ".parquet", ".db", ".pkl", ".joblib", ".png", ".pdf", ".xlsx", ".whl"}
    kept = [p.relative_to(ROOT).as_posix() for p in tracked() if p.suffix in endings]
    templates = ("serving/pages/templates/", "serving/reports/templates/")
    assert [name for name in kept if not name.startswith(templates)] == []


def test_notebooks_are_kept_without_outputs():
    for path in (p for p in tracked() if p.suffix == ".ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert [c for c in cells if c.get("outputs") or c.get("execution_count")] == [], path.name


def test_locks_carry_hashes_and_no_addresses():
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)
        assert len(pinned) >= 40
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text


def test_code_carries_no_leftover_marks():
    mark = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
    hits = [name for name, text in readable() if name.endswith(".py") and mark.search(text)]
    assert hits == []
