from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linking.build import extract, report, says
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relays import find_relays
from whence.records.links import CitedKind, Relay

KNOWN = load_gazetteer()


def relays(text: str, publisher: str = "The Harbour Courier") -> list[Relay]:
    written = report(text, publisher=publisher)
    return list(find_relays(written, extract(written), KNOWN))


@pytest.mark.parametrize(
    ("text", "cites", "words", "kind"),
    [
        ("The dam held, its keeper told AFP.", "Agence France-Presse (AFP)", "told AFP", "agency"),
        ("The dam held, Reuters reported on Friday.", "Reuters", "Reuters reported", "agency"),
        ("According to the New York Times, the dam held.", "The New York Times", "According to the New York Times", "outlet"),
        ("PORT ELLA (AP) - The dam held on Friday.", "Associated Press (AP)", "(AP)", "agency"),
        ("The keeper said in an interview with BBC Radio that it held.", "BBC", "interview with BBC Radio", "broadcast"),
        ("NBC reports: the keeper has left.", "NBC", "NBC reports", "broadcast"),
        ("The keeper told the Port Ella Gazette that it held.", "Port Ella Gazette", "told the Port Ella Gazette", "outlet"),
        ("Local media reported that the dam had burst.", "Local media", "Local media reported", "outlet"),
        ("State television said the dam had burst.", "State television", "State television said", "broadcast"),
        ("The keeper wrote on Twitter that the dam held.", "keeper on Twitter", "on Twitter", "social"),
        ("The Dam Office said in a statement that it held.", "Dam Office statement", "in a statement", "document"),
        ("In a statement, Harbour Bank said that it held.", "statement", "In a statement", "document"),
        ("On its website, the Dam Office says that it held.", "website", "On its website", "document"),
        ("According to research by Port Ella University, six dams burst.", "Port Ella University research", "According to research by Port Ella University", "document"),
        ("A separate study by engineer Mara Voss found that six dams burst.", "Mara Voss study", "A separate study by engineer Mara Voss found", "document"),
        ("The keeper told The Sluice that it held.", "The Sluice", "told The Sluice", "outlet"),
        ("This article originally appeared on Sluiceweb.", "Sluiceweb", "originally appeared on Sluiceweb", "outlet"),
        ("However, some reports claimed that the dam had burst.", "some reports", "some reports claimed", "outlet"),
        ("The dam is gone. — Mara Voss (@maravoss) December 2, 2017", "Mara Voss on Twitter", "Mara Voss (@maravoss)", "social"),
        ("More from The New York Times:", "The New York Times", "from The New York Times", "outlet"),
        ("Official figures show that six dams burst.", "Official figures", "Official figures show", "document"),
    ],
)  # fmt: skip
def test_credits_are_found(text: str, cites: str, words: str, kind: str) -> None:
    found = relays(text)
    assert [(r.cites, r.span.of(text), r.kind) for r in found] == [(cites, words, CitedKind(kind))]


@pytest.mark.parametrize(
    "text",
    [
        "Shares of Facebook fell on Friday.",
        "The Sun shone over the metro and the independent harbour.",
        "The National Guard said the dam held.",
        "The keeper at the dam (Jane Roe/AFP/Getty).",
        "The bridge over the bay (Reuters)\nThe dam held all the same, as it had every year before, and nobody in the valley below it was hurt at all.",
        "The keeper said that engineers called on Facebook last week to close its dam page.",
        "The keeper said his nephew was never on social media.",
        "The document was signed in the report room.",
    ],
)
def test_a_name_alone_is_no_credit(text: str) -> None:
    assert relays(text) == []


def test_an_outlet_does_not_credit_itself() -> None:
    assert relays("The keeper told the BBC that it held.", publisher="www.bbc.com") == []
    assert len(relays("The keeper told the BBC that it held.", publisher="www.rt.com")) == 1


def test_a_statement_is_named_after_its_resolved_speaker() -> None:
    written = report("Mara Voss runs the dam.\nIt held, she said in a statement.")
    voice = says(written, "she", "said", "It held", name="Mara Voss")
    found = find_relays(written, extract(written, voice), KNOWN)
    assert [r.cites for r in found] == ["Mara Voss statement"]


def test_ids_depend_on_content_only() -> None:
    text = "The dam held, its keeper told AFP."
    assert relays(text)[0].id == relays(text)[0].id


@given(st.text(alphabet="aAT \n.,()“”'told AFPReuterssaidinastatement", max_size=300))
def test_any_text_is_survived_and_spans_lie_inside(text: str) -> None:
    for relay in relays(text or " "):
        assert 0 <= relay.span.start < relay.span.end <= len(text)
