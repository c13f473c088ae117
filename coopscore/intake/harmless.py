"""Text as a cell that no spreadsheet takes for a formula, and back."""

# What a spreadsheet takes for a formula, or strips before looking for one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_meant(text: str) -> str:
    """A harmless cell without the mark in front."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
