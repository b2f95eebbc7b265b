"""Credits to media: those the gazetteer knows, those a name gives away, those without a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from whence.linking.credits import REACH, Credit, bare_name, breaks
from whence.linking.gazetteer import Entry, Found, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import Word, words_of
from whence.records.links import CitedKind
from whence.records.span import Span, cover

FEW = 8  # words of a line that may be a picture's credit
Rule = Callable[[str, Sequence[Word], int, int], Span | None]

_SAY = word_set("say") | word_set("say_of_media")
_SAY_BEFORE = word_set("say_before")
_MEDIA_NOUN = word_set("media_nouns")
_TO_MEDIA = word_set("to_media")
_BY_MEDIA = word_set("by_media")
_CREDIT_BEFORE = word_set("credit_before")
_STOPPERS = word_set("stoppers")
_MADE_BY_MEDIA = word_set("made_by_media")
_ARTICLES = frozenset({"a", "an", "the"})
_TAKEN_BY = word_set("taken_by_media")
_THEN = frozenset({"following", "after", "before", "since"})  # "told X following a report of Y"
_WROTE = frozenset({"wrote", "writes", "writing"})  # in a medium, not to it
_WRITING = frozenset({"in", "for"})
_OPENING = word_set("opening")
_TITLES = word_set("titles")
_DAYS = word_set("days")
_NO_MEDIUM = word_set("no_medium")
_SPOKEN = word_set("spoken_endings")
_NO_STATIONS = word_set("no_stations")

_CITING = re.compile(
    r", (?:which (?:first |also |has )?)?(?P<verb>citing|quoting|reported|cited)\b"
)
# "Harbour TV, a sister station in Ella, reported"; "At The Courier, Ana Roe writes".
_TOLD_OF = re.compile(
    r", (?:an?|the|which|whose) [^,.;:()“”\"\n]{3,70}, (?:(?:also|first|has|had|later) )?"
    r"(?P<verb>\w+)"
)
_AT_MEDIUM = re.compile(
    r"(?:^|[.!?”\"\n] ?)(?:(?:Over |Writing )?[Aa]t|Writing (?:in|for|on)) (?:the )?$"
)
_ITS_WRITER = re.compile(r", (?:[a-z-]+ ){0,4}[A-Z][\w’'.-]+ [A-Z][\w’'-]+")
_DATELINE_DASH = re.compile(r"\s{0,3}(?:[-–—]|--)\s")
_ENDINGS = "|".join(sorted({e.capitalize() for e in word_set("media_endings")} | {"TV"}))
_UNLISTED = re.compile(
    rf"(?:[A-Z][\w’'.-]{{1,20}} ){{1,3}}(?:News Agency|News Service|News Network|{_ENDINGS})\b"
    r"|\b[A-Za-z][\w-]{2,20}\.(?:com|org|net|co\.uk|info|io|tv)\b|\bE!(?: News| Online)?"
)
# What a noun beside a name tells to be a medium: "the broadcaster NRK", "the Morgenbladet daily".
_NAME_OF = r"[A-Z][\w’'.-]{0,40}\w(?: (?:(?:of|de|der|la|del) )?[A-Z][\w’'.-]{0,40}\w){0,4}"
_APPOSED = re.compile(
    r"\b(?:newspaper|daily|weekly|magazine|tabloid|broadcaster|news agency|news (?:web)?site|"
    rf"(?:TV|television|radio) (?:station|channel|network)|news (?:channel|outlet)) "
    rf"(?P<a>{_NAME_OF})"
    rf"|(?P<b>{_NAME_OF}) (?:newspaper|daily|weekly|magazine|tabloid|broadcaster|news agency|"
    r"news (?:web)?site|(?:TV|television|radio|news) (?:station|channel|network))\b"
)
# "told The Verge": within a sentence a capital "The" is part of a title.
_TITLED = re.compile(r"(?<=[a-z’'] )The (?:[A-Z][\w-]{1,20})(?: [A-Z][\w-]{1,20}){0,2}\b")
# What a text first appeared in is a medium, whatever its name.
_FIRST_IN = re.compile(
    r"\b(?:(?:first|originally) (?:appeared|published|posted)|(?:article|story) appeared) "
    r"(?:in|on|by|at) (?:the )?(?P<name>[A-Z][\w’'-]{1,20}(?:\.[a-z]{2,4}\b)?"
    r"(?: [A-Z][\w’'-]{1,20}){0,3})"
    r"|[Oo]riginal(?:artikel| article| story) (?:\w+ ){1,4}?(?:auf|on|at|in) (?:the )?"
    r"(?P<also>[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){0,3})"
)
# "A photo posted to Damleaks": a site, whatever its name.
_POSTED_TO = re.compile(
    r"\b(?:photo|picture|image|render|screenshot|video|clip|sketch|document)s? "
    r"(?:(?:was|were|that was|which were) )?(?:first |originally )?"
    r"(?:posted|uploaded|leaked|published) (?:to|on) (?P<name>[A-Z]\w{3,20})\b(?! [A-Z])"
)
# Call signs of stations in America: "KPEL-TV", "station WPEL", "WPEL radio".
_CALL_SIGN = re.compile(
    r"\b[KW][A-Z]{2,3}-(?:TV|FM|AM)\b|(?<=\b[Ss]tation )[KW][A-Z]{2,3}\b"
    r"|(?<=\b[Aa]ffiliate )[KW][A-Z]{2,3}\b|\b[KW][A-Z]{2,3}(?= (?:radio|Radio|television|TV)\b)"
    r"|\b[KW][A-Z]{3}\b|\b(?:ABC|NBC|CBS|FOX|Fox)\d{1,2}\b"
    r"|\b(?:ABC|NBC|CBS|BBC|ITV) [A-Z][a-z]{3,15}(?: [A-Z][a-z]{2,15})?\b"
)
_SHOUTED = re.compile(r"[A-Z]{2,} $"), re.compile(r" [A-Z]{2,}\b")
_SPEAKING = re.compile(r"\b(?:TV|television|radio|broadcaster|channel)\b")
_LETTERS = re.compile(r" \(([A-Z]{2,6})\)")
# Cameras of shops and streets, not the broadcaster of that name.
_CAMERAS = re.compile(r" (?:footage|cameras?|images?|videos?|pictures?|stills?)\b")


def named_credits(
    text: str, words: Sequence[Word], gazetteer: Gazetteer, own: Entry | None
) -> Iterator[Credit]:
    """Yield credits to media the gazetteer knows among a sentence's `words`; none to `own`."""
    before: Found | None = None
    for found in gazetteer.media_in(words):
        kind, again = found.entry.cited_kind, _says_again(text, words, before, found)
        before = found
        if kind is None or kind is CitedKind.SOCIAL or found.entry == own or again:
            continue
        if _part_of_longer_name(text, words, found.first, found.last):
            continue
        if found.entry.name == "CCTV" and _CAMERAS.match(text, words[found.last - 1].span.end):
            continue
        if span := credit_span(text, words, found.first, found.last, RULES):
            written = Span(words[found.first].span.start, words[found.last - 1].span.end)
            letters = _LETTERS.match(text, written.end)
            if letters and gazetteer.find(letters[1]) == found.entry:
                written = Span(written.start, letters.end())
            yield Credit(span, found.entry.label_of(written.of(text)), kind, written)


