"""From a template and a page's own words to HTML; every value that is not our markup is escaped."""

from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from serving.i18n import Words


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("serving.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, words: Words, *, path: str, **context: Any) -> str:
    """A page in the language of `words`; `path` is where it stands, with its own query.

    Templates find the words as `t`, the page's own path as `here`, and `href` makes links that
    keep the reader's language.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            t=words,
            here=path,
            href=lambda to, **asked: href(words, to, **asked),
            switched=href(words.other, path, **context.get("asked", {})),
            **context,
        )
    )


def href(words: Words, path: str, **asked: object) -> str:
    """A link within the pages: the path made safe, what is asked, and the reader's language.

    Two slashes in front would lead to another machine; one is kept.
    """
    query = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    within = quote(path.lstrip("/"), safe="/:")
    return f"/{within}?{urlencode({**query, 'lang': words.lang})}"
