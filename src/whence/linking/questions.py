"""The question a point answers, made from its accounts: short and readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from whence.linking.about import first_phrase, shared_phrase, shared_subject
from whence.linking.ages import AGE
from whence.linking.roles import is_role, roles_in, told_of
from whence.linking.statements import Statement
from whence.linking.topics import family
from whence.linking.wording import has_verb, when_it_was, where_it_was, who_did_it, yes_or_no
from whence.linking.words import words_of
from whence.records.extraction import Quantity
from whence.records.links import PointKind

MAX_WORDS = 14
BEGINNING = 8  # words before a clause, up to which they are its own beginning
KEPT = 0.25  # of what a clause shares with others, the least that its question holds
MOSTLY = 0.6  # of the words accounts share, those of a place, from which a place is asked
SHORT = 9  # words of a whole clause that is quoted rather than named by what it is about
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
    "kilometre per hour": "How fast", "percent": "What share", "pound": "How heavy",
    "kilogram": "How heavy", "tonne": "How heavy", "ton": "How heavy",
}  # fmt: skip
_GIVEN = {
    "How long": "What length of time", "How far": "What distance", "How fast": "What speed",
    "What share": "What share", "How much": "What sum", "How heavy": "What weight",
}  # fmt: skip
_MONEY = re.compile(r"[A-Z]{3}")
_CLAIM = re.compile(
    r"\b(?:responsib(?:le|ility) for|claim\w* responsibility|was behind|blam(?:ed?|es|ing)\b|"
    r"culprits?|perpetrat\w+|masterminds?|accus(?:ed|es|ing) \w+[^,;.]{0,30} of|suspected of|"
    r"suspicion of|charged with|found guilty|convicted of|to blame|at fault)", re.IGNORECASE,
)  # fmt: skip
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
_WHERE = re.compile(
    r"\b(?:in|at|near|from|outside|inside|into|off|beside|next to|close to|on) (?P<where>"
    r"(?:(?:the|an?|its|his|her|their) )?(?:[\w’-]+ ){0,4}?(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+)*)"
    r"(?: [a-z]+)?)"
)
_ACTOR = re.compile(
    r"\b(?:identified as|named as|known as|\d{1,2}-year-old|aged \d{1,2}|"
    r"(?:led|headed|ordered|signed|owned|run|founded|commanded|directed|operated|organised|"
    r"organized|chaired|carried out|staged|planned) by)\b", re.IGNORECASE,
)  # fmt: skip
_REASON = re.compile(
    r"\b(?P<why>(?:because (?:of )?|due to |in (?:retaliation|response|revenge) (?:for|to) |"
    r"(?:an? |the )?(?:revenge|reprisal|retaliation|response)(?: attacks?| strikes?)? (?:for|to) )"
    r"[^,;:“”\"()]{4,80})", re.IGNORECASE,
)  # fmt: skip
_CAUSED = re.compile(r"\bcauses? of (?P<what>(?:the|this|his|her|their|an?) [\w-]+)", re.IGNORECASE)
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
    if most(_CLAIM.search(words) for words in said):
        return PointKind.RESPONSIBILITY
    if most(any(t.type == "TIME" for t in s.times) for s in statements) or all(
        any(t.type in {"DATE", "TIME"} for t in s.times) for s in statements
    ):
        return PointKind.TIME
    if most(_CAUSE.search(words) for words in said):
        return PointKind.CAUSE
    if most(s.chain for s in statements) and _quoted(statements):
        return PointKind.STATEMENT
    if most(_ACTOR.search(words) for words in said) or _share_who(statements, said):
        return PointKind.ACTOR
    placed = most(_PLACE.search(words) for words in said) or _share_where(statements, said)
    return PointKind.PLACE if placed else PointKind.ACTION


def _share_who(statements: Sequence[Statement], said: Sequence[str]) -> bool:
    """Say whether what accounts share is mostly who somebody is: the name and the office."""
    told = [roles_in(words) for words in said]
    bearers = Counter(name.split()[-1] for roles in told for name in roles)
    if not bearers or max(bearers.values()) * 2 <= len(said):
        return False
    words = [
        {stem for name, posts in roles.items() for stem in {*_stems(name), *posts}}
        for roles in told
    ]
    return _share(statements, words)


def _share_where(statements: Sequence[Statement], said: Sequence[str]) -> bool:
    """Say whether what accounts share is mostly where it was, and most of them say where."""
    placed = [{s for m in _WHERE.finditer(words) for s in _stems(m["where"])} for words in said]
    return sum(map(bool, placed)) * 2 > len(said) and _share(statements, placed)


def _share(statements: Sequence[Statement], of: Sequence[set[str]]) -> bool:
    """Say whether the words that several accounts hold are mostly those given for each."""
    counts = Counter(w for s in statements for w in s.stems)
    both = [{w for w in s.stems if counts[w] > 1} for s in statements]
    shared = sum(map(len, both))
    held = sum(len(words & given) for words, given in zip(both, of, strict=True))
    return held >= MOSTLY * shared > 0


def _stems(words: str) -> set[str]:
    return {w.stem for w in words_of(words)}


def _quoted(statements: Sequence[Statement]) -> bool:
    speakers = Counter(s.chain[-1].lower() for s in statements if s.chain and s.chain[-1])
    return bool(speakers) and speakers.most_common(1)[0][1] * 2 > len(statements)


def ask(kind: PointKind, statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the question, at most about twenty words, made from the accounts' own words.

    A clause that can be turned is: "Was the driver arrested?". Otherwise what most accounts are
    about is named: "What is said of the casualty helpline?". A clause is quoted only whole. `texts`
    holds the reading text of each statement's report.
    """
    if kind is PointKind.QUANTITY:
        return _ask_figure(statements, texts)
    ordered = _most_central(statements, texts)
    speaker = _top(Counter(s.chain[-1] for s in statements if s.chain and s.chain[-1])) or ""
    about = _about(ordered, speaker if kind is PointKind.STATEMENT else "")
    clauses = [_clause(s, text) for s, text in ordered]
    quoted = _first(_whole(s, text) for s, text in ordered)
    if kind is PointKind.RESPONSIBILITY:
        deed = _top(Counter(m[1] for clause in clauses if (m := _CLAIMED.search(clause)))) or about
        if deed and "suspicion of" in deed:
            return f"Who is under {deed}?"
        if deed:
            return f"Who is responsible for {deed}?"
    if kind is PointKind.STATEMENT:
        return _ask_speaker(_with_article(speaker or "they", texts), about, quoted, clauses[0])
    asked = _ask_kind(kind, ordered, clauses)
    if asked or (asked := _turned(ordered)):
        return asked
    if quoted and len(quoted.split()) <= SHORT:
        return f"Is it so: “{quoted}”?"
    what = "What time is given for" if kind is PointKind.TIME else "What is said of"
    if quoted and not about:
        return f"Is it so: “{quoted}”?"
    if about := about or _first(first_phrase(s, text) for s, text in ordered):
        return f"{what} {about}?"
    return f"Is it so: “{_shortened(clauses[0])}”?"


