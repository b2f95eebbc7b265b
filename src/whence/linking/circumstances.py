"""What sets a count of people apart: of what, where and when, as its own accounts tell it.

Nothing but the accounts of the point itself is looked at, so that a question stays as it is
whatever else a ledger holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from whence.linking.lexicon import word_set
from whence.linking.statements import Statement
from whence.linking.told import top

ENOUGH = 0.3  # of the accounts, from which a circumstance is that of all
BEFORE = 240  # characters before a sentence that may tell where and in what it was
FEW = 3  # accounts up to which one that tells it is enough

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_EVENTS = "|".join(sorted(word_set("events_asked"), key=lambda word: (-len(word), word)))
_IN_EVENT = re.compile(
    rf"\b(?:in|by|during|after|from|following|over|for) (?P<what>(?:(?P<the>the|an?|this|that|"
    rf"its|one|"
    rf"{_DAY}[’']s|[A-Z]\w+[’']s) )?(?P<told>(?:(?!(?:and|or|of|in|the|"
    rf"a)\b)[\w’-]+ ){{0,2}}?(?:{_EVENTS})))\b"
)
# A possessive or a day of the calendar after "in" is no place: "in Thursday's shelling".
_IN_PLACE = re.compile(
    rf"\b(?P<in>in|at|near|outside) (?P<what>(?:the )?"
    rf"(?!{_DAY}|{_MONTH}|English|French|Spanish|Arabic|German\b)"
    rf"[A-Z][\w-]+(?: (?:of )?[A-Z][\w-]+){{0,3}})\b(?![’'-])"
)
# "in the Ella | district hospital" is no place called the Ella.
_NAME_GOES_ON = re.compile(
    r" (?!(?:and|or|but|that|which|who|when|where|while|as|after|before|for|with|from|by|on|in|"
    r"at|of|to|is|was|were|are|has|have|had|will|would|said|says)\b)[a-z]"
)
_ON_DAY = re.compile(
    rf"\b(?:on (?P<day>{_DAY}|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
    rf"|in (?P<month>(?:{_MONTH} )?(?:1[5-9]|20)\d\d|{_MONTH}(?!\s?\d))"
    rf"|(?P<bare>{_DAY})(?= (?:morning|afternoon|evening|night)| \()"
    rf"|(?P<last>last (?:week|month|year|{_DAY})))\b"
)


def how_many(what: str, befell: str, statements: Sequence[Statement], texts: Sequence[str]) -> str:
    """Ask how many of `what` "were killed", with the event, place and day that accounts tell.

    At most two of the three are told, so that the question stays short.
    """
    sentences = [s.sentence.of(text) for s, text in zip(statements, texts, strict=True)]
    wider = [_around(s, text) for s, text in zip(statements, texts, strict=True)]
    event = (_event(sentences) or _event(wider, few=0)) if _COMES_OF.search(befell) else None
    if event and _is_contested(event, wider):
        event = None
    if event and befell in _AFTERWARDS:
        event = event.replace("in the ", "after the ", 1)
    told = [_place(sentences), event, _day(sentences)]
    if not any(told[:1] + told[2:]):
        told[0] = _place(wider, few=0)
    if told[0] and told[1] and told[0].split(maxsplit=1)[1] in told[1]:
        told[0] = None  # "in the Nice attack" tells the place
    kept = [words for words in told if words][:2]
    if told[0] and told[1] and told[1] in _PLAIN:
        kept = [words for words in (told[0], told[2] or told[1]) if words]
    order = {told[1]: 0, told[0]: 1, told[2]: 2}
    return " ".join([f"How many {what} {befell}", *sorted(kept, key=order.__getitem__)]) + "?"


def _around(statement: Statement, text: str) -> str:
    """Return a sentence with what stands a little before it, where it may be told of what it is."""
    return text[max(0, statement.sentence.start - BEFORE) : statement.sentence.end]


_COMES_OF = re.compile(r"\b(?:killed|wounded|missing|detained|displaced|trapped|hospital|held)$")
_AFTERWARDS = frozenset(
    ["were detained", "were taken to hospital", "were still in hospital", "were still held"]
)
_PLAIN = frozenset(
    [
        "after the attack",
        "after the crash",
        "after the accident",
        "in the attack",
        "in the incident",
        "in the crash",
        "in the accident",
    ]
)


def _enough(counts: Counter[str], total: int, few: int) -> str | None:
    """Return what most accounts tell, where enough of them do."""
    told = top(counts)
    if told is None or counts[told] < ENOUGH * total:
        return None
    return told if counts[told] > 1 or total <= few else None


def _place(sentences: Sequence[str], few: int = FEW) -> str | None:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        found = _IN_PLACE.finditer(sentence)
        counts.update(
            f"{m['in']} {m['what']}"
            for m in found
            if not _is_body(m["what"])
            and not (m["what"].startswith("the ") and _NAME_GOES_ON.match(sentence, m.end()))
        )
    return _enough(counts, len(sentences), few)


def _is_body(name: str) -> bool:
    """Say whether a name is that of a body: "at the Transport Police"."""
    return not _BODIES.isdisjoint(name.lower().split()) or len(name.split()) > MOST_OF_PLACE


_BODIES = (word_set("institutions") | word_set("companies")) - {"hospital", "station", "university"}
MOST_OF_PLACE = 4  # words of a place's name


def _event(sentences: Sequence[str], few: int = FEW) -> str | None:
    """Return "in the attack" where accounts tell in what: by the event's noun, then its words."""
    found: list[dict[str, str]] = []
    for sentence in sentences:
        told: dict[str, str] = {}
        for match in _IN_EVENT.finditer(sentence):
            words = match["told"]
            told.setdefault(words.rsplit(" ", 1)[-1].lower(), words)
        found.append(told)
    noun = _enough(Counter(noun for told in found for noun in told), len(sentences), few)
    if noun is None:
        return None
    words = top(Counter(_plainly(told[noun]) for told in found if noun in told)) or noun
    return f"in the {words}"


