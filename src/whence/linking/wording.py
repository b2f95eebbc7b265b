"""Clauses turned into questions, where a clause is one that can be turned: no parser, no guessing.

What cannot be turned for certain is left alone; a question that quotes is better than a wrong one.
"""

from __future__ import annotations

import re

from whence.linking.lexicon import pairs_of
from whence.linking.words import STOPWORDS

MAX_WORDS = 16  # of a question; a longer clause is cut where a phrase ends, or not turned
_AUXILIARY = r"(?:was|were|is|are|has|have|had|will|would|could|can|may|might|should)"
_SUBJECT = re.compile(
    r"^(?:[Tt]he|[Aa]n?|every|each|all|some|many|several|most|both|no|its|his|her|their|this|these|[A-Z]|"
    r"[a-z-]*(?:s|men|people|police|staff) )",
)
_NO_SUBJECT = re.compile(
    r"^(?:he|she|it|they|we|i|you|there|this|that|these|those|which|who|whose|what|when|where|"
    r"while|after|before|as|if|whether|because|since|in|on|at|of|for|by|with|from|to|near|about|"
    r"into|over|under|according|followed|including|but|and|or|so|yet|not|one|another|asked|"
    r"despite|amid|during|meanwhile|however|also|then|now|yesterday|today)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(rf"\b(?P<first>{_AUXILIARY})\b")
_PAST = pairs_of("past_forms")
_PARTICIPLE = re.compile(
    rf"^(?:\w+ly |also |already |now |since |long )?(?:been|become|come|\w+ed|\w+en|"
    rf"{'|'.join(sorted(_PAST))})\b"
)
_LEFT_OVER = re.compile(
    r"(?:,\s*\w+(?:\s\w+)?| and (?:the|an?|his|her|its|their) [^,]*, [^,]*|"
    r"(?: (?:and|but|or|as|in|of|to|for|with|by|at|on|the|an?))+)$"
)  # what the cut of a sentence into clauses leaves behind
_PAST_FORM = re.compile(rf"\b(?P<past>{'|'.join(sorted(_PAST))})\b")
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|that|when|where|while|because|although|if|whether|said|says|"
    r"told|added|according)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(r",| (?=(?:in|on|at|near|after|before|during|with|from|by|for|as|and)\b)")


def yes_or_no(clause: str, text: str = "") -> str | None:
    """Turn a clause into a yes-or-no question: "Was the driver arrested?"; None where unsure.

    A first word that `text` elsewhere writes small is no name, and written small here too.
    """
    first = clause.split(" ", 1)[0].lower()
    if first in STOPWORDS or re.search(rf"\b{re.escape(first)}\b", text):
        clause = clause[:1].lower() + clause[1:]
    if not _is_whole(clause):
        return None
    if found := _SPLIT.search(clause):
        subject, rest = clause[: found.start()].strip(), clause[found.end() :].strip()
        owns = found["first"] in {"has", "have", "had"} and not _PARTICIPLE.match(rest)
        if owns or not rest or not _is_subject(subject):
            return None
        return _asked(f"{found['first'].capitalize()} {subject} {_cut(rest, subject)}")
    past = list(_PAST_FORM.finditer(clause))
    if len(past) != 1:
        return None
    subject, rest = clause[: past[0].start()].strip(), clause[past[0].end() :].strip()
    if rest.startswith("by ") or not _is_subject(subject):
        return None
    return _asked(f"Did {subject} {_PAST[past[0]['past']]} {_cut(rest, subject)}")


def when_it_was(clause: str, text: str = "") -> str | None:
    """Ask when a clause held: "When did the tram derail?"; None where it does not stand alone."""
    question = yes_or_no(clause, text)
    return f"When {question[0].lower()}{question[1:]}" if question else None


def _is_whole(clause: str) -> bool:
    """Say whether a clause stands by itself: subject first, nothing quoted or subordinate in it."""
    if _NO_SUBJECT.match(clause) or not _SUBJECT.match(clause):
        return False
    return not re.search(r"[“”\"‘():;…–—]", clause) and not _SUBORDINATE.search(clause)


def _is_subject(words: str) -> bool:
    """Say whether words may be one noun phrase: few, and no verb's form or comma in them."""
    count = len(words.split())
    return 0 < count <= 7 and "," not in words and not _PAST_FORM.search(words)


def _cut(rest: str, subject: str) -> str:
    """Cut what follows a subject where a phrase ends, so that the question stays short."""
    left = MAX_WORDS - len(subject.split())
    words = _LEFT_OVER.sub("", rest.rstrip(" .,")).split()
    if len(words) <= left:
        return " ".join(words)
    kept = " ".join(words[:left])
    ends = [m.start() for m in _PHRASE_ENDS.finditer(kept) if m.start() > 0]
    return kept[: ends[-1]] if ends else kept + " …"


def _asked(words: str) -> str:
    return " ".join(words.split()).rstrip(" ,.") + "?"
