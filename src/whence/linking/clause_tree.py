"""The words of a sentence as a tree: what belongs to a word, and how its phrase reads."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from threading import Lock

from whence.linking.clause_mending import mended
from whence.linking.clause_reader import Node, read_all, read_words

KEPT = 2048  # sentences whose trees are remembered: one is asked for by several points

VERBS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
NAMES = frozenset(["NNP", "NNPS"])
HELPERS = frozenset(["aux", "aux:pass", "cop"])
RELATIVES = frozenset(["WDT", "WP", "WP$"])
NOES = frozenset(["not", "n’t", "n't", "never", "no", "nobody", "none", "neither", "nor"])
SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubj:outer"])
# What is told beside a thing, and is not part of what it is called.
BESIDE = frozenset(
    ["appos", "acl:relcl", "parataxis", "dep", "discourse", "vocative", "reparandum", "advcl",
     "list", "orphan", "csubj", "dislocated", "advcl:relcl"]
)  # fmt: skip
LONG_ASIDE = 5  # words of a participle behind its noun ("accused of the raid") that is left out
_ENDS = frozenset(".!?…”\"’')")
_QUOTES = frozenset("“”\"‘’'`()[]")


class Tree:
    """A sentence read, in which words are asked for by their places."""

    def __init__(self, sentence: str, nodes: tuple[Node, ...] | None = None) -> None:
        self.sentence = sentence
        self.nodes = mended(read_words(sentence) if nodes is None else nodes)

    @cached_property
    def kids(self) -> tuple[tuple[int, ...], ...]:
        """Return for each word the places of those that hang on it, in order."""
        held: list[list[int]] = [[] for _ in self.nodes]
        for place, node in enumerate(self.nodes):
            if node.head >= 0:
                held[node.head].append(place)
        return tuple(map(tuple, held))

    @cached_property
    def is_caption(self) -> bool:
        """Whether the sentence ends without a mark: headlines and captions do."""
        return bool(self.nodes) and self.nodes[-1].text not in _ENDS

    @cached_property
    def _bracketed(self) -> tuple[int, ...]:
        """Return for each word how many brackets are open around it."""
        return tuple(accumulate((n.text in "([") - (n.text in ")]") for n in self.nodes))

    def of(self, place: int, labels: Container[str]) -> list[int]:
        """Return the words that hang on one in one of these relations."""
        nodes = self.nodes
        return [k for k in self.kids[place] if nodes[k].label in labels]

    def depth(self, place: int) -> int:
        """Return how many words stand above one."""
        count, at = 0, self.nodes[place].head
        while at >= 0 and count <= len(self.nodes):
            count, at = count + 1, self.nodes[at].head
        return count

    def all_under(self, place: int) -> list[int]:
        """Return a word and all that hangs on it, in order."""
        found, waiting = [], [place]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(self.kids[at])
        return sorted(found)

    def is_near(self, head: int, kid: int) -> bool:
        """Say whether nothing of another clause stands between two words.

        What hangs on a verb across another one is mostly read wrong.
        """
        inside = set(self.all_under(head))
        between = range(min(head, kid) + 1, max(head, kid))
        return all(k in inside or self.nodes[k].label == "punct" for k in between)

    def phrase(
        self, place: int, but: Iterable[int] = (), *, plain: bool = False, single: bool = False
    ) -> list[int]:
        """Return a word's phrase without what is told beside it; where `plain`, little behind it.

        Where `single`, without what is listed with it or with a word of it.

        `but` names words that are left out with all that hangs on them.
        """
        left_out = set(but)
        found: list[int] = []
        waiting = [place]
        while waiting:
            at = waiting.pop()
            found.append(at)
            for kid in self.kids[at]:
                listed = single and self.nodes[kid].label == "conj"
                if kid not in left_out and not listed and self._belongs(kid, at, plain=plain):
                    waiting.append(kid)
        found.sort()
        while found and self.nodes[found[0]].label == "cc":
            found.pop(0)
        return self._with_joints(found)

    def _belongs(self, kid: int, head: int, *, plain: bool) -> bool:
        node = self.nodes[kid]
        if self._bracketed[kid] > self._bracketed[head]:
            return False  # "the Harbour Board (PHB)"
        if node.label == "appos" and not plain and kid > head:
            return self._is_joined(kid)
        if node.label in BESIDE or node.label == "punct":
            return False
        if node.label == "nmod:unmarked" and kid > head:  # "in Ella, | north of Salen"
            first = min(self.all_under(kid))
            return "," not in (self.nodes[first].text, self.nodes[first - 1].text)
        if node.label == "acl":
            return not plain and len(self.all_under(kid)) <= LONG_ASIDE
        if node.label == "conj":
            own = self.of(kid, SUBJECTS | {"cop"})
            other = node.tag in VERBS and self.nodes[head].tag not in VERBS
            return not (plain or own or other)
        if plain and kid > head and node.label in {"nmod", "acl", "advmod", "obl"}:
            return self._case(kid) == "of"
        return True

    def _is_joined(self, kid: int) -> bool:
        """Say whether a name stands right behind what it is of: "coach Bruce Arians"."""
        first = min(self.all_under(kid))
        before = self.nodes[first - 1]
        return self.nodes[kid].tag in NAMES and before.label != "punct" and before.text not in "(["

    def _case(self, place: int) -> str:
        return next((self.nodes[k].text.lower() for k in self.of(place, ["case"])), "")

    def _with_joints(self, places: list[int]) -> list[int]:
        """Add the hyphens between words kept, and the commas between things listed."""
        held = set(places)
        for low, high in pairwise(places):
            between = range(low + 1, high)
            tight = self.sentence[self.nodes[low].end : self.nodes[high].start]
            if len(between) > 0 and (
                not re.search(r"\s", tight) and not set(tight) & (_QUOTES - {"’", "'"})
            ):
                held.update(between)
            elif len(between) == 1 and self.nodes[low + 1].text == ",":
                listed = self.nodes[self.nodes[low + 1].head].label == "conj"
                held.update(between if listed else ())
        return sorted(held)

    def words(self, places: Sequence[int]) -> str:
        """Return words as the sentence writes them, what is left out between them left out."""
        told = ""
        for number, place in enumerate(places):
            node = self.nodes[place]
            if node.text in _QUOTES and node.text not in "’'":
                continue
            if number and told:
                before = self.nodes[places[number - 1]]
                joined = before.end == node.start and places[number - 1] == place - 1
                comma = node.text in ",;"
                told += "" if joined or comma else " "
            told += node.text
        return told.strip(" ,;:-–—")

    def at(self, start: int, end: int) -> list[int]:
        """Return the words that stand in a part of the sentence."""
        return [n for n, node in enumerate(self.nodes) if node.start >= start and node.end <= end]


class _Trees:
    """The trees of the sentences last asked for."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Tree] = OrderedDict()
        self._lock = Lock()

    def of(self, sentence: str) -> Tree:
        with self._lock:
            found = self._held.get(sentence)
            if found is not None:
                self._held.move_to_end(sentence)
        return found or self._keep(Tree(sentence))

    def read(self, sentences: Iterable[str]) -> None:
        with self._lock:
            new = [s for s in dict.fromkeys(sentences) if s not in self._held]
        for sentence, nodes in zip(new, read_all(new), strict=True):
            self._keep(Tree(sentence, nodes))

    def _keep(self, tree: Tree) -> Tree:
        with self._lock:
            self._held[tree.sentence] = tree
            if len(self._held) > KEPT:
                self._held.popitem(last=False)
        return tree


_trees = _Trees()


def tree_of(sentence: str) -> Tree:
    """Return a sentence's tree; those of the sentences last asked for are remembered."""
    return _trees.of(sentence)


def read_ahead(sentences: Iterable[str]) -> None:
    """Read sentences whose trees will be asked for, all at once: that takes half the time."""
    _trees.read(sentences)
