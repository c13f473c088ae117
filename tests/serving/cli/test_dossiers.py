"""`coopscore dossiers`: made once, and told."""

from coopscore.calendar import jalali_text
from serving.cli.dossiers import dossiers_lines
from serving.dossiers.making import MadeDossiers
from serving.i18n import Words


def test_the_same_day_again_makes_nothing_new(coopscore, lent):
    day = jalali_text(lent.days[1])
    words = ("--home", lent.home.path, "dossiers", "credit_warning", "--as-of", day)
    again = coopscore(*words, "--json")
    assert (again.code, again.data["new"]) == (0, 0)
    assert again.data["dossiers"] == lent.made[1].dossiers


def test_figures_that_were_not_found_again_are_told(lent):
    made = MadeDossiers(
        spec="credit", as_of=lent.days[1], dossiers=7, new=7, bridged=3, with_acts=2, unheld=1
    )
    told = list(dossiers_lines(made, Words("en")))
    assert told[0].startswith("credit as of")
    assert told[1].startswith("1 adverse reasons")
