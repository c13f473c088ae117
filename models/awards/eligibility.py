"""Who may be ranked in an edition, gate by gate, with the records that decided.

Everything is read as it was known on the cut-off day. What is not on record fails nobody by itself:
a duty counts as overdue only where the register says that it fell due; but who is not on record as
operating is not operating.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Calendar, shift
from models.awards.edition import PASSES, Edition, Gates
from models.awards.gates import Eligibility, Fact, Standing, Verdict

_OPERATING = "operating"
_REGISTERED = "registered"
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "status_event": ("axis", "to_code"),
    "obligation": ("kind", "period_end", "fulfilled_on"),
    "warning": ("reason", "seq_in_12m"),
}
_Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Known:
    """The register as it was known on the cut-off day: of each record the version in force.

    Parameters
    ----------
    status_event, obligation, warning : pa.Table
        Rows of these tables with `coop_id`, `record_id`, `happened`, `known` and own columns.
    """

    status_event: pa.Table
    obligation: pa.Table
    warning: pa.Table


def eligibilities(
    edition: Edition,
    coop_ids: Sequence[str],
    known: Known,
    standings: Mapping[str, Standing],
    *,
    calendar: Calendar = "jalali",
) -> list[Eligibility]:
    """Every gate of every co-operative, in the order asked.

    Parameters
    ----------
    coop_ids : sequence of str
        Who wants to take part.
    standings : mapping of str to Standing
        What credit and dormancy say; who is not among them has neither.
    """
    asked = _Asked.of(edition, coop_ids, known, calendar)
    return [
        Eligibility(
            coop_id=coop_id,
            verdicts=tuple(asked.verdicts(coop_id, standings.get(coop_id, Standing()))),
            standing=standings.get(coop_id, Standing()),
        )
        for coop_id in coop_ids
    ]


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The rows that gates look at, by co-operative."""

    gates: Gates
    cut_off: date
    calendar: Calendar
    status: Mapping[str, Sequence[_Row]]
    duties: Mapping[str, Sequence[_Row]]
    warnings: Mapping[str, Sequence[_Row]]

    @classmethod
    def of(
        cls, edition: Edition, coop_ids: Collection[str], known: Known, calendar: Calendar
    ) -> "_Asked":
        """The rows of those asked about that a gate can hang on."""
        gates, cut_off = edition.gates, edition.cut_off
        months = gates.warning_months
        since = shift(cut_off, -months, calendar)
        warned = _of(known.warning, coop_ids)
        lately = shift(cut_off, -max(gates.current_months, gates.dues_months), calendar)
        return cls(
            gates=gates,
            cut_off=cut_off,
            calendar=calendar,
            status=_by_cooperative(_newest(_of(known.status_event, coop_ids), "axis", "known")),
            duties=_by_cooperative(_duties(_of(known.obligation, coop_ids), cut_off, lately)),
            warnings=_by_cooperative(warned.filter(pc.greater(warned["happened"], since))),
        )

    def verdicts(self, coop_id: str, standing: Standing) -> Iterable[Verdict]:
        """The gates that the edition holds, one by one."""
        gates = self.gates
        if gates.operating:
            yield self._operating(coop_id)
        if gates.current:
            yield self._duties("current", coop_id, gates.current, gates.current_months)
        if gates.dues:
            yield self._duties("dues", coop_id, gates.dues, gates.dues_months)
        if gates.credit_least:
            yield _scored("credit", standing.credit_holds, gates.credit_unrated)
        if gates.dormancy_most < 1:
            yield _scored("dormancy", standing.dormancy_holds, gates.dormancy_unscored)
        if gates.warning_months:
            found = self.warnings.get(coop_id, ())
            yield Verdict(
                gate="warning",
                passed=not found,
                reason="warned" if found else "no_warning",
                told={"count": len(found)} if found else {},
                facts=_facts("warning", found),
            )

    def _operating(self, coop_id: str) -> Verdict:
        rows = {row["axis"]: row for row in self.status.get(coop_id, ())}
        stage, activity = rows.get("registry_stage"), rows.get("activity_status")
        if stage is not None and stage["to_code"] != _REGISTERED:
            return _status("gone", False, stage)
        if activity is None:
            return Verdict(gate="operating", passed=False, reason="no_status", told={})
        holds = activity["to_code"] == _OPERATING
        return _status("is_operating" if holds else "other_status", holds, activity)

    def _duties(self, gate: str, coop_id: str, kinds: Collection[str], months: int) -> Verdict:
        since = shift(self.cut_off, -months, self.calendar)
        limit = self.cut_off - timedelta(days=self.gates.overdue_days)
        rows = [
            row
            for row in self.duties.get(coop_id, ())
            if row["kind"] in kinds and since < row["happened"]
        ]
        overdue = [row for row in rows if row["open"] and row["happened"] < limit]
        shown = overdue or [row for row in rows if not row["open"]]
        return Verdict(
            gate=gate,
            passed=not overdue,
            reason="overdue" if overdue else "nothing_overdue",
            told={"count": len(overdue)} if overdue else {},
            facts=_facts("obligation", shown),
        )


