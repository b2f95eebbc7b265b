"""Credits to media: those the gazetteer knows, those a name gives away, those without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.linking.credits import REACH, Credit, bare_name, breaks
from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import Word, words_of
from whence.records.links import CitedKind
from whence.records.span import Span, cover

_SAY = word_set("say")
_SAY_BEFORE = word_set("say_before")
_MEDIA_NOUN = word_set("media_nouns")
_TO_MEDIA = word_set("to_media")
_BY_MEDIA = word_set("by_media")
_CREDIT_BEFORE = word_set("credit_before")
_STOPPERS = word_set("stoppers")
_OPENING = word_set("opening")

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
_DATELINE_DASH = re.compile(r"\s{0,3}(?:[-–—]|--)\s")
_UNLISTED = re.compile(
    r"(?:[A-Z][\w’'.-]{1,20} ){1,3}(?:Advertiser|Times|Post|Herald|Tribune|Gazette|Chronicle|"
    r"Journal|News|Telegraph|Standard|Star|Globe|Mail|Express|Courier|Guardian|Observer|Echo|"
    r"Argus|Press|Daily|Weekly|Magazine|Radio|TV|Television|Media|News Agency|Newspaper|Review|"
    r"Mirror|Dispatch)\b"
)
# A capital article inside a sentence is part of a name, and one that is told something a medium's;
# so is what a text first appeared in.
_TOLD_THE = re.compile(
    r"\b(?:told|telling|tells) (?P<told>The (?:[A-Z][\w’'-]{1,20})(?: [A-Z][\w’'-]{1,20}){0,3})"
    r"|\b(?:(?:first|originally) (?:appeared|published|posted)|(?:article|story) appeared) "
    r"(?:in|on|by|at) (?:the )?(?P<first>[A-Z][\w’'-]{1,20}(?:\.[a-z]{2,4}\b)?"
    r"(?: [A-Z][\w’'-]{1,20}){0,3})"
)
_SOME_REPORTS = re.compile(
    r"\b(?:[Ss]ome|[Oo]ther|[Ss]everal|[Ee]arlier|[Ii]nitial|[Uu]nconfirmed|[Ll]ocal|[Pp]ress)"
    r" reports (?:had |have )?(?:earlier |also )?(?:said|say|claimed|suggested|suggest|indicated)\b"
)
_ADDITIONAL = re.compile(
    r"[Aa]dditional reporting (?:by|from) (?P<who>[^.\n]{2,80})|\bwith (?P<b>agencies)\s*$"
    r"|(?P<c>(?:AFP|Reuters|AP|PA)(?: and (?:AFP|Reuters|AP))?) contributed to this"
)


def named_credits(
    text: str, sentence: Span, gazetteer: Gazetteer, own: Entry | None
) -> Iterator[Credit]:
    """Yield credits to media the gazetteer knows; `own` is the report's own outlet."""
    words = words_of(text, sentence)
    for found in gazetteer.media_in(words):
        kind = found.entry.cited_kind
        if kind is None or kind is CitedKind.SOCIAL or found.entry == own:
            continue
        if _part_of_longer_name(text, words, found.first, found.last):
            continue
        if span := _credit_span(text, words, found.first, found.last):
            yield Credit(span, found.entry.label, kind)


