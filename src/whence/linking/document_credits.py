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

POSTED_BEFORE = 90  # characters around a place on social media in which a word of posting stands
POSTED_AFTER = 60
SAID_AFTER = 15
SUBJECT_REACH = 200  # characters before a credit in which its subject is looked for
_OPENING = word_set("opening")

_PLACES = (
    "Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|Snapchat|WhatsApp|VKontakte|Reddit|TikTok|"
    "Periscope|Bluesky|Threads|Truth Social|LinkedIn|Tumblr"
)
_SOCIAL_PLACE = re.compile(
    r"\b(?:(?:on|via|over|through|to) "
    r"(?:(?:his|her|their|its|the|official|own|personal|verified) ){0,3}"
    rf"(?P<a>{_PLACES})"
    r"|(?P<b>Twitter|Facebook|Instagram|YouTube|Telegram|Weibo|WhatsApp)"
    r" (?:posts?|page|account|feed|message|video|Live|channel|update|status|statement)"
    r"|(?P<c>\b(?:re)?tweeted\b|\btweeting\b|\btweets?(?=[:,] )"
    r"|\b[Ii]n (?:an?|one|another|his|her|its|their) (?:[\w’'-]{2,20} ){0,2}tweets?\b"
    r"|\b(?:series|string|flurry|number) of tweets\b"
    r"|\btweets? (?:by|from|sent|read|reads|said|posted)\b)"
    r"|(?:posted|circulat(?:ed|ing)|shared|published|uploaded) (?:online|on social media)"
    r"|(?:social media|online) (?:posts?|message|video|accounts?|reports)\b"
    r"|[Ii]n (?:a|an|another|one|his|her|their) (?:[\w’'-]{2,20} ){0,2}post\b"
    r"|posted (?:an?|the) (?:[\w’'-]{2,20} ){0,2}?(?:image|video|message|picture|photo|statement)"
    r" (?:online|on social media)|[Tt]he post (?:said|says|read|reads|added)"
    r"|(?:on|via|over|through) social media)",
)
# A message shown whole: "— Ana Roe (@anaroe) May 2, 2031".
_EMBEDDED = re.compile(
    r"(?:[—–-]{1,2} ?|pic\.twitter\.com/\w+ ?[—–-]? ?)"
    r"(?P<who>[A-Z][\w’'. -]{1,40}?)[^\w()]{0,8}\(@\w{2,20}\)"
)
# "called on Facebook to act": the platform is spoken to; "her son was never on social media".
_NOT_POSTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|based|rel(?:y|ies|ied|ying)|depend(?:s|ed|ing|ent)?|spends?|spent|"
    r"focus(?:es|ed|ing)?|due|thanks|similar|attention|access|according|am|is|are|was|were|be|been|"
    r"never|not|active|popular) $",
    re.IGNORECASE,
)
_POSTING = re.compile(
    r"\b(?:posts?|posted|circulat\w+|shared|published|uploaded|message|update|status|statement)\b"
)
_SOCIAL_VERB = re.compile(
    r"\b(?:wrote|writes|writing|said|says|saying|posted|posts|posting|post|tweeted|tweet|shared|"
    r"sharing|announc\w{0,5}|added|described|confirmed|uploaded|published|appeared|circulated|"
    r"circulating|statement|videos?|messages?|footage|account|told|claim\w{0,3}|emerged|reported|"
    r"revealed|denied|warned|called|criticis\w{0,3}|responded|replied|thanked|praised|condemned|"
    r"noted|took|takes|taking|turned|voic\w{2,3}|dubbed|wondered|joked|slammed|blasted|argued|"
    r"insisted|urged|lamented|streamed|aired|broadcast)\b",
    re.IGNORECASE,
)
_PAPER = (
    r"statement|report|letter|press release|news release|memo|memorandum|e-?mail|blog post|blog|"
    r"communiqu[eé]|dossier|study|survey|affidavit|filing|bulletin|dispatch|editorial|commentary|"
    r"open letter|text message|briefing|document|op-ed|lawsuit|complaint|indictment|advisory|"
    r"court (?:papers|documents|filings|records)|transcript|fact sheet|white paper|audit|manifesto"
)
_NOUN = rf"(?:{_PAPER}|research|analysis|poll|website|web site|guidelines)"
_DATA = r"(?:data|figures|statistics|documents)"
# A document's "by whom": "by psychologist Ana Roe", "from the Dam Office".
_BY = (
    r" (?:from|by|of|on behalf of|issued by|released by|published by) (?:the )?"
    r"(?:[a-z][\w’'-]{2,20} ){0,3}(?:[A-Z][\w’'.-]{1,20}(?!\w)(?: (?:of|for|and|the) )? ?){1,6}"
)
_IN_DOCUMENT = re.compile(
    rf"\b(?:[Ii]n|[Tt]hrough|[Bb]y|[Vv]ia) (?:an?|the|its|his|her|their) "
    rf"(?:[\w’'-]{{2,20}} ){{0,4}}?(?:{_PAPER})\b"
    rf"|\b[Oo]n (?:its|his|her|their|the (?:[\w’'-]{{2,20}} ){{1,3}}?) ?(?:own |official )?"
    r"(?:website|web site|blog|homepage)\b"
    r"|\b[Ii]n court (?:papers|documents|filings|records)\b"
)
_ISSUED = re.compile(
    r"\b(?:issued?|released?|published?|issuing|releasing|sent|send|sending|signed|penned|wrote|"
    r"fired off|circulated|addressed) (?:an?|the|its|his|her|their) "
    r"(?:[\w’'-]{2,20} ){0,2}?(?:statement|report|letter|press release|news release|communiqu[eé]|"
    r"advisory|apology|memo|travel advisory)\b"
)
_DOCUMENT_SAYS = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w’'.-]{{1,20}}) "
    rf"(?:[\w’'.-]{{1,20}} ){{0,4}}?{_NOUN}"
    rf"(?P<by>{_BY})?"
    r"[”\"]? (?:said|says|read|reads|found|added|adds|stated|states|showed|shows|concluded|claimed|"
    r"warned|confirmed|quoted|described|called|noted|continued|reported|identifies|lists|listed|"
    r"indicates?|suggests?|suggested|reveals?|revealed|highlighted|explains|calls|asks|asked)\b"
    r"|(?<=[,”’'\"] )(?:said|says|reads) (?:an?|the|its|his|her|their) "
    rf"(?:[\w’'.-]{{1,20}} ){{0,3}}?{_NOUN}\b(?:{_BY})?"
    r"|\b(?:[Aa]|[Aa]nother|[Oo]ne|[Tt]he|[Nn]ew|[Rr]ecent) (?:[a-z][\w’'-]{1,20} ){0,2}"
    r"(?:study|survey|poll|analysis|report) (?:[a-z][\w’'-]{1,20} ){0,4}"
    r"(?:by|from) (?:the )?(?:[a-z][\w’'-]{2,20} ){0,3}(?:[A-Z][\w’'.-]{1,20}(?!\w) ?){1,5}"
)
_ACCORDING_DOCUMENT = re.compile(
    rf"\b[Aa]ccording to (?:(?:an?|the|its|his|her|their) )?(?:[\w’'.-]{{1,20}} ){{0,5}}?{_NOUN}\b"
    rf"(?:{_BY})?"
    rf"|\b[Aa]ccording to (?:[a-z]{{2,12}} ){{0,2}}{_DATA}{_BY}"
)
_FIGURES = re.compile(
    r"\b(?:(?:[Oo]fficial|[Gg]overnment|[Cc]ourt|[Mm]inistry|[Pp]olice|[Mm]ilitary|[Ll]eaked|"
    r"[Ii]nternal|[Ss]ecret|[Cc]lassified) (?:[\w’'-]{2,20} ){0,2}?"
    r"(?:figures|data|statistics|documents|records|papers|files) "
    r"(?:show|showed|shows|suggest|indicate|reveal|revealed|say|said|indicated|suggested)\b)"
)
_SAYING = re.compile(
    r"\b(?:states|claims|notes|argues|reads|lists|explains|warns|said|says|saying|wrote|writes|"
    r"added|announced|confirmed|denied|condemned|warned|called|"
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
_LETTERS = re.compile(r" ?\([A-Z]{2,6}\)")
_CAPITALS = re.compile(
    r"[A-Z][\w’'.-]*(?: (?:(?:of|for|and|the|de|al|bin|von|van) )?[A-Z][\w’'.-]*){0,5}"
)

_SUBJECT_BEHIND = re.compile(rf"[^,.\n]{{0,30}}, (?:[Tt]he )?({_CAPITALS.pattern})")


def social_credits(
    text: str, sentence: Span, speakers: Speakers, own: str | None
) -> Iterator[Credit]:
    """Yield credits to posts and accounts on social media, with whose they are; not to `own`."""
    words = sentence.of(text)
    for match in _EMBEDDED.finditer(words):
        if match["who"] == own:
            continue
        span = Span(sentence.start + match.start("who"), sentence.start + match.end())
        yield Credit(span, f"{match['who']} on Twitter", CitedKind.SOCIAL)
    for match in _SOCIAL_PLACE.finditer(words):
        place = match["a"] or match["b"] or ("Twitter" if match["c"] else None)
        if not match["c"] and not _is_posted(words, match):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        who = _poster(speakers.near(sentence, span))
        where = place or "social media"
        yield Credit(span, f"{who} on {where}" if who else f"{where} post", CitedKind.SOCIAL)


def _poster(who: str | None) -> str | None:
    """Return whose a post is that is itself the speaker ("the mayor's first tweet")."""
    if who is None or not (post := re.search(r"\b(?:tweet|post|account|page|video)s?\b", who)):
        return who
    owner = re.search(r"(\S[^,]*)['’]s? (?:\w+ ){0,3}$", who[: post.start()])
    if owner:
        return bare_name(owner[1])
    named = [m.group() for m in _CAPITALS.finditer(who[: post.start()])]
    named = [bare_name(re.sub(rf" ?(?:{_PLACES})$", "", name)) for name in named]
    return next((name for name in reversed(named) if name), None)


def _is_posted(words: str, match: re.Match[str]) -> bool:
    """Say whether something is said or shown at a place on social media.

    A word of posting must stand near in the same clause: "let his nephew on social media" and
    "called on Facebook to act" credit nobody.
    """
    clause = re.split(
        r"\bthat\b|[;:]", words[max(0, match.start() - POSTED_BEFORE) : match.start()]
    )[-1]
    if _NOT_POSTED.search(clause):
        return False
    if _POSTING.search(match.group()) or _SOCIAL_VERB.search(clause):
        return True
    opens = not clause.strip() or clause.rstrip()[-1] in ',—–-"”'
    after = words[match.end() : match.end() + (POSTED_AFTER if opens else SAID_AFTER)]
    return _SOCIAL_VERB.search(after if opens else after.split(",")[0]) is not None


def document_credits(text: str, sentence: Span, speakers: Speakers) -> Iterator[Credit]:
    """Yield credits to statements, reports, letters, figures, each named by whose it is."""
    words = sentence.of(text)
    saying = _SAYING.search(words) is not None
    for pattern in (_DOCUMENT_SAYS, _ACCORDING_DOCUMENT, _IN_DOCUMENT, _ISSUED, _FIGURES):
        for match in pattern.finditer(words):
            if pattern is _IN_DOCUMENT and not saying:
                continue
            phrase = match.group().rstrip()
            start = sentence.start + match.start()
            span = Span(start, start + len(phrase))
            if letters := _LETTERS.match(words, match.end()):
                phrase += letters.group()
            name = _document_name(phrase, span, sentence, speakers)
            yield Credit(span, name, CitedKind.DOCUMENT)


def _document_name(phrase: str, span: Span, sentence: Span, speakers: Speakers) -> str:
    """Name a document by whose it is: in the phrase itself, the speaker, or the nearest name."""
    if figures := _FIGURES.match(phrase):
        return re.sub(r"\s\w+$", "", figures.group())
    noun = re.search(rf"\b(?:{_NOUN}|{_DATA}|apology)\b", phrase)
    what = noun.group() if noun else "statement"
    within = [m.group() for m in _CAPITALS.finditer(phrase) if m.group().lower() not in _OPENING]
    letters = within.pop() if len(within) > 1 and f"({within[-1]})" in phrase else None
    who = bare_name(within[-1]) if within else _owner(speakers.near(sentence, span))
    who = f"{who} ({letters})" if letters else who
    return f"{who} {what}" if who else what


def _owner(who: str | None) -> str | None:
    """Return whose a document is that is itself the speaker: "the zoo's website" is the zoo's."""
    if who is None or not (noun := re.search(rf"\b{_NOUN}\b", who)):
        return who
    before = re.sub(
        r"^(?:the|an?|its|his|her|their)\b ?", "", who[: noun.start()].strip(), flags=re.I
    )
    if owner := re.search(r"^(.*?\w)(?:['’]s|s['’])(?: |$)", before):
        return owner[1]
    if by := re.match(rf"{_BY}| (?:from|by) (?P<body>(?:\w+ ){{0,3}}\w+)", who[noun.end() :]):
        named = [m.group() for m in _CAPITALS.finditer(by.group())]
        return (
            bare_name(named[-1])
            if named
            else re.sub(r"^(?:the|an?) ", "", by["body"] or "") or None
        )
    return before if re.fullmatch(r"[\w’'-]+(?: [\w’'-]+)?", before) else None


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
            best = min(inside, key=lambda item: _distance(item[0], place))[1]
            return _with_letters(
                best.speaker_name or "", " ".join(s.of(self._text) for s in best.source)
            )
        start = max(sentence.start, place.start - SUBJECT_REACH)
        before = _subject(self._text[start : place.start])
        if before is None or re.fullmatch(r"\w+ing", before):  # "Writing on X, Ana Roe said"
            behind = _SUBJECT_BEHIND.match(self._text, place.end, sentence.end)
            return bare_name(behind[1]) if behind else None
        return before

    def _inside(self, sentence: Span) -> list[tuple[Span, Attribution]]:
        at = bisect_right(self._starts, sentence.end)
        found: list[tuple[Span, Attribution]] = []
        while at and len(found) < REACH and self._held[at - 1][0].start >= sentence.start:
            at -= 1
            if self._held[at][1].speaker_name:
                found.append(self._held[at])
        return found


def _with_letters(name: str, written: str) -> str:
    """Return a name with the letters the text calls it by: "Dam Control Office (DCO)"."""
    letters = re.fullmatch(r"(?:[Tt]he )?([A-Z]{2,6})", written)
    return f"{name} ({letters[1]})" if letters and letters[1] not in name else name


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
