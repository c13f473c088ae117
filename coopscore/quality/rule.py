"""What a rule of data quality is: a question to every row of a table, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from coopscore.language import Text

Dimension = Literal["complete", "valid", "unique", "consistent", "timely"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

DIMENSION_TITLES: Mapping[Dimension, Text] = {
    "complete": Text(en="complete", fa="کامل"),
    "valid": Text(en="valid", fa="معتبر"),
    "unique": Text(en="unique", fa="یکتا"),
    "consistent": Text(en="consistent", fa="سازگار"),
    "timely": Text(en="timely", fa="به‌هنگام"),
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One question to every row of a table.

    `holds` is SQL over the columns of `source`: true is passed, false is failed, and unknown (a
    value is missing) is counted apart, as neither. Only rows for which `asked` is true are asked.
    `source` is a table by its name, or one of `relations.RELATIONS` that has a row for each row of
    the table, or for several of them together, with `coop_id` and `record_id`. `column` is what a
    failed row is told about. Rows that fail a rule that is not `listed` are counted only.
    """

    code: str
    table: str
    dimension: Dimension
    title: Text
    remedy: Text
    holds: str
    source: str
    asked: str = "TRUE"
    column: str = ""
    listed: bool = True
