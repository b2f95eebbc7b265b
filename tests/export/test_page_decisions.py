"""The one-file page says who decided what, and when."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
from lxml.html import HtmlElement

from tests.export import hand_made
from whence.export.page import render_page
from whence.records.judgement import About, Judgement, attribution_seen, point_seen
from whence.records.story import Story
from whence.records.verdict import Judged, Verdict


def test_each_record_and_a_table_tell_who_decided_what_and_when() -> None:
    story = hand_made.story()
    point, report = story.links.points[0], story.reports[0]
    found = story.extractions[0]
    claim = found.attributions[0]
    marks = (Judged(Verdict.CONFIRMED, "Ada <b>", "2031-03-05T10:20:30.000Z", "seen <i>", 4),)
    taken = (
        Judgement(
            "a", Verdict.CONFIRMED, "Ada <b>", "2031-03-05T10:20:30.000Z", "seen <i>",
            attribution_seen(report.id, claim), number=4,
        ),
        Judgement(
            point.id, Verdict.REJECTED, "Bo", "2031-03-06T10:20:30.000Z", None, point_seen(point),
            number=5,
        ),
        Judgement(
            point.id, Verdict.WITHDRAWN, "Bo", "2031-03-07T10:20:30.000Z", None, None, About(5),
            number=6,
        ),
    )  # fmt: skip
    judged = replace(
        story,
        links=replace(story.links, points=(replace(point, judged=marks), *story.links.points[1:])),
        extractions=(
            replace(found, attributions=(replace(claim, judged=marks), *found.attributions[1:])),
            *story.extractions[1:],
        ),
        decisions=taken,
    )
    page = parsed(judged)
    told = [" ".join(e.text_content().split()) for e in page.find_class("decided")]
    assert told
    assert set(told) == {"confirmed by Ada <b>, 2031-03-05 10:20: seen <i>"}
    notes = [" ".join(e.text_content().split()) for e in page.find_class("accepted")]
    assert notes
    rows = table_of(page)
    assert len(rows) == 3
    assert rows[0].startswith("4|Ada <b>2031-03-05 10:20|attributionMill Post: ")
    assert "taken back since" in rows[1]
    assert "took back decision 5" in rows[2]


def test_a_story_nobody_decided_on_says_nothing_of_decisions() -> None:
    page = parsed(hand_made.story())
    assert not page.find_class("decided")
    assert table_of(page) == []


def parsed(story: Story) -> HtmlElement:
    return lxml.html.fromstring(render_page(story).encode())


def table_of(page: HtmlElement) -> list[str]:
    sections = [s for s in page.iter("section") if s.get("aria-labelledby") == "decisions"]
    rows = [row for section in sections for row in section.iter("tr")]
    return [
        "|".join(" ".join(cell.text_content().split()) for cell in row)
        for row in rows
        if row[0].tag == "td"
    ]
