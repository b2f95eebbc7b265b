"""Pages of the desk in a browser, and what the ledger holds meanwhile."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.web.served import TOKEN
from whence.ledger.store import Ledger
from whence.records.links import Point


def opened(browser: Browser, address: str, path: str, *, script: bool = True) -> Page:
    """Open a page; a word on the console, or a script that fails, fails the test."""
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(20_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}token={TOKEN}")
    page.problems = problems  # type: ignore[attr-defined]
    return page


def done(page: Page) -> None:
    """Close a page that had no errors."""
    assert page.problems == []  # type: ignore[attr-defined]
    page.context.close()


def largest(ledger: Ledger) -> Point:
    return max(ledger.links().points, key=lambda p: (len(p.accounts), p.id))


def point(ledger: Ledger, name: str) -> Point:
    (found,) = [p for p in ledger.links().points if p.id == name]
    return found


def said(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_contain_text(words)
