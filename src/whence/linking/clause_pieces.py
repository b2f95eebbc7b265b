"""What is told behind a verb: each thing with whether the verb needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.linking.clause_tree import HELPERS, NAMES, NOES, RELATIVES, SUBJECTS, Tree
from whence.linking.lexicon import word_set
from whence.linking.turned import Piece

_PRONOUNS = frozenset(["PRP", "EX"])
POINTING = frozenset(["this", "that", "these", "those", "one", "ones", "here", "there", "others",
                       "another", "some", "many", "both", "all", "none", "such", "more", "most",
                       "few", "several", "anyone", "everyone", "someone", "nothing", "something",
                       "everything", "anything", "each", "who", "what", "much", "today",
                       "tonight", "yesterday", "tomorrow", "let"])  # fmt: skip
_SPOKEN = frozenset(["my", "our", "your", "me", "us", "mine", "ours", "myself", "ourselves", "i",
                     "we", "you", "yourself"])  # fmt: skip
SAID_BESIDE = frozenset(
    ["also", "then", "however", "reportedly", "allegedly", "now", "still", "already", "just",
     "only", "even", "too", "later", "meanwhile", "instead", "yet", "so", "therefore", "thus",
     "again", "once", "soon",
     "often", "perhaps", "maybe", "apparently", "actually", "certainly", "simply",
     "not", "n’t", "n't", "never", "ever", "though", "as", "really", "probably", "likely",
     "clearly", "indeed", "finally", "recently", "currently", "earlier", "today", "yesterday",
     "tomorrow", "ago", "sometime", "somehow", "otherwise", "afterwards",
     "far", "when", "where", "here", "there", "how", "why", "well"]
)  # fmt: skip
_DROPPED = frozenset(
    ["punct", "conj", "cc", "parataxis", "discourse", "dep", "vocative", "mark", "reparandum",
     "list", "csubj", "expl", "dislocated", "appos", "orphan", "nsubj", "nsubj:pass",
     "nsubj:outer", "advcl:relcl", "acl:relcl"]
)  # fmt: skip
_NEEDED = frozenset(["obj", "iobj", "xcomp", "ccomp", "compound:prt", "obl:agent"])
_BEHIND_A_NOUN = frozenset(["obl", "xcomp", "ccomp", "obl:unmarked", "obl:tmod"])
_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_BODIES = word_set("institutions")
_TIME_NOUNS = word_set("time_words")


class Pieces:
    """Takes apart what a sentence tells behind its verbs. Where `loose`, "he" and "it" may stay."""

    def __init__(self, tree: Tree, *, loose: bool = False) -> None:
        self._tree = tree
        self._nodes = tree.nodes
        self._loose = loose

    def of(self, verb: int, number: frozenset[int]) -> list[Piece] | None:
        """Return what is told behind a verb, None where what it needs names nothing."""
        held = bool(self._tree.of(verb, ["cop"]))
        found: list[Piece] = []
        kids = [k for k in self._tree.kids[verb] if k > verb or self._holds(k, number)]
        labels = {self._nodes[k].label for k in kids}
        if held:
            behind = {"obl", "ccomp", "xcomp", "advcl", "obl:unmarked", "obl:tmod", "advmod"}
            but = [k for k in self._tree.kids[verb] if
                   self._nodes[k].label in _DROPPED | HELPERS | SUBJECTS | {"advcl"}
                   or (self._nodes[k].label in behind and (k > verb or self._is_ahead(k)))
                   or self._nodes[k].text.lower() in NOES | {"also", "now", "still"}]  # fmt: skip
            places = self._tree.phrase(verb, but)
            if not self.name_something(places) or self._asks(places):
                return None
            found.append(Piece(tuple(places), verb, needed=True))
        whole = held or bool(labels & {"obj", "xcomp", "ccomp"})
        for kid in kids:
            label = self._nodes[kid].label
            if label in _DROPPED | HELPERS or (held and label not in _BEHIND_A_NOUN):
                continue
            piece = self._piece(kid, label, first=not whole)
            if label in _NEEDED and not self._tree.is_near(verb, kid):
                return None
            if label == "obl" and self._goes_along(verb, kid):
                return None
            if label == "obl" and not (self._is_led(kid) or self._is_time(kid)):
                return None  # "too heavy the rocket": how it hangs together is not read
            if piece is None:
                continue
            if not self._piece_stands(piece):
                if piece.needed:
                    return None
                continue
            whole = whole or label.startswith("obl")
            found.append(replace(piece, needed=piece.needed or bool(number & set(piece.places))))
        return found

    def _goes_along(self, verb: int, kid: int) -> bool:
        """Say whether what a thing came along with is cut: "it comes as countries | are at war"."""
        led = {self._nodes[k].text.lower() for k in self._tree.of(kid, ["case"])}
        return led == {"as"} and self._nodes[verb].text.lower() in {"come", "comes", "came"}

    def _is_led(self, kid: int) -> bool:
        """Say whether a preposition leads up to a noun."""
        first = min(self._tree.all_under(kid))
        led = bool(self._tree.of(kid, ["case", "mark"]))
        return led or (first > 0 and self._nodes[first - 1].tag in {"IN", "TO", "RP"})

    def _is_ahead(self, kid: int) -> bool:
        """Say whether words stand ahead of a clause: "At times it was emotional"."""
        first = self._nodes[min(self._tree.all_under(kid))]
        return first.text[:1].isupper() and first.tag not in NAMES

    def _holds(self, kid: int, number: frozenset[int]) -> bool:
        """Say whether the number asked for stands ahead of its clause: "On lap seven the car"."""
        return self._nodes[kid].label.startswith("obl") and not number.isdisjoint(
            self._tree.all_under(kid)
        )

    def _piece(self, kid: int, label: str, *, first: bool) -> Piece | None:
        node = self._nodes[kid]
        low = node.text.lower()
        if label == "advmod":
            if low in SAID_BESIDE:
                return None
            needed = not low.endswith("ly") and not self._tree.kids[kid]
            return Piece(tuple(self._tree.phrase(kid)), kid, needed=needed)
        if label.startswith("advcl"):
            to = node.tag == "VB" and any(self._nodes[k].tag == "TO" for k in self._tree.kids[kid])
            return Piece(tuple(self._tree.phrase(kid)), kid, needed=False) if to else None
        base = label.partition(":")[0]
        if label in _NEEDED or base in {"obl", "nmod", "iobj"}:
            places = self._tree.phrase(kid)
            led = {self._nodes[k].text.lower() for k in self._tree.of(kid, ["case"])}
            needed = label in _NEEDED or (base == "obl" and "as" in led and low != "part")
            needed = needed or (first and base == "obl" and not self._is_time(kid))
            return Piece(tuple(places), kid, needed=needed)
        return None

    def _is_time(self, place: int) -> bool:
        node = self._nodes[place]
        low = node.text.lower()
        return (
            node.label in {"obl:tmod", "obl:unmarked"}
            or low in _TIME_NOUNS
            or _MONTHS.match(node.text) is not None
            or re.fullmatch(r"(?:19|20)\d\d|\d{1,2}(?::\d\d)?", low) is not None
        )

    def _piece_stands(self, piece: Piece) -> bool:
        clause = self._nodes[piece.head].label == "ccomp"
        last = self._nodes[piece.places[-1]]
        if last.tag.startswith("JJ") and last.label in {"obl", "nmod", "obj", "conj"}:
            return False  # "treated for serious": what is serious is missing
        pronouns = (k for k in piece.places if self._nodes[k].tag in _PRONOUNS)
        named = (self._nodes[k] for k in pronouns if not self._is_the_speaker(k))
        if not self._loose and not all(n.text.lower().endswith(("self", "selves")) for n in named):
            return False
        if any(self._nodes[k].text.lower() in _SPOKEN for k in piece.places):
            return False
        if self._goes_on(piece):
            return False
        if len(piece.places) <= 2 and self._nodes[piece.head].text.lower() in POINTING:
            return False
        return clause or not self._asks(piece.places)

    def _is_the_speaker(self, place: int) -> bool:
        """Say whether a pronoun is who speaks: "the board denied that it | had been warned"."""
        verb = self._nodes[place].head
        if self._nodes[place].label not in SUBJECTS or self._nodes[verb].label != "ccomp":
            return False
        own = self._tree.of(self._nodes[verb].head, SUBJECTS)
        speaker = self._nodes[own[0]] if own else None
        if speaker is None or speaker.tag in _PRONOUNS | RELATIVES or own[0] > place:
            return False
        low = self._nodes[place].text.lower()
        named = speaker.text[:1].isupper() and bool(self._tree.of(own[0], ["det"]))
        body = named or speaker.text.lower() in _BODIES  # "the Harbour Board", "council"
        return {"he": not body, "she": not body, "it": body,
                "they": speaker.tag in {"NNS", "NNPS"}}.get(low, False)  # fmt: skip

    def _goes_on(self, piece: Piece) -> bool:
        """Say whether a length of time goes on behind a piece: "a few months | from now"."""
        behind = piece.places[-1] + 1
        follows = self._nodes[behind].text.lower() if behind < len(self._nodes) else ""
        bare = not self._tree.of(piece.head, ["case"]) and self._is_time(piece.head)
        return bare and follows in {"from", "ago", "later", "earlier", "before", "after"}

    def _asks(self, places: Sequence[int]) -> bool:
        return any(self._nodes[k].tag in {"WDT", "WP", "WRB", "WP$"} for k in places)

    def name_something(self, places: Sequence[int]) -> bool:
        """Say whether words stand for something by themselves: no pronoun among them."""
        tags = {self._nodes[k].tag for k in places}
        if "WRB" in tags:
            return False  # "how many people"
        if not tags.isdisjoint(RELATIVES if self._loose else _PRONOUNS | RELATIVES):
            return False
        if len(places) == 1 and self._nodes[places[0]].text.lower() in POINTING:
            return False
        return not any(self._nodes[k].text.lower() in _SPOKEN for k in places)
