"""On what terms files are taken in, as far as an operator may set them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an operator allows, and the password of locked workbooks.

    A file with at least `most_bad_rows` rows at fault, if those are most of its rows, is refused
    as a whole; `password` is empty where none is known, and never shown.
    """

    password: str = field(default="", repr=False)
    most_bad_rows: int = 10_000
