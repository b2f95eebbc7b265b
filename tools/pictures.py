#!/usr/bin/env python3
"""Take the pictures of the desk that the README and the docs show, from the example pile.

Usage, after `make run` and with the tests' tools installed (`make pictures` does all of it):

    .venv/bin/python tools/pictures.py out/sarn-bridge.whence docs/images
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

from whence.ledger.browse_points import PointFilter
from whence.ledger.store import open_ledger
from whence.views.places import DESK
from whence.web.app import make_app
from whence.web.gate import AloneGate
from whence.web.serving import listening, server_for

WIDTH, HEIGHT = 1280, 900
PHONE = 390
LOOKS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("", WIDTH, "light"),
    ("-phone", PHONE, "light"),
    ("-dark", WIDTH, "dark"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def main(ledger_file: Path, folder: Path) -> None:
    """Serve the ledger and photograph its main pages."""
    folder.mkdir(parents=True, exist_ok=True)
    gate = AloneGate("pictures")
    with open_ledger(str(ledger_file)) as ledger:
        point = ledger.browse(lambda b: b.point_heads(PointFilter(), count=1))[0]
        report = ledger.browse(lambda b: b.points([point.id]))[0].accounts[1].report
        paths = {
            "desk-story": "/",
            "desk-points": "/points",
            "desk-point": DESK.point(point.id),
            "desk-report": DESK.report(report),
            "desk-sources": "/sources",
            "desk-outlet": DESK.outlet(ledger.browse(lambda b: b.outlets(1))[0].name),
            "desk-queue": "/queue",
            "desk-search": "/search?q=bridge",
        }
        bound = listening("127.0.0.1", 0)
        bound.listen(16)
        server = server_for(make_app(ledger, gate))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            photograph(f"http://127.0.0.1:{bound.getsockname()[1]}", gate.token, paths, folder)
        finally:
            server.should_exit = True
            thread.join()


def photograph(base: str, token: str, paths: dict[str, str], folder: Path) -> None:
    """Take a picture of each path; the first point also on a phone and in the dark."""
    browser_path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name, width, scheme in LOOKS:
            page: Page = browser.new_page(
                viewport={"width": width, "height": HEIGHT},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(f"{base}/?token={token}")
            for picture, path in paths.items():
                if name and picture != "desk-point":
                    continue
                page.goto(base + path)
                page.screenshot(path=folder / f"{picture}{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