_SAID = {"credit": ("credit_lacks", "credit_holds"), "dormancy": ("risk_high", "risk_holds")}


def _scored(gate: str, holds: bool | None, otherwise: str) -> Verdict:
    """Of credit not even that there is no grade is told, for who has none has no loan."""
    passed = otherwise == PASSES if holds is None else holds
    unscored = holds is None and gate != "credit"
    reason = "unscored" if unscored else _SAID[gate][passed]
    return Verdict(gate=gate, passed=passed, reason=reason, told={})


def _status(reason: str, holds: bool, row: _Row) -> Verdict:
    return Verdict(
        gate="operating",
        passed=holds,
        reason=reason,
        told={},
        facts=_facts("status_event", [row]),
    )


def _facts(table: str, rows: Iterable[_Row]) -> tuple[Fact, ...]:
    found = [
        Fact(
            table=table,
            record_id=row["record_id"],
            happened=row["happened"],
            known=row["known"],
            cells={name: row[name] for name in _SHOWN[table]},
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.happened.toordinal(), one.record_id)))


def _of(rows: pa.Table, coop_ids: Collection[str]) -> pa.Table:
    return rows.filter(pc.is_in(rows["coop_id"], value_set=pa.array(sorted(coop_ids), pa.string())))


def _duties(rows: pa.Table, cut_off: date, lately: date) -> pa.Table:
    """Of what fell due lately: open duties, and of each kind the newest met; `open` says which."""
    rows = rows.filter(pc.greater(rows["happened"], lately))
    unmet = pc.or_(
        pc.is_null(rows["fulfilled_on"]),
        pc.fill_null(
            pc.or_(
                pc.greater(rows["fulfilled_on"], cut_off),
                pc.greater(rows["fulfilled_known_on"], cut_off),
            ),
            False,
        ),
    )
    rows = rows.append_column("open", unmet)
    met = rows.filter(pc.invert(unmet))
    return pa.concat_tables([rows.filter(unmet), _newest(met, "kind", "happened")])


def _newest(rows: pa.Table, series: str, by: str) -> pa.Table:
    """Of each co-operative and series the last row; of two on one day, the later version."""
    if not len(rows):
        return rows
    keys = [("coop_id", "ascending"), (series, "ascending"), (by, "ascending")]
    keys += [("happened", "ascending"), ("version", "ascending"), ("record_id", "ascending")]
    rows = rows.sort_by(list(dict.fromkeys(keys)))
    last = np.ones(len(rows), dtype=np.bool_)
    same = [_same(rows[name]) for name in ("coop_id", series)]
    last[:-1] = ~(same[0] & same[1])
    return rows.filter(pa.array(last))


def _same(column: pa.ChunkedArray) -> np.ndarray:
    """Whether each cell, but the last, equals the next one."""
    codes = column.combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    return np.asarray(codes[:-1] == codes[1:])


def _by_cooperative(rows: pa.Table) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["coop_id"], []).append(row)
    return found
