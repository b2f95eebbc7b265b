"""A process that links a ledger until it is killed: python -m tests.links_process LEDGER.

It links two reports at a time and prints a line after every commit.
"""

from __future__ import annotations

import sys

from whence import workflow
from whence.ledger.store import open_ledger
from whence.settings import load_settings


def tell(count: int) -> None:
    """Say that so many reports were linked."""
    sys.stdout.write(f"{count}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    workflow.LINKED_AT_ONCE = 2
    with open_ledger(sys.argv[1]) as opened:
        workflow.relink(opened, load_settings(), advance=tell)
