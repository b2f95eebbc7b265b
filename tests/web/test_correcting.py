"""Every correction in a real browser: its effect at once, and its undo; and without a script."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.export.browser import launch
from tests.piles import copied
from tests.web.served import TOKEN, serving
from whence.deciding.credits import rests_on
from whence.deciding.taking import Judge
from whence.ledger.store import Ledger, open_ledger
from whence.records.judgement import AttributionSeen
from whence.records.links import Point
from whence.records.span import join_text
from whence.records.verdict import Standing, Verdict, standing_of
from whence.views.places import report_key, tail
from whence.web.app import make_app
from whence.web.gate import AloneGate


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def ledger(tmp_path: Path, example_ledger: Path) -> Iterator[Ledger]:
    path = tmp_path / "sarn-bridge.whence"
    shutil.copy(example_ledger, path)
    with open_ledger(str(path)) as opened:
        yield opened


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    with serving(make_app(ledger, AloneGate("Ada", TOKEN))) as port:
        yield f"http://127.0.0.1:{port}"


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
        assert len(point(ledger, p.id).accounts) == len(p.accounts) + len(other.accounts)
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
        assert point(ledger, p.id).origins_high > p.origins_high
        page.goto(f"{address}/accuracy")
        expect(page.locator("tr", has_text="carried-over words")).to_contain_text("0%")
        page.goto(f"{address}/history")
        expect(page.locator("main")).to_contain_text("rejected")
        page.keyboard.press("u")
        expect(page.locator("main")).to_contain_text("taken back since")
        assert point(ledger, p.id) == p
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


class TestActors:
    def test_actors_are_merged_and_split(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        wide = sorted(ledger.links().entities, key=lambda e: (-len(e.members), e.id))
        one, two = wide[0], wide[1]
        page = opened(browser, address, f"/actors/{tail(one.id)}")
        page.get_by_role("link", name="Merge with another actor").click()
        page.locator(f'input[value="{two.id}"]').check()
        page.get_by_role("button", name="Merge", exact=True).click()
        expect(page.locator(".judged")).to_contain_text("merged by Ada")
        (merged,) = [e for e in ledger.links().entities if e.id == one.id]
        assert set(merged.members) == {*one.members, *two.members}
        page.get_by_role("link", name="Take members out").click()
        page.locator("input[name=part]").first.check()
        page.get_by_role("button", name="Take them out").click()
        expect(page.locator(".judged")).to_contain_text("split by Ada")
        page.keyboard.press("u")
        expect(page.locator(".judged")).not_to_contain_text("split")
        page.keyboard.press("u")
        expect(page.locator(".judged")).to_have_count(0)
        assert ledger.links().entities == tuple(ledger.links(proposed=True).entities)
        done(page)


class TestQueueHistoryAccuracy:
    def test_a_decision_a_key_moves_the_queue_on(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        page = opened(browser, address, "/queue?of=points")
        head = page.locator("#queue-q")
        first = head.inner_text()
        page.keyboard.press("y")
        expect(head).not_to_have_text(first)
        second = head.inner_text()
        page.keyboard.press("s")
        expect(head).not_to_have_text(second)
        page.keyboard.press("u")
        assert page.locator("#queue-q").count() == 1
        said(page, "took back decision")
        assert [j.verdict.value for j in ledger.judgements()] == ["confirmed", "withdrawn"]
        done(page)

    def test_doubtful_claims_are_asked_after_and_a_speaker_named(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        page = opened(browser, address, "/queue?of=claims")
        chip = page.locator(".chip.on .n")
        left = int(chip.inner_text())
        assert left == len(ledger.browse(lambda b: b.doubted(0, 10_000))) > 2
        page.keyboard.press("n")
        expect(chip).to_have_text(str(left - 1))
        (struck,) = ledger.judgements()
        assert (struck.verdict.value, type(struck.seen).__name__) == ("rejected", "AttributionSeen")
        page.keyboard.press("e")
        page.get_by_label("Speaker").fill("The ferry’s master")
        page.keyboard.press("Enter")
        expect(chip).to_have_text(str(left - 2))
        assert [j.verdict.value for j in ledger.judgements()] == ["rejected", "edited"]
        seen = struck.seen
        assert isinstance(seen, AttributionSeen)
        text = next(r.text for r in ledger.reports() if r.id == seen.report)
        page.goto(f"{address}/history")
        words = " ".join(join_text(seen.content or seen.cue, text).split()[:4])
        expect(page.locator(f"#decision-{struck.number}")).to_contain_text(words)
        page.goto(f"{address}/queue?of=claims")
        page.keyboard.press("u")
        expect(chip).to_have_text(str(left - 1))
        page.keyboard.press("u")
        expect(chip).to_have_text(str(left))
        assert Axe().run(page).violations_count == 0
        done(page)

    def test_what_nobody_could_tell_comes_last(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        first, second = ledger.browse(lambda b: b.doubted(0, 2))
        page = opened(browser, address, "/queue?of=claims")
        page.keyboard.press("c")
        said(page, "unsure")
        after = ledger.browse(lambda b: b.doubted(0, 10_000))
        assert (after[0].id, after[0].report) == (second.id, second.report)
        assert (after[-1].id, after[-1].report, after[-1].put_off) == (first.id, first.report, True)
        done(page)

    def test_where_people_disagree_comes_first(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = largest(ledger)
        Judge(ledger, "Bo").verdict(p.id, Verdict.CONFIRMED)
        Judge(ledger, "Ada").verdict(p.id, Verdict.REJECTED)
        page = opened(browser, address, "/queue")
        expect(page.locator("#queue-q")).to_have_text(p.question)
        expect(page.locator("article")).to_contain_text("People disagree")
        done(page)

    def test_history_takes_back_by_number_and_accuracy_counts(
        self, browser: Browser, ledger: Ledger, address: str
    ) -> None:
        p = largest(ledger)
        page = opened(browser, address, f"/points/{tail(p.id)}")
        page.keyboard.press("y")
        expect(page.locator(".judged")).to_contain_text("confirmed by Ada")
        (taken,) = ledger.judgements()
        page.goto(f"{address}/accuracy")
        row = page.locator("tr", has_text="points").first
        expect(row).to_contain_text("100%")
        page.goto(f"{address}/history")
        entry = page.locator(f"#decision-{taken.number}")
        expect(entry).to_contain_text(f"no. {taken.number}")
        expect(entry).to_contain_text(p.question)
        entry.get_by_role("button", name="Take it back").click()
        expect(entry).to_contain_text("taken back since")
        entry.get_by_role("button", name="Let it stand again").click()
        expect(entry).not_to_contain_text("taken back since")
        done(page)


def test_everything_works_without_a_script(browser: Browser, ledger: Ledger, address: str) -> None:
    p = largest(ledger)
    page = opened(browser, address, f"/points/{tail(p.id)}", script=False)
    page.get_by_role("button", name="Right").click()
    expect(page.locator(".judged")).to_contain_text("confirmed by Ada")
    page.get_by_role("button", name="Undo my last").click()
    expect(page.locator(".judged")).to_have_count(0)
    report = ledger.report(TestReports.PATH)
    page.goto(f"{address}/reports/{report_key(report.id)}")
    page.get_by_text("Add what was missed").click()
    words = re.split(r"[.,]", report.paragraphs[-1].of(report.text))[0]
    page.locator("#add").get_by_label("Content").fill(words)
    page.locator("#add").get_by_role("button", name="Add it").click()
    found = ledger.extraction(report.id)
    assert found is not None
    assert [a.content[0].of(report.text) for a in found.attributions if a.id[0] == "j"] == [words]
    page.locator("#add summary").click()
    page.locator("#add").get_by_label("Content").fill("words nobody wrote")
    page.locator("#add").get_by_role("button", name="Add it").click()
    expect(page.locator("main")).to_contain_text("does not hold the words")
    page.context.close()


def test_two_people_who_disagree_are_shown(browser: Browser, ledger: Ledger, address: str) -> None:
    p = largest(ledger)
    page = opened(browser, address, f"/points/{tail(p.id)}")
    page.keyboard.press("y")
    expect(page.locator(".judged")).to_contain_text("confirmed by Ada")
    with serving(make_app(ledger, AloneGate("Bo", TOKEN))) as port:
        other = opened(browser, f"http://127.0.0.1:{port}", f"/points/{tail(p.id)}")
        other.keyboard.press("n")
        expect(other.locator(".judged")).to_contain_text("rejected by Bo")
        expect(other.locator(".judged")).to_contain_text("confirmed by Ada")
        expect(other.locator(".correct")).to_contain_text("People disagree")
        done(other)
    done(page)


def test_the_same_corrections_on_postgresql(
    browser: Browser, example_ledger: Path, postgres_url: str
) -> None:
    copied(example_ledger, postgres_url)
    with open_ledger(postgres_url) as ledger:
        p = largest(ledger)
        with serving(make_app(ledger, AloneGate("Ada", TOKEN))) as port:
            page = opened(browser, f"http://127.0.0.1:{port}", f"/points/{tail(p.id)}")
            page.keyboard.press("y")
            expect(page.locator(".judged")).to_contain_text("confirmed by Ada")
            page.keyboard.press("u")
            expect(page.locator(".judged")).to_have_count(0)
            done(page)
        assert ledger.check() == []
