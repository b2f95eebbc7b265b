"""Texts that say where they stood first: "originally appeared on X", "republished from X".

Such a text is X's as a whole, whoever shows it. The words that say so stand above the text or
below it, so a story told of in between ("the story first appeared in X in 1998") is not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import plain_words, words_of
from whence.records.links import CitedKind
from whence.records.report import Report
from whence.records.span import Span

ABOVE, BELOW = 1, 3  # paragraphs at either end of a text in which it may be said
ITS_TITLE = 0.6  # share of a title's words that stand before "originally appeared on"

_NO_NAME = word_set("days") | word_set("opening") | {"page", "print", "full", "english", "part"}
_THIS = (
    r"\b(?:[Tt]h(?:is|e above)|[Aa](?:n earlier|n edited|n abridged|nother| longer| shorter)? "
    r"version of this) (?:[a-z-]+ ){0,2}"
    r"(?:article|story|post|piece|report|op-ed|column|essay|interview|excerpt|commentary|feature|"
    r"analysis|content|text|dispatch|investigation)"
)
_PART = r"(?:(?:the|its) (?:[\w-]+ ){0,3}(?:issue|edition|website|site|blog|pages) of )?"
_NAME = (
    rf"{_PART}(?:the )?(?P<name>(?:The )?[A-Z][\w’'&-]*(?:\.[a-z]{{2,4}}\b)?"
    r"(?: (?:(?:of|for|and|the|de|&) )?[A-Z][\w’'&-]*(?:\.[a-z]{2,4}\b)?){0,5})"
)
_STOOD = (
    r"(?:(?:was |were |has been |is |had )?(?:also )?(?:originally |first |previously ){1,2}"
    r"(?:appeared|ran|published|posted|printed|released)|appeared (?:first|originally)|"
    r"ran (?:first|originally)|(?:was )?published (?:first|originally))"
)
_IN = r"(?: here)?(?: in [A-Z][a-z]+)? (?:on|in|at|by|with) "
_AGAIN = (
    r"(?:re-?published|re-?printed|reproduced|re-?posted|syndicated|cross-?posted|excerpted|"
    r"adapted|translated)"
)
_LEAVE = (
    r"(?:(?: here)?(?: with| by| under)(?: the)?(?: kind| express)? (?:permission|licen[cs]e)"
    r"(?: of| from)|(?: here)? from|(?: here)? courtesy of) "
)
_MADE = r"(?:was |is |has been )(?:produced|provided|distributed|supplied|syndicated) by "
# What each sort of words is read from; the words before `title` must be the report's title.
_PATTERNS = (
    re.compile(rf"{_THIS} (?:by [^.\n]{{2,60}}? )?{_STOOD}{_IN}{_NAME}"),
    re.compile(rf"{_THIS} (?:was |is |has been )?{_AGAIN}{_LEAVE}{_NAME}"),
    re.compile(rf"{_THIS} {_MADE}{_NAME}"),
    re.compile(rf"{_NAME}, where {_THIS} {_STOOD}"),
    re.compile(
        rf"(?:^|(?<=[.)(\n—–] )|(?<=[(\n—–]))(?:Originally|First|Previously) "
        rf"(?:appeared|published|posted|printed){_IN}{_NAME}",
        re.MULTILINE,
    ),
    re.compile(
        rf"(?:^|(?<=[.)(\n—–] )|(?<=[(\n—–]))(?:Re-?published|Re-?printed|Reproduced|Re-?posted|"
        rf"Syndicated|Cross-?posted|Used){_LEAVE}{_NAME}",
        re.MULTILINE,
    ),
    re.compile(rf"\bRead the original (?:article|story|post|piece|version)? ?(?:on|at|in) {_NAME}"),
    re.compile(rf"\bOriginalartikel (?:\w+ ){{1,4}}?(?:auf|bei|in) {_NAME}"),
    re.compile(rf"^(?P<title>.{{12,200}}?)[”\"’']? {_STOOD} (?:on|in|at) {_NAME}", re.MULTILINE),
)
_MAY_SAY = re.compile(
    r"riginal|irst|revious|e-?publish|eprint|eproduc|e-?post|yndicat|ross-?post|xcerpt|dapted|"
    r"ranslated|produced|provided|distributed|supplied|[Pp]ermission"
)


@dataclass(frozen=True, slots=True)
class FirstStood:
    """Where a text says that it stood first.

    `span` covers the words that say so, `written` the name in them, `name` is the medium's
    canonical name where it is known.
    """

    span: Span
    written: Span
    name: str
    label: str
    kind: CitedKind


def first_stood(report: Report, gazetteer: Gazetteer) -> FirstStood | None:
    """Return in which other medium a report says that its whole text stood first, if it does."""
    own = gazetteer.outlet(report.publisher, report.url)
    for match in _said(report):
        written = Span(*match.span("name"))
        name = re.sub(r"['’]s?$", "", written.of(report.text)).strip()
        first = plain_words(name.removeprefix("The "))[:1]
        if not first or first[0] in _NO_NAME or _is_own(name, report, own, gazetteer):
            continue
        span = Span(match.end("title") + 1 if _titles(match) else match.start(), written.end)
        entry = _medium(report.text, written, gazetteer)
        if entry is None or entry == own:
            bare = name.removeprefix("The ")
            return FirstStood(span, written, bare, bare, CitedKind.OUTLET)
        kind = entry.cited_kind or CitedKind.OUTLET
        return FirstStood(span, written, entry.name, entry.label, kind)
    return None


def _said(report: Report) -> Iterator[re.Match[str]]:
    """Yield what above or below a text may say where it stood first, the last paragraph first."""
    ends = dict.fromkeys((*reversed(report.paragraphs[-BELOW:]), *report.paragraphs[:ABOVE]))
    for paragraph in ends:
        if not _MAY_SAY.search(report.text, paragraph.start, paragraph.end):
            continue
        for pattern in _PATTERNS:
            for match in pattern.finditer(report.text, paragraph.start, paragraph.end):
                if not _titles(match) or _is_title(match["title"], report):
                    yield match


def _titles(match: re.Match[str]) -> bool:
    return "title" in match.groupdict()


def _is_title(words: str, report: Report) -> bool:
    """Say whether words are those of the report's title, as in "The post ... appeared first on"."""
    title = set(plain_words(report.title or ""))
    return bool(title) and len(title.intersection(plain_words(words))) >= ITS_TITLE * len(title)


def _medium(text: str, written: Span, gazetteer: Gazetteer) -> Entry | None:
    found = next(iter(gazetteer.media_in(words_of(text, written))), None)
    whole = gazetteer.find(written.of(text))
    entry = whole or (found.entry if found and found.first == 0 else None)
    return entry if entry and entry.cited_kind not in (None, CitedKind.SOCIAL) else None


def _is_own(name: str, report: Report, own: Entry | None, gazetteer: Gazetteer) -> bool:
    """Say whether a name is the report's own outlet; one of its editions is another."""
    bare = name.removeprefix("The ").casefold()
    names = (own.name if own else "", report.publisher or "")
    if bare in {n.removeprefix("The ").casefold() for n in names}:
        return True
    return own is not None and gazetteer.find(name) == own and not _is_edition(name, own)


def _is_edition(name: str, entry: Entry) -> bool:
    """Say whether a name has words beyond its medium's: "Harbour Times Europe"."""
    return set(plain_words(name)) > set(plain_words(entry.name)) - {"the"}
