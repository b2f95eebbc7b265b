"""The question a point answers, made from its accounts: short and readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from whence.linking.statements import Statement
from whence.linking.topics import family
from whence.linking.wording import when_it_was, yes_or_no
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
    "still trapped": "How many people were still trapped{where}?",
    "hospital": "How many people were taken to hospital{where}?",
    "still in hospital": "How many people were still in hospital{where}?",
    "still detained": "How many people were still held{where}?",
}
_MEASURED = {
    "second": "How long", "minute": "How long", "hour": "How long", "day": "How long",
    "week": "How long", "month": "How long", "year": "How long", "metre": "How far",
    "kilometre": "How far", "mile": "How far", "foot": "How far", "mile per hour": "How fast",
    "kilometre per hour": "How fast", "percent": "What share",
}  # fmt: skip
_MONEY = re.compile(r"[A-Z]{3}")
_CLAIM = frozenset({"responsibil", "responsib", "blame", "claim", "culprit", "perpetrat"})
_CLAIMED = re.compile(
    r"\bresponsib(?:le|ility) for ((?:the|an?|this|that|these) [\w’'-]+(?: [a-z][\w-]+)?)"
)
_CAUSE = re.compile(
    r"\b(?:because|due to|in retaliation|in response|in revenge|revenge|reprisal|caused by|"
    r"the cause|led to|as a result)\b", re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(
    r"\b(?:located|situated|based|happened|occurred|took place|derailed|crashed|landed|stationed|"
    r"operates|lies|headquartered)\b[^,;]{0,30}?\b(?:in|at|near|on|outside|inside|from|to|beside|"
    r"next to|off)\b", re.IGNORECASE,
)  # fmt: skip
_ACTOR = re.compile(
    r"\b(?:identified as|named as|known as|\d{1,2}-year-old|aged \d{1,2}|"
    r"(?:led|headed|ordered|signed|owned|run|founded|commanded|directed|operated|organised|"
    r"organized|chaired|carried out|staged|planned) by)\b", re.IGNORECASE,
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:and|but|or|so|that|which|who|after|when|where|while|as|if|whether)\b\s+", re.I
)


def kind_of(statements: Sequence[Statement], texts: Sequence[str]) -> PointKind:
    """Return what sort of question the accounts answer, by what most of them hold.

    `texts` holds the reading text of each statement's report.
    """
    total = len(statements)
    said = [s.span.of(text) for s, text in zip(statements, texts, strict=True)]

    def most(found: Iterable[object]) -> bool:
        return sum(map(bool, found)) * 2 > total

    if most(s.quantity is not None for s in statements):
        return PointKind.QUANTITY
    if most(_CLAIM & s.stems for s in statements):
        return PointKind.RESPONSIBILITY
    if most(any(t.type == "TIME" for t in s.times) for s in statements):
        return PointKind.TIME
    if most(_CAUSE.search(words) for words in said):
        return PointKind.CAUSE
    if most(s.chain for s in statements) and _quoted(statements):
        return PointKind.STATEMENT
    if most(_ACTOR.search(words) for words in said):
        return PointKind.ACTOR
    return PointKind.PLACE if most(_PLACE.search(words) for words in said) else PointKind.ACTION


def _quoted(statements: Sequence[Statement]) -> bool:
    speakers = Counter(s.chain[-1].lower() for s in statements if s.chain and s.chain[-1])
    return bool(speakers) and speakers.most_common(1)[0][1] * 2 > len(statements)


def ask(kind: PointKind, statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the question, at most about twenty words, made from the accounts' own words.

    A clause that can be turned is: "Was the driver arrested?"; any other is quoted. `texts` holds
    the reading text of each statement's report.
    """
    if kind is PointKind.QUANTITY:
        return _ask_figure(statements, texts)
    ordered = _most_central(statements, texts)
    clauses = [_clause(s, text) for s, text in ordered]
    example = _shortened(clauses[0])
    if kind is PointKind.RESPONSIBILITY:
        claimed = Counter(m[1] for clause in clauses if (m := _CLAIMED.search(clause)))
        deed = _top(claimed)
        return f"Who is responsible for {deed}?" if deed else f"Who is responsible: “{example}”?"
    if kind is PointKind.TIME:
        bare = (when_it_was(_without_times(s, text), text) for s, text in ordered)
        return _first(bare) or f"When: “{example}”?"
    if kind is PointKind.STATEMENT:
        speaker = _top(Counter(s.chain[-1] for s in statements if s.chain and s.chain[-1]))
        return f"What did {speaker} say: “{example}”?"
    if kind is PointKind.CAUSE:
        return f"Why: “{example}”?"
    told = [(s, text) for s, text in ordered if not s.negated]
    turned = (yes_or_no(_clause(s, text), text) for s, text in told)
    longer = (yes_or_no(_with_beginning(s, text), text) for s, text in told)
    return _first(turned) or _first(longer) or f"Is it so: “{example}”?"


