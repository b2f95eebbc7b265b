"""Distance: words by which a text keeps what it passes on at arm's length.

"Alleged", "so-called", "under the pretext of", "no evidence has been produced", and scare quotes.
A word that only hedges ("likely", "believed to") is not among them, nor one that says that
something is unknown: these tell of the matter, distance tells of somebody's claim. "Alleges" is,
though it is a cue as well; "claims" is only where it stands in the midst of another clause ("the
militia it claims was behind the raid"). Word lists are in `lexicon/distance.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from whence.extraction.holders import Holders
from whence.extraction.lexicon import word_sets
from whence.extraction.scare_quotes import find_scare_quotes
from whence.quotations import Quote
from whence.records.extraction import Attribution, Distance, DistanceKind, QuoteKind
from whence.records.span import Span

_W = r"[\w’'-]{1,30}"
_S = r"\s{1,2}"
_DETERMINERS = ("the", "a", "its", "his", "her", "their", "this", "these")
_QUOTED_AFTER = re.compile(r"\s[“\"‘'](?:[\w’-]{1,30}\s?){1,4}[”\"’'](?!\w)")
_LOOKED_AT = 60
"""Quotations that begin before a place and are looked at: no report nests so deep."""
_ING = re.compile(rf"{_S}{_W}ing\b", re.I)


def find_distances(
    text: str,
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
) -> tuple[Distance, ...]:
    """Return the words that keep a distance, in order, none overlapping another.

    Args:
        text: the report's text.
        quotes: its quotations (see `find_quotes`).
        attributions: what is said in it by whom.
        sentences: its sentences, sorted.

    Returns:
        Each with the attribution whose speaker keeps the distance, none where the report does:
        the words of a paraphrase are the report's own, unless they say that there is no evidence,
        which is then what is passed on. Words outside all sentences (page debris) are passed
        over. Linear in the text.
    """
    keepers = _Keepers(Holders(attributions), quotes)
    worded = [found for sentence in sentences for found in _in_sentence(text, sentence)]
    scare = [
        (span, DistanceKind.SCARE_QUOTES)
        for span in find_scare_quotes(text, quotes, attributions, sentences)
    ]
    return tuple(
        Distance(span, kind, keepers.of(span, kind)) for span, kind in _apart([*worded, *scare])
    )


class _Keepers:
    """Whose words the words of a distance are."""

    def __init__(self, holders: Holders, quotes: Sequence[Quote]) -> None:
        self._holders = holders
        self._quotes = quotes
        self._starts = [quote.outer.start for quote in quotes]

    def of(self, span: Span, kind: DistanceKind) -> str | None:
        """Return the id of the attribution whose speaker keeps the distance, None: the report."""
        around = self._holders.around(span)
        if kind is DistanceKind.NO_EVIDENCE and around:
            return around[0].id
        return next((held.id for held in around if self._speaks(held, span)), None)

    def _speaks(self, held: Attribution, span: Span) -> bool:
        """Say whether `span` stands in words of the speaker that are given as spoken."""
        if held.quote is QuoteKind.DIRECT:
            return True
        piece = next(piece for piece in held.content if piece.contains(span))
        last = bisect_right(self._starts, span.start)
        first = max(bisect_left(self._starts, piece.start - 1), last - _LOOKED_AT)
        return any(quote.inner.contains(span) for quote in self._quotes[first:last])


def _in_sentence(text: str, sentence: Span) -> Iterator[tuple[Span, DistanceKind]]:
    for kind, pattern in _patterns():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            end = match.end()
            if kind is DistanceKind.SO_CALLED:
                quoted = _QUOTED_AFTER.match(text, end, sentence.end)
                end = quoted.end() if quoted else end
            yield Span(match.start(), end), kind


def _apart(found: Iterable[tuple[Span, DistanceKind]]) -> Iterator[tuple[Span, DistanceKind]]:
    """Yield what was found in order; of two that overlap the earlier, then the longer."""
    reach = -1
    for span, kind in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if span.start >= reach:
            reach = span.end
            yield span, kind


@cache
def _patterns() -> tuple[tuple[DistanceKind, re.Pattern[str]], ...]:
    return (
        (DistanceKind.ALLEGED, _compile(_alleged())),
        (DistanceKind.SO_CALLED, _compile(_so_called())),
        (DistanceKind.PRETEXT, _compile(_pretexts())),
        (DistanceKind.NO_EVIDENCE, _compile(_no_evidence())),
    )


def _compile(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(forms)})", re.I)


def _any_of(name: str) -> str:
    """Return a pattern for one entry of a list of the lexicon, the longest first."""
    entries = sorted(word_sets("distance")[name], key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", _S) for entry in entries) + r")\b"


def _alleged() -> Iterator[str]:
    yield _any_of("alleged")
    to_be = rf"(?={_S}to{_S}(?:be|have)\b)"
    yield rf"(?:is|are|was|were|been){_S}(?:{_W}{_S})?{_any_of('said_to')}{to_be}"
    yield rf"supposed(?={_S}{_W})(?!{_S}(?:to|that|the|a|he|she|it|they|we)\b)"
    determiners = "|".join(rf"(?<=\b{word}\s)" for word in _DETERMINERS)
    yield rf"(?:{determiners})claimed(?={_S}[a-z])"
    yield rf"claimed(?={_S}(?:is|are|was|were|had|has|included?|involved|came)\b)"
    yield rf"(?:it|he|she|which|who)\b{_S}claims(?={_S}(?:is|are|was|were|has|had|have)\b)"
    yield rf"(?:they|who){_S}claim(?={_S}(?:is|are|was|were|has|had|have)\b)"


def _so_called() -> Iterator[str]:
    not_before = _any_of("calls_not_before")
    yield _any_of("so_called")
    words = rf"(?!(?:do|does|did)\b)(?:{_W}{_S}){{1,5}}?"
    yield rf"what{_S}{words}{_any_of('calls')}(?!{_S}{not_before})(?!\?)"
    yield rf"(?-i:what){_S}(?:{_W}{_S}){{1,5}}?{_any_of('says_is')}"
    passive = rf"(?:called|termed|dubbed|said{_S}to{_S}be)\b"
    yield rf"what{_S}(?:is|are|was|were){_S}(?:{_W}{_S})?{passive}"


def _pretexts() -> Iterator[str]:
    a_the = rf"(?:(?:the|a|an|this|that|its|his|their){_S})?(?:{_W}{_S})?"
    after = rf"(?:{_S}(?:of|for|that|to)\b)?"
    yield rf"{_any_of('pretext_openers')}{_S}{a_the}{_any_of('pretexts')}{after}"
    yield rf"pretexts?{_S}(?:of|for|that|to)\b"
    yield rf"as{_S}an?{_S}(?:{_W}{_S})?{_any_of('pretext_as')}{_S}(?:for|to)\b"
    yield rf"{_any_of('pretext_before_ing')}(?={_ING.pattern})"
    yield _any_of("pretext_words")


def _no_evidence() -> Iterator[str]:
    paper = rf"(?!{_S}of{_S}{_any_of('paper_of')})"
    evidence, some = _any_of("evidence") + paper, rf"(?:{_W}{_S}){{0,3}}?"
    provide, not_one = _any_of("provide"), r"(?:not|never|nor|neither|n[’']t|cannot)"
    done = rf"(?:{_S}(?:has|have|had|was|were|is)(?:{_S}{_W}){{0,3}}?{_S}{_any_of('provided')})?"
    negated = rf"(?:{_W}n[’']t|{not_one})"
    yield _any_of("unproven")
    yield rf"(?:no|little|scant){_S}(?:{_W}{_S}){{0,2}}?{evidence}(?:{_S}whatsoever)?{done}"
    yield rf"without{_S}{some}{evidence}"
    yield rf"(?:lack|absence|lacks|lacking){_S}(?:of{_S})?(?:any{_S})?{evidence}"
    yield rf"{negated}{_S}{some}{provide}{_S}{some}{evidence}"
    yield rf"fail(?:s|ed|ing)?{_S}to{_S}(?:{provide}{_S}{some}{evidence}|{_any_of('substantiate')})"
    yield rf"{negated}{_S}{some}(?:be|been){_S}(?:{_W}{_S})?{_any_of('substantiated')}"
    yield rf"(?:is|are|was|were){_S}not{_S}(?:{_W}{_S})?{_any_of('substantiated')}"
    yield rf"(?:could|can|did){_S}?not{_S}(?:immediately{_S})?independently{_S}{_W}"
    yield rf"(?:impossible|unable|no{_S}way){_S}to{_S}(?:{_W}{_S})?(?:verify|confirm|corroborate)\b"
    yield rf"no{_S}(?:{_W}{_S})?(?:confirmation|corroboration|verification)\b"
