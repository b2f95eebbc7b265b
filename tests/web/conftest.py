"""A small ledger made by hand, served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.export.browser import launch
from tests.web.served import TOKEN, hand_made_ledger, serving
from whence.ledger.store import Ledger, open_ledger
from whence.web.app import make_app
from whence.web.gate import AloneGate


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path: Path = tmp_path_factory.mktemp("desk") / "aldry-mill.whence"
    with open_ledger(str(path), create=True, by="tester") as opened:
        hand_made_ledger(opened)
        yield opened


@pytest.fixture(scope="module")
def port(ledger: Ledger) -> Iterator[int]:
    with serving(make_app(ledger, AloneGate("tester", TOKEN))) as where:
        yield where
