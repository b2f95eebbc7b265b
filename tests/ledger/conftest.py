"""Where ledgers under test lie: a file or a database, the same tests on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.ledger.store import Ledger, open_ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "story.whence")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """Give a new, empty ledger."""
    with open_ledger(where, create=True, by="tester") as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a SQLite ledger that does not exist yet."""
    return tmp_path / "story.whence"
