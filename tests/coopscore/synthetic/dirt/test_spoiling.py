"""A spoilt file is the clean one in another encoding, or without the end of its last row."""

from dataclasses import replace

import numpy as np

from coopscore.synthetic.dirt.rates import CLEAN
from coopscore.synthetic.dirt.spoiling import spoil

CONTENT = "شناسه,نام\nir:1,تعاونی یکم\nir:2,تعاونی دوم\n".encode()
FILE = "cooperative.csv"


def test_nothing_is_spoilt_where_every_rate_is_nought():
    spoilt = spoil(CONTENT, FILE, CLEAN, np.random.default_rng(1))
    assert spoilt.content == CONTENT
    assert spoilt.log.num_rows == 0


def test_a_recoded_file_reads_as_the_clean_one_but_for_letters_that_it_has_no_place_for():
    seen = set()
    for seed in range(12):
        rates = replace(CLEAN, encodings=1.0)
        spoilt = spoil(CONTENT, FILE, rates, np.random.default_rng(seed))
        (one,) = spoilt.log.to_pylist()
        seen.add(one["became"])
        assert one["file"] == FILE
        marks = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}
        assert spoilt.content.startswith(marks.get(one["became"], b""))
        text = spoilt.content.decode(one["became"])
        assert text.replace("ي", "ی") == CONTENT.decode()
    assert seen == {"cp1256", "utf-16", "utf-8-sig"}


def test_a_cut_file_lacks_the_end_of_its_last_row_and_nothing_else():
    for seed in range(20):
        rates = replace(CLEAN, truncated=1.0)
        spoilt = spoil(CONTENT, FILE, rates, np.random.default_rng(seed))
        (one,) = spoilt.log.to_pylist()
        lines = spoilt.content.decode().split("\n")
        assert lines[:-1] == CONTENT.decode().split("\n")[:2]
        assert "ir:2,تعاونی دوم".startswith(lines[-1])
        assert "," not in lines[-1]
        assert one["row"] == 3


def test_a_file_of_a_header_and_one_row_is_not_cut():
    rates = replace(CLEAN, truncated=1.0)
    short = b"a,b\n1,2\n"
    assert spoil(short, FILE, rates, np.random.default_rng(1)).content == short
