"""The UK register as its publisher gives it: dated editions, each a whole list of organisations."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopscore.calendar import NotADay, read_day
from coopscore.errors import UnreadableFile, WrongColumns
from coopscore.intake.differences import differing
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.read import RawTable, read_csv
from coopscore.intake.unreadable import Reason
from coopscore.language import Text

ID = "CUK Organisation ID"
STATUS = "Registered Status"
INCORPORATED = "Incorporation Date"
DISSOLVED = "Dissolved Date"
LIVE, DEAD = "Live", "Dead"

# Our columns of a co-operative's state, by the source's; SIC codes and trading names have no place.
ATTRIBUTES: Mapping[str, str] = {
    "name": "Registered Name",
    "registration_no": "Registered Number",
    "founded_on": INCORPORATED,
    "legal_form": "Legal Form",
    "ownership": "Ownership Classification",
    "branch": "Sector - Simplified, High Level",
    "province": "UK Nation",
    "county": "Registered State/Province",
}

_EDITION = re.compile(r"_(\d{4})-(\d{2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ORGANISATION = re.compile(r"R\d+")
_LOST_LETTER = "\ufffd"  # what a letter becomes that the publisher's export could not write


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One organisation in one edition.

    Days are in our order of year, month, day, and otherwise as the source has them; `attributes`
    go by our names.
    """

    row: int
    coop_id: str
    live: bool
    incorporated: str
    dissolved: str
    attributes: Mapping[str, str]

    def tells_the_same(self, other: "Entry") -> bool:
        """Whether the two differ in nothing that is read."""
        return self.told() == other.told()

    def told(self) -> Mapping[str, str]:
        """What is read of it, under the source's own column names."""
        attributes = {theirs: self.attributes[ours] for ours, theirs in ATTRIBUTES.items()}
        status = {STATUS: LIVE if self.live else DEAD, DISSOLVED: self.dissolved}
        return {**status, **attributes}


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition of the register, known on the first of its month.

    `repeated` counts rows that say again what another of their id says; ids whose rows disagree
    are `set_aside`, and stand in `contested` so that they do not count as absent.
    """

    day: date
    file: RawTable
    entries: Mapping[str, Entry]
    repeated: int
    contested: frozenset[str]
    set_aside: tuple[QuarantinedRow, ...]


def coop_id(organisation: str) -> str:
    """`uk:R000001`: the source's own id behind the registry it belongs to."""
    return f"uk:{organisation}"


def is_organisation(organisation: str) -> bool:
    """Whether the id is one organisation's; totals of unregistered ones are listed as `N/a`."""
    return _ORGANISATION.fullmatch(organisation) is not None


def read_file(path: Path, columns: Sequence[str]) -> RawTable:
    """A file of the folder, in UTF-8 or else in cp1252.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where it is no table, or lacks one of `columns`.
    """
    try:
        file = read_csv(path)
    except UnreadableFile:
        file = read_csv(path, encoding="cp1252")
    missing = [name for name in columns if name not in file.header]
    repeated = sorted({name for name in columns if file.header.count(name) > 1})
    if missing or repeated:
        raise WrongColumns(
            path=str(path),
            table=path.stem,
            missing=missing,
            unknown=[],
            repeated=repeated,
            allowed=list(columns),
        )
    return file


def edition_day(path: Path) -> date | None:
    """The first of the month that the file's name ends with: `..._2016-06.csv`."""
    found = _EDITION.search(path.stem)
    return parsed(f"{found[1]}-{found[2]}-01") if found else None


def day_text(source: str) -> str:
    """`25/1/1988` and `25/01/1988` as year, month, day; other text as it stands."""
    text = source.strip()
    found = _DAY_FIRST.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def parsed(text: str) -> date | None:
    """The day that the text names, None where it names none."""
    try:
        return read_day(text)
    except NotADay:
        return None


