"""Heads that the reader of clauses is known to get wrong, set right."""

from __future__ import annotations

import pytest

from whence.linking.clause_mending import mended
from whence.linking.clause_reader import Node


def read(told: str) -> tuple[Node, ...]:
    """Return words told as "word/TAG/label/head", the head by its place, -1 for the root."""
    nodes = []
    for word in told.split():
        text, tag, label, head = word.split("/")
        nodes.append(Node(text, 0, 0, int(head), label, tag, 1.0))
    return tuple(nodes)


@pytest.mark.parametrize(
    ("told", "word", "head", "label"),
    [
        (
            "Voss/NNP/nsubj/1 rammed/VBD/root/-1 boats/NNS/obj/1 into/IN/case/4 piers/NNS/obl/6 "
            ",/,/punct/6 killing/VBG/advcl/1 four/CD/obj/6",
            "piers", "rammed", "obl",
        ),
        (
            "Flares/NNS/nsubj/5 that/WDT/nsubj/2 lit/VBD/acl:relcl/0 skies/NNS/nsubj/5 "
            "were/VBD/aux:pass/5 seen/VBN/root/-1",
            "skies", "lit", "obj",
        ),
        (
            "Scene/NN/nsubj/3 after/IN/case/2 trams/NNS/obl/3 overturned/VBN/root/-1",
            "trams", "overturned", "nsubj",
        ),
        (
            "Voss/NNP/nsubj/1 urged/VBD/root/-1 people/NNS/obj/1 with/IN/case/4 boats/NNS/nmod/2 "
            "to/TO/mark/6 leave/VB/acl/4",
            "leave", "urged", "xcomp",
        ),
        (
            "Voss/NNP/nsubj/1 says/VBZ/root/-1 port/NN/obj/1 stays/VBZ/ccomp/1 shut/JJ/xcomp/3",
            "port", "stays", "nsubj",
        ),
    ],
)  # fmt: skip
def test_what_hangs_on_the_wrong_word_is_hung_on_the_right_one(
    told: str, word: str, head: str, label: str
) -> None:
    nodes = mended(read(told))
    found = next(node for node in nodes if node.text == word)
    assert (nodes[found.head].text, found.label) == (head, label)


@pytest.mark.parametrize(
    "told",
    [
        "Voss/NNP/nsubj/1 left/VBD/root/-1 and/CC/cc/5 in/IN/case/4 May/NNP/obl/5 won/VBD/conj/1",
        "Voss/NNP/nsubj/1 told/VBD/root/-1 Ella/NNP/obj/1 that/IN/mark/4 won/VBD/ccomp/1",
        "In/IN/case/1 May/NNP/obl/3 Voss/NNP/nsubj/3 won/VBD/root/-1",
    ],
)
def test_what_may_hang_so_is_left(told: str) -> None:
    assert mended(read(told)) == read(told)
