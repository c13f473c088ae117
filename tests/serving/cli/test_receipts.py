"""The sentences of a receipt: what became of the rows, and why nothing was added."""

import pytest

from coopscore.intake.doubts import DOUBTS
from coopscore.intake.receipt import Receipt, SourceCount
from serving.cli.receipts import receipt_lines
from serving.i18n import Words


def receipt(*, read=0, aside=0, known=0, flags=None):
    counted = SourceCount(
        name="f.csv",
        sha256="0",
        rows_read=read,
        accepted=0,
        quarantined=aside,
        repeated=0,
        already_known=known,
    )
    return Receipt(
        batch=None,
        adapter="registry",
        path="f.csv",
        content_hash="0",
        sources=(counted,),
        tables=(),
        flags=flags or {},
    )


@pytest.mark.parametrize(
    ("made", "en", "fa"),
    [
        (receipt(), "There are no rows in it", "هیچ سطری در آن نیست"),
        (receipt(read=3, aside=3), "all 3 rows were set aside", "هر ۳ سطر کنار گذاشته شد"),
        (receipt(read=1, aside=1), "the only row was set aside", "تنها سطر آن کنار گذاشته شد"),
        (receipt(read=3, aside=1, known=2), "1 row was set aside, and", "۱ سطر کنار گذاشته شد و"),
        (receipt(read=4, aside=2, known=2), "2 rows were set aside, and", "۲ سطر کنار گذاشته شد و"),
        (receipt(read=3, known=3), "Everything in it is on record", "همهٔ محتوای آن از پیش"),
    ],
)
def test_a_receipt_without_a_batch_says_why_nothing_was_added(made, en, fa):
    for lang, sentence in (("en", en), ("fa", fa)):
        told = receipt_lines(made, Words(lang))
        assert sentence in told[1]


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_doubt_has_words_of_its_own(lang):
    told = receipt_lines(receipt(flags=dict.fromkeys(DOUBTS, 1)), Words(lang))
    assert not any(code in told[-1] for code in DOUBTS)
