"""A real Chromium for the tests of the page."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium calls home unless told not to; a test of a page that needs no network must not.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium. Raises `RuntimeError` where there is none: the tests are never skipped."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise RuntimeError(
            "The page is tested in a real browser and there is none: install Chromium "
            "(on Debian and Ubuntu: apt-get install chromium), then try again."
        )
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
