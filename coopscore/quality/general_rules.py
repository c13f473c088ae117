"""Rules that every table has by what it is: its key, its days, columns that should be filled."""

from collections.abc import Iterator, Mapping

from coopscore.intake.keys import key_columns
from coopscore.language import Text
from coopscore.quality.expected import EXPECTED
from coopscore.quality.rule import Rule
from coopscore.quality.settings import Norm
from coopscore.schema import TABLES
from coopscore.table import Column, Table

_TOLD = Text(en="{column}: filled in", fa="{column}: پر شده است")
_FILL = Text(en="Ask the office that sent the row.", fa="از ادارهٔ فرستنده بپرسید.")
_ONCE = Text(en="One record for each key", fa="برای هر کلید یک رکورد")
_VOID = Text(
    en="Keep the record that is right, and void the others.",
    fa="رکورد درست را نگه دارید و بقیه را باطل کنید.",
)
_ORDER = Text(en="Ends no earlier than it begins", fa="پایان پیش از آغاز نیست")
_LOOK = Text(en="Look at the paper, and send a correction.", fa="سند را ببینید و اصلاحیه بفرستید.")
_NORM = Text(
    en="Known within {days} days of what it speaks of",
    fa="حداکثر {days} روز پس از رویداد به ثبت رسیده است",
)
_SOONER = Text(
    en="Ask the office what its entries wait for.", fa="از اداره بپرسید ثبت‌ها چرا معطل می‌مانند."
)
_ON_REGISTER = Text(en="The co-operative is on the register", fa="تعاونی در فهرست ثبت‌شده‌ها هست")
_ENTER = Text(
    en="Correct the co-operative's id, or send its entry.",
    fa="شناسهٔ تعاونی را درست کنید یا مشخصات آن را بفرستید.",
)


def general_rules(norms: Mapping[str, Norm]) -> Iterator[Rule]:
    """The rules of every table, in the order of the schema."""
    for table in TABLES.values():
        yield from _complete(table)
        yield from _in_order(table)
        yield _unique(table)
        if table.about == "cooperative" and table.name != "cooperative":
            yield _on_register(table)
        yield _timely(table, norms[table.name])


def _complete(table: Table) -> Iterator[Rule]:
    columns: Mapping[str, Column] = {column.name: column for column in table.columns}
    for name, asked in EXPECTED.get(table.name, {}).items():
        yield Rule(
            code=f"{table.name}_{name}_told",
            table=table.name,
            dimension="complete",
            title=_TOLD.filled(column=columns[name].title),
            remedy=_FILL,
            holds=f'"{name}" IS NOT NULL',
            asked=asked,
            source=table.name,
            column=name,
            listed=False,
        )


def _in_order(table: Table) -> Iterator[Rule]:
    if table.ends is not None and not table.ends_early:
        yield Rule(
            code=f"{table.name}_in_order",
            table=table.name,
            dimension="valid",
            title=_ORDER,
            remedy=_LOOK,
            holds=f'"{table.ends}" >= happened',
            asked=f'"{table.ends}" IS NOT NULL',
            source=table.name,
            column=table.ends,
        )


def _unique(table: Table) -> Rule:
    keys = ", ".join(f'"{name}"' for name in key_columns(table))
    return Rule(
        code=f"{table.name}_once",
        table=table.name,
        dimension="unique",
        title=_ONCE,
        remedy=_VOID,
        holds="told = 1",
        # Identifiers of our own schema; no value is written into the question.
        source=f"(SELECT *, count(*) OVER (PARTITION BY {keys}) AS told FROM {table.name})",  # noqa: S608
    )


def _on_register(table: Table) -> Rule:
    return Rule(
        code=f"{table.name}_on_register",
        table=table.name,
        dimension="consistent",
        title=_ON_REGISTER,
        remedy=_ENTER,
        holds="coop_id IN (SELECT coop_id FROM standing)",
        source=table.name,
        column="coop_id",
    )


def _timely(table: Table, norm: Norm) -> Rule:
    """A declared known day is no observation: such a row is unknown."""
    return Rule(
        code=f"{table.name}_timely",
        table=table.name,
        dimension="timely",
        title=_NORM.filled(days=norm.days),
        remedy=_SOONER,
        holds=f"CASE WHEN NOT hindsight THEN first_known - happened <= {norm.days:d} END",
        source=table.name,
        column=table.known,
        listed=False,
    )
