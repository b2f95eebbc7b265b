"""What accounts say, as a question takes it: clauses without their joints, whole ones, spoken ones.

`Told` is a statement with the reading text of its report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from whence.linking.clause_parts import goes_on, has_verb, subject_of
from whence.linking.statements import Statement
from whence.records.span import Span

Told = tuple[Statement, str]

MAX_WORDS = 12  # of a clause that is quoted
_LEAD = re.compile(
    r"^(?:and|but|or|so|that|which|who|after|when|where|while|as|if|whether|because|before|"
    r"although|"
    r"though|since)\b,?\s+",
    re.I,
)
_NO_BEGINNING = frozenset(
    ["then", "at", "that", "something", "will", "thing", "also", "in", "on", "than", "for", "with",
     "to", "by", "from", "of", "including", "not", "being", "just", "even", "like", "according",
     "what",
     "this", "these", "those", "whose", "how", "why", "now", "here", "more", "still", "yet",
     "however"]
)  # fmt: skip
_PRONOUNS = frozenset(["i", "he", "she", "it", "they", "we", "you", "there"])
ENDS_OPEN = re.compile(
    r"\b(?:and|or|of|to|in|on|at|by|for|with|from|the|an?|that|which|who|is|was|were|are|had|has|"
    r"have|be|been|very|more|his|her|their|its|said|says|as|but|before|after|when|if|so|how|what|"
    r"most|"
    r"called|described|added|adding|about|into|than)$", re.IGNORECASE,
)  # fmt: skip
_NO_PROSE = re.compile(r"[“”\"()\[\]?!|@#•…]|https?:|[’'] [A-Z]|\w\.com\b|(?:^|\s)['‘]\w")


def tidy(words: str) -> str:
    """Return words on one line, without the marks at their ends."""
    return _unpaired(" ".join(words.split()).strip(" ,.;:-–—")).strip(" ,.;:-–—")


def _unpaired(words: str) -> str:
    """Return words without a quotation mark at an end that has no other, or encloses them all."""
    ends = words[:1] in _MARKS, words[-1:] in _MARKS
    inside = any(mark in words[1:-1] for mark in _MARKS)
    if ends[0] and (ends[1] or not inside):
        words = words[1:]
    if ends[1] and (ends[0] or not inside):
        words = words[:-1]
    return words


_MARKS = tuple("“”\"'‘")


def is_subordinate(statement: Statement, text: str) -> bool:
    """Say whether a clause but tells when or on what condition: "if it rains", "when it came"."""
    return _CONDITION.match(statement.span.of(text).lstrip()) is not None


_CONDITION = re.compile(r"(?:and )?(?:if|when|as|while|until|unless|once|although|though)\b", re.I)


def clause_of(statement: Statement, text: str) -> str:
    """Return a statement's clause without what joins it to the one before."""
    span = statement.span
    closes = text[span.end : span.end + 1] in _MARKS and bool(set(span.of(text)) & set(_MARKS))
    return _LEAD.sub("", tidy(text[span.start : span.end + closes]))


def with_beginning(statement: Statement, text: str) -> str:
    """Return a clause with what stands before it in its sentence: there its subject may be."""
    return _LEAD.sub("", tidy(text[statement.sentence.start : statement.span.end]))


def top(counts: Counter[str]) -> str | None:
    """Return what is counted most often, of several the first by the alphabet."""
    return min(counts, key=lambda k: (-counts[k], k)) if counts else None


def first(questions: Iterable[str | None]) -> str | None:
    """Return the first question that there is."""
    return next(filter(None, questions), None)


def most_central(statements: Sequence[Statement], texts: Sequence[str]) -> list[Told]:
    """Return statements with their texts, those that share most words with the others first."""
    stems = Counter(stem for s in statements for stem in s.stems)

    def central(told: Told) -> tuple[float, int, str]:
        statement = told[0]
        shared = sum(stems[w] - 1 for w in statement.stems) / (2 + len(statement.stems))
        return (-shared, len(statement.span), statement.report)

    return sorted(zip(statements, texts, strict=True), key=central)


def breaks_off(statement: Statement, text: str) -> bool:
    """Say whether a clause is cut from what it needs: "half an hour | before", "A, B, | and C"."""
    before = text[statement.sentence.start : statement.span.start]
    after = text[statement.span.end : statement.sentence.end]
    clause = statement.span.of(text).rstrip()
    listed = _LISTED.search(before) and _LEADS_ON.match(text, statement.span.start)
    cut = _CUT.search(clause) and after[:1] == ","
    joined = _HYPHENED.search(clause) and _LEADS_ON.match(after)
    asks_on = _ASKS_ON.match(after) and clause[-1:] not in '.,;!?”"'
    quotes_on = after.lstrip()[:1] in tuple("“‘\"'(") and clause[-1:] not in '.!?”"'
    return any((listed, cut, joined, asks_on, quotes_on, _MEASURES.match(after)))


_CUT = re.compile(r"(?:\b(?:an?|the) \w+|\b[a-z]+-[a-z]+),?$")  # "on a sharp, | left-hand curve"
_HYPHENED = re.compile(r"\b[a-z]+-[a-z]+$")  # "on-street | and off-street tracks"
_LISTED = re.compile(r"(?:, [\w’'-]+(?: [\w’'-]+)?,\s*$)")
_LEADS_ON = re.compile(r"\s*(?:and|or) ")
_MEASURES = re.compile(r",?\s*(?:before|after|ahead of|ago|earlier|later|than|as)\b")
_ASKS_ON = re.compile(r"\s*(?:if|whether|that|what|how|why)\b")


