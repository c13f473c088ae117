"""Everything coopscore refuses, as one tree.

A leaf is a noun phrase with a stable `code`, the facts of the case, and two sentences in both
languages: what was found beside what is allowed, and what to do. Facts travel as fields; words are
made at the door that shows them.
"""

from typing import ClassVar

from coopscore.language import Language, Text


class CoopscoreError(Exception):
    """A refusal that a person can act on.

    Parameters
    ----------
    **facts
        The particulars named in `found` and `remedy`.
    """

    code: ClassVar[str]
    found: ClassVar[Text]
    remedy: ClassVar[Text]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Language) -> str:
        """What was found, what is allowed, and what to do, in `lang`."""
        return f"{self.found.said(lang, **self.facts)} {self.remedy.said(lang, **self.facts)}"


class InputRefused(CoopscoreError):
    """A file or a value that cannot be taken as it stands."""


class NotFound(CoopscoreError):
    """Something asked for that is not on record."""


class RunRefused(CoopscoreError):
    """Work that would give a wrong or empty answer, and so is not done."""
