"""Corrections of actors, and in the queue and the history; without a script, and by two people."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.piles import copied
from tests.web.correcting.pages import done, largest, opened, said
from tests.web.served import TOKEN, serving
from whence.deciding.taking import Judge
from whence.ledger.store import Ledger, open_ledger
from whence.records.judgement import AttributionSeen
from whence.records.span import join_text
from whence.records.verdict import Verdict
from whence.views.places import report_key, tail
from whence.web.app import make_app
from whence.web.gate import AloneGate


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
    report = ledger.report("04-daily-bell.txt")
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