def _about(ordered: Sequence[tuple[Statement, str]], speaker: str = "") -> str | None:
    """Return what accounts are about: a phrase of their clauses, else their sentences' subject."""
    statements, texts = [s for s, _ in ordered], [text for _, text in ordered]
    but = [w.stem for w in words_of(speaker)]
    return shared_phrase(statements, texts, but) or shared_subject(statements, texts, but)


def _ask_speaker(speaker: str, about: str | None, quoted: str | None, clause: str) -> str:
    """Ask what a speaker said: by the words where they stand alone, else by what they are about."""
    if quoted and len(quoted.split()) <= SHORT:
        return f"What did {speaker} say: “{quoted}”?"
    if about and about.lower() not in speaker.lower():
        return f"What did {speaker} say of {about}?"
    return f"What did {speaker} say: “{quoted or _shortened(clause)}”?"


def _with_article(speaker: str, texts: Iterable[str]) -> str:
    """Return a speaker as a sentence names it: "the CEO", and "the Port Board" where texts do."""
    if len(speaker.split()) == 1 and is_role(speaker):
        return f"the {speaker}"
    named = re.compile(rf"\b[Tt]he {re.escape(speaker)}{_NAME_ENDS}")
    return f"the {speaker}" if any(named.search(text) for text in texts) else speaker


