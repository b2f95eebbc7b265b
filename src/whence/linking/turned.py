"""A clause taken apart, to be put together as a question; and whether that reads as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from whence.linking.clause_tree import RELATIVES, SUBJECTS, Tree, tree_of

MARK = "Qqq"  # stands for a number that is asked for
_BROKEN = re.compile(r"[“”\"()\[\]:;…@#/?!|]|[‘’'](?![a-z]{1,2}\b)\w|\.\s|--|–|—")
_HANGS = re.compile(
    r"\b(?:the|an?|and|or|but|because|than|that|with|of|for|by|from|to|at|into|between|as|if|"
    r"about|per|since|do so|done so|which|who|also|’s|'s)$"
)
_LACKS = re.compile(
    r"\b(?:expected|able|likely|due|supposed|forced|required|set|bound|unlikely|unable|willing|"
    r"designed|intended|believed|thought|known|said|reported|considered|called|named|described|"
    r"asked|told|saying|telling|meant|scheduled|allowed|wanted|according|say|says|such|only|many|more|no)$"
)
# "The launch came only nine days | ahead of it": of what else it is so many is cut.
_LENGTH_LEFT = re.compile(
    r"(?<!\bfor)(?<!\bin)(?<!\bwithin)(?<!\bover)(?<!\bafter)(?<!\bevery)(?<!\bthan)(?<!\bpast)"
    r"(?<!\blast)(?<!\bnext)(?<!\bfirst)(?<!\bby)(?<!\bof)(?<!\bto)(?<!\babout)(?<!\bleast)"
    r" (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|half an) "
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?)$"
)
_LASTS = re.compile(r"\b(?:last|take|spend|wait|need|lose|serve|stay|be|is|was|are|were)\b")
_LOST_NOUN = re.compile(r"\b(?:an?|the) (?:of|for|in|on|to|by|with|from|at|and|or)\b")
_SECOND_VERB = re.compile(
    r"^(?:Did|Does|Do) (?:(?!\bthat [a-z]).)*\b(?:said|says|was|were|is|has|had)\b"
)
_LOST_SUBJECT = re.compile(r"\bthat (?:was|were|is|are|has|have|had|will)\b")
_GOES_ON = re.compile(r"[-–/]\w")
_UNLISTED = re.compile(r", (?!.*\b(?:and|or)\b)")


@dataclass(frozen=True, slots=True)
class Piece:
    """What belongs to a verb: its words, its head, and whether the verb needs it."""

    places: tuple[int, ...]
    head: int
    needed: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """A clause taken apart: what is asked first, of whom, and what else is told.

    `sure` is how likely the words hang together so; `negated` whether it says no; `number` where
    the number that is asked for stands: "subject", "rest" or nowhere.
    """

    first: str
    subject: str
    verbs: str
    told: str  # the verbs as a statement has them, behind its subject
    pieces: tuple[Piece, ...]
    sure: float
    negated: bool
    verb: int
    tree: Tree = field(compare=False)
    marked: frozenset[int] = frozenset()
    subject_marked: bool = False

    def rest(self) -> str:
        """Return what stands behind the verb."""
        return " ".join(written(self.tree, p.places, self.marked) for p in self.pieces)

    def written(self, piece: Piece) -> str:
        """Return the words of a piece, the number that is asked for marked."""
        return written(self.tree, piece.places, self.marked)

    def number_text(self) -> str:
        """Return the number that is asked for, as written, and what it is joined to."""
        nodes = self.tree.nodes
        return self.tree.sentence[nodes[min(self.marked)].start : nodes[max(self.marked)].end + 2]

    def behind_number(self) -> str:
        """Return what the sentence tells behind the number that is asked for."""
        return self.tree.sentence[self.tree.nodes[max(self.marked)].end :]

    def question(self) -> str:
        """Return it as a yes-or-no question."""
        words = " ".join([self.first, self.subject, self.verbs, self.rest()])
        return f"{' '.join(words.split()).rstrip(' ,.-')}?"

    def length(self) -> int:
        """Return how many words the question has."""
        return len(self.question().split())

    def cuts_a_word(self) -> bool:
        """Say whether a piece ends inside of what is written as one: "a 34 | -6 win"."""
        nodes = self.tree.nodes
        ends = (nodes[p.places[-1]].end for p in self.pieces if p.places)
        return any(_GOES_ON.match(self.tree.sentence, end) for end in ends)

    def without(self, piece: Piece) -> Turned:
        """Return it with one piece fewer."""
        return replace(self, pieces=tuple(p for p in self.pieces if p is not piece))


def written(tree: Tree, places: Sequence[int], marked: frozenset[int]) -> str:
    """Return words with the number that is asked for marked."""
    if not marked or not marked & set(places):
        return tree.words(places)
    before = [p for p in places if p < min(marked)]
    behind = [p for p in places if p > max(marked)]
    return " ".join([tree.words(before), MARK, tree.words(behind)]).strip()


def is_sound(question: str) -> bool:
    """Say whether a question reads as one sentence: no marks left over, no word twice running."""
    body = question[:-1]
    if _BROKEN.search(body) or re.search(r"\b(\w+) \1\b", body, re.IGNORECASE):
        return False
    if (
        _LOST_NOUN.search(body)
        or _LOST_SUBJECT.search(body)
        or _SECOND_VERB.search(body)
        or _UNLISTED.search(body)
    ):
        return False
    if _LENGTH_LEFT.search(body) and not _LASTS.search(body):
        return False
    return not (_HANGS.search(body) or _LACKS.search(body))


def is_headline(sentence: str) -> bool:
    """Say whether a sentence is written as headlines are: "Two Boats Sunk In Raid On Port Ella"."""
    words = [w for w in _WORD.findall(sentence) if len(w) > MOST_OF_SMALL]
    large = sum(w[0].isupper() for w in words)
    return len(words) >= FEWEST and large >= HEADLINE * len(words)


_WORD = re.compile(r"[^\W\d_]+")
MOST_OF_SMALL = 3  # letters of a word that a headline may write small
FEWEST = 4  # words by which a headline is told
HEADLINE = 0.8  # of its words written large, from which a sentence is one


def tells(clause: str) -> bool:
    """Say whether a clause has a verb with a subject of its own: it stands by itself."""
    tree = tree_of(clause)
    subjects = (n for n in tree.nodes if n.label in SUBJECTS or n.label == "expl")
    return any(n.tag not in RELATIVES for n in subjects)
