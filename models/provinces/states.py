"""What a co-operative is on a day: its stage on the register and its activity, in one word.

The register keeps two axes apart (`coopscore.vocabulary`). A stock is counted by one: who has ended
is where it ended, who is on the register is what it does, and who is not on it yet is nothing yet.
"""

from collections.abc import Mapping
from types import MappingProxyType

from coopscore.language import Text

ACTIVE = ("operating", "under_implementation")
LIVING = (*ACTIVE, "semi_active", "dormant", "unknown")
GONE = ("in_liquidation", "dissolved", "merged", "removed")
NOT_YET, ELSEWHERE = "not_registered", "elsewhere"
STATES = (*LIVING, *GONE, NOT_YET)
# Ends of a flow of one place: who moves to another place leaves this one.
ENDS = (*STATES, ELSEWHERE)

PLACE: Mapping[str, int] = MappingProxyType({name: place for place, name in enumerate(ENDS)})
# Silent is what a source's publisher says of one that sends nothing; offices say dormant.
ACTIVITY: Mapping[str, str] = MappingProxyType(
    {
        "operating": "operating",
        "under_implementation": "under_implementation",
        "semi_active": "semi_active",
        "dormant": "dormant",
        "silent": "dormant",
        "unknown": "unknown",
    }
)
STAGE: Mapping[str, str] = MappingProxyType(
    {
        "forming": NOT_YET,
        "in_liquidation": "in_liquidation",
        "dissolved": "dissolved",
        "merged": "merged",
    }
)

TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "operating": Text(en="operating", fa="در حال بهره‌برداری"),
        "under_implementation": Text(en="under implementation", fa="در دست اجرا"),
        "semi_active": Text(en="semi-active", fa="نیمه‌فعال"),
        "dormant": Text(en="dormant", fa="راکد"),
        "unknown": Text(en="activity unknown", fa="وضعیت نامعلوم"),
        "in_liquidation": Text(en="in liquidation", fa="در حال تصفیه"),
        "dissolved": Text(en="dissolved", fa="منحل"),
        "merged": Text(en="merged", fa="ادغام‌شده"),
        "removed": Text(en="removed", fa="حذف‌شده"),
        "not_registered": Text(en="not yet registered", fa="هنوز ثبت‌نشده"),
        "elsewhere": Text(en="in another place", fa="در جای دیگر"),
    }
)
