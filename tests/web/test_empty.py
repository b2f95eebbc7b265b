"""A ledger without anything in it: every page says so, and none fails."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.web.served import TOKEN, ask, serving
from whence.ledger.store import open_ledger
from whence.web.app import make_app
from whence.web.gate import AloneGate

SAID = {
    "/": "Nothing has been read into this ledger yet",
    "/points": "No point was found on which two reports speak",
    "/reports": "No reports",
    "/sources": "Nobody was found to be quoted",
    "/sources/citing": "No report credits another",
    "/actors": "No names were found",
    "/timeline": "No report is in this ledger",
    "/search?q=bridge": "No report holds this word",
    "/queue": "Nothing is left to check",
    "/history": "Nobody has decided anything yet",
    "/accuracy": "Nobody has decided anything yet",
    "/export": "points.csv",
}


@pytest.mark.parametrize(("path", "words"), SAID.items())
def test_an_empty_ledger_says_so_on_every_page(path: str, words: str, tmp_path: Path) -> None:
    with (
        open_ledger(str(tmp_path / "empty.whence"), create=True, by="tester") as ledger,
        serving(make_app(ledger, AloneGate("tester", TOKEN))) as port,
    ):
        answer = ask(port, path)
    assert answer.status == 200
    assert words in html.unescape(re.sub(r"<[^>]+>", "", answer.text))