def _first(questions: Iterable[str | None]) -> str | None:
    return next(filter(None, questions), None)


def _without_times(statement: Statement, text: str) -> str:
    """Return a clause without the words that tell its times and what leads up to them."""
    words, start = statement.span.of(text), statement.span.start
    for time in sorted(statement.times, key=lambda t: t.span, reverse=True):
        ahead = _BEFORE_TIME.sub("", words[: max(0, time.span.start - start)])
        words = f"{ahead} {words[time.span.end - start :]}"
    return _tidy(words)


_BEFORE_TIME = re.compile(
    r"(?:,? ?\b(?:on|at|in|by|shortly|just|about|around|early|late|since|until|before|after|the))*"
    r"\s*$", re.IGNORECASE,
)  # fmt: skip


def _ask_figure(statements: Sequence[Statement], texts: Sequence[str]) -> str:
    counting = [(s, t) for s, t in zip(statements, texts, strict=True) if s.quantity]
    quantities = [(q, s, t) for s, t in counting if (q := s.quantity)]
    name = _top(Counter(family(t, s.span, q) for q, s, t in quantities)) or ""
    if name in _ASKED:
        return _ASKED[name].format(where=_where(statements, texts))
    nouns = Counter(q.counts for q, _, _ in quantities if q.counts)
    units = Counter(q.unit for q, _, _ in quantities if q.unit)
    noun, unit = _top(nouns), _top(units) or ""
    ordered = _most_central([s for s, _ in counting], [t for _, t in counting])
    if turned := _first(_how_many(s, text) for s, text in ordered):
        return turned
    opening = _MEASURED.get(unit) or ("How much" if _MONEY.fullmatch(unit) else "How many")
    example = _shortened(_clause(*ordered[0]))
    return (
        f"{opening} {noun}: “{example}”?"
        if noun and unit not in _MEASURED
        else f"{opening}: “{example}”?"
    )


def _how_many(statement: Statement, text: str) -> str | None:
    """Ask for a number at the head of its clause: "How many passengers used the service?"."""
    quantity = statement.quantity
    if quantity is None or quantity.counts is None or quantity.span.start < statement.span.start:
        return None
    if quantity.low == quantity.high == 1:
        return None  # "one source said": the noun stands for one and is not asked for by number
    ahead = text[statement.span.start : quantity.span.start].strip().lower()
    rest = _tidy(text[quantity.span.end : statement.span.end])
    if not rest.lower().startswith(quantity.counts.lower()) or len(rest.split()) > MAX_WORDS:
        return None
    if ahead == "" and len(rest.split()) > len(quantity.counts.split()) + 1:
        return f"How many {rest}?"
    if found := _THERE.fullmatch(ahead):
        after = rest[len(quantity.counts) :]
        return f"How many {quantity.counts} {found[1]} there{after}?"
    return None


_THERE = re.compile(r"there (are|were|have been|had been)(?: currently| also| now)?")


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


def _most_central(
    statements: Sequence[Statement], texts: Sequence[str]
) -> list[tuple[Statement, str]]:
    """Return statements with their texts, those that share most words with the others first."""
    stems = Counter(stem for s in statements for stem in s.stems)

    def central(told: tuple[Statement, str]) -> tuple[float, int, str]:
        statement = told[0]
        shared = sum(stems[w] - 1 for w in statement.stems) / (2 + len(statement.stems))
        return (-shared, len(statement.span), statement.report)

    return sorted(zip(statements, texts, strict=True), key=central)


def _clause(statement: Statement, text: str) -> str:
    return _LEAD.sub("", _tidy(statement.span.of(text)))


def _with_beginning(statement: Statement, text: str) -> str:
    """Return a clause with what stands before it in its sentence: there its subject may be."""
    return _LEAD.sub("", _tidy(text[statement.sentence.start : statement.span.end]))


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,.;:“”\"'")


def _shortened(clause: str) -> str:
    words = clause.split(" ")
    return clause if len(words) <= MAX_WORDS else " ".join(words[:MAX_WORDS]) + " …"
