"""A ledger with the example pile in it, a file or a database, the same tests on both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.piles import copied
from whence.deciding.taking import Judge
from whence.ledger.store import Ledger, open_ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path, example_ledger: Path) -> str:
    """Give the address of a ledger of one's own that holds the example pile."""
    if request.param == "sqlite":
        path = tmp_path / "story.whence"
        shutil.copy(example_ledger, path)
        return str(path)
    address = str(request.getfixturevalue("postgres_url"))
    copied(example_ledger, address)
    return address


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with open_ledger(where) as opened:
        yield opened


@pytest.fixture
def ada(ledger: Ledger) -> Judge:
    return Judge(ledger, "Ada")


@pytest.fixture
def bo(ledger: Ledger) -> Judge:
    return Judge(ledger, "Bo")
