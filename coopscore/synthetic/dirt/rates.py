"""How often each kind of dirt is planted.

The kinds are those of the sector's own complaints (Arabic letters, lost joiners, digits of three
scripts, toman for rial, planned jobs told as employees); the rates of unit slips (1%), failing ids
(2%) and the rest are assumed. A row gets one kind at most, so that what becomes of it can be told.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Shares, 0-1: of the rows that can take a kind, or of files for the last three.

    `units` counts whole statements, `near_names` and `ids` co-operatives.
    """

    letters: float = 0.02
    joiners: float = 0.02
    digits: float = 0.02
    dates: float = 0.02
    two_digit_years: float = 0.005
    excel_dates: float = 0.005
    impossible_days: float = 0.001
    swapped_cells: float = 0.001
    duplicates: float = 0.003
    ids: float = 0.02
    near_names: float = 0.02
    units: float = 0.01
    planned_jobs: float = 0.03
    encodings: float = 0.15
    truncated: float = 0.02
    swapped_columns: float = 0.03

    def __post_init__(self) -> None:
        for field in fields(self):
            share = getattr(self, field.name)
            if not 0 <= share <= 1:
                raise ValueError(f"{field.name} is a share, and {share} is none")

    @property
    def clean(self) -> bool:
        """Whether nothing is planted."""
        return all(getattr(self, field.name) == 0 for field in fields(self))


USUAL = Rates()
CLEAN = Rates(**{field.name: 0.0 for field in fields(Rates)})
