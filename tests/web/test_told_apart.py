"""Lists tell points apart that ask the same question, by what is answered."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

from tests.export import hand_made
from tests.web.served import TOKEN, ask, fill, serving
from whence.ledger.browse_points import PointFilter
from whence.ledger.store import Ledger, open_ledger
from whence.views.answers import MOST_ANSWERS, answer_lines
from whence.views.places import tail
from whence.web.app import make_app
from whence.web.gate import AloneGate


def test_the_answers_of_a_point_stand_in_one_line_the_lowest_figure_first(ledger: Ledger) -> None:
    heads = ledger.browse(lambda b: b.point_heads(PointFilter()))
    points = {p.id: p for p in ledger.links().points}
    lines = answer_lines(ledger.browse(lambda b: b.answers([h.id for h in heads], MOST_ANSWERS)))
    assert set(lines) == {head.id for head in heads}
    for head in heads:
        said = lines[head.id].split(" · ")
        assert 1 <= len(said) <= min(MOST_ANSWERS, head.answers)
        lows = [a.low for a in points[head.id].accounts if a.low is not None]
        if lows and head.answers <= MOST_ANSWERS:
            assert f"{min(lows):,.0f}" in said[0]


def test_who_merges_sees_what_each_candidate_answers(port: int, ledger: Ledger) -> None:
    heads = ledger.browse(lambda b: b.point_heads(PointFilter()))
    lines = answer_lines(ledger.browse(lambda b: b.answers([h.id for h in heads], MOST_ANSWERS)))
    page = html.unescape(ask(port, f"/points/{tail(heads[0].id)}/merge").text)
    told = re.sub(r"<[^>]+>", "", page)
    assert lines[heads[0].id] in told
    for other in heads[1:]:
        assert other.question in told
        assert lines[other.id] in told
        assert f'href="/points/{tail(other.id)}"' in page


def test_the_first_page_shows_answers_and_when_reports_came_out(port: int, ledger: Ledger) -> None:
    told = html.unescape(re.sub(r"<[^>]+>", "", ask(port, "/").text))
    parting = [h for h in ledger.browse(lambda b: b.point_heads(PointFilter())) if h.answers > 1]
    lines = answer_lines(ledger.browse(lambda b: b.answers([h.id for h in parting], 4)))
    assert any(line in told for line in lines.values())
    assert ", published " in told


def test_a_figure_answers_only_a_question_of_how_many(tmp_path: Path) -> None:
    story = hand_made.story()
    warned = story.links.points[1]
    some, other = warned.accounts
    told = replace(some, says="the owners of 2 mills knew", low=2.0, high=2.0, unit="mill")
    point = replace(warned, accounts=(told, other))
    links = replace(story.links, points=(story.links.points[0], point, *story.links.points[2:]))
    with open_ledger(str(tmp_path / "mills.whence"), create=True, by="tester") as ledger:
        fill(ledger, replace(story, links=links))
        with serving(make_app(ledger, AloneGate("tester", TOKEN))) as port:
            pages = {p: ask(port, p).text for p in ("/", "/points", f"/points/{tail(point.id)}")}
    for path, page in pages.items():
        told_there = html.unescape(re.sub(r"<[^>]+>", "", page))
        assert told.says in told_there, path
        assert "2 mills<" not in page.replace("</bdi>", "<"), path
    assert 'class="ranges' not in pages[f"/points/{tail(point.id)}"]
