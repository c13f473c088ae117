import pytest

from coopscore.actor import ROLES, SYSTEM, Actor


def test_an_actor_is_named_and_has_a_known_role():
    assert SYSTEM.role in ROLES
    assert Actor(name="Maryam", role="officer").name == "Maryam"


def test_nobody_acts_without_a_name():
    with pytest.raises(ValueError, match="name"):
        Actor(name=" ", role="officer")


def test_an_unknown_role_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="'king' is not a role; roles: system"):
        Actor(name="Maryam", role="king")
