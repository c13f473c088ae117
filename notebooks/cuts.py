"""What `a_day_in_the_registry` keeps of each part of the registry: counts and a few columns.

Parts are drawn one after another and let go, so that memory grows with these tables and not with
the registry. A cut is a table of one part; parts are put together by summing or by appending.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.sector_figures import Campaign, campaign_over, piece, published
from benchmarks.sector_view import ENDED, View
from coopscore.calendar import jalali
from coopscore.synthetic.synthesis import Part
from notebooks.charts import in_years

TODAY = jalali(1404, 6, 31)  # the day of the look
END_1398 = jalali(1398, 12, 29)  # the day that most published figures speak of
STATEMENT_YEAR = jalali(1402, 12, 29)
YEARS = range(1393, 1405)
_LINES = (
    "total_assets", "total_liabilities", "current_assets", "current_liabilities",
    "turnover", "profit_before_tax", "member_funds",
)  # fmt: skip
_ENTRY = ["coop_id", "axis", "to_code", "valid_from", "recorded_at"]

Rows = pd.DataFrame


def cuts(part: Part, campaigns: dict[str, Campaign]) -> dict[str, Rows]:
    """All cuts of one part, by name.

    Parameters
    ----------
    campaigns
        Filled by the first part, which carries the sector's own tables, and read by the others.
    """
    view = View(part.tables)
    figures, _ = published()
    for one in figures:
        if one.kind == "change" and part.number == 0:
            (province,) = one.asked["where"]["province"]
            campaigns[province] = campaign_over(view, province)
    pieces = {one.name: piece(one, view, campaigns) for one in figures}
    kept = {name: cut(view) for name, cut in CUTS.items()}
    kept["pieces"] = pd.DataFrame(pieces, index=["part", "whole", "squares"]).T.rename_axis(
        "figure"
    )
    return {**kept, **turns(part)}


def together(parts: Sequence[Mapping[str, Rows]]) -> dict[str, Rows]:
    """The cuts of all parts: counted ones are summed, the others appended."""
    whole = {}
    for name in parts[0]:
        rows = pd.concat([part[name] for part in parts])
        summed = SUMMED.get(name)
        whole[name] = rows if summed is None else rows.groupby(list(summed)).sum().reset_index()
    return whole


def stock(view: View) -> Rows:
    """How many stand where at each quarter's end, as was known on it; unions left out."""
    firsts = [jalali(year, month, 1) for year in YEARS for month in (1, 4, 7, 10)]
    ends = [day - timedelta(days=1) for day in firsts if day <= TODAY]
    return pd.DataFrame([_standing(view, day) for day in (*ends, TODAY)])


def _standing(view: View, day: date) -> dict[str, object]:
    active = view.are("active", day)
    operating = pc.fill_null(pc.equal(view.status("activity_status", day), "operating"), False)
    at_work = active & operating.to_numpy(zero_copy_only=False)
    return {
        "day": day,
        "operating": int(at_work.sum()),
        "implementing": int((active & ~at_work).sum()),
        "dormant": int((view.are("standing", day) & ~active).sum()),
        "ended": int(view.are("dissolved", day).sum()),
    }


def register(view: View) -> Rows:
    """One row a co-operative: who it is, how it stood on two days, and what it said of itself."""
    last, figures = view.in_force("cooperative", TODAY), view.in_force("yearly_figures", TODAY)
    told = {
        name: view.told("cooperative", name, last).to_pandas()
        for name in ("branch", "isic_group", "province", "registered_on")
    }
    told |= {
        name: view.told("yearly_figures", name, figures).to_pandas()
        for name in ("members", "employees", "insured", "jobs_planned")
    }
    stood = {
        "registered": view.are("registered", TODAY),
        "standing": view.are("standing", TODAY),
        "active": view.are("active", TODAY),
        "active_1398": view.are("active", END_1398),
    }
    return pd.DataFrame({**told, **stood}).loc[lambda rows: rows.registered]


def active(view: View) -> Rows:
    """The active of each province at each year's end, as was known on it (1404: to Shahrivar)."""
    province = _of(view, "province")
    return pd.concat(
        [
            _counted({"province": province[view.are("active", day)], "year": year})
            for year in YEARS
            for day in [min(jalali(year + 1, 1, 1) - timedelta(days=1), TODAY)]
        ]
    )


def duties(view: View) -> Rows:
    """Duties by kind and year of their due day: met in time, met late, or not met."""
    rows = view.rows("obligation").to_pandas()
    rows = rows[rows.recorded_at <= TODAY].sort_values("version")
    rows = rows.drop_duplicates(["coop_id", "kind", "period_end"], keep="last")
    met = rows.fulfilled_on
    state = np.select([met.isna(), met.fillna(TODAY) <= rows.due_on], ["open", "in time"], "late")
    return _counted({"kind": rows.kind, "year": _years(rows.due_on), "state": state})


