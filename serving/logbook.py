"""Accidents written down: the person gets one line, the file gets the traceback."""

import hashlib
import traceback
from datetime import datetime
from pathlib import Path

from coopscore.language import Text

# Where even the file fails (a full disk, a read-only home), the accident must reach the person.
NOWHERE = Text(
    en="no file, since the logs folder cannot be written to",
    fa="هیچ فایلی ثبت نشد، چون در پوشهٔ logs نمی‌توان نوشت",
)


def write_down(folder: Path, error: BaseException, now: datetime) -> str | Text:
    """Keep the traceback of `error` in a file of its own; its name, or `NOWHERE`."""
    text = "".join(traceback.format_exception(error))
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    name = f"accident-{now:%Y%m%dT%H%M%S}-{mark}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    except OSError:
        return NOWHERE
    return name
