"""Monitoring campaigns as data: an office opens the files of the dormant of its province.

Qom's base fell from 2,024 to 1,147 (Seed4, undated); South Khorasan's active from 1,046 in Mordad
1397 to 911 a year later (S112, S125); the movement `nehzat-e payesh` ran over the country to 1404
(Seed0, S55). Days, and the other two campaigns, are assumed. Qom is left out of the last one, as
its own ran at the same time.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A campaign as it was ordered; days are Jalali, shares as in `sector.Campaign`.

    `provinces` are codes; empty means every province that no concurrent plan names.
    """

    campaign_id: str
    name: str
    starts: tuple[int, int, int]
    ends: tuple[int, int, int]
    provinces: tuple[str, ...]
    looked_at: float
    revived: float
    dissolved: float


PLANS: tuple[Plan, ...] = (
    Plan(
        campaign_id="c1396",
        name="تعیین تکلیف تعاونی‌های غیرفعال",
        starts=(1396, 2, 15),
        ends=(1396, 6, 15),
        provinces=("01", "02", "03", "06", "07", "08", "10", "18", "20", "21", "22", "23", "26"),
        looked_at=0.65,
        revived=0.05,
        dissolved=0.08,
    ),
    Plan(
        campaign_id="c1397",
        name="ساماندهی تعاونی‌های راکد خراسان",
        starts=(1397, 8, 1),
        ends=(1398, 2, 31),
        provinces=("09", "28", "29"),
        looked_at=0.5,
        revived=0.05,
        dissolved=0.25,
    ),
    Plan(
        campaign_id="c1401",
        name="احیای تعاونی‌های راکد غرب کشور",
        starts=(1401, 3, 1),
        ends=(1401, 7, 15),
        provinces=("04", "05", "12", "13", "15", "16"),
        looked_at=0.4,
        revived=0.15,
        dissolved=0.15,
    ),
    Plan(
        campaign_id="c1403-qom",
        name="پایش تعاونی‌های استان قم",
        starts=(1403, 2, 1),
        ends=(1403, 6, 31),
        provinces=("25",),
        looked_at=1.0,
        revived=0.05,
        dissolved=1.0,
    ),
    Plan(
        campaign_id="c1403",
        name="نهضت پایش",
        starts=(1403, 9, 1),
        ends=(1404, 5, 31),
        provinces=(),
        looked_at=0.6,
        revived=0.15,
        dissolved=0.08,
    ),
)