# "The Ella ferry" is no article of Ella's: behind a name that ends comes none of its nouns.
_NAME_ENDS = (
    r"(?:[.,;:)”\"]|\s(?:\(|says?|said|told|has|have|had|is|was|were|will|would|and|or|that|in|of|to|"
    r"on|at|for|with|from|by|as|who|which|when|after|before)\b)"
)


def _ask_kind(
    kind: PointKind, ordered: Sequence[tuple[Statement, str]], clauses: Sequence[str]
) -> str | None:
    """Ask for the time, place, person or reason itself, where a clause can be turned so."""
    if kind is PointKind.TIME:
        return _first(when_it_was(_without_times(s, text), text) for s, text in ordered)
    if kind is PointKind.PLACE:
        return _first(where_it_was(_clause(s, text), text) for s, text in ordered)
    if kind is PointKind.CAUSE:
        return _first(map(_reason, clauses))
    if kind is PointKind.ACTOR:
        names = Counter(name for clause in clauses for name in told_of(clause))
        most = _top(names)
        if most and names[most] * 2 > len(clauses):
            return f"Who is {most}?"
        return _first(who_did_it(_clause(s, text), text) for s, text in ordered)
    return None


def _reason(clause: str) -> str | None:
    """Ask whether the reason that a clause gives was it, or for the cause of what it names."""
    if found := _CAUSED.search(clause):
        return f"What was the cause of {found['what']}?"
    if (found := _REASON.search(clause)) is None:
        return None
    why = _LEAD.sub("", _tidy(found["why"]))
    return (
        f"Was it {why}?" if len(why.split()) <= MAX_WORDS and not _ENDS_OPEN.search(why) else None
    )


_ENDS_OPEN = re.compile(
    r"\b(?:and|or|of|to|in|on|at|by|for|with|from|the|an?|that|which|who|is|was|were|are|had|has|"
    r"have|be|been|very|more|his|her|their|its)$", re.IGNORECASE,
)  # fmt: skip


_NO_BEGINNING = frozenset(["then", "at", "that", "something", "will", "thing", "also"])
_NEXT = re.compile(r"\s*(?:and|but|because|when|while|so)\b")
_PRONOUNS = frozenset(["i", "he", "she", "it", "they", "we", "you", "there"])


def _turned(ordered: Sequence[tuple[Statement, str]]) -> str | None:
    """Turn the clause of the most central account that can be turned, alone or with its beginning.

    The question must keep most of what the clause shares with the other accounts.
    """
    counts = Counter(w for s, _ in ordered for w in s.stems)
    told = [(s, text) for s, text in ordered if not s.negated and not _breaks_off(s, text)]
    near = [(s, t) for s, t in told if len(t[s.sentence.start : s.span.start].split()) <= BEGINNING]
    turned = ((s, yes_or_no(_clause(s, text), text)) for s, text in told)
    longer = ((s, yes_or_no(_with_beginning(s, text), text)) for s, text in near)
    for statement, question in (*turned, *longer):
        if question and _keeps(question, statement, counts):
            return question
    return None


def _keeps(question: str, statement: Statement, counts: Counter[str]) -> bool:
    """Say whether a question holds most of what its clause shares with other accounts."""
    asked = _stems(question)
    shared = {w: counts[w] - 1 for w in statement.stems}
    return sum(n for w, n in shared.items() if w in asked) >= KEPT * sum(shared.values())


def _breaks_off(statement: Statement, text: str) -> bool:
    """Say whether a clause is cut from what it needs: "half an hour | before", "A, B, | and C"."""
    before = text[statement.sentence.start : statement.span.start]
    after = text[statement.span.end : statement.sentence.end]
    listed = _LISTED.search(before) and _LEADS_ON.match(text, statement.span.start)
    cut = _CUT.search(text[statement.span.start : statement.span.end].rstrip()) and after[:1] == ","
    return bool(listed) or bool(_MEASURES.match(after)) or bool(cut)


