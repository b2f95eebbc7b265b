"""The question a point answers, made from its accounts: short and readable.

What is asked comes from the accounts of the point alone, never from other points: so a question
stays as it is while a ledger grows, and what sets it apart from others must be in it by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from whence.linking.about import things_named, things_shared
from whence.linking.clause_parts import AHEAD, shortened_phrase, speaks_of_itself
from whence.linking.figure_questions import ask_figure
from whence.linking.lexicon import word_set
from whence.linking.roles import is_role, told_of
from whence.linking.statements import Statement
from whence.linking.told import (
    ENDS_OPEN,
    Told,
    asked_on,
    breaks_off,
    clause_of,
    first,
    is_subordinate,
    most_central,
    spoken_clause,
    spoken_part,
    tidy,
    top,
    whole_clause,
    with_beginning,
    with_subject,
    without_times,
)
from whence.linking.turning import without_capital
from whence.linking.unnamed import who_or_what
from whence.linking.wording import (
    when_it_was,
    where_it_was,
    who_did_it,
    yes_or_no,
)
from whence.linking.words import STOPWORDS, words_of
from whence.records.extraction import QuoteKind, Stance
from whence.records.links import PointKind

MAX_WORDS = 13  # of a question
MOST_TURNED = 16  # of one that is turned, where no shorter one is found
MOST_READ = 24  # accounts, the most central ones, whose clauses are tried
BEGINNING = 14  # words before a clause, up to which they are its own beginning
LEAST_WHY = 3  # words of "Was it closed?", of which fewer name nothing
KEPT = 0.25  # of what a clause shares with others, the least that its question holds
_CLAIMED = re.compile(
    r"\bresponsib(?:le|ility) for ((?:the|an?|this|that|these) [\w’'-]+(?: [a-z][\w-]+)?)"
)
_REASON = re.compile(
    r"\b(?P<why>(?:because (?:of )?|due to |in (?:retaliation|response|revenge) (?:for|to) |"
    r"(?:an? |the )?(?:revenge|reprisal|retaliation|response)(?: attacks?| strikes?)? (?:for|to) )"
    r"[^,;:“”\"()]{4,80})", re.IGNORECASE,
)  # fmt: skip
_CAUSED = re.compile(r"\bcauses? of (?P<what>(?:the|this|his|her|their|an?) [\w-]+)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:denie[sd]|denying|deny) (?P<what>(?:that |having |any |being )?[^,.;:“”\"()]{6,70})"
)


def ask(kind: PointKind, statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the question, at most some twelve words, made from the accounts' own words.

    A clause that can be turned is: "Was the driver arrested?". Otherwise its speaker is asked
    for ("Did Mara Voss say that ...?"), or what most accounts are about is named. A clause is
    quoted only whole. `texts` holds the reading text of each statement's report.
    """
    if kind is PointKind.QUANTITY:
        return ask_figure(statements, texts)
    told = most_central(statements, texts)
    speaker = top(Counter(s.chain[-1] for s in statements if s.chain and s.chain[-1])) or ""
    asked = _ask_kind(kind, told, speaker) or _turned(told) or _ask_whole(told)
    return asked or _ask_who(told) or _ask_about(kind, told)


def _ask_kind(kind: PointKind, told: Sequence[Told], speaker: str) -> str | None:
    """Ask for the time, place, person, reason or words themselves, where a clause tells them so."""
    clauses = [clause_of(*one) for one in told]
    if kind is PointKind.RESPONSIBILITY:
        return _who_is_to_blame(told, clauses)
    if kind is PointKind.STATEMENT:
        return _ask_speaker(speaker, told)
    if kind is PointKind.TIME:
        read = [*_standing(told), *told][:MOST_READ]
        return first(when_it_was(without_times(s, text), text) for s, text in read)
    if kind is PointKind.PLACE:
        return first(where_it_was(clause_of(s, text), text) for s, text in _standing(told))
    if kind is PointKind.CAUSE:
        return first(_why(*one) for one in told)
    if kind is PointKind.ACTOR:
        names = Counter(name for clause in clauses for name in told_of(clause))
        most = top(names)
        if most and names[most] * 2 > len(clauses):
            return f"Who is {most}?"
        return first(who_did_it(clause_of(s, text), text) for s, text in told)
    return None