def _is_contested(event: str, told: Sequence[str]) -> bool:
    """Say whether an event is named by what some account denies it was: an attack, an accident."""
    meant = event.rsplit(" ", 1)[-1].lower() in _MEANT
    other = _BY_CHANCE if meant else _ON_PURPOSE
    named = meant or _BY_CHANCE.search(event) is not None
    return named and any(other.search(words) for words in told)


_MEANT = frozenset(
    ["attack", "attacks", "bombing", "bombings", "massacre", "raid", "raids", "ambush", "assault",
     "offensive"]
)  # fmt: skip
_BY_CHANCE = re.compile(r"\b(?:accidents?|accidental(?:ly)?|mishap|malfunction)\b", re.IGNORECASE)
_ON_PURPOSE = re.compile(
    r"\b(?:(?:terror|suicide|deliberate) (?:attack|act)|bombing|sabotage|deliberately)\b",
    re.IGNORECASE,
)


def _plainly(event: str) -> str:
    """Return an event without what judges it: "the horrific suicide attack" is a suicide attack."""
    *ahead, noun = event.split()
    kept = [word for word in ahead if word[:1].isupper() or word.lower() in _SORTS]
    return " ".join([*kept, noun])


_SORTS = word_set("sorts_of_event")


def _day(sentences: Sequence[str]) -> str | None:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        days = (m for m in _ON_DAY.finditer(sentence) if not _SAID.search(sentence[: m.start()]))
        counts.update({_when(match) for match in days})
    return _enough(counts, len(sentences), FEW)


# "the ministry said | on Friday" is the day of the telling.
_SAID = re.compile(
    r"\b(?:said|says|added|announced|confirmed|reported|told [\w’' ]{1,40})(?: in [\w ]{1,30})?,? $"
)


def _when(match: re.Match[str]) -> str:
    if day := match["day"] or match["bare"]:
        return f"on {day}"
    return match["last"] or f"in {match['month']}"
