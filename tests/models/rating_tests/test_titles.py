"""The document lists every test of a rating, and says of each what the code says."""

from titles_document import DOCUMENT, HEADING, section


def test_the_document_lists_every_test_as_it_is():
    text = DOCUMENT.read_text("utf-8")
    after = text.partition(HEADING)[2]
    stands = HEADING + (after[: after.find("\n## ") + 1] if "\n## " in after else after)
    assert stands.rstrip("\n") == section().rstrip("\n")
