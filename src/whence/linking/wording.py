"""Clauses turned into questions, where a clause is one that can be turned: no parser, no guessing.

What cannot be turned for certain is left alone; a question that quotes is better than a wrong one.
"""

from __future__ import annotations

import re

from whence.linking.lexicon import pairs_of, word_set
from whence.linking.words import STOPWORDS, plain_words

MOST_OF_PRESENT = 5  # words of a subject: a longer one may hold the verb itself
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
_PRESENT = pairs_of("present_forms")
_NO_OBJECT = word_set("no_object")
_SAY = word_set("say")
# Nouns for people and bodies: at a sentence's head their capital tells nothing.
_COMMON = (
    word_set("titles") | word_set("institutions") | word_set("anonymous") | word_set("person_nouns")
)
_PARTICIPLE = re.compile(
    rf"^(?:\w+ly |also |already |now |since |long )?(?:been|become|come|\w+ed|\w+en|"
    rf"{'|'.join(sorted(_PAST))})\b"
)
_LEFT_OVER = re.compile(
    r"(?:,\s*\w+(?:\s\w+)?| and (?:the|an?|his|her|its|their) [^,]*, [^,]*|"
    r"(?: (?:and|but|or|as|in|of|to|for|with|by|at|on|the|an?|shortly|just|soon|about|around|"
    r"some))+)$"
)  # what the cut of a sentence into clauses leaves behind
_PAST_FORM = re.compile(rf"\b(?P<past>{'|'.join(sorted(_PAST))})\b")
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|that|when|where|while|because|although|if|whether|said|says|"
    r"told|added|according)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(
    r",| (?=(?:in|on|at|near|after|before|during|with|from|by|for|as|and|to|of|that|over|"
    r"against)\b)"
)
# A second clause or a participle that goes on from the first: the question asks the first.
_GOES_ON = re.compile(
    r",? (?:but|so|while|yet) |, (?:and )?(?:it|he|she|they|\w+ing)\b|, who |, which "
)
_ON = re.compile(
    r"(?:about|across|after|against|ahead|along|amid|around|as|at|away|before|behind|by|down|during|"
    r"for|from|in|inside|into|near|off|on|out|outside|over|since|through|to|toward|towards|under|until|"
    r"up|when|while|with|within|without)\b"
)
_CONTRACTED = re.compile(
    r"\b(?:I|we|you|he|she|it|they|that|there)[’'](?:m|re|s|ve|d|ll)\b|n[’']t\b", re.I
)
_AT_PLACE = re.compile(
    r",? (?:in|at|near|on|outside|inside|from|to|beside|off|close to|next to)\b.*\?$"
)
_BY = re.compile(
    r"(\w+ [^?]{3,80}? (?:\w+ed|\w+en|led|run|held|set up|made|built|sent)) by [^?]+\?$"
)
MIN_PLACED = 3  # words of a question before its place
_PRESENT_FORM = re.compile(
    rf"\b(?P<now>{'|'.join(sorted(_PRESENT))})(?= (?:also |now |still )?"
    r"(?:the|an?|its|his|her|their|to|no|any|all|more|every|this|some|new|[A-Z]\w+|\d+)\b)"
)


def yes_or_no(clause: str, text: str = "") -> str | None:
    """Turn a clause into a yes-or-no question: "Was the driver arrested?"; None where unsure.

    A first word that `text` elsewhere writes small is no name, and written small here too.
    """
    first = clause.split(" ", 1)[0].lower()
    if first in STOPWORDS or first in _COMMON or re.search(rf"\b{re.escape(first)}\b", text):
        clause = clause[:1].lower() + clause[1:]
    clause = _GOES_ON.split(clause)[0]
    if not _is_whole(clause):
        return None
    if found := _SPLIT.search(clause):
        subject, rest = clause[: found.start()].strip(), clause[found.end() :].strip()
        owns = found["first"] in {"has", "have", "had"} and not _PARTICIPLE.match(rest)
        if owns or not rest or not _is_subject(subject):
            return None
        return _asked(found["first"].capitalize(), subject, "", rest)
    past = list(_PAST_FORM.finditer(clause))
    if len(past) != 1:
        return _now(clause) if not past else None
    subject, rest = clause[: past[0].start()].strip(), clause[past[0].end() :].strip()
    base = _PAST[past[0]["past"]]
    # "The consulate bombed in a raid": without an object it may be what it was done to.
    alone = base not in _NO_OBJECT and (not rest or _ON.match(rest) is not None)
    if alone or rest.startswith("by ") or not _is_subject(subject):
        return None
    return _asked("Did", subject, base, rest)