def _says_again(text: str, words: Sequence[Word], before: Found | None, found: Found) -> bool:
    """Say whether a name only gives the letters of the one before it: "Harbour Radio (HR)"."""
    if before is None or before.entry != found.entry:
        return False
    return text[words[before.last - 1].span.end : words[found.first].span.start] == " ("


def _part_of_longer_name(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a known name is but a part of another ("the National Guard", "Croydon Echo")."""
    bare = [w for w in words[first:last] if w.text.lower() != "the"]
    if len(bare) > 1 or bare[0].text.isupper():
        return False
    if last < len(words) and words[last].text[0].isupper():
        gap = text[words[last - 1].span.end : words[last].span.start]
        if gap == " " and words[last].text.lower() not in _MEDIA_NOUN | _DAYS:
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
    text: str, words: Sequence[Word], gazetteer: Gazetteer, own: Entry | None
) -> Iterator[Credit]:
    """Yield credits to media the gazetteer does not know, told by the form of their name."""
    if not words:
        return
    at = {w.span.start: i for i, w in enumerate(words)}
    for pattern in (_UNLISTED, _CALL_SIGN, _TITLED, _APPOSED):
        for match in pattern.finditer(text, words[0].span.start, words[-1].span.end):
            name = bare_name(_name_in(match))
            first = at.get(match.start())
            known = gazetteer.find(name)
            if first is None or (known and known == own):
                continue
            if pattern is _APPOSED and not _may_be_named(text, match, name, gazetteer):
                continue
            if pattern is _CALL_SIGN and not _may_be_station(text, match):
                continue
            if pattern is _TITLED and (known or not _may_be_title(name)):
                continue
            last = first + len(words_of(match.group()))
            rules = (_credited_before,) if pattern is _TITLED else RULES
            if span := credit_span(text, words, first, last, rules):
                cites = f"The {name}" if pattern is _TITLED else name
                kind = _kind_of(match.group(), pattern is _CALL_SIGN)
                named = Span(*match.span())
                yield Credit(cover((span, named)), cites, kind, named)
    yield from _first_shown(text, words, gazetteer)


def _first_shown(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Credit]:
    """Yield credits to where something was posted or first appeared, whatever its name."""
    for match in _POSTED_TO.finditer(text, words[0].span.start, words[-1].span.end):
        if gazetteer.find(match["name"]) is None and not _is_common(match["name"]):
            yield Credit(Span(*match.span()), match["name"], CitedKind.OUTLET)
    for match in _FIRST_IN.finditer(text, words[0].span.start, words[-1].span.end):
        name = match["name"] or match["also"]
        if match["also"] or gazetteer.find(name) is None:
            yield Credit(Span(*match.span()), name.strip(), CitedKind.OUTLET)


def _is_common(name: str) -> bool:
    return name.lower() in _DAYS | _OPENING


def _name_in(match: re.Match[str]) -> str:
    """Return the name that a match holds, all of it where the pattern does not say."""
    parts = match.groupdict()
    return parts.get("a") or parts.get("b") or match.group()


def _may_be_named(text: str, match: re.Match[str], name: str, gazetteer: Gazetteer) -> bool:
    """Say whether what stands beside "newspaper" is its name: no land's, not "a ... paper"."""
    if gazetteer.find(name) or gazetteer.state(name) or name.lower() in _OPENING or "’s " in name:
        return False
    before = re.search(r"\w+(?= ?$)", text[max(0, match.start() - 12) : match.start()])
    return "'s " not in name and (before is None or before.group().lower() not in {"a", "an"})


def _may_be_station(text: str, match: re.Match[str]) -> bool:
    """Say whether letters may be a call sign: no other body's, no word of a line in capitals."""
    if match.group().lower() in _NO_STATIONS:
        return False
    before, behind = _SHOUTED
    return not before.search(text, max(0, match.start() - 20), match.start()) and not behind.match(
        text, match.end()
    )


def _may_be_title(name: str) -> bool:
    """Say whether "The X" may be a medium: no person with a title, no body."""
    plain = [w.text.lower() for w in words_of(name)]
    return bool(plain) and plain[0] not in _TITLES and plain[-1] not in _NO_MEDIUM


def _kind_of(name: str, call_sign: bool) -> CitedKind:
    low = name.lower()
    if call_sign or low.rsplit(" ", 1)[-1] in _SPOKEN or _SPEAKING.search(name):
        return CitedKind.BROADCAST
    return CitedKind.AGENCY if re.search(r"news (?:agency|service)", low) else CitedKind.OUTLET


def credit_span(
    text: str, words: Sequence[Word], first: int, last: int, rules: Sequence[Rule]
) -> Span | None:
    """Return the crediting words and the name `words[first:last]`; None where nothing credits."""
    name = Span(words[first].span.start, words[last - 1].span.end)
    if "/" in (text[max(0, name.start - 1) : name.start], text[name.end : name.end + 1]):
        return None  # "Jane Doe/AFP/Getty": a picture's credit
    for rule in rules:
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
        low = words[at].text.lower()
        if breaks(text, words[at].span.end, words[at + 1].span.start) and not (
            low in _WROTE and words[at + 1].text in _WRITING
        ):
            return None
        if low in _THEN and at + 1 < first and words[at + 1].text.lower() in _ARTICLES:
            return None
        if low in _TO_MEDIA:
            return words[at].span
        if low == "according" and at + 1 < first and words[at + 1].text.lower() == "to":
            return words[at].span
        through = {w.text.lower() for w in words[at + 1 : first]}
        if low in _TAKEN_BY and "by" in through:
            return words[at].span
        if low in _CREDIT_BEFORE and through & (_WRITING if low in _WROTE else _BY_MEDIA):
            return words[at].span
        if low in {"citing", "quoting", "via"}:
            return None if low == "via" and _signs_picture(text, words) else words[at].span
        if low in _SAY_BEFORE and all(w.text.lower() == "the" for w in words[at + 1 : first]):
            return words[at].span
    return None


def _signs_picture(text: str, words: Sequence[Word]) -> bool:
    """Say whether a few words are a picture's credit: "Twitter/anaroe via Storyful"."""
    line = text[words[0].span.start : words[-1].span.end]
    return len(words) < FEW and "/" in line


def _credited_after(text: str, words: Sequence[Word], _: int, last: int) -> Span | None:
    """Find "X reported", "X's correspondent said", "X, citing officials," just after the name."""
    if citing := _CITING.match(text, words[last - 1].span.end):
        return Span(citing.start("verb"), citing.end("verb"))
    told_of = _TOLD_OF.match(text, words[last - 1].span.end)
    if told_of and told_of["verb"].lower() in _SAY - {"saying"}:
        return Span(*told_of.span("verb"))
    for step, at in enumerate(range(last, min(len(words), last + REACH))):
        if breaks(text, words[at - 1].span.end, words[at].span.start):
            return None
        low = words[at].text.lower()
        if low in _SAY and low != "saying":
            return words[at].span
        if low in {"is", "are"} and words[at + 1 : at + 2] and words[at + 1].text == "reporting":
            return words[at + 1].span
        if low in _MADE_BY_MEDIA and step == 0:
            return words[at].span
        possessive = words[last].text.lower() == "s" if last < len(words) else False
        passing = low in _MEDIA_NOUN or low == "s" or low.endswith("ly")
        if not passing and not (possessive and low not in _STOPPERS):
            return None
    return None


def _written_at(text: str, words: Sequence[Word], first: int, last: int) -> Span | None:
    """Find "At X, Ana Roe writes": where somebody writes, at a sentence's head."""
    start = words[0].span.start
    before = text[start : words[first].span.start]
    at = _AT_MEDIUM.search(before)
    if at is None or not _ITS_WRITER.match(text, words[last - 1].span.end):
        return None
    if not any(w.text.lower() in _SAY for w in words[last:]):
        return None
    return Span(start, words[first].span.start)


RULES: tuple[Rule, ...] = (_in_parentheses, _credited_before, _credited_after, _written_at)
