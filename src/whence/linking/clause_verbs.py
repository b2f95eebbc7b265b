"""The verbs of a clause: which is asked first, which stay behind the subject, and what says no."""

from __future__ import annotations

from whence.linking.clause_pieces import SAID_BESIDE
from whence.linking.clause_tree import HELPERS, NOES, SUBJECTS, Tree
from whence.linking.lexicon import word_set
from whence.linking.turning import past_forms
from whence.linking.verb_forms import base_of

NO_OBJECT = word_set("no_object") | word_set("no_object_asked")
_CONTRACTED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "ca": "can", "wo": "will",
               "sha": "shall"}  # fmt: skip
_FINITE = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "can",
     "could", "may", "might", "must", "should", "shall"]
)  # fmt: skip
_SEVERAL = word_set("institutions") | {"people", "police", "couple", "pair", "team", "family",
           "crew", "staff", "majority", "number", "group", "band", "public", "half", "rest",
           "media", "data", "series", "politics", "news", "lot", "crowd"}  # fmt: skip
# What lasts, and is so when a headline tells it: "Port Ella wants a bridge".
_LASTING = word_set("say") | frozenset(
    ["have", "be", "want", "need", "plan", "hope", "expect", "believe", "think", "know", "mean",
     "like", "love", "hate", "fear", "own", "belong", "include", "contain", "consist", "remain",
     "stay", "live", "face", "seem", "look", "appear", "cost", "depend", "allow", "require",
     "support", "oppose", "aim", "intend", "say", "tell", "claim", "deny", "call", "suggest",
     "show", "work", "use", "make", "let", "help", "run", "come",
     "take", "give", "offer", "feature", "boast", "lack", "deserve", "matter", "try"]
)  # fmt: skip


