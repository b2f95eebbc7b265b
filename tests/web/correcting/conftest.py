"""The example pile in a ledger of its own, served to one person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import TOKEN, serving
from whence.ledger.store import Ledger, open_ledger
from whence.web.app import make_app
from whence.web.gate import AloneGate


@pytest.fixture
def ledger(tmp_path: Path, example_ledger: Path) -> Iterator[Ledger]:
    path = tmp_path / "sarn-bridge.whence"
    shutil.copy(example_ledger, path)
    with open_ledger(str(path)) as opened:
        yield opened


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    with serving(make_app(ledger, AloneGate("Ada", TOKEN))) as port:
        yield f"http://127.0.0.1:{port}"