def _standing(told: Sequence[Told]) -> list[Told]:
    return [one for one in told if not breaks_off(*one)]


def _who_is_to_blame(told: Sequence[Told], clauses: Sequence[str]) -> str | None:
    deed = top(Counter(m[1] for clause in clauses if (m := _CLAIMED.search(clause))))
    deed = deed or next(iter(things_shared(told, most=1)), None)
    if deed and "suspicion of" in deed:
        return f"Who is under {deed}?"
    return f"Who is responsible for {deed}?" if deed else None


# --- what somebody said ---------------------------------------------------------------------------


def _ask_speaker(speaker: str, told: Sequence[Told]) -> str | None:
    """Ask for what a speaker said: whether it was said, where it stands alone, else of what."""
    texts = [text for _, text in told]
    who = _as_named(speaker or "they", texts)
    own = [one for one in told if one[0].chain and one[0].chain[-1] == speaker]
    if denied := first(_denied(who, *one) for one in own):
        return denied
    last = speaker.rsplit(maxsplit=1)[-1].lower() if speaker else ""
    turned = _turned([one for one in own if last and last in clause_of(*one).lower()])
    if turned and last in turned.lower():
        return turned
    if said := first(_said(who, *one) for one in own):
        return said
    if alike := _said_alike(own):
        return f"Did {who} say “{alike}”?"
    found = things_shared(told, [w.stem for w in words_of(speaker)], most=3)
    about = [thing for thing in found if not is_role(thing.split()[-1])][:2]
    return _about_things(f"What did {who} say of", about) if about else None


def _about_things(asks: str, about: Sequence[str]) -> str:
    """Ask about things, of which the second is left out where both are long."""
    both = f"{asks} {' and '.join(about)}?"
    return both if len(both.split()) <= MAX_WORDS else f"{asks} {about[0]}?"


def _said_alike(told: Sequence[Told]) -> str | None:
    """Return the part of a sentence that several accounts quote in the same words."""
    parts = [
        tidy(p.of(text)).strip("’‘")
        for s, text in told
        if s.attribution and s.attribution.quote is not QuoteKind.INDIRECT
        if (p := spoken_part(s)) and text[p.start - 1 : p.start] in _QUOTES
    ]
    counts = Counter(part for part in parts if 3 <= len(part.split()) <= MOST_ALIKE)
    found = top(counts)
    shared = found and counts[found] > 1 and not ENDS_OPEN.search(found)
    return found if shared and not re.search(r"[“”\"]", found or "") else None


MOST_ALIKE = 9  # words of a quoted part of a sentence
_QUOTES = frozenset("“‘\"'")


def _denied(who: str, statement: Statement, text: str) -> str | None:
    """Ask whether a speaker denied what the words behind "denied" tell."""
    if statement.attribution is None or statement.attribution.stance is not Stance.DENIES:
        return None
    found = _DENIED.search(statement.sentence.of(text))
    what = tidy(found["what"]) if found else ""
    short = 2 <= len(what.split()) <= MAX_WORDS - 3 and not ENDS_OPEN.search(what)
    return f"Did {who} deny {what}?" if short and not speaks_of_itself(what) else None


def _said(who: str, statement: Statement, text: str) -> str | None:
    """Ask whether a speaker said so, in the words of a clause that stands alone."""
    clause = spoken_clause(statement, text)
    if clause is None or statement.attribution is None or is_subordinate(statement, text):
        return None
    words = clause.strip("’‘,").split()
    direct = statement.attribution.quote is QuoteKind.DIRECT and bool(who)
    if direct or speaks_of_itself(clause):
        quoted = _quoted(words, max(MOST - len(who.split()), LEAST_QUOTED))
        return f"Did {who} say “{quoted}”?" if who else f"Who said “{quoted}”?"
    if _NAMES_NOTHING.match(words[0]) and len(words) < LEAST:
        return None
    kept = shortened_phrase(clause, MOST - len(who.split()))
    if not who:
        return None
    return f"Did {who} say that {without_capital(kept, text)}?" if kept else None


