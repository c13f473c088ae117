"""`coopscore override`: by name, by the rules, and on record."""

import pytest

GIVEN = ("--spec", "credit_warning", "--reason", "guarantee", "--by", "س. رضایی")


@pytest.fixture
def home(lent):
    return ("--home", lent.home.path)


def test_an_override_is_given_listed_and_taken_back(coopscore, home, lent):
    coop_id, note = lent.example.coop_id, "a deed of forty billion rial"
    line = (*home, "--json", "override", "add", coop_id, "--grade", "E1", "--note", note, *GIVEN)
    given = coopscore(*line)
    if given.code:  # E1 may be the grade already
        given = coopscore(*(("E2" if word == "E1" else word) for word in line))
    assert given.data["officer"] == "س. رضایی"
    number = given.data["number"]
    asked = ("list", "--spec", "credit_warning", "--cooperative", coop_id)
    told = coopscore(*home, "--json", "override", *asked).data["overrides"]
    assert [one["number"] for one in told][:1] == [number]
    gone = coopscore(*home, "override", "revoke", number, "--by", "م. کریمی")
    assert gone.out == f"Override {number} is revoked.\n"
    listed = coopscore(*home, "--lang", "fa", "override", *asked)
    assert "لغو شد" in listed.out
    assert "ضمانت یا وثیقهٔ ارزنده" in listed.out
    assert coopscore(*home, "audit", "verify").code == 0


def test_nobody_overrides_namelessly(coopscore, home, lent):
    words = ("--grade", "C1", "--note", "a deed of forty billion rial", *GIVEN[:-1], " ")
    refused = coopscore(*home, "override", "add", lent.example.coop_id, *words)
    assert refused.code == 2
    assert "--by" in refused.err


def test_what_the_rules_forbid_is_refused_with_them(coopscore, home, lent):
    words = ("--grade", "Z9", "--note", "no", *GIVEN)
    refused = coopscore(*home, "override", "add", lent.example.coop_id, *words)
    assert refused.code == 1
    assert "Z9 is none of" in refused.err
    assert "20 letters" in refused.err


def test_the_rules_are_shown_with_their_reasons(coopscore, home):
    shown = coopscore(*home, "override", "rules")
    assert "better a grade by 2" in shown.out
    assert "natural_damage: natural damage" in shown.out
    told = coopscore(*home, "--json", "override", "rules").data
    assert (told["longest"], told["roles"]) == ("6 months", ["officer"])


def test_an_empty_book_says_so(coopscore, home):
    listed = coopscore(*home, "override", "list", "--spec", "dormancy")
    assert listed.out == "There is no override.\n"
