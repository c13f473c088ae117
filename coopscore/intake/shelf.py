"""The shelf: every row that was set aside, by delivery, until it is settled.

Each delivery that leaves rows behind has a folder with its rows as they are kept, and one file for
each source in which they can be mended. A folder is never written over by another delivery: what an
office has mended there would be lost.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coopscore.errors import UnusableHome
from coopscore.intake.aside import AsideDelivery
from coopscore.intake.mending import names_of, row_id, write_mending

_KEPT = "rows.json"


class Shelf:
    """The rows set aside in one home.

    Parameters
    ----------
    folder
        The home's quarantine.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay(self, delivery: AsideDelivery) -> Path:
        """Keep what a delivery left behind; its folder.

        The same rows of the same delivery lie there once, however often it comes.

        Raises
        ------
        UnusableHome
            Where it cannot be written.
        """
        count = 1
        while True:
            name = delivery.name if count == 1 else f"{delivery.name}-{count}"
            held = self._held(name)
            if held is None:
                self.keep(replace(delivery, name=name))
                return self._folder / name
            if _rows(held) == _rows(delivery):
                return self._folder / name
            count += 1

    def keep(self, delivery: AsideDelivery) -> None:
        """Write a delivery's rows, and the files in which those still open can be mended."""
        folder = self._folder / delivery.name
        self._write(folder / _KEPT, json.dumps(delivery.as_data(), ensure_ascii=False))
        for source, path in self.mending_files(delivery):
            rows = {
                row_id(delivery.name, place): row
                for place, row in enumerate(delivery.rows)
                if row.source == source and not row.settled and delivery.is_redrivable
            }
            if rows:
                write_mending(path, delivery.source(source).header, rows)
            else:
                path.unlink(missing_ok=True)

    def mending_files(self, delivery: AsideDelivery) -> Iterator[tuple[str, Path]]:
        """Each source with the file in which its rows can be mended, whether it is there or not."""
        for source, name in names_of([source.name for source in delivery.sources]):
            yield source, self._folder / delivery.name / name

    def deliveries(self) -> list[AsideDelivery]:
        """All that left rows behind, in the order in which they came."""
        found = [self._held(path.parent.name) for path in sorted(self._folder.glob(f"*/{_KEPT}"))]
        kept = [delivery for delivery in found if delivery is not None]
        return sorted(kept, key=lambda delivery: (delivery.at, delivery.name))

    def _held(self, name: str) -> AsideDelivery | None:
        path = self._folder / name / _KEPT
        if not path.exists():
            return None
        return AsideDelivery.from_data(json.loads(path.read_text(encoding="utf-8")))

    def _write(self, path: Path, text: str) -> None:
        part = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError as cause:
            raise UnusableHome(path=path, reason=cause.strerror) from cause


def _rows(delivery: AsideDelivery) -> Sequence[object]:
    return [(row.source, row.row, row.raw) for row in delivery.rows]
