"""Where growing links keep what they need again: entries under keys, read and written in bulk.

Linking knows nothing of databases. It asks a `Shelf` for entries by key and hands entries back;
a shelf in memory serves one pure run, the ledger's serves additions (`ledger/link_index.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Protocol

KEYS = 1 << 16  # remembered: names come again in every report of a story


@lru_cache(maxsize=KEYS, typed=True)
def key_of(*parts: Hashable) -> int:
    """Return the key of what `parts` name: 63 bits of a hash, so that both databases hold it."""
    text = "\x1f".join(map(str, parts)).encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1


class Shelf(Protocol):
    """Entries under keys."""

    def get(self, keys: Collection[int]) -> dict[int, bytes]:
        """Return the entries of those of `keys` that are there."""
        ...

    def put(self, entries: Mapping[int, bytes | None]) -> None:
        """Store entries, each in place of the one before; None removes."""
        ...


class MemoryShelf:
    """A shelf in memory."""

    def __init__(self) -> None:
        self._entries: dict[int, bytes] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, keys: Collection[int]) -> dict[int, bytes]:
        """Return the entries of those of `keys` that are there."""
        return {key: self._entries[key] for key in keys if key in self._entries}

    def put(self, entries: Mapping[int, bytes | None]) -> None:
        """Store entries, each in place of the one before; None removes."""
        for key, entry in entries.items():
            if entry is None:
                self._entries.pop(key, None)
            else:
                self._entries[key] = entry


class Workbench:
    """Reads each entry of a shelf once and gives all changes back together."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._held: dict[int, bytes | None] = {}
        self._changed: set[int] = set()

    def fetch(self, keys: Iterable[int]) -> None:
        """Take entries onto the bench that are wanted soon."""
        missing = {key for key in keys if key not in self._held}
        if missing:
            self._held.update(dict.fromkeys(missing))
            self._held.update(self._shelf.get(missing))

    def get(self, key: int) -> bytes | None:
        """Return an entry, None where there is none."""
        if key not in self._held:
            self.fetch([key])
        return self._held[key]

    def put(self, key: int, entry: bytes | None) -> None:
        """Change an entry; None removes it."""
        self._held[key] = entry
        self._changed.add(key)

    def flush(self) -> None:
        """Give the changes back and clear the bench."""
        if self._changed:
            self._shelf.put({key: self._held[key] for key in sorted(self._changed)})
        self._changed.clear()
        self._held.clear()
