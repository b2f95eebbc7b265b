"""A sentence's clauses turned into questions by how their words hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.linking.clause_pieces import POINTING, SAID_BESIDE, Pieces
from whence.linking.clause_tree import HELPERS, NAMES, RELATIVES, SUBJECTS, VERBS, Tree
from whence.linking.clause_verbs import Verbs, expanded
from whence.linking.lexicon import word_set
from whence.linking.turned import Piece, Turned, written
from whence.linking.turning import without_capital
from whence.linking.verb_forms import base_of
from whence.linking.words import STOPWORDS

MOST_OF_SUBJECT = 8  # words
NOT_AGREED = 4  # times less sure is a verb that does not go with its subject
MOST_OF_THING = 11  # words of what there was
_NO_PREDICATE = HELPERS | {"amod", "compound", "case", "mark", "fixed", "punct", "flat", "nummod"}
_BE = frozenset(["Is", "Are", "Was", "Were", "Has", "Have", "Had"])
_LIKE_PREPOSITIONS = frozenset(
    ["following", "including", "according", "regarding", "concerning", "given", "based",
     "compared",
     "depending", "excluding", "considering", "starting", "owing", "pending", "pictured", "called",
     "named", "titled", "dubbed", "codenamed", "entitled"]
)  # fmt: skip
_NONE_OF = re.compile(r"^[Nn]o(body|-one| one|thing|)\b(?! \d)")  # "No crew" asks for any crew
_SAME_SUBJECT = frozenset(["after", "before", "by", "while", "when"])
_CONDITIONS = frozenset(["if", "unless", "whether", "until", "though", "although", "lest"])
_ASKING = frozenset(["what", "whom", "which", "whatever", "whoever"])
_DASHES = frozenset(["–", "—", "--", "-", ":"])
_AHEAD_OF_NOUNS = frozenset(["DT", "PRP$", "POS", "RBS"])
# What stands before names and is part of none: "former President Voss" inside a question.
_NO_NAMES = word_set("tenses_of_office") | {"early", "teenage", "young", "new", "more", "most"}
_WANT_A_DEED = frozenset(["urge", "ask", "force", "persuade", "remind", "enable"])
_DETERMINERS = frozenset(
    ["another", "every", "each", "either", "neither", "several", "many", "few", "fewer", "such"]
)
_NAMING = frozenset(["dub", "label", "brand", "deem"])
_FINITE = frozenset(["VBD", "VBP", "VBZ"])
_SAY = word_set("say") | {"say", "tell", "think", "believe", "suggest", "claim", "add", "note"}


class Turner:
    """Turns the clauses of one sentence of a text.

    `speaker` stands for "I" in it, for "we" where `many`. Where `loose`, "he" and "it" may stay.
    """

    def __init__(
        self, tree: Tree, text: str, speaker: str = "", *, many: bool = False, loose: bool = False
    ) -> None:
        self._text = text
        self._behind = Pieces(tree, loose=loose)
        self._verbs = Verbs(tree)
        self._tree = tree
        self._nodes = tree.nodes
        self._speaker = speaker
        self._many = many

    def clauses(
        self, start: int, end: int, marked: tuple[int, int] | None = None
    ) -> Iterator[Turned]:
        """Yield the clauses of a part of the sentence turned, the chief ones first."""
        inside = self._tree.at(start, end)
        number = frozenset(self._tree.at(*marked)) if marked else frozenset()
        for verb in self._predicates(inside):
            turned = self._turn(verb, number)
            if turned and verb not in inside:
                turned = self._holding(turned, inside)
            if turned:
                yield turned

    def _holding(self, turned: Turned, inside: Sequence[int]) -> Turned | None:
        """Return a clause around a phrase with that phrase needed; None where it is not in it."""
        held = set(inside)
        pieces = tuple(
            replace(p, needed=p.needed or not held.isdisjoint(p.places)) for p in turned.pieces
        )
        told = any(not held.isdisjoint(p.places) for p in pieces)
        return replace(turned, pieces=pieces) if told else None

    def _predicates(self, inside: Sequence[int]) -> list[int]:
        found = [self._risen(i) for i in inside if self._is_predicate(i)]
        if not found and inside:
            at = min(inside, key=self._tree.depth)
            while at >= 0 and not self._is_predicate(at):
                at = self._nodes[at].head
            found = [self._risen(at)] if at >= 0 else []
        ordered = sorted(set(found), key=lambda i: (self._says(i), self._tree.depth(i), i))
        return ordered[:4]

    def _risen(self, place: int) -> int:
        """Return the verb that one without a subject completes: "tried to | leave"."""
        node = self._nodes[place]
        for _ in range(3):
            if node.label != "xcomp" or self._tree.of(place, SUBJECTS):
                break
            place, node = node.head, self._nodes[node.head]
        return place

    def _is_predicate(self, place: int) -> bool:
        node = self._nodes[place]
        if node.label in _NO_PREDICATE:
            return False
        if self._tree.of(place, ["cop"]):
            return True
        if node.tag not in VERBS:
            return False
        if node.tag == "VBG" and node.label == "root" and not self._verbs.helpers(place):
            return False  # "Sailors leaving the port" is a caption
        if node.tag in {"VBG", "VBN"} and node.text.lower() in _LIKE_PREPOSITIONS:
            return False
        if self._describes(place):
            return False
        noun = node.tag in {"VBG", "VBN"} and (
            node.label in SUBJECTS | {"obj", "nmod", "obl", "appos", "nmod:poss"}
            or bool(self._tree.of(place, ["det", "nmod:poss", "amod"]))
        )
        return not noun

    def _describes(self, place: int) -> bool:
        """Say whether a participle tells of what sort a thing is: "an open-ended | lease"."""
        node, before = self._nodes[place], self._nodes[place - 1] if place else None
        if before is None or node.tag not in {"VBD", "VBG", "VBN"} or self._verbs.helpers(place):
            return False
        if before.tag == "HYPH" and before.end == node.start:
            return True
        own = self._tree.of(place, ["obj"])
        if node.tag == "VBN" and own and node.label in {"advcl", "acl"}:
            return True  # "the left | fielder": done to a thing, it has none
        listed = before.text == "," and self._nodes[place - 2].tag in {"JJ", "VBG", "VBN"}
        if node.tag == "VBG" and listed and own == [place + 1]:
            return True  # "a towering, billowing | sheet"
        inside = any(min(self._tree.all_under(k)) < place < k for k in own)  # "a fast, rolling sea"
        return node.tag != "VBD" and (inside or before.tag in _AHEAD_OF_NOUNS)

    def _says(self, place: int) -> bool:
        """Say whether a verb but tells who says so: what is said is asked before it."""
        base = base_of(self._nodes[place].text, self._nodes[place].tag)
        return base in _SAY and bool(self._tree.of(place, ["ccomp", "parataxis"]))

    # --- the subject ---

    def _subject(self, verb: int, deep: int = 0) -> tuple[list[int], int] | None:
        """Return the words of a verb's subject and its head, wherever in the sentence it stands."""
        node = self._nodes[verb]
        own = self._tree.of(verb, SUBJECTS)
        ahead = [k for k in own if k < verb]
        if len(ahead) > 1:
            return self._side_by_side(*ahead) if len(ahead) == 2 else None
        if own:
            if self._nodes[own[0]].tag not in RELATIVES:
                if not self._tree.is_near(verb, own[0]):
                    return None
                if node.label == "acl:relcl" and not self._is_whole(verb):
                    return None  # "the boat they built": what was built is the boat
                return self._phrase_of(own[0], ())
            relative = node.label == "acl:relcl"
            return self._phrase_of(node.head, (verb,)) if relative else None
        if deep > 3 or node.head < 0 or self._tree.of(verb, ["csubj", "expl"]):
            return None
        if node.label == "conj":
            return None if self._names_another(verb) else self._subject(node.head, deep + 1)
        marks = {self._nodes[k].text.lower() for k in self._tree.of(verb, ["mark", "case"])}
        if not marks <= _SAME_SUBJECT:
            return None  # "a chance of seeing it": nobody is told to see it
        if node.label == "acl" and node.tag in {"VBG", "VBN"}:
            return self._phrase_of(node.head, (verb,))
        if node.label == "acl:relcl" and node.tag in {"VBG", "VBN"}:
            return self._phrase_of(node.head, (verb,))
        if node.label == "advcl" and node.tag in {"VBG", "VBN"} and self._is_predicate(node.head):
            return self._subject(node.head, deep + 1)
        return None

    def _is_whole(self, verb: int) -> bool:
        """Say whether a clause behind a noun lacks nothing: "when the crane hit the boat"."""
        led = any(self._nodes[k].text.lower() in {"when", "where"} for k in self._tree.kids[verb])
        return led or any(k > verb for k in self._tree.of(verb, ["obj"]))

    def _side_by_side(self, one: int, other: int) -> tuple[list[int], int] | None:
        """Return two subjects as one where they are: "the tram | driver"; else which is unread."""
        behind = self._tree.all_under(other)
        apart = {"det", "cc", "case", "punct", "nmod:poss"}
        places = [*self._tree.phrase(one), *self._tree.phrase(other)]
        if any(self._nodes[k].label in apart for k in behind) or len(places) > MOST_OF_SUBJECT:
            return None
        first, last = places[0], places[-1]
        between = range(first, last + 1)
        gaps = [k for k in between if k not in places and self._nodes[k].tag != "HYPH"]
        return (list(between), other) if not gaps else None

    def _uncounted(self, places: Sequence[int], number: frozenset[int]) -> Sequence[int]:
        """Return a subject's words without a figure of its own, where another is asked for.

        What stands in a question reads as settled: "2,900 people" may be what reports differ on.
        """
        if not number or not number.isdisjoint(places):
            return places
        figures = [k for k in places if self._nodes[k].label == "nummod"
                   and self._nodes[self._nodes[k].head].tag == "NNS"]  # fmt: skip
        counted = {under for k in figures for under in self._tree.all_under(k)}
        return [k for k in places if k not in counted] or places

    def _names_another(self, verb: int) -> bool:
        """Say whether a name stands between "and" and a verb: it is who did it, though unread."""
        joint = max((k for k in self._tree.of(verb, ["cc"]) if k < verb), default=verb)
        return any(self._nodes[k].tag in NAMES for k in range(joint, verb))

    def _phrase_of(self, head: int, but: tuple[int, ...]) -> tuple[list[int], int] | None:
        cases = [k for k in self._tree.kids[head] if self._nodes[k].label in
                 {"case", "mark", "cc", "cop", "aux", *SUBJECTS}]  # fmt: skip
        cases += [k for k in self._tree.of(head, ["advmod", "discourse"]) if k < head and
                  self._nodes[k].text.lower() in SAID_BESIDE]  # fmt: skip
        places = self._tree.phrase(head, (*but, *cases))
        if len(places) > MOST_OF_SUBJECT:
            places = self._tree.phrase(head, (*but, *cases), plain=True)
        if not 0 < len(places) <= MOST_OF_SUBJECT or self._is_cut(places):
            return None
        return self._with_article(places), head

    def _is_cut(self, places: Sequence[int]) -> bool:
        """Say whether a dash or a colon parts a subject's words: "PORT ELLA — Sailors"."""
        between = set(range(places[0], places[-1])) - set(places)
        return any(self._nodes[k].text in _DASHES for k in between)

    def _with_article(self, places: list[int]) -> list[int]:
        """Return a subject's words with the article right before them, whatever it hangs on."""
        before = self._nodes[places[0] - 1] if places[0] else None
        owns_none = self._nodes[places[0]].tag not in {"DT", "PRP$"}
        article = before is not None and before.text.lower() in {"the", "a", "an"}
        return [places[0] - 1, *places] if article and owns_none else places

    # --- the whole ---

    def _turn(self, verb: int, number: frozenset[int]) -> Turned | None:
        if self._is_no_telling(verb) or (self._says_nothing(verb) and not number):
            return None
        there = self._existential(verb, number)
        if there:
            return there
        found = self._subject(verb)
        if found is None or self._is_asked_with(found[0], verb):
            return None
        places, head = found
        subject, singular = self._named(self._uncounted(places, number), head)
        if not subject:
            return None
        told = self._verbs.of(verb, head, singular)
        if told is None:
            return None
        first, verbs, stated = told
        negated = self._verbs.negated(verb)
        if negated:
            stated = self._verbs.denying(verb, first, verbs)
        pieces = self._behind.of(verb, number)
        if pieces is None or any(map(self._lacks_subject, pieces)):
            return None
        if not (pieces or (verbs and (self._verbs.acts(verb) or first in _BE))):
            return None
        marked = number & set(places)
        if marked:
            subject = written(self._tree, places, number)
        heads = [head, *(p.head for p in pieces if p.head != verb)]
        sure = self._surety(verb, heads)
        if not self._verbs.agree(first, head, singular):
            sure /= NOT_AGREED
        return Turned(
            first, subject, verbs, stated, tuple(pieces), sure, negated, verb, self._tree, number,
            bool(marked),
        )  # fmt: skip

    def _is_asked_with(self, places: Sequence[int], verb: int) -> bool:
        """Say whether what it was stands before a subject: "what they saw"."""
        ahead = self._nodes[places[0] - 1].text.lower() if places[0] else ""
        return ahead in _ASKING and places[0] < verb

    def _surety(self, verb: int, heads: Sequence[int]) -> float:
        """Return how sure it is that a verb's subject and what stands behind it are its own."""
        node = self._nodes[verb]
        joined = node.head >= 0 and node.label in {"conj", "acl", "acl:relcl"}
        return min(node.sure if joined else 1.0, *(self._nodes[k].sure for k in heads))

    def _lacks_subject(self, piece: Piece) -> bool:
        """Say whether a piece holds a verb of which it is not told who did it."""
        for place in piece.places:
            node = self._nodes[place]
            if node.tag not in _FINITE or node.label in {"amod", "compound"}:
                continue
            verb = node.head if node.label in HELPERS else place
            told = self._tree.of(verb, SUBJECTS | {"expl", "csubj"})
            if self._nodes[verb].label != "conj" and not told:
                return True
        return False

    def _is_no_telling(self, verb: int) -> bool:
        """Say whether a clause tells nothing that was so: it asks, sets a condition or waits."""
        marks = {self._nodes[k].text.lower() for k in self._tree.of(verb, ["mark"])}
        asks = self._nodes[-1].text == "?" or self._asks_on(verb)
        return bool(marks & _CONDITIONS) or asks or self._is_yet_to_be(verb)

    def _says_nothing(self, verb: int) -> bool:
        """Say whether a verb of saying stands without what is said: "lawyers say | amid a push"."""
        base = base_of(self._nodes[verb].text, self._nodes[verb].tag)
        if self._tree.of(verb, ["aux:pass"]):
            return False
        kids = self._tree.of(verb, ["ccomp", "obj", "iobj", "xcomp", "obl", "obl:agent"])
        told = [self._nodes[k].label for k in kids if k > verb]
        if base == "tell":  # "told the council": what, is missing
            return len(told) < 2 and "ccomp" not in told
        if base == "hope":  # "hopes the move, the first in years, will help" is read in two
            return not {"ccomp", "xcomp"} & {self._nodes[k].label for k in kids}
        if base in _NAMING:  # "dubbed the campaign": what, is missing
            return len(told) < 2 and not self._tree.of(verb, ["xcomp", "ccomp"])
        if base in _WANT_A_DEED:  # "urged members of the public"
            return set(told) <= {"obj", "iobj"}
        return base in {"say", "add", "think"} and set(told) <= {"obl"}

    def _is_yet_to_be(self, verb: int) -> bool:
        """Say whether a clause tells of what has not been: "he has yet to comment"."""
        words = {self._nodes[k].text.lower() for k in self._tree.kids[verb]}
        return "yet" in words and base_of(self._nodes[verb].text, "VBZ") == "have"

    def _asks_on(self, verb: int) -> bool:
        """Say whether a clause is one that asks: "what they measure", "how it burned"."""
        kids = [self._nodes[k] for k in self._tree.kids[verb]]
        return any(
            kid.tag in {"WP", "WRB", "WDT"} and kid.label not in {"mark", *SUBJECTS}
            for kid in kids
            if kid.text.lower() not in {"when", "where"}
        )

    def _existential(self, verb: int, number: frozenset[int]) -> Turned | None:
        """Turn "There was a fire on board": "Was there a fire on board?"."""
        there = [k for k in self._tree.of(verb, ["expl"]) if self._nodes[k].tag == "EX"]
        things = [k for k in self._tree.of(verb, SUBJECTS) if k > verb]
        if not there or not things or base_of(self._nodes[verb].text, "") != "be":
            return None
        held = self._verbs.helpers(verb)
        words = [self._nodes[k].text for k in held] + [self._nodes[verb].text]
        first, *more = (expanded(w, "", verb=False) for w in words)
        thing = self._tree.phrase(things[0])
        if len(thing) > MOST_OF_THING:
            thing = self._tree.phrase(things[0], plain=True)
        thing = [k for k in thing if self._nodes[k].text.lower() != "not"]
        noes = [k for k in thing if self._nodes[k].text.lower() == "no"]
        if not self._behind.name_something(thing) or noes:
            return None
        behind = self._behind.of(verb, number) or []
        pieces = [Piece(tuple(thing), things[0], needed=True), *behind]
        sure = self._nodes[things[0]].sure
        negated = self._verbs.negated(verb)
        return Turned(
            first.capitalize(), "there", " ".join(more), "", tuple(pieces), sure, negated, verb,
            self._tree, number,
        )  # fmt: skip

    def _named(self, places: Sequence[int], head: int) -> tuple[str, bool]:
        """Return how a question names a subject, and whether that is one person's "I"."""
        low = self._nodes[head].text.lower()
        if self._speaker and len(places) == 1 and (low == "i" or (low == "we" and self._many)):
            return self._speaker, True
        if not self._behind.name_something(places) or low in POINTING:
            return "", False
        if any(self._nodes[k].tag == "PRP$" for k in places):
            return "", False
        if all(self._nodes[k].tag in {"CD", "DT"} for k in places):
            return "", False  # "three were kept in": three of what
        told = _begun_small(self._tree, places, self._text)
        return _NONE_OF.sub(lambda m: f"any{m[1]}", told), False


def _begun_small(tree: Tree, places: Sequence[int], text: str) -> str:
    """Return words as they stand inside a question: the first of a sentence small, if no name."""
    told = tree.words(places)
    first = tree.nodes[places[0]]
    low = first.text.lower()
    if low in {"this", "that", "these", "those"} and first.label == "det":
        told, low = f"the{told[len(first.text) :]}", "the"
    of_name = low == "all" and len(places) > 1 and tree.nodes[places[1]].tag in NAMES
    if of_name:
        return told  # "All Salen Ferries"
    if (low in STOPWORDS or low in _DETERMINERS) and first.tag not in NAMES:
        return f"{low}{told[len(low) :]}"
    if low in _NO_NAMES or (low == "ex" and tree.sentence[first.end : first.end + 1] == "-"):
        return f"{low}{told[len(low) :]}"
    if first.tag == "NN" and len(places) > 1 and tree.nodes[places[1]].tag == "IN":
        return f"{low}{told[len(low) :]}"  # "Footage of the fire"
    alone = len(places) == 1 or tree.nodes[places[1]].text[:1].isupper()
    return told if first.tag in NAMES and alone else without_capital(told, text)
