"""Writes docs/quality.md from the rules; `make docs` calls it."""

from coopscore.quality.flags import FLAG_KINDS
from coopscore.quality.rule import DIMENSION_TITLES, DIMENSIONS
from coopscore.quality.rules import rules
from coopscore.quality.settings import quality_settings
from coopscore.schema import TABLES

HEAD = """# How good the data are

`coopscore quality --out DIR [--as-of D]` asks every rule below of all facts that were known by a
day, and says what statistics doubt. It changes nothing: nothing is repaired and nothing is merged.
Written from `coopscore/quality`; a test holds it.

| file | for |
|---|---|
| `report.fa.html`, `report.en.html` | people: by table, province and office; what fails; doubts |
| `report.json` | programs: every number of the pages, and all offices and rules |
| `plots/` | heat maps of tables and of provinces, by dimension |
| `issues.csv` | people who mend: one line a row and fault, with its remedy in both languages |
| `quality_issue.csv` | `coopscore ingest`: the same as rows of the table `quality_issue` |

## What a figure means

A rule is a question to every row of its table. A row passes, fails, or cannot be told, because a
value that the question needs is missing. The **numerator** is the rows that pass; the
**denominator** those that pass or fail; the **unknown** are counted apart: missing is not zero, and
no failure. Where a figure speaks of a dimension, a table or a place, it is the sum over the rules,
so a row counts as often as it was asked. A table that no rule asks about in a dimension shows a
dash.

- **complete**: what an office needs is filled in, and a duty has its paper;
- **valid**: the row keeps its own rules: check digits, sums of a statement, women within members,
  days in order;
- **unique**: it is told once: one record a key, one co-operative an id and a name in a county;
- **consistent**: it agrees with other tables: status with papers, attendance with members, a month
  of a loan with the loan;
- **timely**: the days from what it speaks of to the day it was first known keep to the norm of its
  table. A correction makes no row late, and a declared known day is unknown.

A row belongs to the province and office that its co-operative's standing entry names; where no
registration office is named, to the county. Rows about the sector belong to the province that they
name. As of a day, only what was known by it is asked: the last version of each record, an end only
once it was known.

## What statistics doubt

Each doubt has a score, the natural logarithm of how much better the fault explains a row than
chance does, and its evidence beside it. Which share of clean rows a threshold flags is measured on
the make-believe registry, where it is known what was planted ([results.md](results.md));
thresholds stand in `coopscore/quality/settings.toml`, with a version that every report names.

- **Another unit of money.** All lines of a statement are compared with the median of the
  co-operative's own last five, as money or in the prices of one year, whichever is the steadier for
  that line; without any with peers of its branch and size; its paid-in capital also with that of
  the yearly figures. Three earlier ones make a history; fewer tell less. A shift of all lines by
  one power of ten is weighed against none, under heavy tails, so that one line that jumped does not
  decide. What moves together counts less than what does not.
- **Planned jobs as employees.** Only a count that equals the plan, or nearly, is asked about. How
  likely the plan is as a copy is weighed against how likely it is after the co-operative's own
  earlier counts, beside its insurance list and its sales a head.
- **The same co-operative twice**, or one that carried on another. Names of one province and branch
  are compared without the words that most names have; pairs that are alike are weighed by county,
  day of founding, national id, registration number, or by the end of one before the founding of the
  other and officers in common. Chances are counted in the register, so that a common name says
  little (Fellegi and Sunter 1969). Two pairs may share a co-operative; the list has all of them.
- **Dated back in bursts.** How long an entry waited, beside the usual of its office, and how many
  late ones fell together there, in the province, or while a campaign ran, beside the days around.

What these cannot see: a co-operative that always wrote toman for rial; a plan that was reached; an
office that is always late.
"""


def document() -> str:
    """The whole of docs/quality.md."""
    settings = quality_settings()
    lines = [HEAD, f"## Flags (settings, version {settings.version})\n"]
    lines += ["| flag | in | from a score of | what to do |", "|---|---|---|---|"]
    for kind in FLAG_KINDS.values():
        score = settings.thresholds[kind.code]
        lines.append(
            f"| `{kind.code}`: {kind.title.en} | `{kind.table}.{kind.column}` | {score:g} |"
            f" {kind.remedy.en} |"
        )
    lines += ["", f"## Norms (settings, version {settings.version})\n"]
    lines += ["| table | days | why |", "|---|---|---|"]
    lines += [f"| `{name}` | {norm.days} | {norm.why} |" for name, norm in settings.norms.items()]
    lines += ["", f"## Rules ({len(rules())})\n"]
    for dimension in DIMENSIONS:
        title = DIMENSION_TITLES[dimension]
        lines += [f"### {title.en.capitalize()} ({title.fa})\n"]
        lines += ["| table | rule | holds where | of rows where |", "|---|---|---|---|"]
        for name in TABLES:
            for rule in rules().values():
                if (rule.table, rule.dimension) == (name, dimension):
                    asked = "" if rule.asked == "TRUE" else f"`{rule.asked}`"
                    lines.append(f"| `{name}` | {rule.title.en} | `{rule.holds}` | {asked} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(document(), end="")
