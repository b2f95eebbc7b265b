"""Credits to works told by their titles: journals, books, programmes and podcasts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.credits import Credit, bare_name
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.owners import CAPITALS, Speakers
from whence.records.links import CitedKind
from whence.records.span import Span

_OPENING = word_set("opening")
_WORD = r"[A-Z][\w’'-]*"
_TITLE = rf"{_WORD}(?: (?:(?:of|and|for|in|on|the|&|of the|in the) )?{_WORD}){{0,6}}"
_OPEN, _SHUT = "[“\"‘'`]", "[”\"’']"
# "The journal Nature" is one whatever its name; elsewhere the name or a verb of publishing tells.
_JOURNAL = re.compile(
    r"\b(?:in|by|to) (?:the )?(?:[a-z]{4,16} ){0,2}journals? "
    rf"{_OPEN}?(?P<a>{_TITLE})"
    r"|\b(?:[Pp]ublish(?:ed|es|ing)|[Aa]ppear(?:ed|s|ing)|[Rr]eported|[Dd]escribed|[Dd]etailed|"
    r"[Ww]riting|wrote|[Aa]ccepted)(?: (?:[^.;“”\"\n]|\.(?! [A-Z])){1,90}?)?,? in (?:the )?"
    rf"{_OPEN}?(?:[Tt]he )?(?P<b>(?:{_WORD} (?:(?:of|and|&) )?){{0,5}}"
    r"(?:Journal|Letters|Proceedings|Annals|Transactions|Archives|Frontiers|Lancet|Nature|Science|"
    r"PNAS|JAMA|eLife|PLOS|PLoS)"
    rf"(?: (?:(?:of|in|on|and|&|of the) )?{_WORD}){{0,5}})"
)
_BOOK = re.compile(
    rf"\b[Ii]n (?:his|her|their|the|an?|{_TITLE}[’']s?) (?:[\w-]{{3,14}} ){{0,2}}"
    r"(?:book|memoir|autobiography|biography|documentary|essay|column|paper),? "
    r"(?:called |titled |entitled )?"
    rf"{_OPEN}(?P<name>[A-Z][^“”\"\n]{{2,80}}?),?{_SHUT}(?!\w)"
)
_ON_PROGRAMME = re.compile(
    r"\b(?:went|said|says|told|spoke|speaking|interview|interviewed|joked|revealed|explained|"
    r"talked|admitted|asked|discussed)(?: [\w’'-]+){0,4}? on "
    rf"(?:(?:[A-Z]{{2,5}}|{_TITLE})[’']s? |the )?(?:show |podcast |programme? )?"
    rf"{_OPEN}(?P<name>[A-Z][\w’'&! -]{{2,40}}?),?{_SHUT}(?!\w)"
)
_ON_SHOW = re.compile(
    rf"\bon (?:his|her|their|(?P<who>{CAPITALS.pattern})[’']s?) (?:[a-z][\w-]{{2,14}} ){{0,3}}?"
    r"(?P<what>talk show|chat show|radio show|TV show|television show|late[ -]night show|podcast|"
    r"(?:radio|television|TV) program(?:me)?)\b"
)

# One of these stands in whatever the patterns above match: a cheap first look.
_MAY_TELL = re.compile(
    r"journal|Journal|Letters|Proceedings|Annals|Transactions|Archives|Frontiers|Lancet|Nature|"
    r"Science|PNAS|JAMA|eLife|PL[Oo]S|book|memoir|biography|documentary|essay|column|paper|"
    r" on .*[“\"‘'`]|show|podcast|program"
)
_MET = re.compile(
    rf"(?:\b(?:with|joined) (?P<a>{CAPITALS.pattern})|"
    rf"(?P<b>{CAPITALS.pattern}) (?:during|in|for) [a-z ]{{2,20}}) ?$"
)


def title_credits(
    text: str, sentence: Span, speakers: Speakers, gazetteer: Gazetteer
) -> Iterator[Credit]:
    """Yield credits to journals, books and programmes of a sentence, named by their titles."""
    words = sentence.of(text)
    if not _MAY_TELL.search(words):
        return
    for match in _JOURNAL.finditer(words):
        name = bare_name(match["a"] or match["b"])
        if gazetteer.find(name) is None:
            yield Credit(_at(sentence, match), name, CitedKind.DOCUMENT)
    for match in _BOOK.finditer(words):
        yield Credit(_at(sentence, match), match["name"], CitedKind.DOCUMENT)
    for match in _ON_PROGRAMME.finditer(words):
        yield Credit(_at(sentence, match), match["name"], CitedKind.BROADCAST)
    for match in _ON_SHOW.finditer(words):
        span = _at(sentence, match)
        host = match["who"] or _host(words[: match.start()]) or speakers.near(sentence, span)
        cites = f"{bare_name(host)} {match['what']}" if host else match["what"]
        yield Credit(span, cites, CitedKind.BROADCAST)


def _at(sentence: Span, match: re.Match[str]) -> Span:
    return Span(sentence.start + match.start(), sentence.start + match.end())


def _host(words: str) -> str | None:
    """Return the person somebody meets "during a stop on his show": the name just before."""
    met = _MET.search(words)
    name = (met["a"] or met["b"]) if met else None
    return name if name and name.lower() not in _OPENING else None
