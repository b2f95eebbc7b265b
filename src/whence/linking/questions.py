"""The question a point answers, made from its accounts: short and readable.

What is asked comes from the accounts of the point alone, never from other points: so a question
stays as it is while a ledger grows, and what sets it apart from others must be in it by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterable, Sequence

from whence.linking.about import things_named, things_shared
from whence.linking.clause_tree import read_ahead
from whence.linking.figure_questions import Figures
from whence.linking.lexicon import word_set
from whence.linking.roles import is_role, told_of
from whence.linking.statements import Statement
from whence.linking.told import (
    ENDS_OPEN,
    Told,
    breaks_off,
    clause_of,
    clauses_read,
    first,
    is_subordinate,
    most_central,
    speaks_of_itself,
    spoken_clause,
    spoken_part,
    tidy,
    top,
    whole_clause,
)
from whence.linking.tree_questions import (
    READ,
    READ_MORE,
    any_turned,
    best_by_whom,
    best_told,
    best_turned,
    best_when,
    best_where,
    best_who,
    best_why,
)
from whence.linking.turning import without_capital
from whence.linking.words import STOPWORDS, words_of
from whence.records.extraction import QuoteKind, Stance
from whence.records.links import PointKind

MAX_WORDS = 13  # of a question
MOST_READ = 24  # accounts, the most central ones, that tell how a kind is asked for
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


Asked = tuple[PointKind, Sequence[Statement], Sequence[str]]
"""A kind of point, what is told on it, and the reading text of each statement's report."""


