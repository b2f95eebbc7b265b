"""The desk in a real Chromium: every page, its keys, its looks, and that nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.served import TOKEN
from whence.ledger.store import Ledger
from whence.views.places import DESK

Scheme = Literal["light", "dark"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDE, PHONE = 1280, 390
PAGES = (
    *("/", "/points", "/points?parting=1", "/points?q=nothing+like+it", "/reports", "/sources"),
    *(
        "/sources/credits?outlet=Weavers&cites=x",
        "/sources/citing",
        "/actors",
        "/timeline",
        "/search?q=roof",
    ),
    *("/search?q=xyzzy", "/queue", "/history", "/export", "/nowhere"),
    *("point", "report", "report?beside=1", "actor"),
    *("/sources/outlet?outlet=Union+News", "/sources/outlet?outlet=Union+News&manner=distance"),
)


@pytest.fixture(scope="module")
def addresses(ledger: Ledger) -> dict[str, str]:
    links = ledger.links()
    return {
        "point": DESK.point(links.points[0].id),
        "report": DESK.report(links.points[0].accounts[0].report),
        "actor": DESK.actor(links.entities[0].id),
    }


def address(path: str, addresses: dict[str, str]) -> str:
    name, mark, query = path.partition("?")
    return f"{addresses.get(name, name)}{mark}{query}"


class Desk:
    """One browser window on the desk; `said` is all that the console and errors said."""

    def __init__(self, browser: Browser, port: int, width: int, scheme: Scheme) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(f"{self.base}/?token={TOKEN}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.base}{path}")
        return self.page


@pytest.fixture
def desk(browser: Browser, port: int) -> Iterator[Desk]:
    opened = Desk(browser, port, WIDE, "light")
    yield opened
    opened.context.close()


def test_on_a_phone_the_open_page_is_in_sight_among_the_pages(browser: Browser, port: int) -> None:
    desk = Desk(browser, port, PHONE, "light")
    for path in ("/", "/queue", "/export"):
        box = desk.open(path).locator(".top nav [aria-current]").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
    desk.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, port: int, addresses: dict[str, str], width: int, scheme: Scheme
) -> None:
    desk = Desk(browser, port, width, scheme)
    found: list[str] = []
    for path in PAGES:
        page = desk.open(address(path, addresses))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        results = Axe().run(page, options=RULES)
        if results.violations_count:
            found.append(f"{path}: {results.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path} scrolls sideways")
    assert not found, "\n".join(found)
    desk.context.close()


def test_no_page_has_an_error_or_asks_another_host(desk: Desk, addresses: dict[str, str]) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        if path != "/nowhere":
            desk.open(address(path, addresses))
    assert desk.said == []
    assert all(url.startswith(desk.base) for url in asked)


def test_every_link_of_every_page_leads_somewhere(desk: Desk, addresses: dict[str, str]) -> None:
    seen: set[str] = set()
    collect = (
        "[...document.querySelectorAll('main a[href], svg a')].map(a => a.href.baseVal ?? a.href)"
    )
    for path in PAGES:
        if path == "/nowhere":
            continue
        page = desk.open(address(path, addresses))
        for found in page.evaluate(collect):
            href = desk.base + found if found.startswith("/") else found
            if href.startswith(desk.base) and "/export/" not in href and "download=1" not in href:
                seen.add(href)
    for href in sorted(seen):
        bare, _, anchor = href.partition("#")
        answer = desk.context.request.get(bare)
        assert answer.status == 200, href
        if anchor:
            assert f'id="{anchor}"' in answer.text(), href


def test_keys_move_open_and_help(desk: Desk) -> None:
    page = desk.open("/points")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_have_class("here")
    page.keyboard.press("k")
    expect(page.locator("[data-row]").nth(0)).to_have_class("here")
    page.keyboard.press("Enter")
    page.wait_for_url("**/points/*")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/reports")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the reports")).to_be_focused()
    page.keyboard.type("roof")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=roof")
    assert desk.said == []


def test_an_entry_leads_to_its_words_and_back(desk: Desk, addresses: dict[str, str]) -> None:
    page = desk.open(addresses["point"])
    account = page.locator("li.account").first
    account.get_by_role("link", name="See it in the report").click()
    page.wait_for_url("**/reports/*#*")
    anchor = page.url.partition("#")[2]
    expect(page.locator(f'[id="{anchor}"]')).to_be_attached()
    page.locator(".margin a[href*='/points/']").first.click()
    page.wait_for_url("**/points/*#*")


def test_words_in_the_address_are_shown(desk: Desk, addresses: dict[str, str]) -> None:
    page = desk.open(f"{addresses['report']}?words=0-4#words")
    expect(page.locator(".shown").first).to_have_text("Mill")
    assert desk.open(f"{addresses['report']}?words=9-2").locator(".shown").count() == 0


def test_the_original_stands_beside_the_text_and_is_inert(
    desk: Desk, addresses: dict[str, str]
) -> None:
    page = desk.open(addresses["report"])
    page.keyboard.press("b")
    frame = page.frame_locator("iframe.original")
    expect(frame.locator("body")).to_contain_text("Mill roof falls in")
    headers = desk.context.request.get(f"{desk.base}{addresses['report']}/original").headers
    assert headers["content-security-policy"].startswith("sandbox;")


def test_later_leads_on_and_comes_back(desk: Desk) -> None:
    page = desk.open("/queue")
    first = page.locator("#queue-q").inner_text()
    questions = [first]
    while True:
        page.keyboard.press("s")
        page.wait_for_load_state()
        question = page.locator("#queue-q").inner_text()
        if question == first:
            break
        questions.append(question)
    assert len(questions) == len(set(questions)) > 1


def test_pages_read_without_a_script(
    browser: Browser, port: int, addresses: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/?token={TOKEN}")
    for path in ("/points", addresses["point"], addresses["report"]):
        page.goto(f"http://127.0.0.1:{port}{path}")
        assert len(page.locator("main").inner_text()) > 200
    context.close()


def test_outlets_stay_above_their_cells_however_far_one_scrolls(
    browser: Browser, port: int
) -> None:
    desk = Desk(browser, port, WIDE, "light")
    desk.page.set_viewport_size({"width": WIDE, "height": 260})
    page = desk.open("/points")
    head = page.locator(".desk-matrix thead th").first
    page.locator(".desk-matrix tbody tr").last.scroll_into_view_if_needed()
    box = page.locator(".scroll-x").first
    assert box.evaluate("node => node.scrollTop") > 0
    top = box.bounding_box()
    at = head.bounding_box()
    assert top is not None
    assert at is not None
    assert abs(at["y"] - top["y"]) < 3


def test_the_first_page_names_no_point_twice_among_figures_and_what_else_parts(desk: Desk) -> None:
    page = desk.open("/")
    figures = page.locator("section[aria-labelledby=figures-head] .row-title")
    others = page.locator("section[aria-labelledby=parting-head] .row-title")
    shown = [link.get_attribute("href") for links in (figures, others) for link in links.all()]
    assert figures.count()
    assert len(shown) == len(set(shown))


def test_a_report_tells_what_its_marks_mean(desk: Desk, addresses: dict[str, str]) -> None:
    page = desk.open(addresses["report"])
    meaning = page.get_by_text("the words that name who speaks")
    expect(meaning).to_be_hidden()
    page.get_by_text("What the marks mean").click()
    expect(meaning).to_be_visible()


def test_on_a_phone_every_outlet_says_its_answer_under_the_question(
    browser: Browser, port: int
) -> None:
    page = Desk(browser, port, PHONE, "light").open("/points")
    row = page.locator(".desk-matrix tbody tr").first
    cells = row.locator("td:not(.wide)")
    assert cells.count() > 1
    for cell in cells.all():
        expect(cell.locator(".narrow")).to_be_visible()
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= PHONE
    table = page.locator(".scroll-x").first
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_on_a_phone_outlets_stand_under_the_words_they_use(
    browser: Browser, port: int, addresses: dict[str, str]
) -> None:
    page = Desk(browser, port, PHONE, "light").open(addresses["actor"])
    row = page.locator(".names tbody tr").first
    expect(row.locator("td.wide").first).to_be_hidden()
    link = row.locator("th a").first
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url("**/reports/*words=*")