_CUT = re.compile(r"(?:\b(?:an?|the) \w+|\w-\w+),?$")  # "on a sharp, | left-hand curve"
_LISTED = re.compile(r"(?:, [\w’'-]+(?: [\w’'-]+)?,\s*$)")
_LEADS_ON = re.compile(r"\s*(?:and|or) ")
_MEASURES = re.compile(r",?\s*(?:before|after|ahead of|ago|earlier|later|than|as)\b")


def _whole(statement: Statement, text: str) -> str | None:
    """Return a clause that stands by itself, as it is quoted; None where it is a fragment."""
    head = text[statement.sentence.start : statement.span.start].rstrip()
    tail = text[statement.span.end : statement.span.end + 2].strip()
    clause = _clause(statement, text)
    words = clause.split()
    starts = not head or head[-1:] in "“‘\"'—–:" or head.endswith(" that")
    starts = starts or words[0].lower() in _PRONOUNS
    last = statement.span.of(text).rstrip()[-1:]
    ends = not tail or tail[0] in ".!?”’\"'," or last in '.!?”’",'
    if not (starts and ends and 3 <= len(words) <= MAX_WORDS) or not has_verb(clause):
        return None
    if has_verb(words[0]) or words[0].lower() in _NO_BEGINNING:
        return None
    return (
        None
        if _ENDS_OPEN.search(clause) or re.search(r"[“”\"()?!|]|https?:|[’'] [A-Z]", clause)
        else clause
    )


def _first(questions: Iterable[str | None]) -> str | None:
    return next(filter(None, questions), None)


def _without_times(statement: Statement, text: str) -> str:
    """Return a clause without the words that tell its times and what leads up to them."""
    words, start = statement.span.of(text), statement.span.start
    for time in sorted(statement.times, key=lambda t: t.span, reverse=True):
        ahead = _BEFORE_TIME.sub("", words[: max(0, time.span.start - start)])
        behind = _OWNS.sub("", _OWNS_A_THING.sub("the ", words[time.span.end - start :]))
        words = f"{ahead} {behind}"
    return _tidy(words)


# "Wednesday's crash" is the crash; "today's is the first" has nothing left to ask for.
_OWNS_A_THING = re.compile(r"^[’']s (?!(?:is|are|was|were|has|have|had|will|would|may|can)\b)")
_OWNS = re.compile(r"^[’']s\b")
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
    if name == AGE:
        return _ask_age(quantities, _about(ordered))
    if turned := _first(_how_many(s, text) for s, text in ordered):
        return turned
    opening = _MEASURED.get(unit) or ("How much" if _MONEY.fullmatch(unit) else "How many")
    about = _about(ordered)
    if opening != "How many":
        return (
            f"{_GIVEN[opening]} is given for {about}?" if about else f"{_GIVEN[opening]} is given?"
        )
    if noun:
        return f"How many {_many(noun)} are spoken of?"
    return f"What number is given for {about}?" if about else "What number is given?"


def _ask_age(told: Sequence[tuple[Quantity, Statement, str]], about: str | None) -> str:
    """Ask how old somebody is: by the name most accounts give right before it, else the noun."""
    ahead = (_NAME_AHEAD.search(t[s.span.start : q.span.start]) for q, s, t in told)
    names = Counter(found[1] for found in ahead if found)
    nouns = Counter(q.counts.lower() for q, _, _ in told if q.counts)
    name, noun = _top(names), _top(nouns)
    if name and (not noun or names[name] >= nouns[noun]):
        return f"How old is {name}?"
    if noun:
        return f"How old is the {noun}?"
    return f"What age is given for {about}?" if about else "What age is given?"


_NAME_AHEAD = re.compile(
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})(?:,| \(| who| had| has| is| was| turned| just)* "
    r"?(?:(?:is|was|turned|an?|aged?|the) )*$"
)


def _many(noun: str) -> str:
    """Return the plural of what is counted: "two-carriage" counts carriages."""
    last = noun.rsplit(maxsplit=1)[-1].lower()
    if last.endswith("s") or last in _PLURALS or " of " in noun:
        return noun
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", last) else f"{noun}s"


_PLURALS = frozenset(
    ["people", "men", "women", "children", "police", "personnel", "staff", "crew", "aircraft",
     "spacecraft", "troops", "cattle"]
)  # fmt: skip


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
