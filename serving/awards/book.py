"""Every file of a run: its data, the committee's book and workbook, and what everybody may read."""

import json
from collections.abc import Mapping
from typing import Any

from coopscore.language import LANGUAGES
from models.awards.public import public_of
from serving.awards.pages import book_page, result_page
from serving.awards.shelf import written
from serving.awards.wording import AwardWords
from serving.awards.workbook import workbook
from serving.i18n import Words

RUN = "run.json"


def book_files(run_id: str, content: Mapping[str, Any]) -> dict[str, bytes]:
    """The files by name: the same run gives the same bytes.

    `run.json` and `public.json`; in each language `book.<lang>.html`, `book.<lang>.xlsx` and
    `public.<lang>.html`.
    """
    run = written(content)
    content = json.loads(run)  # pages tell what the file tells, and nothing else
    made = {RUN: run, "public.json": written(public_of(content))}
    for lang in LANGUAGES:
        words = Words(lang)
        made[f"book.{lang}.html"] = book_page(run_id, content, words, alone=True).encode()
        made[f"public.{lang}.html"] = result_page(run_id, content, words, alone=True).encode()
        made[f"book.{lang}.xlsx"] = workbook(content, AwardWords(words))
    return made
