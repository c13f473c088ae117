"""The tax register's establishments: who a co-operative is, since when, and how it stands.

The head office's row speaks for the co-operative; a branch office's row is an outlet.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coopscore.adapters.brazil_files import (
    aside,
    cells_of,
    coop_id,
    introduced,
    no_cooperative,
    parsed,
    read_file,
    root_of,
    turned,
)
from coopscore.adapters.delivery import Draft
from coopscore.intake.differences import differing
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.read import RawTable
from coopscore.intake.unreadable import Reason
from coopscore.language import Text

ROOT, KIND = "cnpj_basico", "identificador_matriz_filial"
STATUS, STATUS_DAY = "situacao_cadastral", "data_situacao_cadastral"
OPENED, ACTIVITY = "data_inicio_atividade", "cnae_fiscal_principal"

# The file names no day of its own; the newest day in it is 13 January 2023. Undated ends are put on
# this day, so a register that knows of later ones is another edition, and refused.
EDITION = date(2023, 1, 31)
LATER_EDITION = Reason(
    found=Text(
        en="row {row} holds {day} in {column}, after {edition}, the day of the one edition that "
        "is read",
        fa="سطر {row} در {column} تاریخ {day} را دارد که پس از {edition} است، روز تنها ویرایشی که "
        "خوانده می‌شود",
    ),
    remedy=Text(
        en="Send the register of {edition}, or correct the day if it is mistyped.",
        fa="دفتر ثبت {edition} را بدهید، یا اگر تاریخ نادرست نوشته شده است آن را اصلاح کنید.",
    ),
)

HEAD_OFFICE, BRANCH_OFFICE = "1", "2"
VOID, ACTIVE, SUSPENDED, UNFIT, CLOSED = "1", "2", "3", "4", "8"
# Administrative states of the tax number; a co-operative may trade on in either.
DOUBTS: Mapping[str, str] = {SUSPENDED: "suspensa", UNFIT: "inapta"}
UNDATED = "day_not_given"
VOIDED = "nula"

_KINDS = (HEAD_OFFICE, BRANCH_OFFICE)
_STATUSES = (VOID, ACTIVE, SUSPENDED, UNFIT, CLOSED)
_READ = (STATUS, STATUS_DAY, OPENED, ACTIVITY)

# CNAE 2.3, subclasses of division 64 for credit co-operatives; others keep their number.
_BRANCHES: Mapping[str, str] = {
    "6424701": "Bancos cooperativos",
    "6424702": "Cooperativas centrais de crédito",
    "6424703": "Cooperativas de crédito mútuo",
    "6424704": "Cooperativas de crédito rural",
}


@dataclass(frozen=True, kw_only=True)
class _Head:
    """A head office's row."""

    row: int
    root: str
    cells: Mapping[str, str]

    def told(self) -> Mapping[str, str]:
        """What is read of it."""
        return {name: self.cells[name] for name in _READ}


@dataclass
class Establishments:
    """The drafts of the register's rows; `statuses` counts head offices by status.

    `entries` on the register and later `turns` of status take their days from different columns.
    `doubted` gives the day from which a co-operative's activity is unknown, `closed` the day it was
    closed, each by co-operative. `unfit_years` counts the unfit by the year they became so.
    """

    file: RawTable
    states: list[Draft] = field(default_factory=list)
    entries: list[Draft] = field(default_factory=list)
    turns: list[Draft] = field(default_factory=list)
    outlets: list[Draft] = field(default_factory=list)
    set_aside: list[QuarantinedRow] = field(default_factory=list)
    repeated: int = 0
    padded: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    unfit_years: Counter[str] = field(default_factory=Counter)
    doubted: dict[str, date] = field(default_factory=dict)
    closed: dict[str, date] = field(default_factory=dict)
    registered: set[str] = field(default_factory=set)
    alike: int = 0


