"""Garbage collected between batches, and only what the batches left."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Things that hold others, more than were there when garbage was last looked for: some 20 MiB.
WORTH_A_SEARCH = 200_000


@contextmanager
def collecting_between() -> Iterator[Callable[[], None]]:
    """Let long work collect garbage when it says so; yields what to call between its batches.

    Nearly all that work makes goes with its last reference. To look for what goes in circles,
    Python looks through all that lives, again and again while a batch fills the memory: a fifth
    of the time of linking. Here it is looked for between batches, once much has come and stayed;
    what outlives that is set aside, so that the price does not grow with what a process holds.
    """
    ran = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield _set_aside_if_much
    finally:
        gc.unfreeze()
        if ran:
            gc.enable()


def set_aside() -> None:
    """Collect garbage now, and leave all that is loaded out of later searches for it."""
    gc.collect()
    gc.freeze()


def _set_aside_if_much() -> None:
    if gc.get_count()[0] > WORTH_A_SEARCH:
        set_aside()