LEAST_QUOTED = 8  # words of a quote, however long its speaker's name
MOST = 12  # words of a speaker and what is said
LEAST = 5  # words of a clause that begins with "it" or "there", of which fewer name nothing
_NAMES_NOTHING = re.compile(r"(?:it|there|this|that)\b", re.IGNORECASE)


def _quoted(words: Sequence[str], most: int) -> str:
    """Return words as they are quoted: what is too long is cut, and told to be."""
    if len(words) <= most:
        return " ".join(words)
    kept = list(words[: most - 1])
    while len(kept) > 3 and ENDS_OPEN.search(" ".join(kept)):
        kept.pop()
    return f"{' '.join(kept)} …"


def _as_named(speaker: str, texts: Iterable[str]) -> str:
    """Return a speaker as a sentence names it: "the CEO", and "the Port Board" where texts do."""
    if len(speaker.split()) == 1 and is_role(speaker):
        return f"the {speaker if speaker.isupper() else speaker.lower()}"
    named = re.compile(rf"\b[Tt]he {re.escape(speaker)}{_NAME_ENDS}")
    if any(named.search(text) for text in texts):
        return f"the {speaker}"
    first = speaker.split(" ", 1)[0].lower()
    return speaker[:1].lower() + speaker[1:] if first in STOPWORDS or first in _NO_NAME else speaker


_NO_NAME = word_set("persons") | {
    "officials",
    "police",
    "witnesses",
    "sources",
    "economists",
    "experts",
}
# "The Ella ferry" is no article of Ella's: behind a name that ends comes none of its nouns.
_NAME_ENDS = (
    r"(?:[.,;:)”\"]|\s(?:\(|says?|said|told|has|have|had|is|was|were|will|would|and|or|that|in|"
    r"of|to|"
    r"on|at|for|with|from|by|as|who|which|when|after|before)\b)"
)


# --- what was so ----------------------------------------------------------------------------------


def _turned(told: Sequence[Told]) -> str | None:
    """Turn the clause of the most central account that can be turned, alone or with its beginning.

    The question must keep most of what the clause shares with the other accounts. A clause that
    says no is turned where none says yes.
    """
    return _turned_within(told, MAX_WORDS) or _turned_within(told, MOST_TURNED)


def _turned_within(told: Sequence[Told], most: int) -> str | None:
    counts = Counter(w for s, _ in told for w in s.stems)
    whole = sorted(
        _standing(told[:MOST_READ]), key=lambda one: (one[0].negated, is_subordinate(*one))
    )
    near = [
        (s, t) for s, t in whole if len(t[s.sentence.start : s.span.start].split()) <= BEGINNING
    ]
    turned = ((s, yes_or_no(clause_of(s, text), text, most)) for s, text in whole)
    asking = ((s, _asks_on(s, text)) for s, text in told)
    spoken = (
        (s, yes_or_no(tidy(p.of(text)), text, most)) for s, text in whole if (p := spoken_part(s))
    )
    longer = ((s, yes_or_no(with_beginning(s, text), text, most)) for s, text in near)
    carried = ((s, yes_or_no(c, text, most)) for s, text in whole if (c := with_subject(s, text)))
    for statement, question in chain(turned, asking, spoken, longer, carried):
        if question and _keeps(question, statement, counts):
            return question
    return None


def _asks_on(statement: Statement, text: str) -> str | None:
    """Ask with what goes on from it: "Were police investigating if a second car was involved?"."""
    more = asked_on(statement, text)
    question = yes_or_no(clause_of(statement, text), text) if more else None
    if question is None or more is None:
        return None
    kept = shortened_phrase(more, MOST_TURNED - len(question.split()))
    return f"{question[:-1]} {kept}?" if kept else None


