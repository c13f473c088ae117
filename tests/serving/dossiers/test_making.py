"""The dossiers of a day are made whole, from the facts of their scores, and once."""

from dataclasses import replace

import pytest

from coopscore.actor import SYSTEM
from coopscore.errors import BrokenBundle, CatalogueMoved, NoReasonCodes, NotScored
from models.bundle import Bundle
from serving.dossiers.making import check_coded, make_dossiers
from serving.office import open_office


def made_again(office, lent, built, spec="credit_warning", day=None):
    return make_dossiers(
        office, spec, as_of=day or lent.days[1], actor=SYSTEM, now=built.now,
        progress=lambda *_: None,
    )  # fmt: skip


def test_every_standing_score_has_one_whose_parts_are_its_own(lent):
    with open_office(lent.home) as office:
        for entry in office.records.scorebook.of_day("credit_warning", lent.days[1]):
            dossier = office.records.dossiers.of(entry.score_id).dossier
            assert (dossier.coop_id, dossier.as_of) == (entry.score.coop_id, lent.days[1])
            told = sum(share.points for share in dossier.concepts)
            whole = entry.score.points_unclipped - entry.score.base_points
            assert told == pytest.approx(whole, abs=1e-6)
            if dossier.bridge is not None:
                terms = sum(term.points for term in dossier.bridge.terms)
                assert terms == pytest.approx(
                    dossier.bridge.points_now - dossier.bridge.points_then, abs=1e-9
                )
        assert office.records.dossiers.verify() == sum(one.new for one in lent.made)


def test_what_was_made_is_counted(lent):
    first, last = lent.made
    assert (first.bridged, first.unheld, last.unheld) == (0, 0, 0)
    assert 0 < last.bridged <= last.dossiers == last.new
    assert 0 < last.with_acts < last.dossiers


def test_made_again_nothing_is_new(lent, built):
    with open_office(lent.home) as office:
        again = made_again(office, lent, built)
    assert (again.dossiers, again.new) == (lent.made[1].dossiers, 0)


def test_a_day_that_was_not_scored_and_a_spec_without_codes_are_refused(lent, built):
    with open_office(lent.home) as office:
        with pytest.raises(NotScored):
            made_again(office, lent, built, day=lent.days[0].replace(year=2020))
        with pytest.raises(NoReasonCodes, match="members_in_branch"):
            made_again(office, lent, built, spec="dormancy")


def test_another_model_in_the_folder_of_a_version_is_refused(lent, built):
    with open_office(lent.home) as office:
        version = lent.example.version
        other = built.made.trained.bundle.version
        kept, folder = office.home.bundles / "kept", office.home.bundles / version
        folder.rename(kept)
        (office.home.bundles / other).rename(folder)
        try:
            with pytest.raises(BrokenBundle):
                made_again(office, lent, built)
        finally:
            folder.rename(office.home.bundles / other)
            kept.rename(folder)


def test_a_model_whose_input_was_defined_anew_is_refused(lent):
    bundle = Bundle.load(lent.home.bundles / lent.example.version)
    check_coded(bundle)
    moved = tuple(
        replace(one, hash="0") if one.name == "months_late_3m" else one for one in bundle.inputs
    )
    with pytest.raises(CatalogueMoved, match="months_late_3m"):
        check_coded(replace(bundle, inputs=moved))
