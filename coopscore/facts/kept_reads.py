"""What a view has read lately: a view never changes, so what it read once need not be read again.

A training asks a small store for the same columns of the same co-operatives hundreds of times, and
each time the files would be opened and put in order anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

import pyarrow as pa

MOST_BYTES = 128 * 2**20  # of all that is kept; tables cannot be changed, so they may be shared
MOST_TABLES = 512  # empty ones among them, which have no bytes


class KeptReads:
    """Tables by what was asked for, those asked for longest ago given up first.

    Safe to share between threads.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, most_tables: int = MOST_TABLES) -> None:
        self._most, self._most_tables = most_bytes, most_tables
        self._bytes = 0
        self._kept: OrderedDict[Hashable, pa.Table] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable, read: Callable[[], pa.Table]) -> pa.Table:
        """What was asked for, read where it is not kept; what is over the room is not kept."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        rows = read()
        with self._lock:
            if asked not in self._kept and rows.nbytes <= self._most:
                self._kept[asked] = rows
                self._bytes += rows.nbytes
                while self._bytes > self._most or len(self._kept) > self._most_tables:
                    self._bytes -= self._kept.popitem(last=False)[1].nbytes
        return rows
