"""Corrections of claims and credits, in a real browser: their effect at once, and their undo."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.web.correcting.pages import done, opened, point, said
from whence.deciding.credits import rests_on
from whence.ledger.store import Ledger
from whence.records.span import join_text
from whence.views.places import report_key, tail


class TestReports:
    PATH = "04-daily-bell.txt"

    def home(self, ledger: Ledger) -> tuple[str, str]:
        report = ledger.report(self.PATH)
        return report.id, f"/reports/{report_key(report.id)}"

    def test_a_claim_is_struck_by_key_and_comes_back(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        report, path = self.home(ledger)
        page = opened(browser, address, path)
        page.keyboard.press("j")
        row = page.locator("[data-row].here")
        chosen = row.get_attribute("data-claim") or ""
        expect(row).to_have_js_property("tagName", "LI")
        assert page.locator(".margin .here").count() == 1
        page.keyboard.press("n")
        struck = page.locator(f'[data-claim="{chosen}"] del')
        expect(struck).to_be_visible()
        found = ledger.extraction(report)
        assert found is not None
        assert [a.id for a in found.struck] == [chosen]
        page.keyboard.press("u")
        expect(struck).to_have_count(0)
        assert ledger.extraction(report) == ledger.extraction(report, proposed=True)
        done(page)

    def test_speaker_and_words_are_corrected(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        report, path = self.home(ledger)
        page = opened(browser, address, path)
        found = ledger.extraction(report)
        assert found is not None
        text = ledger.report(self.PATH).text
        long = next(a for a in found.attributions if len(a.content[0].of(text).split()) > 4)
        item, name = page.locator(f'.margin [data-claim="{long.id}"]'), long.id
        item.get_by_text("Check").click()
        item.get_by_text("Correct it").click()
        item.get_by_label("Speaker").fill("The Night Ferry Board")
        content = item.get_by_label("Content").input_value()
        item.get_by_label("Content").fill(" ".join(content.split()[:3]))
        item.get_by_role("button", name="Keep the correction").click()
        expect(item.locator("b").first).to_have_text("The Night Ferry Board")
        found = ledger.extraction(report)
        assert found is not None
        (after,) = [a for a in found.attributions if a.id == name]
        assert after.content[0].of(text).split() == content.split()[:3]
        page.keyboard.press("u")
        expect(item.locator("b").first).not_to_have_text("The Night Ferry Board")
        page.keyboard.press("u")
        expect(page.locator(".decided")).to_have_count(0)
        assert ledger.extraction(report) == ledger.extraction(report, proposed=True)
        done(page)

    def test_a_missed_claim_is_added_by_selecting_its_words(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        report, path = self.home(ledger)
        page = opened(browser, address, path)
        page.keyboard.press("d")
        block = page.locator(".row .text").last
        words = block.evaluate(
            """(block) => {
              const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
              let node = walker.nextNode();
              while (node && node.data.trim().length < 12) node = walker.nextNode();
              const start = node.data.search(/\\S/);
              const range = document.createRange();
              range.setStart(node, start);
              range.setEnd(node, start + 12);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              block.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
              return range.toString();
            }"""
        )
        added = page.locator("#add")
        expect(added.get_by_label("Content")).to_have_value(words.strip())
        added.get_by_label("Speaker").fill("The editor")
        added.get_by_role("button", name="Add it").click()
        said(page, "added what the machine had missed")
        found = ledger.extraction(report)
        assert found is not None
        (a,) = [a for a in found.attributions if a.id.startswith("j")]
        assert a.content[0].of(ledger.report(self.PATH).text) == words.strip()
        assert a.speaker_name == "The editor"
        item = page.locator(f'.margin [data-claim="{a.id}"]')
        expect(item).to_contain_text("The editor")
        page.keyboard.press("u")
        expect(item).to_have_count(0)
        done(page)

    def test_words_stand_there_as_they_are_written(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        report, path = self.home(ledger)
        page = opened(browser, address, path)
        found = ledger.extraction(report)
        assert found is not None
        text = ledger.report(self.PATH).text
        quoted = next(a for a in found.attributions if "'" in join_text(a.content, text))
        item = page.locator(f'.margin [data-claim="{quoted.id}"]')
        expect(item.get_by_label("Content")).to_have_value(join_text(quoted.content, text))
        assert Axe().run(page).violations_count == 0
        done(page)

    def test_what_cannot_be_is_said(self, browser: Browser, ledger: Ledger, address: str) -> None:
        _, path = self.home(ledger)
        page = opened(browser, address, path)
        page.keyboard.press("d")
        page.locator("#add").get_by_label("Content").fill("words nobody wrote")
        page.locator("#add").get_by_role("button", name="Add it").click()
        said(page, "does not hold the words")
        assert ledger.judgements() == []
        page.context.close()


class TestPages:
    def test_axe_finds_nothing_on_the_pages_of_corrections(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        links = ledger.links()
        point_page = f"/points/{tail(links.points[0].id)}"
        actor_page = f"/actors/{tail(links.entities[0].id)}"
        for path in (
            point_page,
            f"{point_page}/merge",
            f"{actor_page}/merge",
            f"{actor_page}/split",
            "/accuracy",
            "/history",
            "/queue",
        ):
            page = opened(browser, address, path)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            done(page)


class TestCredits:
    def test_a_credit_that_is_not_so_is_struck_and_comes_back(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        relay = ledger.links().relays[0]
        page = opened(browser, address, f"/reports/{report_key(relay.report)}")
        item = page.locator("li", has=page.locator(f'input[value="{relay.id}"]'))
        item.get_by_role("button", name="Is not so").click()
        said(page, "rejected")
        expect(item.locator("del")).to_be_visible()
        expect(item.locator(".judged")).to_contain_text("rejected by Ada")
        page.keyboard.press("u")
        expect(item.locator("del")).to_have_count(0)
        assert ledger.links().relays[0] == relay
        done(page)

    def test_a_credit_is_judged_where_sources_list_it(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        page = opened(browser, address, "/sources")
        page.get_by_text("The same as a table").click()
        page.locator("section table a").first.click()
        page.wait_for_url("**/sources/credits**")
        page.keyboard.press("j")
        page.keyboard.press("n")
        expect(page.locator("#credit-1 del")).to_be_visible()
        page.keyboard.press("n")
        expect(page.locator("#credit-1 del")).to_have_count(0)
        assert [j.verdict.value for j in ledger.judgements()] == ["rejected", "withdrawn"]
        assert Axe().run(page).violations_count == 0
        done(page)

    def test_words_not_carried_over_are_struck(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        links = ledger.links()
        reuse, p = next(
            (reuse, p)
            for reuse in links.reuses
            for p in links.points
            if rests_on(p, reuse) and any("carries the words" in c.why for c in p.collapses)
        )
        page = opened(browser, address, f"/reports/{report_key(reuse.report)}")
        item = page.locator("li", has=page.locator(f'input[value="{reuse.id}"]'))
        item.get_by_role("button", name="Not carried over").click()
        expect(item.locator("del")).to_be_visible()
        assert point(ledger, p.id).why != p.why
        page.goto(f"{address}/accuracy")
        expect(page.locator("tr", has_text="carried-over words")).to_contain_text("0%")
        page.goto(f"{address}/history")
        expect(page.locator("main")).to_contain_text("rejected")
        page.keyboard.press("u")
        expect(page.locator("main")).to_contain_text("taken back since")
        assert point(ledger, p.id) == p
        done(page)