def ask(kind: PointKind, statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Return the question, at most some twelve words, made from the accounts' own words.

    What is asked is the clause of an account that tells most of what they share, turned: "Was the
    driver arrested?". What nobody's clause tells so is quoted with its speaker ("Did Mara Voss say
    “...”?"), and at the last what most accounts are about is named. `texts` holds the reading text
    of each statement's report.
    """
    return ask_all([(kind, statements, texts)])[0]


def ask_all(points: Iterable[Asked]) -> list[str]:
    """Return `ask` for each of several points, what they read read at once."""
    waiting = dict(enumerate(_asking(*point) for point in points))
    asked: dict[int, str] = {}
    while waiting:
        wanted = list[str]()
        for number, asking in list(waiting.items()):
            try:
                wanted += next(asking)
            except StopIteration as found:
                asked[number] = found.value
                del waiting[number]
        read_ahead(wanted)
    return [asked[number] for number in sorted(asked)]


def _asking(
    kind: PointKind, statements: Sequence[Statement], texts: Sequence[str]
) -> Generator[list[str], None, str]:
    """Return a point's question; yield before each step the sentences that it will read."""
    if kind is PointKind.QUANTITY:
        figures = Figures(statements, texts)
        yield figures.reads()
        return figures.ask()
    told = most_central(statements, texts)
    # Who is to blame is asked for by what is named, mostly.
    yield [] if kind is PointKind.RESPONSIBILITY else _sentences(told[:READ])
    speaker = top(Counter(s.chain[-1] for s, _ in told if s.chain and s.chain[-1])) or ""
    if asked := _ask_kind(kind, told, speaker) or best_turned(told):
        return asked
    clauses = [clause for one in told for clause in clauses_read(*one)]
    yield clauses + _sentences(told[READ:READ_MORE])
    asked = _ask_whole(told) or any_turned(told)
    asked = asked or best_who(told) or first(_told_by(*one) for one in told[:4])
    if kind is PointKind.STATEMENT and not asked:
        asked = _ask_what_of(speaker, told)
    return asked or _ask_about(kind, told)


def _sentences(told: Sequence[Told]) -> list[str]:
    return [statement.sentence.of(text) for statement, text in told]


def _ask_kind(kind: PointKind, told: Sequence[Told], speaker: str) -> str | None:
    """Ask for the time, place, person, reason or words themselves, where a clause tells them so."""
    clauses = [clause_of(*one) for one in told]
    if kind is PointKind.RESPONSIBILITY:
        return _who_is_to_blame(told, clauses)
    if kind is PointKind.STATEMENT:
        return _ask_speaker(speaker, told)
    if kind is PointKind.TIME:
        return best_when(_standing(told)) or best_when(told, READ_MORE)
    if kind is PointKind.PLACE:
        return best_where(_standing(told))
    if kind is PointKind.CAUSE:
        return best_why(told) or first(_why(*one) for one in told)
    if kind is PointKind.ACTOR:
        names = Counter(name for clause in clauses for name in told_of(clause))
        most = top(names)
        if most and names[most] * 2 > len(clauses):
            return f"Who is {most}?"
        return best_by_whom(told)
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
    """Ask whether a speaker said it, in the words of one account, or whether it was so."""
    if not speaker:
        return None
    who = _as_named(speaker, [text for _, text in told])
    own = [one for one in told if one[0].chain and one[0].chain[-1] == speaker]
    if denied := first(_denied(who, *one) for one in own):
        return denied
    last = speaker.rsplit(maxsplit=1)[-1].lower()
    for part in (own, told):
        turned = best_turned([one for one in part if last in clause_of(*one).lower()])
        if turned and last in turned.lower() and (part is own or not _TELLS_SO.search(turned)):
            return turned
    if said := first(_said(who, *one) for one in own):
        return said
    if (
        (clause := best_told(own))
        and not _SAYS_SO.search(clause)
        and len(f"{who} {clause}".split()) <= MAX_WORDS
    ):
        if not clause.startswith(who):
            return f"Did {who} say {clause}?"
        if deed := best_turned(own):
            return deed
    if alike := _said_alike(own):
        return f"Did {who} say “{alike}”?"
    return first(_quote(who, *one) for one in own)


def _told_by(statement: Statement, text: str) -> str | None:
    """Ask whether the one who speaks in an account said what it tells."""
    who = _as_named(statement.chain[-1], [text]) if statement.chain else ""
    clause = best_told([(statement, text)]) if who and len(who.split()) <= MOST_OF_NAME else None
    if clause is None or clause.startswith(who) or _SAYS_SO.search(clause):
        return None
    if len(f"{who} {clause}".split()) > MAX_WORDS - 2:
        return None
    return f"Did {who} say {clause}?"


_TELLS_SO = re.compile(r"^Did .* (?:say|tell|reply|add|answer|write|tweet)\b")
_SAYS_SO = re.compile(r"\b(?:said|says|told|informed|admitted|added)\b")
MOST_OF_NAME = 4  # words of a speaker's name


def _ask_what_of(speaker: str, told: Sequence[Told]) -> str | None:
    """Ask what a speaker said of the things that most accounts are about."""
    found = things_shared(told, [w.stem for w in words_of(speaker)], most=3)
    about = [thing for thing in found if not is_role(thing.split()[-1])][:2]
    if not (about and speaker):
        return None
    who = _as_named(speaker, [text for _, text in told])
    return _about_things(f"What did {who} say of", about)


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


def _quote(who: str, statement: Statement, text: str) -> str | None:
    """Ask whether a speaker said what is quoted, where it is no whole sentence: "with the best"."""
    part = spoken_part(statement)
    if part is None or statement.attribution is None:
        return None
    opened = text[max(0, part.start - 1) : part.start] in _QUOTES
    if statement.attribution.quote is QuoteKind.INDIRECT or not opened:
        return None
    words = tidy(part.of(text)).strip("’‘,").split()
    if len(words) < LEAST_QUOTE or re.search(r"[“”\"]", " ".join(words)):
        return None
    return f"Did {who} say “{_quoted(words, LEAST_QUOTED)}”?"


LEAST_QUOTE = 3  # words that are quoted
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
    """Ask whether a speaker said so, where whole words are quoted, or they are nobody else's."""
    clause = spoken_clause(statement, text)
    if clause is None or statement.attribution is None or is_subordinate(statement, text):
        return None
    words = clause.strip("’‘,").split()
    if statement.attribution.quote is QuoteKind.DIRECT or speaks_of_itself(clause):
        quoted = _quoted(words, max(MOST - len(who.split()), LEAST_QUOTED))
        return f"Did {who} say “{quoted}”?" if who else f"Who said “{quoted}”?"
    return None


LEAST_QUOTED = 8  # words of a quote, however long its speaker's name
MOST = 12  # words of a speaker and what is said


def _quoted(words: Sequence[str], most: int) -> str:
    """Return words as they are quoted: what is too long is cut, and told to be."""
    if len(words) <= most:
        return " ".join(words).rstrip("?")
    kept = list(words[: most - 1])
    while len(kept) > 3 and ENDS_OPEN.search(" ".join(kept)):
        kept.pop()
    return f"{' '.join(kept)} …"


def _as_named(speaker: str, texts: Sequence[str]) -> str:
    """Return a speaker as a sentence names it: "the CEO", and "the Port Board" where texts do."""
    if len(speaker.split()) == 1 and is_role(speaker):
        return f"the {speaker if speaker.isupper() else speaker.lower()}"
    if any(_has_article(speaker, text) for text in texts):
        return f"the {speaker}"
    first, _, rest = speaker.partition(" ")
    small = first.lower() in STOPWORDS | _NO_NAME and not rest[:1].isupper()
    plain = rest.islower() or not rest
    small = small or (plain and all(without_capital(speaker, t) != speaker for t in texts))
    return speaker[:1].lower() + speaker[1:] if small else speaker


_NO_NAME = word_set("persons") | {
    "officials",
    "police",
    "witnesses",
    "sources",
    "economists",
    "experts",
}


def _has_article(speaker: str, text: str) -> bool:
    """Say whether a text writes "the" before a speaker's name."""
    found = f"he {speaker}"
    at = text.find(found)
    while at >= 0:
        if _ARTICLE.match(text, at - 1) and _NAME_ENDS.match(text, at + len(found)):
            return True
        at = text.find(found, at + 1)
    return False


_ARTICLE = re.compile(r"\b[Tt]he ")
# "The Ella ferry" is no article of Ella's: behind a name that ends comes none of its nouns.
_NAME_ENDS = re.compile(
    r"(?:[.,;:)”\"]|\s(?:\(|says?|said|told|has|have|had|is|was|were|will|would|and|or|that|in|"
    r"of|to|"
    r"on|at|for|with|from|by|as|who|which|when|after|before)\b)"
)


# --- what was so ----------------------------------------------------------------------------------


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
        if clause and speaks_of_itself(clause) and not clause.split()[0].endswith(":"):
            return f"Who said “{_quoted(clause.split(), MOST)}”?"
    return None


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
    """Ask what caused what a clause names, or whether the reason it gives was it."""
    clause = clause_of(statement, text)
    if found := _CAUSED.search(clause):
        return f"What was the cause of {found['what']}?"
    reason = _REASON.search(clause)
    if reason is None:
        return None
    why = tidy(reason["why"])
    short = len(why.split()) <= MAX_WORDS and not ENDS_OPEN.search(why)
    return f"Was it {why}?" if short and not speaks_of_itself(why) else None