def editions(folder: Path) -> list[Edition]:
    """The editions of the folder, oldest first.

    Raises
    ------
    UnreadableFile
        Where there is none.
    """
    paths = sorted(folder.glob("organisations_*.csv"))
    dated = [(day, path) for path in paths if (day := edition_day(path))]
    if not dated:
        raise NO_EDITION.refusal(folder)
    return [_edition(day, path) for day, path in dated]


NO_EDITION = Reason(
    found=Text(
        en="it holds no edition of the register, organisations_YYYY-MM.csv",
        fa="ویرایشی از فهرست ثبت با نام organisations_YYYY-MM.csv در آن نیست",
    ),
    remedy=Text(
        en="Name the folder that holds the editions, one file for each.",
        fa="پوشه‌ای را بدهید که ویرایش‌ها در آن است، هر ویرایش در یک فایل.",
    ),
)


def _edition(day: date, path: Path) -> Edition:
    file = read_file(path, (ID, STATUS, DISSOLVED, *ATTRIBUTES.values()))
    set_aside = list(file.misshapen)
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for row in file.rows:
        cells = dict(zip(file.header, row.cells, strict=True))
        if faults := tuple(_faults(cells)):
            set_aside.append(_aside(file, row.number, faults))
        else:
            by_id[coop_id(cells[ID].strip())].append(_entry(row.number, cells))
    agreed = {key: found for key, found in by_id.items() if _agree(found)}
    for key in by_id.keys() - agreed.keys():
        set_aside.extend(_contradictions(file, day, by_id[key]))
    return Edition(
        day=day,
        file=file,
        entries={key: found[0] for key, found in agreed.items()},
        repeated=sum(len(found) - 1 for found in agreed.values()),
        contested=frozenset(by_id.keys() - agreed.keys()),
        set_aside=tuple(set_aside),
    )


def _faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    if not is_organisation(cells[ID].strip()):
        yield Fault(code="unknown_cooperative", column=ID, value=cells[ID])
    if cells[STATUS].strip() not in (LIVE, DEAD):
        allowed = {"allowed": (LIVE, DEAD)}
        yield Fault(code="unknown_code", column=STATUS, value=cells[STATUS], facts=allowed)


def _aside(file: RawTable, row: int, faults: tuple[Fault, ...]) -> QuarantinedRow:
    return QuarantinedRow(source=file.name, row=row, faults=faults, raw=file.raw(row))


def _entry(row: int, cells: Mapping[str, str]) -> Entry:
    attributes = {ours: cells[theirs].strip() for ours, theirs in ATTRIBUTES.items()}
    attributes["founded_on"] = day_text(cells[INCORPORATED])
    return Entry(
        row=row,
        coop_id=coop_id(cells[ID].strip()),
        live=cells[STATUS].strip() == LIVE,
        incorporated=attributes["founded_on"],
        dissolved=day_text(cells[DISSOLVED]),
        attributes=attributes,
    )


def _agree(entries: Sequence[Entry]) -> bool:
    return all(entry.tells_the_same(entries[0]) for entry in entries)


def _contradictions(
    file: RawTable, day: date, entries: Sequence[Entry]
) -> Iterator[QuarantinedRow]:
    rows = [str(entry.row) for entry in entries]
    facts = {"record_id": entries[0].coop_id, "known": day, "rows": rows}
    for entry in entries:
        own = entry.told()
        others = (other.told() for other in entries if not entry.tells_the_same(other))
        other = next(others)
        found = {name: (own[name], other[name]) for name in own if own[name] != other[name]}
        fault = differing("conflicting_duplicate", found, facts)
        yield _aside(file, entry.row, (fault,))


def mended(entry: Entry, earlier: Mapping[str, str]) -> dict[str, str]:
    """The entry's attributes; a name that lost letters in the export keeps its earlier spelling."""
    attributes = dict(entry.attributes)
    if _LOST_LETTER in attributes["name"]:
        attributes["name"] = earlier["name"]
    return attributes
