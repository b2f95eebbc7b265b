"""Texts that say where they stood first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import extract, linked, report
from whence.linking.gazetteer import load_gazetteer
from whence.linking.republished import first_stood
from whence.records.links import Share

KNOWN = load_gazetteer()
BODY = "The old dam of Port Ella held through the night, its keeper said, though water rose fast."


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("This article originally appeared on CNET.", "CNET"),
        ("This piece was first published in the Sluice Review.", "Sluice Review"),
        ("A version of this story first ran in the October issue of The Sluice.", "Sluice"),
        ("This article is republished from The Conversation under a licence.", "The Conversation"),
        ("This story was produced by Sluice News, a newsroom in Ella.", "Sluice News"),
        ("Reprinted with the kind permission of Dam Weekly.", "Dam Weekly"),
        ("Republished from Dam Weekly", "Dam Weekly"),
        ("First published by Dam Weekly on 3 May.", "Dam Weekly"),
        ("Read the original article on Damweb.", "Damweb"),
        ("Ana Roe writes for Dam Weekly, where this piece was first published.", "Dam Weekly"),
    ],
)
def test_where_a_text_stood_first_is_read_below_it(words: str, name: str) -> None:
    first = first_stood(report(f"{BODY}\n{words}"), KNOWN)
    assert first is not None
    assert first.name == name


def test_a_feed_that_repeats_the_title_tells_it_too() -> None:
    line = "The post Old Dam Holds in Ella appeared first on Damweb."
    titled = replace(report(f"{BODY}\n{line}"), title="Old dam holds in Ella")
    first = first_stood(titled, KNOWN)
    assert first is not None
    assert first.name == "Damweb"
    assert first_stood(replace(titled, title="Mayor resigns over bridge"), KNOWN) is None


@pytest.mark.parametrize(
    "text",
    [
        f"This article originally appeared on CNET.\n{BODY}\n{BODY}\n{BODY}".replace(
            "This article", "A tale"
        ),
        f"{BODY}\nThis article was first published in May 2031.",
        f"{BODY}\nThis article was first published in The Harbour Courier.",
        f"{BODY}\nThis rumour first appeared in The Sluice.",
        f"{BODY}\nThe story first appeared in The Sluice in 1998.\n{BODY}\n{BODY}\n{BODY}",
    ],
)
def test_other_stories_and_the_own_outlet_are_not_meant(text: str) -> None:
    assert first_stood(report(text), KNOWN) is None


def test_a_republished_text_is_whole_reuse_of_the_medium_and_rests_on_it() -> None:
    copy = report(f"{BODY}\nThis article originally appeared on CNET.", publisher="A")
    links = linked((copy, extract(copy)))
    assert [(r.agency, r.share) for r in links.reuses] == [("CNET", Share.WHOLE)]
    assert [r.cites for r in links.relays] == ["CNET"]
