"""The two Brazilian files as rows: what their columns are called, and who a row is about."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from coopscore.calendar import NotADay, month_end, read_day
from coopscore.errors import WrongColumns
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.read import RawTable, read_csv
from coopscore.intake.unreadable import Reason
from coopscore.language import Text

RETURNS = "cooperados_por_cooperativa.csv"
REGISTER = "coop_cred_rfb.csv"

NO_FOLDER = Reason(
    found=Text(en="there is no such folder", fa="چنین پوشه‌ای نیست"),
    remedy=Text(
        en="Name the folder that holds {returns} and {register}.",
        fa="پوشه‌ای را بدهید که {returns} و {register} در آن است.",
    ),
)
NOT_HERE = Reason(
    found=Text(en="it does not hold {missing}", fa="این‌ها در آن نیست: {missing}"),
    remedy=Text(
        en="Name the folder that holds both {returns} and {register}; each tells who the other "
        "speaks of.",
        fa="پوشه‌ای را بدهید که هر دو فایل {returns} و {register} در آن است؛ هر یک می‌گوید دیگری "
        "از که سخن می‌گوید.",
    ),
)

_ROOT = re.compile(r"\d{1,8}")
_ROOT_DIGITS = 8


def found(folder: Path) -> tuple[Path, Path]:
    """The paths of the returns and of the register.

    Raises
    ------
    UnreadableFile
        Where there is no such folder, or one of them is not in it, named.
    """
    names = {"returns": RETURNS, "register": REGISTER}
    if not folder.is_dir():
        raise NO_FOLDER.refusal(folder, **names)
    if missing := [name for name in names.values() if not (folder / name).is_file()]:
        raise NOT_HERE.refusal(folder, missing=missing, **names)
    return folder / RETURNS, folder / REGISTER


def read_file(path: Path, columns: Sequence[str], delimiter: str) -> RawTable:
    """One of the files.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where it is no table, or lacks one of `columns`.
    """
    file = read_csv(path, delimiter=delimiter)
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


def cells_of(file: RawTable, cells: Sequence[str]) -> dict[str, str]:
    """A row's cells by the file's own column names; `NA` says that there is nothing."""
    texts = (cell.strip() for cell in cells)
    return {
        name: "" if text == "NA" else text for name, text in zip(file.header, texts, strict=True)
    }


def root_of(text: str) -> str | None:
    """The CNPJ's root, eight digits, with the leading noughts that an export may have dropped.

    Examples
    --------
    >>> root_of("1009908")
    '01009908'
    """
    return text.zfill(_ROOT_DIGITS) if _ROOT.fullmatch(text) else None


def coop_id(root: str) -> str:
    """`br:01009908`: the root of the tax number behind the registry it belongs to."""
    return f"br:{root}"


def written(root: str) -> str:
    """The root as it is written in Brazil: `01.009.908`."""
    return f"{root[:2]}.{root[2:5]}.{root[5:]}"


def no_cooperative(column: str, value: str) -> Fault:
    """The fault of a row whose id is no CNPJ root."""
    return Fault(code="unknown_cooperative", column=column, value=value)


def aside(file: RawTable, row: int, *faults: Fault) -> QuarantinedRow:
    """A row that is not taken."""
    return QuarantinedRow(source=file.name, row=row, faults=faults, raw=file.raw(row))


def parsed(text: str) -> date | None:
    """The day that the text names, None where it names none."""
    try:
        return read_day(text)
    except NotADay:
        return None


def end_of_month(month: date, later: int = 0) -> date:
    """The last day of the month that lies `later` months after that of `month`."""
    end = month_end(month, "gregorian")
    for _ in range(later):
        end = month_end(end + timedelta(days=1), "gregorian")
    return end


def introduced(root: str, day: date | str, attributes: Mapping[str, str]) -> dict[str, str]:
    """What a co-operative is, from `day` on; neither source gives names."""
    return {
        "coop_id": coop_id(root),
        "valid_from": str(day),
        "name": f"CNPJ {written(root)}",
        "registration_no": written(root),
        **attributes,
    }


def turned(coop: str, to_code: str, happened: date | str, reason: str = "") -> dict[str, str]:
    """A change of status, but for the day it was known."""
    axis = "registry_stage" if to_code in ("registered", "dissolved") else "activity_status"
    return {
        "coop_id": coop,
        "axis": axis,
        "to_code": to_code,
        "valid_from": str(happened),
        "reason": reason,
        "actor": "source",
    }
