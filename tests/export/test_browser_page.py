from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.export import hand_made
from tests.export.browser import launch
from whence.export.page import render_page
from whence.records.links import Links
from whence.records.story import Story

Scheme = Literal["light", "dark"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDE, PHONE = 1280, 390


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def story_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(hand_made.story(), tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def doubting_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with words of distance, certainties, roles and an opinion."""
    return written(hand_made.doubting_story(), tmp_path_factory.mktemp("doubting"))


@pytest.fixture(scope="module")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of 14 reports, all folded, with 16 points."""
    post, found = hand_made.mill_report()
    news, _ = hand_made.union_report()
    many = [
        replace(post, id=f"sha256:{n:08x}{'0' * 56}", publisher=f"Outlet {n}") for n in range(14)
    ]
    points = []
    for n in range(16):
        point = hand_made.killed(many[n % 14], news)
        accounts = tuple(a for a in point.accounts if a.report != news.id)
        accounts += (replace(accounts[0], id="other", report=many[(n + 7) % 14].id),)
        points.append(
            replace(point, id=f"point:{n:016x}", question=f"Question {n}?", accounts=accounts)
        )
    story = Story(
        "A large pile",
        tuple(many),
        tuple(replace(found, report=report.id) for report in many),
        Links(points=tuple(points)),
    )
    return written(story, tmp_path_factory.mktemp("large"))


def written(story: Story, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(render_page(story), "utf8")
    return path.as_uri()


def opened(browser: Browser, url: str, width: int = WIDE, scheme: Scheme = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    return page


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("name", ["story_page", "doubting_page"])
@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light")])
def test_axe_finds_nothing(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int, scheme: Scheme
) -> None:
    page = opened(browser, request.getfixturevalue(name), width, scheme)
    unfold(page)
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


def test_axe_finds_nothing_on_a_folded_pile(browser: Browser, large_page: str) -> None:
    page = opened(browser, large_page)
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


@pytest.mark.parametrize("name", ["story_page", "doubting_page"])
@pytest.mark.parametrize("width", [320, PHONE, 768, WIDE, 1920])
def test_nothing_scrolls_sideways(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int
) -> None:
    page = opened(browser, request.getfixturevalue(name), width)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_no_request_leaves_the_page(browser: Browser, story_page: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(story_page)
    unfold(page)
    page.wait_for_load_state("networkidle")
    assert requests == [story_page]
    assert messages == []
    context.close()


def test_every_entry_leads_to_its_words_and_back(browser: Browser, story_page: str) -> None:
    page = opened(browser, story_page)
    page.locator(".ranges tbody a").last.click()
    words = page.locator(".at:target + *")
    assert words.inner_text() == "At least five people"
    assert words.is_visible()
    back = page.locator(".row:has(.at:target) .margin a", has_text="How many people were killed?")
    back.first.click()
    assert page.locator(".account:target blockquote").is_visible()
    page.context.close()


def test_words_of_distance_and_opinion_are_told_apart_without_colour(
    browser: Browser, doubting_page: str
) -> None:
    page = opened(browser, doubting_page)
    style = "getComputedStyle(document.querySelector('.text {}')).textDecorationStyle"
    kinds = (".source", ".cue", ".distance", ".opinion")
    styles = [page.evaluate(style.format(kind)) for kind in kinds]
    assert styles == ["solid", "dashed", "dotted", "wavy"]
    page.context.close()


def test_a_note_leads_to_the_words_that_show_what_it_says(
    browser: Browser, doubting_page: str
) -> None:
    page = opened(browser, doubting_page)
    page.locator(".margin a", has_text="under the pretext of").click()
    assert page.locator(".at:target + *").inner_text() == "under the pretext of"
    page.locator(".margin a", has_text="shameful").click()
    assert page.locator(".at:target + *").inner_text() == "shameful"
    page.context.close()


def test_a_link_into_a_folded_report_opens_it(browser: Browser, large_page: str) -> None:
    page = opened(browser, large_page)
    assert page.locator("details.report[open]").count() == 0
    page.locator("article.point .account .go a").first.click()
    page.wait_for_selector("details.report[open]")
    assert page.locator(".row:has(.at:target) mark").first.is_visible()
    page.context.close()


def test_the_keyboard_reaches_everything(browser: Browser, story_page: str) -> None:
    page = opened(browser, story_page)
    unfold(page)
    expected = page.evaluate(
        "document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length"
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = 1
    for _ in range(expected + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached += 1
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached == expected
    page.context.close()


def test_a_fold_opens_with_the_keyboard(browser: Browser, story_page: str) -> None:
    page = opened(browser, story_page)
    page.locator(".legend > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".legend-body").is_visible()
    page.context.close()


def test_the_skip_link_leads_past_the_header(browser: Browser, story_page: str) -> None:
    page = opened(browser, story_page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "story"
    page.context.close()


def test_light_and_dark_differ(browser: Browser, story_page: str) -> None:
    colours = set()
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        page = opened(browser, story_page, scheme=scheme)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert len(colours) == 2


def test_paper_shows_what_the_screen_folds_away(browser: Browser, story_page: str) -> None:
    page = opened(browser, story_page)
    folded = page.locator("details.point:not([open]) blockquote").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert not page.locator("header nav").is_visible()
    page.context.close()


def test_text_grows_to_twice_its_size_without_loss(browser: Browser, story_page: str) -> None:
    page = opened(browser, story_page, width=640)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.context.close()
