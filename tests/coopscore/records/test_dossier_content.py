"""A dossier reads back as it was written, to the bit."""

from dataclasses import replace

from made_dossiers import dossier_of

from coopscore.records.dossier_content import digest, read, written


def test_a_dossier_reads_back_as_it_was_written() -> None:
    for dossier in (dossier_of("ir:1"), replace(dossier_of("ir:1"), bridge=None)):
        assert read(written(dossier)) == dossier
        assert written(read(written(dossier))) == written(dossier)


def test_another_number_is_another_digest() -> None:
    dossier = dossier_of("ir:1")
    act = replace(dossier.recourse[0], gain=18.500000000000004)
    other = replace(dossier, recourse=(act,))
    assert digest(written(other)) != digest(written(dossier))