def _keeps(question: str, statement: Statement, counts: Counter[str]) -> bool:
    """Say whether a question holds most of what its clause shares with other accounts."""
    asked = {w.stem for w in words_of(question)}
    shared = {w: counts[w] - 1 for w in statement.stems}
    return sum(n for w, n in shared.items() if w in asked) >= KEPT * sum(shared.values())


def _ask_whole(told: Sequence[Told]) -> str | None:
    """Ask whether somebody said, or whether it is true, what a clause that stands alone says."""
    speakers = Counter(s.chain[-1] for s, _ in told if s.chain)
    for statement, text in told:
        if statement.chain and statement.chain[-1]:
            name = statement.chain[-1]
            who = _as_named(name, [text]) if speakers[name] * 2 >= len(told) > 1 else ""
            if len(who.split()) <= 5 and (said := _said(who, statement, text)):
                return said
    for one in told:
        clause = whole_clause(*one)
        if clause and clause.split()[0].endswith(":"):
            continue
        if clause and speaks_of_itself(clause):
            return f"Who said “{_quoted(clause.split(), MOST)}”?"
        if clause and not _NAMES_NONE.match(clause) and not _RELATES.search(clause):
            return f"Is it true that {without_capital(AHEAD.sub('', clause), one[1])}?"
    return None


def _ask_who(told: Sequence[Told]) -> str | None:
    """Ask who or what it was of which a clause tells without its name."""
    counts = Counter(w for s, _ in told for w in s.stems)
    for statement, text in _standing(told):
        question = who_or_what(_BARE.sub("", tidy(statement.span.of(text))))
        if question and _keeps(question, statement, counts):
            return question
    return None


_BARE = re.compile(
    r"^(?:and|but|or|so|that|as|because|after|before|while|when)\b,?\s+", re.IGNORECASE
)
_RELATES = re.compile(r", (?:who|which|where|whose) ")
_NAMES_NONE = re.compile(
    r"(?:he|she|it|they|his|her|their|its|there|\w+ing|\w+ed)\b", re.IGNORECASE
)


def _ask_about(kind: PointKind, told: Sequence[Told]) -> str:
    """Ask what is said of the things that most accounts are about."""
    about = things_named(told)
    if kind is PointKind.TIME and about and about[0].split()[-1].lower() in _EVENTS:
        return f"When {'were' if about[0].endswith('s') else 'was'} {about[0]}?"
    if about:
        return _about_things("What is said of", about)
    return f"Who said “{_quoted(clause_of(*told[0]).split(), MOST)}”?"


_EVENTS = word_set("events_asked")


# --- why ------------------------------------------------------------------------------------------


def _why(statement: Statement, text: str) -> str | None:
    """Ask why what a clause gives a reason for was so, or whether the reason it gives was it."""
    clause = clause_of(statement, text)
    if found := _CAUSED.search(clause):
        return f"What was the cause of {found['what']}?"
    reason = _REASON.search(clause)
    if reason is None:
        return None
    asked = yes_or_no(tidy(clause[: reason.start()]), text) or _asked_ahead(statement, text)
    if asked and len(asked.split()) > LEAST_WHY:
        return f"Why {asked[0].lower()}{asked[1:]}"
    if whole := yes_or_no(clause, text):
        return whole
    why = tidy(reason["why"])
    short = len(why.split()) <= MAX_WORDS and not ENDS_OPEN.search(why)
    return f"Was it {why}?" if short and not speaks_of_itself(why) else None


def _asked_ahead(statement: Statement, text: str) -> str | None:
    """Turn what a sentence tells before the reason, where that is short."""
    found = _REASON.search(text, statement.span.start, statement.span.end)
    ahead = tidy(text[statement.sentence.start : found.start()]) if found else ""
    return yes_or_no(ahead, text) if 0 < len(ahead.split()) <= BEGINNING else None