def establishments(path: Path) -> Establishments:
    """Read the register.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where the file is no table, lacks a column, or holds a day after `EDITION`.
    """
    told = Establishments(file=read_file(path, (ROOT, KIND, *_READ), ","))
    told.set_aside.extend(told.file.misshapen)
    heads: dict[str, list[_Head]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for row in told.file.rows:
        cells = cells_of(told.file, row.cells)
        _refuse_later(path, row.number, cells)
        root = root_of(cells[ROOT])
        if root and cells[KIND] == HEAD_OFFICE:
            # Whatever is wrong with the row: once mended, it introduces the co-operative.
            told.registered.add(coop_id(root))
        faults = tuple(_faults(cells))
        if root is None or faults:
            told.set_aside.append(aside(told.file, row.number, *faults))
            continue
        told.padded += len(cells[ROOT]) < len(root)
        if cells[KIND] == HEAD_OFFICE:
            heads[root].append(_Head(row=row.number, root=root, cells=cells))
        else:
            told.outlets.append(_outlet(row.number, root, cells[OPENED], seen))
    told.alike = len(told.outlets) - len(seen)
    for found in heads.values():
        _settle(told, found)
    return told


def _refuse_later(path: Path, row: int, cells: Mapping[str, str]) -> None:
    for column in (STATUS_DAY, OPENED):
        day = parsed(cells[column])
        if day is not None and day > EDITION:
            facts = {"row": row, "column": column, "day": day, "edition": EDITION}
            raise LATER_EDITION.refusal(path, **facts)


def _faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    if root_of(cells[ROOT]) is None:
        yield no_cooperative(ROOT, cells[ROOT])
    for column, allowed in ((KIND, _KINDS), (STATUS, _STATUSES)):
        if cells[column] not in allowed:
            facts = {"allowed": allowed}
            yield Fault(code="unknown_code", column=column, value=cells[column], facts=facts)


def _dates(happened: str, column: str = "recorded_at") -> dict[str, str]:
    """When a dated entry was known: on its own day, as nobody can say when it was learnt."""
    return {column: happened, "hindsight": "yes" if parsed(happened) else ""}


def _outlet(row: int, root: str, opened: str, seen: Counter[str]) -> Draft:
    """A branch office, seen on the day it opened; the file says neither its name nor its place."""
    key = f"{coop_id(root)}|filial|{opened}"
    seen[key] += 1
    values = {
        "coop_id": coop_id(root),
        "record_id": f"{key}|{seen[key]}",
        "name": "filial",
        "seen_on": opened,
    }
    return Draft(row, values | _dates(opened))


def _settle(told: Establishments, found: Sequence[_Head]) -> None:
    """One head office speaks for its co-operative; rows that disagree are all set aside."""
    if any(head.told() != found[0].told() for head in found):
        told.set_aside.extend(_contradictions(told.file, found))
        return
    told.repeated += len(found) - 1
    _head(told, found[0])


def _contradictions(file: RawTable, heads: Sequence[_Head]) -> Iterator[QuarantinedRow]:
    rows = [str(head.row) for head in heads]
    facts = {"record_id": coop_id(heads[0].root), "known": EDITION, "rows": rows}
    for head in heads:
        own = head.told()
        other = next(each.told() for each in heads if each.told() != own)
        pairs = {name: (own[name], other[name]) for name in own if own[name] != other[name]}
        yield aside(file, head.row, differing("conflicting_duplicate", pairs, facts))


def _head(told: Establishments, head: _Head) -> None:
    coop, status, opened = coop_id(head.root), head.cells[STATUS], head.cells[OPENED]
    told.statuses[status] += 1
    attributes = {"founded_on": opened, "branch": _branch(head.cells[ACTIVITY])}
    state = introduced(head.root, opened, attributes) | _dates(opened)
    told.states.append(Draft(head.row, state))
    dated = bool(head.cells[STATUS_DAY])
    # An end without a day leaves no span in which the co-operative is known to have stood on the
    # register, and a void registration none at all.
    if status != VOID and (dated or status != CLOSED):
        told.entries.append(Draft(head.row, turned(coop, "registered", opened) | _dates(opened)))
    if status == ACTIVE:
        return
    happened = head.cells[STATUS_DAY] or EDITION.isoformat()
    reason = {**DOUBTS, VOID: VOIDED}.get(status, "") or ("" if dated else UNDATED)
    to_code = "unknown" if status in DOUBTS else "dissolved"
    turn = turned(coop, to_code, happened, reason) | _dates(happened)
    told.turns.append(Draft(head.row, turn))
    told.unfit_years[happened[:4]] += status == UNFIT
    if day := parsed(happened):
        (told.doubted if status in DOUBTS else told.closed)[coop] = day


def _branch(activity: str) -> str:
    """`6424-7/03 Cooperativas de crédito mútuo`, as the statistics office writes it."""
    number = f"{activity[:4]}-{activity[4:5]}/{activity[5:]}" if len(activity) == 7 else activity
    return f"{number} {_BRANCHES.get(activity, '')}".strip()