class Verbs:
    """Reads the verbs of one sentence."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._nodes = tree.nodes

    def helpers(self, verb: int) -> list[int]:
        """Return a verb's helping verbs, else those of the one it is listed with."""
        own = self._tree.of(verb, HELPERS)
        node = self._nodes[verb]
        if own or node.label != "conj" or self._tree.of(verb, SUBJECTS):
            return own
        before = self.helpers(node.head)
        head = self._nodes[node.head]
        if node.tag in {"VBN", "VBD"}:
            done_to = bool(self._tree.of(node.head, ["aux:pass"])) or head.label == "acl"
            alone = not self._tree.of(verb, ["obj", "ccomp"])
            if node.tag == "VBD" and not (done_to and alone and not self.acts(verb)):
                return []
            return before if head.tag == "VBN" else []
        return before if node.tag == head.tag and node.tag in {"VB", "VBG"} else []

    def acts(self, verb: int) -> bool:
        """Say whether a verb needs no object: "and went home" is not what was done to somebody."""
        return base_of(self._nodes[verb].text, "VBD") in NO_OBJECT

    def of(self, verb: int, subject: int, one: bool) -> tuple[str, str, str] | None:
        """Return the verb asked first, those behind the subject, and both as they are stated."""
        node = self._nodes[verb]
        helpers = self.helpers(verb)
        held = bool(self._tree.of(verb, ["cop"]))
        own = "" if held else self._with_manner(verb)
        if any(k > verb and not held for k in helpers):
            return None
        if helpers:
            return self._helped(helpers, own, node.tag, held=held, one=one)
        if held:
            return None
        many = self._is_many(subject) and not one
        passive = bool(self._tree.of(verb, ["nsubj:pass", "obl:agent"])) or node.label == "acl"
        alone = not self._tree.of(verb, ["obj", "xcomp", "ccomp"])
        if node.tag == "VBN" and alone and not passive and not self.acts(verb):
            return None  # "the shots fired at him": whether they did it or it was done is unsure
        if node.tag == "VBD" and passive and alone:
            return None
        if node.tag == "VBN" and passive and not self.acts(verb):
            be = "were" if many else "was"
            return be.capitalize(), own, f"{be} {own}"
        tag = _tag_by_form(node.text.lower(), node.tag)
        base = base_of(node.text, tag)
        if base == "be":
            return None  # a form that is read so by mistake, or that tells nothing
        manner = own.removesuffix(node.text).strip()
        asked = f"{manner} {base}".strip()
        if tag in {"VBD", "VBN", "VBG"}:
            stated = own if tag != "VBG" else ""
            return "Did", asked, stated
        # "Voss wins the race" has been, in a headline.
        if tag in {"VBZ", "VBP"} and self._tree.is_caption and base not in _LASTING:
            return "Did", asked, own if tag == "VBZ" else ""
        if tag == "VBZ" or (one and tag == "VBP"):
            return "Does", asked, own
        return ("Do", asked, own) if tag == "VBP" and many else None

    def _helped(
        self, helpers: list[int], own: str, tag: str, *, held: bool, one: bool
    ) -> tuple[str, str, str] | None:
        """Return what `of` does for a verb that has helping verbs."""
        words = [w for k in helpers if (w := self._nodes[k].text).lower() not in SAID_BESIDE]
        if not words:
            return None
        if words[0].lower() in {"’s", "'s"} and "been" in words:
            words[0] = "has"
        first = expanded(words[0], tag, verb=not held)
        if one:
            first = {"am": "is", "are": "is", "have": "has", "do": "does"}.get(first, first)
        last = expanded(words[-1], tag, verb=not held)
        if first not in _FINITE or not (held or _goes_with(last, tag)):
            return None
        more = " ".join([*words[1:], own]).strip()
        if self._tree.is_caption and not held and tag in {"VBN", "VBD"} and len(words) == 1:
            first = {"is": "was", "are": "were"}.get(first, first)
        # "May the wall fall?" asks leave.
        asked = "Could" if first in {"may", "might"} else first.capitalize()
        return asked, more, f"{first} {more}"

    def _with_manner(self, verb: int) -> str:
        """Return a verb with the adverb of manner right before it: "badly damaged"."""
        before = verb - 1
        word = self._nodes[before] if before >= 0 else None
        keeps = (
            word is not None
            and word.label == "advmod"
            and word.head == verb
            and word.text.endswith("ly")
            and word.text.lower() not in SAID_BESIDE
        )
        return f"{word.text} {self._nodes[verb].text}" if keeps and word else self._nodes[verb].text

    def _is_many(self, subject: int) -> bool:
        node = self._nodes[subject]
        return (
            node.tag in {"NNS", "NNPS"}
            or node.text.lower() in {"people", "police", "i", "we", "they", "you", "those"}
            or bool(self._tree.of(subject, ["conj"]))
        )

    def agree(self, first: str, subject: int, one: bool) -> bool:
        """Say whether a helping verb fits its subject: where not, another is its subject."""
        tag = self._nodes[subject].tag
        if tag == "NNP" and not self._tree.of(subject, ["conj"]):
            many = self._nodes[subject].text.endswith("s")
            return one or many or first not in {"Are", "Were", "Have"}
        if one or tag not in {"NN", "NNS"}:
            return True
        low = self._nodes[subject].text.lower()
        if low in _SEVERAL or self._tree.of(subject, ["conj"]):
            return True
        wrong = {"Is", "Was", "Has", "Does"} if self._is_many(subject) else {"Are", "Were", "Have"}
        return first not in wrong

    def denying(self, verb: int, first: str, verbs: str) -> str:
        """Return what a clause that says no states; nothing where it says it otherwise."""
        noes = {self._nodes[k].text.lower() for k in self._tree.kids[verb]} & NOES
        return f"{first.lower()} not {verbs}" if noes <= {"not", "n’t", "n't"} else ""

    def negated(self, verb: int) -> bool:
        """Say whether a clause says no."""
        return any(self._nodes[k].text.lower() in NOES for k in self._tree.kids[verb])


def _tag_by_form(low: str, tag: str) -> str:
    """Return a tag that a form bears out: "slid" is no present, whatever it was taken for."""
    if tag in {"VBZ", "VBP", "VB"} and low in past_forms():  # "hit" told in news is of the past
        return "VBD"
    return "VBP" if tag == "VBZ" and not low.endswith("s") else tag


def expanded(word: str, tag: str, *, verb: bool) -> str:
    """Return a helping verb written out: "’s" is "has" before a participle of the perfect."""
    low = word.lower().lstrip("’'")
    if low == "s":
        return "has" if verb and tag == "VBN" else "is"
    if low == "d":
        return "would" if tag == "VB" else "had"
    return _CONTRACTED.get(low, low)


def _goes_with(helper: str, tag: str) -> bool:
    """Say whether a verb's form may follow a helping verb: "was | seen", "will | see"."""
    if helper in {"is", "are", "was", "were", "be", "been", "being", "am"}:
        return tag in {"VBG", "VBN", "VBD"}
    if helper in {"has", "have", "had", "having"}:
        return tag in {"VBN", "VBD"}
    return helper in {"get", "got", "gets", "getting"} or tag in {"VB", "VBP"}
