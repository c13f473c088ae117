"""Co-operatives UK's open data: the register's yearly editions, accounts and outlets, as our facts.

A folder holds `organisations_YYYY-MM.csv` (one file an edition), and may hold `economy_YYYY-MM.csv`
and `outlets_YYYY-MM.csv`. What the source leaves open is settled here by convention, and every
convention stands on the receipt with the number of cases:

- Ids keep the source's own: `uk:R000001`. `N/a` is the publisher's name for totals of unregistered
  organisations by nation: such rows are set aside.
- An edition is known on the first of its month. What the first edition dates took place, and counts
  as known, on that date (declared hindsight: attributes, too, are then as of the edition); what a
  later one adds is known on its own day, however old. Where an edition dates something after its
  own day, an entry is known on its date, and a dissolution happened on the edition's day: the
  organisation was listed dead.
- No day of incorporation: on the register since the first edition that lists it. No day of
  dissolution: ended by the edition that says so, and never counted as registered before, since
  nobody can say until when. A day of dissolution beside the status Live: the day is believed.
- Missing from the next edition while live: activity unknown from that edition on (dormant,
  de-registered or reclassified; the source does not say which). The stage is left as it was.
- Another day for the same entry or end in a later edition corrects the record. Attributes are told
  anew only where they differ; a name that lost a letter in the export keeps its earlier spelling.
- An account is known nine months after its year end; a repeated row of one, carried forward into
  another economic year, is no new fact. `Economic Year`, `Is Most Recent?`, registrar, city, SIC
  codes and trading names are not read. Sums of money are pounds.
- Text is UTF-8, or else cp1252; days are day/month/year with or without leading noughts, or
  year-month-day with or without midnight behind it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Drafts, Source
from coopscore.adapters.uk_accounts import FIGURES, LINES, YEAR_END, Accounts, Outlets
from coopscore.adapters.uk_accounts import accounts as read_accounts
from coopscore.adapters.uk_accounts import outlets as read_outlets
from coopscore.adapters.uk_editions import ATTRIBUTES, DISSOLVED, ID, edition_day, editions
from coopscore.adapters.uk_notes import notes
from coopscore.adapters.uk_register import Register, told
from coopscore.schema import (
    COOPERATIVE,
    FILING,
    OUTLET,
    STATEMENT_LINE,
    STATUS_EVENT,
    YEARLY_FIGURES,
)

_SINCE = ATTRIBUTES["founded_on"]
_STATE_ORIGIN = {"coop_id": ID, "valid_from": _SINCE, "recorded_at": _SINCE, **ATTRIBUTES}
_TURN_ORIGIN = {"coop_id": ID, "valid_from": DISSOLVED, "recorded_at": DISSOLVED}
_DATES = {"coop_id": ID, "period_end": YEAR_END, "year_end": YEAR_END, "received_on": YEAR_END}
_OUTLET_ORIGIN = {"coop_id": ID, "name": "Outlet Name", "place": "City"}


class UkCoops:
    """The adapter of the UK register's open data."""

    name = "uk_coops"

    def drafts(self, path: Path) -> Delivery:
        """Read the folder: all editions together, since each tells of the one before."""
        registers = told(editions(path))
        accounts = [read_accounts(file) for file in sorted(path.glob("economy_*.csv"))]
        outlets = [
            read_outlets(file, day)
            for file in sorted(path.glob("outlets_*.csv"))
            if (day := edition_day(file))
        ]
        return Delivery(
            sources=tuple(_sources(registers, accounts, outlets)),
            tables=tuple(_tables(registers, accounts, outlets)),
            set_aside=(
                *(row for register in registers for row in register.edition.set_aside),
                *(row for found in accounts for row in found.set_aside),
                *(row for found in outlets for row in found.file.misshapen),
            ),
            repeated=_repeated(registers, accounts),
            notes=notes(registers, accounts, outlets),
        )


def _sources(
    registers: Sequence[Register], accounts: Sequence[Accounts], outlets: Sequence[Outlets]
) -> Iterator[Source]:
    yield from (Source.of(register.edition.file) for register in registers)
    yield from (Source.of(found.file) for found in accounts)
    yield from (Source.of(found.file) for found in outlets)


def _tables(
    registers: Sequence[Register], accounts: Sequence[Accounts], outlets: Sequence[Outlets]
) -> Iterator[Drafts]:
    for register in registers:
        source = register.edition.file.name
        yield Drafts(table=COOPERATIVE, source=source, rows=register.states, origin=_STATE_ORIGIN)
        yield Drafts(table=STATUS_EVENT, source=source, rows=register.turns, origin=_TURN_ORIGIN)
    for found in accounts:
        source = found.file.name
        lines = _DATES | {"amount": ", ".join(LINES.values())}
        yield Drafts(table=FILING, source=source, rows=found.filings, origin=_DATES)
        yield Drafts(table=STATEMENT_LINE, source=source, rows=found.lines, origin=lines)
        figures = {**_DATES, **FIGURES}
        yield Drafts(table=YEARLY_FIGURES, source=source, rows=found.figures, origin=figures)
    for seen in outlets:
        yield Drafts(table=OUTLET, source=seen.file.name, rows=seen.drafts, origin=_OUTLET_ORIGIN)


def _repeated(registers: Sequence[Register], accounts: Sequence[Accounts]) -> Mapping[str, int]:
    counts = Counter({register.edition.file.name: register.repeated for register in registers})
    counts.update({found.file.name: found.repeated for found in accounts})
    return counts
