"""The question a point answers, made from its accounts: short and readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from whence.linking.statements import Statement
from whence.linking.topics import family
from whence.records.links import PointKind

MAX_WORDS = 14
_ASKED = {
    "killed": "How many people were killed{where}?",
    "wounded": "How many people were wounded{where}?",
    "casualties": "How many people were killed or wounded{where}?",
    "missing": "How many people were missing{where}?",
    "detained": "How many people were detained{where}?",
    "deployed": "How many troops are there{where}?",
    "displaced": "How many people were displaced{where}?",
    "trapped": "How many people were trapped{where}?",
}
_CLAIM = frozenset({"responsibil", "responsib", "blame", "claim", "culprit", "perpetrat"})
_CAUSE = re.compile(
    r"\b(?:because|due to|in retaliation|in response|in revenge|revenge|reprisal|caused by|"
    r"the cause|led to|as a result)\b", re.IGNORECASE,
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:and|but|or|so|that|which|who|after|when|where|while|as|if|whether)\b\s+", re.I
)


def kind_of(statements: Sequence[Statement]) -> PointKind:
    """Return what sort of question the accounts answer, by what most of them hold."""
    total = len(statements)
    if sum(s.quantity is not None for s in statements) * 2 > total:
        return PointKind.QUANTITY
    if sum(bool(_CLAIM & s.stems) for s in statements) * 2 > total:
        return PointKind.RESPONSIBILITY
    if sum(any(t.type == "TIME" for t in s.times) for s in statements) * 2 > total:
        return PointKind.TIME
    if sum(bool(s.chain) for s in statements) * 2 > total and _quoted(statements):
        return PointKind.STATEMENT
    return PointKind.ACTION


def _quoted(statements: Sequence[Statement]) -> bool:
    speakers = Counter(s.chain[-1].lower() for s in statements if s.chain and s.chain[-1])
    return bool(speakers) and speakers.most_common(1)[0][1] * 2 > len(statements)


def ask(kind: PointKind, statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the question, at most about twenty words, made from the accounts' own words.

    `texts` holds the reading text of each statement's report.
    """
    if kind is PointKind.QUANTITY:
        return _ask_figure(statements, texts)
    example = _example(statements, texts)
    if kind is PointKind.RESPONSIBILITY:
        return f"Who is responsible: “{example}”?"
    if kind is PointKind.TIME:
        return f"When: “{example}”?"
    if kind is PointKind.STATEMENT:
        speaker = _top(Counter(s.chain[-1] for s in statements if s.chain and s.chain[-1]))
        return f"What did {speaker} say: “{example}”?"
    if any(_CAUSE.search(s.span.of(t)) for s, t in zip(statements, texts, strict=True)):
        return f"Why: “{example}”?"
    return f"Is it so: “{example}”?"


def _ask_figure(statements: Sequence[Statement], texts: Sequence[str]) -> str:
    counted: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    for statement, text in zip(statements, texts, strict=True):
        if statement.quantity:
            counted[family(text, statement.span, statement.quantity)] += 1
            if statement.quantity.counts:
                nouns[statement.quantity.counts] += 1
    name = _top(counted) or ""
    where = _where(statements, texts)
    if name in _ASKED:
        return _ASKED[name].format(where=where)
    noun = _top(nouns)
    counting = [(s, t) for s, t in zip(statements, texts, strict=True) if s.quantity]
    example = _example([s for s, _ in counting], [t for _, t in counting])
    return f"How many {noun}: “{example}”?" if noun else f"How many: “{example}”?"


def _top(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda k: (-counts[k], k)) if counts else None


def _where(statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return " in Place" where most of the sentences name one place after "in" or "near"."""
    places: Counter[str] = Counter()
    for statement, text in zip(statements, texts, strict=True):
        sentence = statement.sentence.of(text)
        places.update({m.group(1) for m in _IN.finditer(sentence)})
    top = _top(places)
    return f" in {top}" if top and places[top] > 1 and 2 * places[top] >= len(texts) else ""


# A possessive or a day of the calendar after "in" is no place: "in Thursday's shelling".
_IN = re.compile(
    r"\b(?:in|at|near) (?:the )?"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b|June|July|"
    r"August|September|October|November|December)"
    r"([A-Z][\w-]+(?: [A-Z][\w-]+)?)\b(?![’'])"
)


def _example(statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the clause that shares most words with the others, cut to a readable length."""
    stems = Counter(stem for s in statements for stem in s.stems)
    by_report = {s.report: t for s, t in zip(statements, texts, strict=False)}

    def central(statement: Statement) -> tuple[float, int, str]:
        shared = sum(stems[w] - 1 for w in statement.stems) / (2 + len(statement.stems))
        return (-shared, len(statement.span), statement.report)

    best = min(statements, key=central)
    text = by_report[best.report]
    clause = _LEAD.sub("", " ".join(best.span.of(text).split())).strip(" ,;:“”\"'.")
    words = clause.split(" ")
    return clause if len(words) <= MAX_WORDS else " ".join(words[:MAX_WORDS]) + " …"
