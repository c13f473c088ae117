"""A spec says which kind leads, and all that the kinds it asks for need."""

from dataclasses import replace

import pytest
from made_world import small_spec

from coopscore.errors import InvalidSpec
from models.spec import Spec, load_spec

PLAIN = load_spec("exit").content()
LINEAR = {
    "reg_lambda": 5.0,
    "level_lambda": 5.0,
    "knots": 17,
    "max_levels": 9,
    "monotone": "from_risk",
}
BLEND = {"booster": 1.0, "linear": 2.0}


def asked(*, kinds, lead=None, **tables):
    champion = {**PLAIN["champion"], "kinds": kinds} | ({"lead": lead} if lead else {})
    return {**PLAIN, "champion": champion, **tables}


def test_the_booster_leads_where_nothing_is_said_and_the_hash_does_not_tell():
    said = asked(kinds=PLAIN["champion"]["kinds"], lead="booster")
    assert load_spec("exit").champion.lead == "booster"
    assert Spec.of(said, "said").hash == load_spec("exit").hash


def test_a_blend_that_leads_is_written_and_read_back():
    spec = Spec.of(
        asked(kinds=["blend", "logistic"], lead="blend", linear=LINEAR, blend=BLEND), "own"
    )
    assert (spec.champion.lead, spec.champion.kinds) == ("blend", ("blend", "logistic"))
    assert Spec.of(spec.content(), "again") == spec
    assert replace(spec, blend={"booster": 1.0, "linear": 1.0}).hash != spec.hash
    assert Spec.of(small_spec().content(), "small") == small_spec()


@pytest.mark.parametrize(
    ("content", "missing", "said"),
    [
        (asked(kinds=["logistic"]), "–", ["champion.kinds"]),
        (asked(kinds=["booster"], lead="linear", linear=LINEAR), "–", ["champion.kinds"]),
        (asked(kinds=["booster", "blend"]), "–", ["champion.kinds"]),
        (asked(kinds=["booster", "linear"]), "–", ["linear"]),
        (asked(kinds=["booster", "blend"], blend=BLEND), "–", ["linear"]),
        (asked(kinds=["booster"], linear={"knots": 9}),
         ["linear.level_lambda", "linear.max_levels", "linear.monotone", "linear.reg_lambda"], "–"),
        (asked(kinds="booster"), "–", ["champion.kinds"]),
    ],
    ids=["the lead", "another lead", "parts", "a table", "a part's table", "half", "unread"],
)  # fmt: skip
def test_a_kind_that_is_asked_for_has_all_that_it_needs(content, missing, said):
    with pytest.raises(InvalidSpec) as refused:
        Spec.of(content, "own")
    facts = refused.value.facts
    found = facts["refused"] if said == "–" else [one.split(" ")[0] for one in facts["refused"]]
    assert (facts["missing"], found) == (missing, said)