def _now(clause: str) -> str | None:
    """Turn a clause of the present: "The group plans a campaign" asks "Does the group plan ..."."""
    found = _PRESENT_FORM.search(clause)
    if found is None:
        return None
    subject, rest = clause[: found.start()].strip(), clause[found.end() :].strip()
    also = re.search(r" (?:also|now|still)$", subject)
    subject = subject[: also.start()] if also else subject
    if not _is_subject(subject) or len(subject.split()) > MOST_OF_PRESENT:
        return None
    return _asked("Does", subject, _PRESENT[found["now"]], rest)


def when_it_was(clause: str, text: str = "") -> str | None:
    """Ask when a clause held: "When did the tram derail?"; None where it does not stand alone."""
    question = yes_or_no(clause, text)
    return f"When {question[0].lower()}{question[1:]}" if question else None


def where_it_was(clause: str, text: str = "") -> str | None:
    """Ask where a clause held: "Where did the tram derail?"; None where no place is at its end."""
    question = yes_or_no(clause, text)
    found = _AT_PLACE.search(question) if question else None
    if question is None or found is None or len(question[: found.start()].split()) < MIN_PLACED:
        return None
    return f"Where {question[0].lower()}{question[1 : found.start()]}?"


def who_did_it(clause: str, text: str = "") -> str | None:
    """Ask by whom it was done: "By whom was the search led?"; None where a clause does not tell."""
    question = yes_or_no(clause, text)
    found = _BY.match(question) if question else None
    return f"By whom {found[1][0].lower()}{found[1][1:]}?" if found else None


def has_verb(clause: str) -> bool:
    """Say whether words hold a finite verb that is known as one."""
    found = any(p.search(clause) for p in (_SPLIT, _PAST_FORM, _PRESENT_FORM, _CONTRACTED))
    return found or not _SAY.isdisjoint(plain_words(clause))


def _is_whole(clause: str) -> bool:
    """Say whether a clause stands by itself: subject first, nothing quoted or subordinate in it."""
    if _NO_SUBJECT.match(clause) or not _SUBJECT.match(clause):
        return False
    return not re.search(r"[“”\"‘():;…–—]", clause) and not _SUBORDINATE.search(clause)


def _is_subject(words: str) -> bool:
    """Say whether words may be one noun phrase: few, and no verb's form or comma in them."""
    count = len(words.split())
    return 0 < count <= 7 and "," not in words and not _PAST_FORM.search(words)


def _asked(auxiliary: str, subject: str, verb: str, rest: str) -> str | None:
    """Put a question together; None where it can be kept short only by breaking a phrase."""
    kept = _cut(rest, subject)
    if kept is None:
        return None
    return " ".join(f"{auxiliary} {subject} {verb} {kept}".split()).rstrip(" ,.") + "?"


def _cut(rest: str, subject: str) -> str | None:
    """Cut what follows a subject where a phrase ends, so that the question stays short."""
    left = MAX_WORDS - len(subject.split())
    words = _LEFT_OVER.sub("", rest.rstrip(" .,")).split()
    if len(words) <= left:
        return " ".join(words)
    kept = " ".join(words[:left])
    ends = [m.start() for m in _PHRASE_ENDS.finditer(kept) if m.start() > 0]
    return _LEFT_OVER.sub("", kept[: ends[-1]]) if ends else None