def statements(view: View) -> Rows:
    """The statements for the year to 29 Esfand 1402, a row each, with the lines of the ratios."""
    rows = view.rows("statement_line")
    wanted = pc.is_in(rows["line_code"], value_set=pa.array(_LINES))
    wanted = pc.and_(wanted, pc.equal(rows["period_end"], pa.scalar(STATEMENT_YEAR)))
    lines = rows.filter(wanted).to_pandas().sort_values("version")
    wide = lines.pivot_table(index="coop_id", columns="line_code", values="amount", aggfunc="last")
    groups = pd.Series(_of(view, "isic_group"), index=view.coop_ids.to_pandas())
    return wide.reindex(columns=list(_LINES)).assign(isic_group=groups.reindex(wide.index))


def units(view: View) -> Rows:
    """The unit that statements say they are in, by fiscal year."""
    rows = view.rows("statement_line").select(["coop_id", "period_end", "unit_seen"]).to_pandas()
    rows = rows.drop_duplicates(["coop_id", "period_end"])
    return _counted({"year": _years(rows.period_end), "unit": rows.unit_seen})


def loans(view: View) -> Rows:
    """Facilities by month and class: how many, and what is left of them."""
    rows = view.rows("facility_month").select(["month_end", "class", "balance"]).to_pandas()
    rows = rows[rows.month_end <= TODAY].assign(count=1)
    return rows.groupby(["month_end", "class"]).sum().reset_index()


def acts(view: View) -> Rows:
    """Acts of supervision by province, year and kind."""
    rows = view.rows("supervision_act").select(["act_on", "kind"]).to_pandas()
    where = _of(view, "province")[view.places("supervision_act")]
    return _counted({"province": where, "year": _years(rows.act_on), "kind": rows.kind})


def training(view: View) -> Rows:
    """Person-hours of training by province and year."""
    rows = view.rows("training").select(["held_on", "person_hours"]).to_pandas()
    where = _of(view, "province")[view.places("training")]
    rows = rows.assign(province=where, year=_years(rows.held_on)).drop(columns="held_on")
    return rows.groupby(["province", "year"]).sum().reset_index()


def entries(view: View) -> Rows:
    """Entries to the festival by edition and eligibility."""
    rows = view.rows("festival_entry").to_pandas()
    return _counted({"edition": rows.edition, "eligible": rows.eligible})


def jurors(view: View) -> Rows:
    """How far each juror's marks lie from the others' on the same entry and criterion, summed."""
    rows = view.rows("festival_mark").to_pandas()
    panel = rows.groupby(["coop_id", "edition", "criterion"]).mark
    sizes = panel.transform("size")
    others = (panel.transform("sum") - rows.mark) / (sizes - 1).where(sizes > 1)
    rows = rows.assign(beside=rows.mark - others, count=1)[others.notna()]
    return rows.groupby("juror_key")[["beside", "count"]].sum().reset_index()


def turns(part: Part) -> dict[str, Rows]:
    """The register's entries beside the truth: returns to work, and ends.

    The truth about returns is known by cycle: silent through one, and not through the next.
    """
    told, true = (rows.to_pandas() for rows in (part.tables["status_event"], part.truth["status"]))
    told = told.merge(true[[*_ENTRY, "campaign_driven", "fake"]], on=_ENTRY)
    back = told[(told.from_code == "dormant") & (told.to_code == "operating")]
    gone = told[told.to_code.isin(ENDED)].drop_duplicates("coop_id")
    lived = part.truth["silence"].to_pandas().sort_values(["coop_id", "as_of"])
    slept = lived.groupby("coop_id").silent.shift(fill_value=False).astype(bool)
    kept = ["recorded_at", "valid_from", "campaign_id", "fake"]
    return {
        "returns_told": back[kept],
        "ends_told": gone[kept],
        "returns_true": _counted({"cycle": lived.as_of[slept & ~lived.silent]}),
        "ends_true": part.truth["end"].to_pandas()[["ended", "reason"]],
    }


def _of(view: View, column: str) -> npt.NDArray[Any]:
    """A column of the register for each co-operative, as it is at last."""
    last = view.told("cooperative", column, view.in_force("cooperative", None))
    return last.to_numpy(zero_copy_only=False)


def _years(days: pd.Series) -> npt.NDArray[Any]:
    return np.floor(in_years(days)).astype(int)


def _counted(columns: Mapping[str, object]) -> Rows:
    return pd.DataFrame(columns).value_counts().rename("count").reset_index()


CUTS: Mapping[str, Callable[[View], Rows]] = {
    "stock": stock,
    "register": register,
    "active": active,
    "duties": duties,
    "statements": statements,
    "units": units,
    "loans": loans,
    "acts": acts,
    "training": training,
    "entries": entries,
    "jurors": jurors,
}

# Cuts that are summed over parts, and by what; the others are appended.
SUMMED: Mapping[str, Sequence[str]] = {
    "stock": ("day",),
    "active": ("province", "year"),
    "duties": ("kind", "year", "state"),
    "units": ("year", "unit"),
    "loans": ("month_end", "class"),
    "acts": ("province", "year", "kind"),
    "training": ("province", "year"),
    "entries": ("edition", "eligible"),
    "jurors": ("juror_key",),
    "returns_true": ("cycle",),
    "pieces": ("figure",),
}
