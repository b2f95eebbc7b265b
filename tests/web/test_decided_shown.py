"""Lists tell what people decided on what they list, and what was left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import TOKEN, Answer, ask, hand_made_ledger, serving
from whence.deciding.taking import Judge
from whence.ledger.store import Ledger, open_ledger
from whence.records.span import join_text
from whence.records.verdict import Verdict
from whence.views.places import DESK
from whence.web.app import make_app
from whence.web.gate import AloneGate


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "aldry-mill.whence"), create=True, by="tester") as opened:
        hand_made_ledger(opened)
        yield opened


@pytest.fixture
def port(ledger: Ledger) -> Iterator[int]:
    with serving(make_app(ledger, AloneGate("tester", TOKEN))) as where:
        yield where


def words(answer: Answer) -> str:
    assert answer.status == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", answer.text)).split())


def test_a_claim_of_an_actor_tells_what_people_decided_on_it(ledger: Ledger, port: int) -> None:
    (actor,) = ledger.links().entities
    said = ledger.browse(lambda b: b.said_by(actor, 0, 9))
    judge = Judge(ledger, "ada")
    judge.verdict(f"{said[0].report}#{said[0].attribution}", Verdict.CONFIRMED)
    judge.speaker(f"{said[1].report}#{said[1].attribution}", "Ned Cole")
    page = words(ask(port, DESK.actor(actor.id)))
    assert "asserts accepted" in page
    assert "said by Ned Cole, people say" in page
    assert page.count("people say") == 1


def test_a_claim_given_to_an_actor_stands_on_its_page_with_how_it_stands(
    ledger: Ledger, port: int
) -> None:
    (actor,) = ledger.links().entities
    own = {(c.report, c.attribution) for c in ledger.browse(lambda b: b.said_by(actor, 0, 99))}
    report, _ = actor.members[0]
    extraction = ledger.extraction(report)
    assert extraction is not None
    other = next(a for a in extraction.attributions if (report, a.id) not in own)
    assert "people gave to it" not in words(ask(port, DESK.actor(actor.id)))
    judge = Judge(ledger, "ada")
    name = next(e.name for e in extraction.entities if (report, e.id) in actor.members)
    judge.speaker(f"{report}#{other.id}", name)
    page = words(ask(port, DESK.actor(actor.id)))
    assert "one more by what people decided" in page
    given = page.partition("Claims that people gave to it")[2].partition("Claims, by date")[0]
    assert "accepted" in given
    text = ledger.report(report).text
    assert " ".join(join_text(other.content, text).split())[:40] in given
    Judge(ledger, "ben").verdict(f"{report}#{other.id}", Verdict.REJECTED)
    page = words(ask(port, DESK.actor(actor.id)))
    assert "disputed" in page.partition("Claims that people gave to it")[2]
    judge.undo()
    assert "people gave to it" not in words(ask(port, DESK.actor(actor.id)))


def test_a_claim_given_to_an_actor_whose_members_people_chose_stands_there_too(
    ledger: Ledger, port: int
) -> None:
    (actor,) = ledger.links().entities
    judge = Judge(ledger, "ada")
    (report, entity), (other, name) = actor.members
    judge.split(actor.id, [f"{other}#{name}"])
    own = {(c.report, c.attribution) for c in ledger.browse(lambda b: b.said_by(actor, 0, 99))}
    extraction = ledger.extraction(report)
    assert extraction is not None
    claim = next(a for a in extraction.attributions if (report, a.id) not in own)
    judge.speaker(
        f"{report}#{claim.id}", next(e.name for e in extraction.entities if e.id == entity)
    )
    assert "Claims that people gave to it" in words(ask(port, DESK.actor(actor.id)))


def test_history_names_what_a_taken_back_decision_was_on(ledger: Ledger, port: int) -> None:
    (relay,) = ledger.links().relays
    judge = Judge(ledger, "ada")
    judge.verdict(relay.id, Verdict.REJECTED)
    judge.undo()
    page = words(ask(port, "/history"))
    assert relay.id not in page
    assert page.count("Mill Post: “the Mill Post reported”") == 2
    assert "took back decision" in page


def test_reports_that_were_not_analysed_are_told_of(port: int) -> None:
    story = words(ask(port, "/"))
    assert "One report kept and not analysed." in story
    listed = words(ask(port, "/reports?not-analysed=1"))
    assert "One report kept and not analysed" in listed
    assert "not analysed: in French, which is not analysed" in listed
    # What could not be read is no report of anybody's: it stands with all of them only.
    assert "Not read" in words(ask(port, "/reports"))
    assert "Not read" not in listed
    assert "Not read" not in words(ask(port, "/reports?outlet=Mill+Post"))
