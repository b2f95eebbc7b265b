"""What the reader of clauses is known to get wrong, set right where it shows for certain.

Words hang on a verb beyond the comma or "and" that ends their clause ("rammed a truck | into the
wall, killing four"), the object of a clause behind a noun is taken for a second subject ("A flare
that lit up | the sky was seen"), a subject for an object ("the scene after a tram | overturned",
"says the port | stays shut"), and what somebody is asked to do hangs on the last noun before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.linking.clause_reader import Node
from whence.linking.verb_forms import base_of

_LATER = frozenset(["advcl", "conj"])
_VERBS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_TO_DO = frozenset(
    ["urge", "ask", "tell", "order", "force", "advise", "invite", "encourage", "persuade",
     "instruct", "warn", "allow", "require", "want"]
)  # fmt: skip


def mended(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return a sentence's words with the heads set right that are wrong for certain."""
    held = list(nodes)
    for place, node in enumerate(nodes):
        for mend in _MENDS.get(node.label, ()):
            mend(held, place)
    return tuple(held)


def _bring_back(nodes: list[Node], place: int) -> None:
    """Hang what stands before the comma or "and" of a later clause on the verb before it."""
    node = nodes[place]
    if node.label != "obl" or node.head <= place:
        return
    later = nodes[node.head]
    verb = later.head
    if later.label not in _LATER or not 0 <= verb < place or nodes[verb].tag not in _VERBS:
        return
    between = range(place + 1, node.head)
    led = any(n.head == place and n.label == "case" for n in nodes[verb:place])
    if led and any(nodes[k].text == "," or (nodes[k].label == "cc" and nodes[k].head == node.head)
           for k in between):  # fmt: skip
        nodes[place] = node._replace(head=verb)


def _give_object(nodes: list[Node], place: int) -> None:
    """Hang the second subject of a verb on the clause behind the first: it is its object."""
    node = nodes[place]
    if node.label != "nsubj" or node.head <= place:
        return
    behind = [k for k in range(place) if nodes[k].label == "acl:relcl"]
    if not behind:
        return
    verb = behind[-1]
    first = nodes[verb].head
    shared = 0 <= first < verb and nodes[first].label == "nsubj" and nodes[first].head == node.head
    own = [nodes[k].label for k in range(len(nodes)) if nodes[k].head == verb]
    if shared and nodes[verb].tag in _VERBS and "obj" not in own and "nsubj" in own:
        nodes[place] = node._replace(head=verb, label="obj")


def _give_subject(nodes: list[Node], place: int) -> None:
    """Take what stands right before a verb for its subject."""
    node, verb = nodes[place], place + 1
    if node.label not in {"obj", "obl"} or node.head != verb or node.tag not in _NOUNS:
        return
    cases = [k for k in range(place) if nodes[k].head == place and nodes[k].label == "case"]
    leads = all(nodes[k].text.lower() in _LEADS for k in cases)
    if (
        nodes[verb].tag not in {"VBD", "VBN", "VBZ"}
        or not leads
        or bool(cases) != (node.label == "obl")
    ):
        return
    for other in range(place):
        if nodes[other].head == verb and nodes[other].label in {"nsubj", "nsubj:pass"}:
            nodes[other] = nodes[other]._replace(label="dep")
    for case in cases:
        nodes[case] = nodes[case]._replace(label="mark", head=verb)
    nodes[place] = node._replace(label="nsubj")
    deed = nodes[verb]
    tag = "VBD" if deed.tag == "VBN" else deed.tag
    nodes[verb] = deed._replace(tag=tag, label="advcl" if deed.label == "acl" else deed.label)


_LEADS = frozenset(["after", "before", "as", "since", "until", "once", "when", "while"])
_NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])


def _give_deed(nodes: list[Node], place: int) -> None:
    """Hang what somebody is asked to do on the verb that asks it: "urged people to | leave"."""
    node = nodes[place]
    to = place > 0 and nodes[place - 1].tag == "TO"
    if node.label not in {"acl", "advcl"} or node.tag != "VB" or not to:
        return
    at, verb = _object_above(nodes, node.head)
    if at is None or verb is None:
        return
    asks = base_of(nodes[verb].text, nodes[verb].tag) in _TO_DO
    if asks and not any(n.head == verb and n.label in {"xcomp", "ccomp"} for n in nodes):
        nodes[place] = node._replace(head=verb, label="xcomp")


def _give_teller(nodes: list[Node], place: int) -> None:
    """Hang what stands before a verb that has no subject on it: "says the port | stays shut"."""
    node = nodes[place]
    if node.label != "ccomp" or node.tag not in {"VBD", "VBP", "VBZ"} or node.head > place:
        return
    own = [k for k in range(place) if nodes[k].head == place]
    if any(nodes[k].label in _SUBJECT or nodes[k].label == "mark" for k in own):
        return
    for other in range(node.head + 1, place):
        if nodes[other].label == "obj" and nodes[other].head == node.head:
            nodes[other] = nodes[other]._replace(head=place, label="nsubj")
            return


_SUBJECT = frozenset(["nsubj", "nsubj:pass", "csubj", "expl"])


def _object_above(nodes: Sequence[Node], at: int) -> tuple[int | None, int | None]:
    """Return the object that a word is part of, and its verb."""
    for _ in range(4):
        if at < 0:
            break
        if nodes[at].label == "obj":
            return at, nodes[at].head
        at = nodes[at].head
    return None, None


_MENDS = {
    "obl": (_bring_back, _give_subject),
    "obj": (_give_subject,),
    "nsubj": (_give_object,),
    "acl": (_give_deed,),
    "advcl": (_give_deed,),
    "ccomp": (_give_teller,),
}  # by what the word is read to be
