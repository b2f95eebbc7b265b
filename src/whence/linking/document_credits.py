"""Credits to documents and to posts on social media, named by whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from whence.linking.credits import REACH, Credit, bare_name
from whence.linking.lexicon import word_set
from whence.records.extraction import Attribution, Extraction
from whence.records.links import CitedKind
from whence.records.report import Report
from whence.records.span import Span, cover

SUBJECT_REACH = 200  # characters before a credit in which its subject is looked for
_OPENING = word_set("opening")

_SOCIAL_PLACE = re.compile(
    r"\b(?:(?:on|via|over|through|to) "
    r"(?:(?:his|her|their|its|the|official|own|personal|verified) ){0,3}"
    r"(?P<a>Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|Snapchat|WhatsApp|VKontakte|Reddit|"
    r"TikTok|Periscope)"
    r"|(?P<b>Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|WhatsApp)"
    r" (?:posts?|page|account|feed|message|video|Live|channel|update|status|statement)"
    r"|(?P<c>(?:re)?tweet(?:ed|s|ing)?)\b|posted (?:online|on social media)"
    r"|(?:social media|online) (?:post|posts|message|video|account|accounts|reports)"
    r"|[Ii]n (?:a|an|another|one|his|her|their) (?:[\w’'-]{2,20} ){0,2}post\b"
    r"|posted (?:an?|the) (?:[\w’'-]{2,20} ){0,2}?(?:image|video|message|picture|photo|statement)"
    r" (?:online|on social media)|[Tt]he post (?:said|says|read|reads|added)"
    r"|(?:on|via|over|through) (?P<d>social media)"
    r"|(?P<who>[A-Z][^()\n—@.,]{1,40}?) \((?P<e>@\w{1,20})\)"  # a post set into the text, dated
    r"(?= (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d))",
)
# "called on Facebook to act": the platform is spoken to; "her son is never on social media".
_NOT_POSTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|based|rel(?:y|ies|ied|ying)|depend(?:s|ed|ing|ent)?|focus(?:es|ed|ing)?|"
    r"due|thanks|similar|led|attention|access|according) $", re.IGNORECASE,
)  # fmt: skip
_POSTING = re.compile(
    r"\b(?:wrote|writ(?:es|ing)|said|says|saying|post(?:s|ed|ing)?|shar(?:es|ed|ing)|announc\w{1,4}|"
    r"upload(?:s|ed)|publish(?:es|ed)|appear(?:s|ed)|circulat\w{1,5}|spread\w{0,3}|claims?|claimed|"
    r"emerged|reported|revealed|footage|videos?|images?|photos?|pictures?|messages?|statements?|"
    r"reacted|responded|thanked|condemned|praised)(?: [\w’'-]+){0,3} $", re.IGNORECASE,
)  # fmt: skip
_SOCIAL_VERB = re.compile(
    r"\b(?:wrote|writes|said|says|posted|posts|tweeted|shared|announced|added|described|confirmed|"
    r"uploaded|published|appeared|circulated|circulating|statement|video|message|footage|post|"
    r"account|messages|videos|told|claimed|claims?|emerged|reported|revealed|denied|warned|called|"
    r"announc\w{0,5}|criticis\w{0,3}|responded|replied|thanked|praised|condemned)\b"
)
_NOUN = (
    r"(?:statement|report|letter|press release|news release|memo|memorandum|e-?mail|blog post|"
    r"communiqu[eé]|dossier|study|survey|affidavit|filing|bulletin|dispatch|editorial|commentary|"
    r"open letter|text message|briefing|document|op-ed|(?<!news )(?<!newspaper )web ?site)"
)
_IN_DOCUMENT = re.compile(
    rf"\b(?:[Ii]n|[Tt]hrough|[Bb]y|[Vv]ia) (?:an?|the|its|his|her|their) "
    rf"(?:[\w’'-]{{2,20}} ){{0,4}}?{_NOUN}\b"
    r"|\b[Oo]n (?:its|his|her|their|the official) (?:[\w’'-]{2,20} ){0,2}?web ?site\b"
)
_ISSUED = re.compile(
    r"\b(?:issued?|released?|published?|issuing|releasing) (?:an?|the|its|his|her|their) "
    r"(?:[\w’'-]{2,20} ){0,2}?(?:statement|report|letter|press release|communiqu[eé])\b"
)
_DOCUMENT_SAYS = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w’'.-]{{1,20}}) "
    rf"(?:[\w’'.-]{{1,20}} ){{0,4}}?{_NOUN}"
    r"(?P<by> (?:from|by|of|on behalf of|issued by|released by) (?:the )?(?:[a-z][\w-]{2,20} ){0,3}"
    r"(?:[A-Z][\w’'.-]{1,20}(?: (?:of|for|and|the) )? ?){1,6})?"
    r"[,”\"]? ?(?:said|says|read|reads|found|added|stated|showed|shows|concluded|claimed|warned|"
    r"confirmed|quoted|described|called|noted|continued|reported)\b"
)
_ACCORDING_DOCUMENT = re.compile(
    rf"\b[Aa]ccording to (?:an?|the|its|his|her|their) (?:[\w’'.-]{{1,20}} ){{0,5}}?{_NOUN}"
    r"(?: (?:from|by|of) (?:the )?(?:[A-Z][\w’'.-]{1,20}(?: (?:of|for|and|the) )? ?){1,6})?"
    r"|\b[Aa]ccording to (?:[a-z]{2,12} ){0,2}"
    r"(?:research|data|figures|statistics|analysis|documents) "
    r"(?:from|by|of) (?:the )?(?:[A-Z][\w’'.-]{1,20}(?: (?:of|for|and|the) )? ?){1,6}"
)
_FIGURES = re.compile(
    r"\b(?:(?:[Oo]fficial|[Gg]overnment|[Cc]ourt|[Mm]inistry|[Pp]olice|[Mm]ilitary|[Ll]eaked|"
    r"[Ii]nternal|[Ss]ecret|[Cc]lassified) (?:[\w’'-]{2,20} ){0,2}?"
    r"(?:figures|data|statistics|documents|records|papers|files) "
    r"(?:show|showed|shows|suggest|indicate|reveal|revealed|say|said|indicated|suggested)\b)"
)
_STUDIES = re.compile(r"\b(?:research|data|figures|statistics|analysis|documents)\b")
_SAYING = re.compile(
    r"\b(?:said|says|saying|wrote|writes|added|announced|confirmed|denied|condemned|warned|called|"
    r"claimed|stated|told|urged|described|rejected|accused|expressed|insisted|vowed|thanked|"
    r"apologi[sz]ed|acknowledged|concluded|noted|argued|revealed|explained|read)\b"
)
_SUBJECT_VERB = re.compile(
    r"(?:[,:]? (?:also|later|had|has|have)){0,2},? "
    r"(?:\w{3,12}ed|said|says|saying|wrote|told [\w ’']{2,40}|it)"
    r"(?: \w{2,12}day| \w{2,12}ly| later| earlier){0,2}[,:]?\s*$"
)
_NOUN_PHRASE = re.compile(
    r"(?:\b[Tt]he |\b[Aa]n? |\b[Ii]ts )?((?:[A-Z][\w’'.-]*|\d+)"
    r"(?: (?:(?:of|for|and|the|de|al|bin|von|van) )?[A-Z][\w’'.-]*){0,6})$"
    r"|\b(?:[Tt]he|[Aa]n?) ((?:[\w’'-]{2,20} ){0,3}[\w’'-]{3,20})$"
)
_CAPITALS = re.compile(
    r"[A-Z][\w’'.-]*(?: (?:(?:of|for|and|the|de|al|bin|von|van) )?[A-Z][\w’'.-]*){0,5}"
)


def social_credits(text: str, sentence: Span, speakers: Speakers) -> Iterator[Credit]:
    """Yield credits to posts and accounts on social media, with whose they are."""
    words = sentence.of(text)
    saying = _SOCIAL_VERB.search(words) is not None
    for match in _SOCIAL_PLACE.finditer(words):
        place = match["a"] or match["b"] or ("Twitter" if match["c"] or match["e"] else None)
        before = words[: match.start()]
        if match["a"] and (not saying or _NOT_POSTED.search(before)):
            continue
        if match["d"] and not _POSTING.search(before):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        who = match["who"] or speakers.near(sentence, span)
        alone = place or "social media post"
        yield Credit(
            span, f"{who} on {place or 'social media'}" if who else alone, CitedKind.SOCIAL
        )


def document_credits(text: str, sentence: Span, speakers: Speakers) -> Iterator[Credit]:
    """Yield credits to statements, reports, letters, figures, each named by whose it is."""
    words = sentence.of(text)
    saying = _SAYING.search(words) is not None
    for pattern in (_DOCUMENT_SAYS, _ACCORDING_DOCUMENT, _IN_DOCUMENT, _ISSUED, _FIGURES):
        for match in pattern.finditer(words):
            if pattern is _IN_DOCUMENT and not saying:
                continue
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            name = _document_name(match.group(), span, sentence, speakers)
            yield Credit(span, name, CitedKind.DOCUMENT)


def _document_name(phrase: str, span: Span, sentence: Span, speakers: Speakers) -> str:
    """Name a document by whose it is: in the phrase itself, the speaker, or the nearest name."""
    if figures := _FIGURES.match(phrase):
        return re.sub(r"\s\w+$", "", figures.group())
    noun = re.search(_NOUN, phrase) or _STUDIES.search(phrase)
    what = noun.group() if noun else "statement"
    within = [m.group() for m in _CAPITALS.finditer(phrase) if m.group().lower() not in _OPENING]
    who = bare_name(within[-1]) if within else speakers.near(sentence, span)
    return f"{who} {what}" if who else what


class Speakers:
    """Who speaks in a sentence: the attribution's speaker, else the name before the place."""

    def __init__(self, report: Report, extraction: Extraction) -> None:
        self._text = report.text
        self._held = sorted(
            ((cover((*a.cue, *a.source)), a) for a in extraction.attributions if a.cue),
            key=lambda item: (item[0], item[1].id),
        )
        self._starts = [span.start for span, _ in self._held]

    def near(self, sentence: Span, place: Span) -> str | None:
        """Return the speaker whose cue or source stands in `sentence`, nearest to `place`."""
        inside = self._inside(sentence)
        if inside:
            best = min(inside, key=lambda item: _distance(item[0], place))
            return best[1].speaker_name
        start = max(sentence.start, place.start - SUBJECT_REACH)
        return _subject(self._text[start : place.start])

    def _inside(self, sentence: Span) -> list[tuple[Span, Attribution]]:
        at = bisect_right(self._starts, sentence.end)
        found: list[tuple[Span, Attribution]] = []
        while at and len(found) < REACH and self._held[at - 1][0].start >= sentence.start:
            at -= 1
            if self._held[at][1].speaker_name:
                found.append(self._held[at])
        return found


def _subject(before: str) -> str | None:
    """Return the noun phrase a clause's verb follows, from the words before the credit."""
    head = _SUBJECT_VERB.sub("", before).rstrip(" ,:")
    found = _NOUN_PHRASE.search(head)
    if found is None:
        return None
    name = bare_name(found[1] or found[2])
    return None if name.lower() in _OPENING or len(name) < 2 else name


def _distance(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