def _part_of_longer_name(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a known name is but a part of another ("the National Guard", "Croydon Echo")."""
    bare = [w for w in words[first:last] if w.text.lower() != "the"]
    if len(bare) > 1 or bare[0].text.isupper():
        return False
    if last < len(words) and words[last].text[0].isupper():
        gap = text[words[last - 1].span.end : words[last].span.start]
        if gap == " " and words[last].text.lower() not in _MEDIA_NOUN:
            return True
    before = words[first - 1] if first else None
    return (
        before is not None
        and first > 1
        and before.text[0].isupper()
        and text[before.span.end : words[first].span.start] == " "
        and before.text.lower() not in _OPENING
    )


def unlisted_credits(
    text: str, sentence: Span, gazetteer: Gazetteer, own: Entry | None
) -> Iterator[Credit]:
    """Credits to media the gazetteer does not know, told by their name's last word."""
    words = words_of(text, sentence)
    at = {w.span.start: i for i, w in enumerate(words)}
    for match in _UNLISTED.finditer(text, sentence.start, sentence.end):
        name = bare_name(match.group())
        first = at.get(match.start())
        known = gazetteer.find(name)
        if first is None or (known and known == own):
            continue
        last = first + len(words_of(match.group()))
        if span := _credit_span(text, words, first, last):
            yield Credit(span, name, CitedKind.OUTLET)
    for match in _TOLD_THE.finditer(text, sentence.start, sentence.end):
        name = (match["told"] or match["first"]).strip(" .")
        if gazetteer.find(name) is None:  # what is known is judged by what it is known for
            yield Credit(Span(match.start(), match.end()), name, CitedKind.OUTLET)


def _credit_span(text: str, words: Sequence[Word], first: int, last: int) -> Span | None:
    """Return the crediting words and the name `words[first:last]`; None where nothing credits."""
    name = Span(words[first].span.start, words[last - 1].span.end)
    if "/" in (text[max(0, name.start - 1) : name.start], text[name.end : name.end + 1]):
        return None  # "Jane Doe/AFP/Getty": a picture's credit
    for rule in (_in_parentheses, _credited_before, _credited_after):
        if other := rule(text, words, first, last):
            return cover((name, other))
    return None


def _in_parentheses(text: str, words: Sequence[Word], first: int, last: int) -> Span | None:
    """Take "(AP)" in a dateline or as a report's last words; elsewhere it credited a picture."""
    start, end = words[first].span.start, words[last - 1].span.end
    if text[max(0, start - 1) : start] != "(" or text[end : end + 1] != ")":
        return None
    if _DATELINE_DASH.match(text, end + 1) or not text[end + 1 : end + 80].strip(" .\n"):
        return Span(start - 1, end + 1)
    return None


def _credited_before(text: str, words: Sequence[Word], first: int, _: int) -> Span | None:
    """Find "told X", "according to X", "in an interview with X" within a few words before."""
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        if breaks(text, words[at].span.end, words[at + 1].span.start):
            return None
        low = words[at].text.lower()
        if low in _TO_MEDIA:
            return words[at].span
        if low == "according" and at + 1 < first and words[at + 1].text.lower() == "to":
            return words[at].span
        if low in _CREDIT_BEFORE and any(
            w.text.lower() in _BY_MEDIA for w in words[at + 1 : first]
        ):
            return words[at].span
        if low in {"citing", "quoting", "via"} or _heads_a_list(words, at):
            return words[at].span
        if low in _SAY_BEFORE and all(w.text.lower() == "the" for w in words[at + 1 : first]):
            return words[at].span
    return None


def _heads_a_list(words: Sequence[Word], at: int) -> bool:
    """Say whether words are "More from" at a line's head: whose text a page carries under licence.

    An outlet's own "More from" is no credit, as its own name never is.
    """
    return at == 1 and [w.text.lower() for w in words[:2]] == ["more", "from"]


def _credited_after(text: str, words: Sequence[Word], _: int, last: int) -> Span | None:
    """Find "X reported", "X's correspondent said", "X news agency quoted" just after the name."""
    for step, at in enumerate(range(last, min(len(words), last + REACH))):
        if breaks(text, words[at - 1].span.end, words[at].span.start):
            return None
        low = words[at].text.lower()
        if low in _SAY:
            return words[at].span
        if low in {"report", "reporter", "correspondent", "footage", "poll"} and step == 0:
            return words[at].span
        possessive = words[last].text.lower() == "s" if last < len(words) else False
        if low not in _MEDIA_NOUN and low != "s" and not (possessive and low not in _STOPPERS):
            return None
    return None


def generic_credits(text: str, sentence: Span) -> Iterator[Credit]:
    """Yield credits to media without a name: "state television", "local media"."""
    words = sentence.of(text)
    for match in _ADDITIONAL.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        yield Credit(span, match["who"] or match["b"] or match["c"], CitedKind.AGENCY)
    for match in _SOME_REPORTS.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        whose = match.group().split(" reports")[0].lower()
        yield Credit(span, f"{whose} reports", CitedKind.OUTLET)
    for match in _MEDIA_GENERIC.finditer(words):
        phrase = match.group().strip()
        if not (_QUALIFIED.search(phrase) or _state_before(phrase) or phrase.endswith("reports")):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if other := _generic_credit(text, sentence, span):
            kind = CitedKind.BROADCAST if _BROADCAST.search(phrase) else CitedKind.OUTLET
            kind = CitedKind.AGENCY if re.search(r"agenc|wire", phrase) else kind
            yield Credit(cover((span, other)), bare_name(phrase), kind)


_BROADCAST = re.compile(r"television|TV|radio|broadcaster", re.IGNORECASE)


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
        if low in _CREDIT_BEFORE or low in {"announcement", "shown", "announced", "footage"}:
            return word.span
    if text[span.start : span.end].rstrip().endswith("reports"):
        return span
    return None
