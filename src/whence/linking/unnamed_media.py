"""Credits to media without a name: "state television", "local media", "a regional paper"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.credits import Credit, bare_name, breaks
from whence.linking.lexicon import word_set
from whence.linking.owners import Speakers
from whence.linking.words import words_of
from whence.records.links import CitedKind
from whence.records.span import Span, cover

_SAY = word_set("say") | word_set("say_of_media")
_TO_MEDIA = word_set("to_media")
_CREDIT_BEFORE = word_set("credit_before")
_QUOTED_BEFORE = re.compile(r"[”\"’',] ?$")
_CLAIMED_BEFORE = word_set("say_before") | {"claimed", "announced", "declared"}
_MEDIA_GENERIC = re.compile(
    r"\b(?:[Mm]edia|[Pp]ress|[Nn]ews) reports\b"
    r"|\b(?:(?:[A-Z][\w’'-]{1,20} ){0,2}(?:and (?:[A-Z][\w’'-]{1,20} ){1,2})?)"
    r"(?:(?:[Ss]tate|[Ll]ocal|[Nn]ational|[Pp]ublic|[Oo]fficial|"
    r"[Ss]tate[- ](?:run|owned|controlled)|[Pp]ro-government|"
    r"[Ii]nternational|[Ff]oreign|[Ss]emi-official|[Mm]ultiple|[Ss]ome) ){0,2}"
    r"(?:media|[Mm]edia|press|newspapers?|television|TV|radio|"
    r"news (?:agency|agencies|outlets?|media|channels?|reports|wires?)|broadcasters?|agencies)\b"
)
_QUALIFIED = re.compile(
    r"\b(?:state|local|national|public|official|run|owned|controlled|pro-government|international|"
    r"foreign|semi-official|multiple|news|some)\b",
    re.IGNORECASE,
)
_SOME_REPORTS = re.compile(
    r"\b(?:(?:[Ss]ome|[Ss]everal|[Oo]ther|[Ee]arlier|[Ee]arly|[Uu]nconfirmed|[Ii]nitial|"
    r"[Pp]reliminary|[Pp]revious|[Cc]onflicting|[Mm]ultiple|[Nn]umerous|[Vv]arious) )+reports "
    r"(?:(?:had|have|also) ){0,2}(?:claim|said|say|suggest|indicat|stat|emerg|surfac|describ|put)"
    r"\w{0,4}"
    r"|\b[Aa]ccording to (?:(?:[Ss]ome|[Ss]everal|[Oo]ther|[Ee]arlier|[Uu]nconfirmed|[Ii]nitial|"
    r"[Mm]ultiple|[Nn]umerous|[Vv]arious) )?reports\b(?! (?:by|from|in|on))"
    r"|\b[Tt]here (?:were|are|have been) (?:(?:also|unconfirmed|some) )*reports\b"
    r"(?! (?:by|from|in))"
    r"|\breports from (?:the )?[A-Z]\w+(?: [A-Z]\w+){0,2}(?= that\b)"
)
_ADDITIONAL = re.compile(
    r"[Aa]dditional reporting (?:by|from) (?P<who>(?:news )?agencies|(?:the )?(?:news )?wires?)\b"
    r"|\b[Ww]ith (?P<b>agencies)\s*$"
)
# One medium without a name: "told a regional paper", "one popular travel site argues".
_ONE_MEDIUM = (
    r"(?:an?|one|another|One|An?|Another) (?P<{0}>(?:[\w’'-]{{3,20}} ){{0,2}}(?:newspaper|tabloid|"
    r"(?:local|regional|national|student|Sunday|evening|[A-Z]\w+) (?:paper|daily)|broadcaster|"
    r"(?:TV|television|radio) (?:station|channel|network|show)|magazine|(?:web)?site|"
    r"news (?:agency|outlet|channel)))\b"
)
_SOME_MEDIUM = re.compile(
    r"\b(?:told|tells|[Aa]ccording to|[Ii]nterview (?:\w+ ){0,2}with|[Cc]iting|[Qq]uoting|"
    r"(?:cited|quoted|interviewed|reported(?: \w+){0,4}) by|[Ss]p(?:oke|eaking) to) "
    + _ONE_MEDIUM.format("a")
    + r"(?! (?:of|news|briefing))|\b"
    + _ONE_MEDIUM.format("b")
    + r" (?:reported|reports|said|says|argues|argued|claimed|claims|wrote|writes|revealed|quoted)\b"
)
# "Mara Voss said on television": where, not which.
_ON_AIR = re.compile(
    r"\b(?:said|told viewers|speaking|spoke|appeared|appearing) (?:live )?on "
    r"(?P<air>(?:live |national )?(?:TV|television|radio))\b"
)
_BROADCAST = re.compile(r"television|TV|radio|broadcaster", re.IGNORECASE)


def generic_credits(text: str, sentence: Span) -> Iterator[Credit]:
    """Yield credits to media without a name: "state television", "local media"."""
    words = sentence.of(text)
    for match in _ADDITIONAL.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Credit(span, match["who"] or match["b"], CitedKind.AGENCY)
    for match in _SOME_REPORTS.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Credit(span, _reports_named(match.group()), CitedKind.OUTLET)
    for match in _MEDIA_GENERIC.finditer(words):
        phrase = match.group().strip()
        if phrase.lower() == "social media":
            continue
        if not (_QUALIFIED.search(phrase) or _state_before(phrase) or phrase.endswith("reports")):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if other := _generic_credit(text, sentence, span):
            kind = CitedKind.BROADCAST if _BROADCAST.search(phrase) else CitedKind.OUTLET
            kind = CitedKind.AGENCY if re.search(r"agenc|wire", phrase) else kind
            yield Credit(cover((span, other)), bare_name(phrase), kind)


def unnamed_credits(text: str, sentence: Span, speakers: Speakers) -> Iterator[Credit]:
    """Yield credits to one medium without a name, and to what somebody said on the air."""
    words = sentence.of(text)
    for match in _SOME_MEDIUM.finditer(words):
        what = match["a"] or match["b"]
        kind = CitedKind.BROADCAST if _BROADCAST.search(what) else CitedKind.OUTLET
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Credit(span, what, kind)
    for match in _ON_AIR.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        who = speakers.near(sentence, span)
        yield Credit(span, f"{who} on {match['air']}" if who else match["air"], CitedKind.BROADCAST)


def _reports_named(phrase: str) -> str:
    found = re.search(r"\b(?:(?!(?:to|were|are|been)\b)\w+ )?reports", phrase)
    return found.group() if found else "reports"


def _state_before(phrase: str) -> bool:
    return phrase[0].isupper() and " " in phrase


def _generic_credit(text: str, sentence: Span, span: Span) -> Span | None:
    """Find what credited a medium without a name: a verb just after, or "on", "to" before."""
    after = words_of(text, Span(span.end, min(sentence.end, span.end + 60)))
    for word in after[:3]:
        if breaks(text, span.end, word.span.start):
            break
        if word.text.lower() in _SAY:
            return word.span
    before = words_of(text, Span(max(sentence.start, span.start - 60), span.start))
    for word in reversed(before[-5:]):
        low = word.text.lower()
        if breaks(text, word.span.end, span.start):
            break
        if low in _TO_MEDIA or low in {"according", "citing", "quoting"}:
            return word.span
        if low in _CLAIMED_BEFORE and _QUOTED_BEFORE.search(text[: word.span.start][-3:]):
            return word.span
        if low in _CREDIT_BEFORE or low in {"announcement", "shown", "announced", "footage"}:
            return word.span
    if text[span.start : span.end].rstrip().endswith("reports"):
        return span
    return None
