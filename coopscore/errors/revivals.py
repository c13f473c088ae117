"""What is refused of revivals: a list that nobody has made yet."""

from coopscore.errors.tree import NotFound
from coopscore.language import Text


class RevivalsNotChecked(NotFound):
    """Revivals that nobody has held against signs of life."""

    code = "revivals_not_checked"
    found = Text(
        en="The revivals on record were not held against signs of life yet.",
        fa="احیاهای ثبت‌شده هنوز با نشانه‌های فعالیت سنجیده نشده است.",
    )
    remedy = Text(
        en="Run `coopscore revivals --as-of DAY`.",
        fa="دستور `coopscore revivals --as-of DAY` را اجرا کنید.",
    )
