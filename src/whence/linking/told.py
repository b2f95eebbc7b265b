"""What accounts say, as a question takes it: clauses without their joints, whole ones, spoken ones.

`Told` is a statement with the reading text of its report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from whence.linking.statements import Statement
from whence.linking.turned import tells
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
    clause = _standing_alone(span, statement, text)
    return clause if clause and tells(clause) else None


def clauses_read(statement: Statement, text: str) -> list[str]:
    """Return the clauses that are read where a statement's whole or spoken clause is asked for."""
    spans = [statement.span, spoken_part(statement)]
    clauses = [_standing_alone(span, statement, text) for span in spans if span]
    return [clause for clause in clauses if clause]


def _standing_alone(span: Span, statement: Statement, text: str) -> str | None:
    """Return a clause that looks as though it stood by itself: whether it tells is not read yet."""
    head = text[statement.sentence.start : span.start].rstrip()
    tail = text[span.end : span.end + 2].strip()
    clause = _JOINT.sub("", tidy(span.of(text)))
    words = clause.split()
    starts = not head or _BEFORE_WHOLE.search(head) is not None
    starts = starts or (bool(words) and re.split("[’']", words[0].lower())[0] in _PRONOUNS)
    last = span.of(text).rstrip()[-1:]
    ends = not tail or tail[0] in ".!?”’\"'," or last in '.!?”’",'
    if not (starts and ends and len(words) >= 3) or words[0].lower() in _NO_BEGINNING:
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


def speaks_of_itself(clause: str) -> bool:
    """Say whether words are somebody's own: "I saw it", "your car"."""
    return _OF_SPEECH.search(clause) is not None


_OF_SPEECH = re.compile(
    r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]ours?|[Mm]e|us|[Ii][’']\w+|mine|myself)\b"
)
