"""Brazil's credit co-operatives: their monthly returns to the central bank, and the tax register.

A folder holds `cooperados_por_cooperativa.csv` (Banco Central do Brasil, document 5300) and
`coop_cred_rfb.csv` (establishments by Receita Federal), and both are needed. What the sources leave
open is settled here by convention, and every convention stands on the receipt with its cases:

- Ids are the root of the tax number (CNPJ): `br:01009908`. The register's export lost leading
  noughts; they are put back. Neither file gives names, places or legal forms. The main activity
  (CNAE) is the branch.
- The register carries no day of its own: it is taken as of 31 January 2023, the end of the month of
  its newest entry. What it dates took place, and counts as known, on that date (declared
  hindsight; the activity, too, is then as of the register). It is blind to all that came later.
- Active: registered since the head office's first day; the day of the status itself is the
  office's own affair (605 of 1,054 are dated 2005) and is not read. Closed: dissolved on the day
  given; the file does not part mergers from failures. Void: ended, never counted as registered.
- Suspended, and unfit (`inapta`) for not filing with the tax office: activity unknown from that
  day. It is not called dormant: 267 of 427 fell to a wave of the office's own in 2018, and one that
  is unfit files with the central bank to the file's end. The first return for a month that ended
  later says that it is operating again.
- Branch offices are outlets, seen on the day they opened. Those of a root that neither files nor
  has a head office in the register are set aside.
- A return tells the members at a month's end: a filing, and figures at a period's end in the table
  of yearly figures, twelve a year. Persons, firms, women and men have no place in the tables.
- The file carries no day of receipt. A return is due on the 22nd of the month after its own, and
  is taken as known by that month's end (declared hindsight). A return that came late stands in
  its own month all the same, as if it had been in time: six of the nine gaps of a month or two lie
  in the last year of the file, so earlier ones seem to have been filled in.
- The first return says that a co-operative operates. Three months running without one: silent, from
  the end of the first of them, known when the third would have been in. If it files again, the
  silence is void from the day that return is known: it never was for good. In the file's last
  month, being missing says nothing: it was copied while returns still came in.
- Silence is no failure: most who fell silent while the register saw them were closed in it about
  then, for reasons it does not give, and under liquidation or intervention none need file.
- A later edition of the returns that fills a gap in does not void a silence that this one told.
"""

from collections.abc import Iterator
from pathlib import Path

from coopscore.adapters.brazil_files import found
from coopscore.adapters.brazil_notes import notes
from coopscore.adapters.brazil_register import (
    ACTIVITY,
    OPENED,
    STATUS_DAY,
    Establishments,
    establishments,
)
from coopscore.adapters.brazil_register import ROOT as OFFICE_ROOT
from coopscore.adapters.brazil_returns import MEMBERS, PERIOD, Returns, returns
from coopscore.adapters.brazil_returns import ROOT as RETURN_ROOT
from coopscore.adapters.delivery import Delivery, Drafts, Source
from coopscore.schema import COOPERATIVE, FILING, OUTLET, STATUS_EVENT, YEARLY_FIGURES

_STATE_ORIGIN = {
    "coop_id": OFFICE_ROOT,
    "valid_from": OPENED,
    "recorded_at": OPENED,
    "founded_on": OPENED,
    "branch": ACTIVITY,
}
_TURN_ORIGIN = {
    "coop_id": OFFICE_ROOT,
    "valid_from": STATUS_DAY,
    "recorded_at": STATUS_DAY,
}
_OUTLET_ORIGIN = {
    "coop_id": OFFICE_ROOT,
    "seen_on": OPENED,
    "recorded_at": OPENED,
}
_RETURN_ORIGIN = {
    "coop_id": RETURN_ROOT,
    "members": MEMBERS,
    **dict.fromkeys(("period_end", "year_end", "received_on", "valid_from", "recorded_at"), PERIOD),
}


class BrazilBcb:
    """The adapter of Brazil's credit co-operatives."""

    name = "brazil_bcb"

    def drafts(self, path: Path) -> Delivery:
        """Read the two files of the folder together, since each tells of the other's."""
        monthly_file, register_file = found(path)
        offices = establishments(register_file)
        told = returns(monthly_file, offices.registered, offices.doubted)
        return Delivery(
            sources=(Source.of(offices.file), Source.of(told.file)),
            tables=tuple(_tables(offices, told)),
            set_aside=(*offices.set_aside, *told.set_aside),
            repeated={offices.file.name: offices.repeated},
            notes=notes(offices, told),
        )


def _tables(offices: Establishments, told: Returns) -> Iterator[Drafts]:
    source = offices.file.name
    yield Drafts(table=COOPERATIVE, source=source, rows=offices.states, origin=_STATE_ORIGIN)
    yield Drafts(table=STATUS_EVENT, source=source, rows=offices.entries, origin=_STATE_ORIGIN)
    yield Drafts(table=STATUS_EVENT, source=source, rows=offices.turns, origin=_TURN_ORIGIN)
    yield Drafts(table=OUTLET, source=source, rows=offices.outlets, origin=_OUTLET_ORIGIN)
    for table, rows in (
        (COOPERATIVE, told.states),
        (STATUS_EVENT, told.turns),
        (FILING, told.filings),
        (YEARLY_FIGURES, told.figures),
    ):
        yield Drafts(table=table, source=told.file.name, rows=rows, origin=_RETURN_ORIGIN)