def whole_clause(statement: Statement, text: str) -> str | None:
    """Return a clause that stands by itself, as it is quoted; None where it is a fragment."""
    clause = _whole(statement.span, statement, text)
    return clause if clause and len(clause.split()) <= MAX_WORDS else None


def _whole(span: Span, statement: Statement, text: str) -> str | None:
    head = text[statement.sentence.start : span.start].rstrip()
    tail = text[span.end : span.end + 2].strip()
    clause = _JOINT.sub("", tidy(span.of(text)))
    words = clause.split()
    starts = not head or _BEFORE_WHOLE.search(head) is not None
    starts = starts or (bool(words) and words[0].lower() in _PRONOUNS)
    last = span.of(text).rstrip()[-1:]
    ends = not tail or tail[0] in ".!?”’\"'," or last in '.!?”’",'
    if not (starts and ends and len(words) >= 3) or not has_verb(clause):
        return None
    if has_verb(f"x {words[0]} the") or words[0].lower() in _NO_BEGINNING:
        return None
    unclear = _LEAD.match(clause) or ENDS_OPEN.search(clause) or _TRAILS.search(clause)
    return None if unclear or _NO_PROSE.search(clause) else clause


_JOINT = re.compile(r"^(?:and|but|or|so|that|because|whether)\b,?\s+", re.I)
_TRAILS = re.compile(r", \w+(?:ing|ed)$")  # "I was happy, thinking"


# A quote that goes on from its sentence ("it was “like a film”") is no whole one.
_BEFORE_WHOLE = re.compile(
    r"(?:[:—–,.!?]\s?|\bthat )[“‘\"']$|^[“‘\"']$|[—–:]$|\bthat$|[.!?…][”\"’']$"
)


def spoken_part(statement: Statement) -> Span | None:
    """Return what of a clause is its speaker's words; None where nothing is."""
    if statement.attribution is None:
        return None
    parts = [
        Span(max(c.start, statement.span.start), min(c.end, statement.span.end))
        for c in statement.attribution.content
        if c.overlaps(statement.span)
    ]
    return max(parts, key=len, default=None)


def spoken_clause(statement: Statement, text: str) -> str | None:
    """Return what of a clause is its speaker's words, where it stands by itself."""
    span = spoken_part(statement)
    return _whole(span, statement, text) if span else None


def with_subject(statement: Statement, text: str) -> str | None:
    """Return a clause that goes on from the words before it with the subject it has there.

    "Mara Voss, who | fled to Salen" gives "Mara Voss fled to Salen", and "The ferry left at six |
    and sank off Salen" gives "The ferry sank off Salen".
    """
    clause = statement.span.of(text)
    head = text[statement.sentence.start : statement.span.start]
    if found := _OF_NAME.match(clause):
        named = _NAMED_LAST.search(" ".join(head.split()))
        return f"{named['who']} {tidy(clause[found.end() :])}" if named else None
    found = _AND.match(clause)
    rest = tidy(clause[found.end() :] if found else clause)
    if _SPEECH.search(_RELATIVE.sub(" ", head)) or not goes_on(rest):
        return None
    subject = subject_of(" ".join(head.split()), ended=found is None)
    return f"{subject} {rest}" if subject else None


_RELATIVE = re.compile(r",? (?:who|which) [^,]{3,90},\s*$")
_OF_NAME = re.compile(r"\s*(?:who|which) (?!(?:the|an?|he|she|it|they|his|her|their)\b)")
_NAMED_LAST = re.compile(
    r"(?:^|[ “\"])(?P<who>(?:the|an?|The|An?) (?:[a-z][\w’'-]* ){0,2}[a-z][\w’'-]+|"
    r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}),?$"
)
_AND = re.compile(r"\s*(?:and|but)(?: (?:then|later|also))? (?=\w)")
_SPEECH = re.compile(
    r"[“”\"]|\b(?:that|said|says|told|confirmed|announced|claimed|claims|believes?|believed|"
    r"revealed|"
    r"added|warned|suggests?|suggested|showed|shows?|insisted|alleged|reported|thought|thinks|"
    r"which|"
    r"who|whose|where|when|while|if|whether)\b"
)


def asked_on(statement: Statement, text: str) -> str | None:
    """Return what goes on from a clause that asks: "police are investigating | if it burned"."""
    found = _ASKS.match(text, statement.span.end, statement.sentence.end)
    return tidy(found.group()) if found else None


_ASKS = re.compile(r"\s*(?:if|whether) [^,;:()“”\"]{8,90}")


def without_times(statement: Statement, text: str) -> str:
    """Return a clause without the words that tell its times and what leads up to them."""
    words, start = statement.span.of(text), statement.span.start
    for time in sorted(statement.times, key=lambda t: t.span, reverse=True):
        ahead = _BEFORE_TIME.sub("", words[: max(0, time.span.start - start)])
        behind = _OWNS.sub("", _OWNS_A_THING.sub("the ", words[time.span.end - start :]))
        words = f"{ahead} {behind}"
    return tidy(words)


# "Wednesday's crash" is the crash; "today's is the first" has nothing left to ask for.
_OWNS_A_THING = re.compile(r"^[’']s (?!(?:is|are|was|were|has|have|had|will|would|may|can)\b)")
_OWNS = re.compile(r"^[’']s\b")
_BEFORE_TIME = re.compile(
    r"(?:,? ?\b(?:on|at|in|by|shortly|just|about|around|early|late|since|until|before|after|the))*"
    r"\s*$", re.IGNORECASE,
)  # fmt: skip
