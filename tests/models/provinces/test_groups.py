"""Groups of co-operatives, and unions as subjects of their own."""

from datetime import date

from made_provinces import FORMULAS, entry, measured, registered, table

from models.provinces.groups import form_of, groups_of
from models.provinces.report import figures_of
from models.provinces.unions import unions_of

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
NAMES = table(
    "cooperative",
    registered("hub", is_home_business_hub=True, union_id="union"),
    registered("rural", branch="کشاورزی", union_id="union"),
    registered("scheme", branch="کشاورزی", is_rural_scheme=True),
    registered("town", legal_form="توسعه و عمران شهرستانی"),
    registered("union", legal_form="اتحادیه استانی"),
)
EVENTS = table(
    "status_event",
    entry("hub", "operating"),
    entry("rural", "dormant"),
    entry("union", "operating"),
)


def membership(left=None, known=None):
    key = {"coop_id": "rural", "happened": date(2020, 1, 1), "programme": "rural_cooperative"}
    return table("programme_membership", {**key, "left_on": left, "left_known_on": known})


def members(found, rows):
    groups = groups_of(found.register, found.closing, rows)
    return {
        (one.kind, one.code): [
            str(who) for who, in_ in zip(found.register.ids, one.among, strict=True) if in_
        ]
        for one in groups
    }


def test_branches_programmes_and_forms_as_clerks_write_them():
    found = members(measured(FIRST, LAST, cooperative=NAMES), membership())
    assert len(found[("all", "")]) == 5
    assert found[("branch", "کشاورزی")] == ["rural", "scheme"]
    assert found[("programme", "village")] == ["rural", "scheme"]
    assert found[("programme", "home_business")] == ["hub"]
    assert found[("programme", "county_development")] == ["town"]
    assert found[("programme", "unions")] == ["union"]
    assert form_of("اتحادیهٔ استانی") == "provincial_union"
    assert form_of("society") == "society"


def test_a_membership_counts_until_its_end_is_known():
    left = date(2024, 6, 1)
    over = members(measured(FIRST, LAST, cooperative=NAMES), membership(left, left))
    assert over[("programme", "village")] == ["scheme"]
    unknown = members(measured(FIRST, LAST, cooperative=NAMES), membership(left, date(2025, 2, 1)))
    assert unknown[("programme", "village")] == ["rural", "scheme"]


def test_a_union_is_told_by_its_own_duties_and_by_its_members():
    found = measured(FIRST, LAST, cooperative=NAMES, status_event=EVENTS)
    (union,) = unions_of(found, FORMULAS)
    assert (union.coop_id, union.form, union.state) == ("union", "provincial_union", "operating")
    assert dict(union.members) == {"operating": 1, "dormant": 1}
    assert (union.updated, union.uploaded, union.completeness) == (True, None, None)
    assert (union.rates["updated"].numerator, union.rates["updated"].denominator) == (1, 1)


def test_figures_are_of_each_group_by_province_and_of_all_by_county_too():
    found = measured(FIRST, LAST, cooperative=NAMES, status_event=EVENTS)
    told = list(figures_of(found, membership(), FORMULAS))
    assert [(one.kind, one.level) for one in told[:2]] == [("all", "province"), ("all", "county")]
    assert told[1].places[0].county == "قم"
    assert told[0].together.active == told[0].places[0].active == 2
