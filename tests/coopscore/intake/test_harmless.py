from coopscore.intake.harmless import as_meant, harmless


def test_no_cell_starts_a_formula_and_every_one_is_read_back_as_it_was_meant():
    for text in ("=1+1", "+1", "-1", "@x", "\t=1", "1", "'a", "", "'=x"):
        assert not harmless(text).startswith(("=", "+", "-", "@", "\t"))
    for text in ("=1+1", "+1", "-1", "@x", "1", "'a", ""):
        assert as_meant(harmless(text)) == text
