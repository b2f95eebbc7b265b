"""Corrections of points, in a real browser: their effect at once, and their undo."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.web.correcting.pages import done, largest, opened, point, said
from whence.ledger.store import Ledger
from whence.records.verdict import Standing, standing_of
from whence.views.places import tail


class TestPoints:
    def test_verdicts_by_key_and_the_same_again_clears(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = largest(ledger)
        page = opened(browser, address, f"/points/{tail(p.id)}")
        for key, standing in (
            ("y", Standing.ACCEPTED),
            ("n", Standing.REJECTED),
            ("c", Standing.UNSURE),
        ):
            page.keyboard.press(key)
            expect(page.locator(f'aside [data-verdict="{key}"]')).to_have_attribute(
                "aria-pressed", "true"
            )
            assert standing_of(point(ledger, p.id).judged) is standing
        expect(page.locator(".judged")).to_contain_text("unsure by Ada")
        page.keyboard.press("c")
        expect(page.locator('aside [data-verdict="c"]')).not_to_have_attribute(
            "aria-pressed", "true"
        )
        assert standing_of(point(ledger, p.id).judged) is Standing.REJECTED
        done(page)

    def test_accounts_are_taken_out_and_come_back(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = largest(ledger)
        page = opened(browser, address, f"/points/{tail(p.id)}")
        accounts = page.locator(".answers .account")
        before = accounts.count()
        page.get_by_text("Take accounts out").click()
        page.locator('[action="/judge/split"] input[type=checkbox]').first.check()
        page.get_by_role("button", name="Take them out").click()
        said(page, "took 1 account out")
        expect(accounts).to_have_count(before - 1)
        assert len(point(ledger, p.id).accounts) == len(p.accounts) - 1
        page.keyboard.press("u")
        expect(accounts).to_have_count(before)
        page.keyboard.press("i")
        expect(accounts).to_have_count(before - 1)
        page.keyboard.press("u")
        expect(accounts).to_have_count(before)
        assert point(ledger, p.id) == p
        done(page)

    def test_origins_are_counted_anew_at_once(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = largest(ledger)
        page = opened(browser, address, f"/points/{tail(p.id)}")
        together = max(p.origins, key=len)
        count = page.locator(".facts-head b").first
        before = count.inner_text()
        page.get_by_text("Correct the origins").click()
        page.locator(f'[action="/judge/origins"] input[value="{together[0]}"]').check()
        page.get_by_role("button", name="share no origin").click()
        expect(count).not_to_have_text(before)
        assert point(ledger, p.id).origins_high == p.origins_high + 1
        page.keyboard.press("u")
        expect(count).to_have_text(before)
        page.get_by_text("Correct the origins").click()
        for ids in p.origins[:2]:
            page.locator(f'[action="/judge/origins"] input[value="{ids[0]}"]').check()
        page.get_by_role("button", name="rest on one origin").click()
        said(page, "one origin for 2 accounts")
        assert point(ledger, p.id).origins_high == p.origins_high - 1
        done(page)

    def test_points_are_merged_and_parted(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = largest(ledger)
        other = next(x for x in ledger.links().points if x.id != p.id)
        page = opened(browser, address, f"/points/{tail(p.id)}")
        page.keyboard.press("m")
        page.wait_for_url("**/merge")
        page.locator(f'input[value="{other.id}"]').check()
        page.get_by_role("button", name="Merge", exact=True).click()
        page.wait_for_url(f"**/points/{tail(p.id)}")
        expect(page.locator(".judged")).to_contain_text("merged by Ada")
        both = {account.id for one in (p, other) for account in one.accounts}
        assert {account.id for account in point(ledger, p.id).accounts} == both
        page.keyboard.press("u")
        expect(page.locator(".judged")).to_have_count(0)
        assert point(ledger, p.id) == p
        done(page)

    def test_a_note_in_words_is_kept(self, browser: Browser, ledger: Ledger, address: str) -> None:
        p = largest(ledger)
        page = opened(browser, address, f"/points/{tail(p.id)}")
        page.get_by_text("Note in words").click()
        page.get_by_label("Note on this point").fill("Ask the <b>ministry</b> “again”.")
        page.get_by_role("button", name="Keep the note").click()
        expect(page.locator(".judged")).to_contain_text("Ask the <b>ministry</b> “again”.")
        assert point(ledger, p.id).judged[0].note == "Ask the <b>ministry</b> “again”."
        done(page)


class TestCollapses:
    def test_each_stands_on_its_line_and_is_judged_in_the_table(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = max(ledger.links().points, key=lambda p: (len(p.collapses), p.id))
        page = opened(browser, address, f"/points/{tail(p.id)}")
        expect(page.locator(".stemma .evidence")).to_have_count(len(p.collapses))
        first = page.locator(".collapses tbody tr").first
        words = first.locator("td").nth(1).inner_text()
        expect(page.locator(".stemma a", has_text="1. ")).to_have_attribute("aria-label", words)
        pair = {
            name: first.locator(f"input[name={name}]").get_attribute("value")
            for name in ("one", "other")
        }
        first.get_by_role("button", name="Apart").click()
        said(page, "no origin shared")
        apart = page.locator("tr.struck")
        expect(apart).to_contain_text("rejected by Ada")
        now = point(ledger, p.id)
        assert not any(set(pair.values()) <= set(ids) for ids in now.origins)
        apart.get_by_role("button", name="One origin").click()
        expect(page.locator("tr.struck")).to_have_count(0)
        expect(page.locator(".collapses")).to_contain_text("By the word of Ada.")
        page.keyboard.press("u")
        expect(page.locator("tr.struck")).to_have_count(1)
        page.keyboard.press("u")
        expect(page.locator(".collapses .judged")).to_have_count(0)
        assert point(ledger, p.id) == p
        assert Axe().run(page).violations_count == 0
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        # Nothing of the table is out of sight at the side, and it is as clean as when wide.
        box = first.get_by_role("button", name="Apart").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
        assert Axe().run(page).violations_count == 0
        done(page)
