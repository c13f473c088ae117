"""What all co-operatives share: counties, their effort, campaigns, shocks, unions, inspectors."""

from dataclasses import dataclass

from coopscore.synthetic.sector.cycles import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A monitoring campaign: who, when, and how hard.

    Parameters
    ----------
    starts, ends : int
        Day numbers.
    provinces : tuple of int
        Places in `world.PROVINCES`.
    looked_at : float, 0-1
        Share of the files of those provinces that are opened.
    revived : float, 0-1
        Share of the dormant among them that are recorded as operating again; most in name only.
    dissolved : float, 0-1
        Share of those among them that ended before, and are struck off now.
    """

    campaign_id: str
    name: str
    starts: int
    ends: int
    provinces: tuple[int, ...]
    looked_at: float
    revived: float
    dissolved: float


@dataclass(frozen=True, kw_only=True)
class Sector:
    """The world as one seed draws it, before any co-operative.

    Parameters
    ----------
    counties : tuple of str
        Names; `county_province` gives the place of each one's province.
    effort : Floats, shape (counties,)
        How many visits the county's office pays beside the mean of its province (mean about 1).
    added_effort : Floats, shape (counties,)
        How many more it pays, as a share of those: 0 as the sector is drawn. Put otherwise, another
        value here is the same registry where the offices of some counties came more often: no
        other draw of a life or a paper moves.
    province_visits : Floats, shape (31,)
        Supervision acts of all kinds a year and active co-operative.
    province_active : Floats, shape (31,)
        Share of the stock that is active.
    severity : Floats, shape (inspectors,)
        How many findings an inspector writes beside the mean inspector, in logs (mean 0).
    inspector_county : Ints, shape (inspectors,)
        The county that each inspector works in.
    branch_shock, province_shock : Floats, shapes (branches, 13) and (31, 13)
        Shocks to the health of all of a branch or province, in standard deviations.
    year_shock : Floats, shape (13,)
    unions : Ints, shape (provinces, branches)
        Serial of the union of that province and branch; -1 where there is none.
    union_serials, union_province, union_branch, union_form, union_registered : Ints, (unions,)
        All unions, by rising serial: places as in `Founded`, and the day of registration.
    """

    seed: int
    size: int
    counties: tuple[str, ...]
    county_province: Ints
    effort: Floats
    added_effort: Floats
    province_visits: Floats
    province_active: Floats
    severity: Floats
    inspector_county: Ints
    branch_shock: Floats
    province_shock: Floats
    year_shock: Floats
    unions: Ints
    union_serials: Ints
    union_province: Ints
    union_branch: Ints
    union_form: Ints
    union_registered: Ints
    campaigns: tuple[Campaign, ...]

    @property
    def whole_effort(self) -> Floats:
        """Visits of each county beside the mean of its province, with those that were added."""
        return self.effort * (1 + self.added_effort)
