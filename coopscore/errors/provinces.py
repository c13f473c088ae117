"""What is refused of how provinces stand: a run that nobody has made yet."""

from coopscore.errors.tree import NotFound
from coopscore.language import Text


class ProvincesNotMeasured(NotFound):
    """A period that provinces were not measured for, or a run that is not kept here."""

    code = "provinces_not_measured"
    found = Text(
        en="Provinces were not measured here under {run}.",
        fa="در اینجا وضعیت استان‌ها با شناسهٔ {run} سنجیده نشده است.",
    )
    remedy = Text(
        en="Run `coopscore provinces --period YEAR`.",
        fa="دستور `coopscore provinces --period YEAR` را اجرا کنید.",
    )
