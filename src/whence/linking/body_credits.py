"""Credits to what a body puts out though no document is named: its figures, pictures, writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.credits import Credit, bare_name
from whence.linking.owners import CAPITALS, Speakers
from whence.records.links import CitedKind
from whence.records.span import Span, cover

# Whose count it is: "40 percent, according to the Institute of Dams". Of what it did or saw itself
# a body speaks; of shares and millions it gives figures.
_REFERENCE = (
    r"(?:Association|Associations|Bureau|Census Bureau|Census|Cent(?:er|re)|Federation|Foundation|"
    r"Fund|Institute|Observatory|Society|Statistics|Survey|Archive|Organi[sz]ation)"
)
_OF_WHAT = r" (?:of|for|on) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,4}"
_COUNTED_BY = re.compile(
    r"\b[Aa]ccording to (?:the )+(?P<who>(?:[A-Z][\w’'.&-]* (?:(?:of|for|and|on|the) ){0,2}){1,5}?"
    rf"{_REFERENCE}(?:{_OF_WHAT})?|{_REFERENCE}{_OF_WHAT})(?![\w’'])"
)
_SHARE = re.compile(r"\b(?:percent|per cent|million|billion|trillion)\b|\d ?%")
# A firm that counts or studies for others gives figures whatever it tells.
_FIRM = (
    r"(?:research|data|analytics|polling|tracking|measurement|monitoring|ad|advertising|marketing|"
    r"intelligence|ratings?|analysis|survey)"
    r"(?: and [a-z]{4,12})? (?:firm|company|provider|group|agency|service|site|website)"
)
_FIRM_TOLD = re.compile(_FIRM)  # a cheap first look
_FIRM_TELLS = re.compile(
    rf"\b[Aa]ccording to (?:the |an? )?(?:[\w-]{{2,15}} ){{0,2}}?{_FIRM},? "
    rf"(?P<a>{CAPITALS.pattern})"
    rf"|\b(?:[\w-]{{2,15}} )?{_FIRM} (?P<b>{CAPITALS.pattern}) "
    r"(?:says|said|estimates|estimated|reported|reports|found|finds|predicts|predicted|forecasts?|"
    r"expects|puts|calculates|calculated|ranks|ranked)\b",
)
_PICTURES_SHOW = re.compile(
    r"\b(?:[Aa] |[Tt]he )?"
    r"(?P<what>[Ii]mages?|[Pp]hotos?|[Pp]hotographs?|[Pp]ictures?|[Vv]ideos?|[Ff]ootage) "
    r"(?:released|published|issued|provided|distributed) by "
    rf"(?:the )?(?P<by>{CAPITALS.pattern}) "
    r"(?:(?:appears?|appeared|purports?|purported) to )?(?:show|shows|showed)\b"
)
# What is written must follow: "Congress wrote this into the law" is no credit.
_WRITES = re.compile(r" (?:also )?(writes|wrote)(?= (?:that|in|on|to)\b|[:,.”\"]|$)")
_SOMEBODY_OF = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+ of ")  # "Ana Roe of the Dam Office wrote"
_MAY_WRITE = re.compile(r"\bwr[io]te")
_WRITES_BEFORE = re.compile(r"[,”\"’'] (?P<verb>writes|wrote) (?:the )?$")
# A body that a report or a medium cites for what it tells: "the daily said, citing the Dam Office".
_MAY_CITE = re.compile(r"\b(?:citing|quoting)\b")
_CITED = re.compile(
    r"\b(?P<verb>citing|quoting) (?:(?:data|figures|information|statistics) (?:from|by|of) )?"
    r"(?:the )?$"
)
_GOES_ON = re.compile(r"['’]s?\b| [A-Z]")  # "wrote Post editor Ana Roe" is her writing
_BEFORE = 14  # characters before a name in which "writes the" stands


def body_credits(text: str, sentence: Span, speakers: Speakers) -> Iterator[Credit]:
    """Yield credits to bodies whose figures, pictures or writing a sentence gives."""
    words = sentence.of(text)
    for match in _PICTURES_SHOW.finditer(words) if " by " in words else ():
        cites = f"{bare_name(match['by'])} {match['what'].lower()}"
        yield Credit(_at(sentence, match), cites, CitedKind.DOCUMENT)
    for match in _FIRM_TELLS.finditer(words) if _FIRM_TOLD.search(words) else ():
        cites = f"{bare_name(match['a'] or match['b'])} figures"
        yield Credit(_at(sentence, match), cites, CitedKind.DOCUMENT)
    if _SHARE.search(words):
        for match in _COUNTED_BY.finditer(words):
            yield Credit(_at(sentence, match), f"{match['who']} figures", CitedKind.DOCUMENT)
    for name, where in speakers.bodies(sentence) if _MAY_CITE.search(words) else ():
        if cited := _CITED.search(text, sentence.start, where.start):
            yield Credit(cover((Span(*cited.span("verb")), where)), name, CitedKind.DOCUMENT)
    for name, where in speakers.bodies(sentence) if _MAY_WRITE.search(words) else ():
        if verb := _writes(text, sentence, where):
            yield Credit(cover((where, verb)), f"{name} statement", CitedKind.DOCUMENT)


def _writes(text: str, sentence: Span, where: Span) -> Span | None:
    """Return the verb by which the body named at `where` writes: it does so in a document."""
    if _SOMEBODY_OF.match(text, where.start):
        return None
    if behind := _WRITES.match(text, where.end, sentence.end):
        return Span(*behind.span(1))
    start = max(sentence.start, where.start - _BEFORE)
    before = _WRITES_BEFORE.search(text[start : where.start])
    if before is None or _GOES_ON.match(text, where.end):
        return None
    return Span(start + before.start("verb"), start + before.end("verb"))


def _at(sentence: Span, match: re.Match[str]) -> Span:
    return Span(sentence.start + match.start(), sentence.start + match.end())
