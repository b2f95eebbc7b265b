#!/usr/bin/env python3
"""Take the picture of the example's page that the README shows.

Usage, after `make run` and with the tests' tools installed (`make test` does that):

    .venv/bin/python tools/picture.py out/sarn-bridge.html docs/images/example.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1200, 1240
NAMES = ("chromium", "chromium-browser", "google-chrome")


def main(page_file: Path, picture: Path) -> None:
    """Photograph the page from its first point with figures on."""
    browser_path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce"
        )
        page.goto(page_file.resolve().as_uri())
        page.locator("article.point:has(.ranges) h3").first.evaluate("h3 => h3.scrollIntoView()")
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
