"""Scare quotes: quote marks around a few words that nobody is quoted with.

Quote marks do many things, so this keeps to the plain case: one to four words in lower case, in
the midst of a sentence, within a noun phrase, where nobody speaks. Titles, nicknames, names just
given, charges, words said elsewhere in the report and anything near a cue are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from whence.extraction.holders import Holders
from whence.extraction.lexicon import word_sets
from whence.quotations import Quote, outermost_quotes
from whence.records.claim import untouched_sentences
from whence.records.extraction import Attribution
from whence.records.span import Span

_WORD = re.compile(r"[\w’'-]+")
_RUN = re.compile(r"[\w’'-]{1,30}(?: [\w’'-]{1,30}){0,3}[,.]?")
_PEOPLE_ADJECTIVE = re.compile(
    r"(?:[A-Z]\w+(?:an|ish|ese|ch|i|ern)|[A-Z]{2,4})(?:-[a-z]\w+)?$|[A-Z]\w+-[a-z]\w+$"
)
_LAST_WORDS = re.compile(r"[\w’'-]+|[^\w\s]")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
_BACK, _AHEAD = 60, 20
_LONGEST = 64
_MOST_WORDS = 4
_MOST_TIMES = 2
"""Quoted more often in one report, a run is a term of its subject."""
_SPOKEN_WORDS = 40
"""A quotation this long is speech; its runs of words are known as said."""


def find_scare_quotes(
    text: str,
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
) -> list[Span]:
    """Return the quoted runs, marks included, that stand apart from their own sense.

    At the outermost level one counts where no attribution touches its sentence. Inside a
    quotation that is somebody's word it counts, as that speaker's, where nobody else is given
    as saying it.
    """
    found = _Finder(text, quotes, attributions, sentences)
    return [quote.outer for quote in quotes if found.is_scare(quote)]


class _Finder:
    def __init__(
        self,
        text: str,
        quotes: Sequence[Quote],
        attributions: Sequence[Attribution],
        sentences: Sequence[Span],
    ) -> None:
        self._text = text
        self._lists = word_sets("distance")
        self._outer = outermost_quotes(quotes)
        self._outer_starts = [quote.outer.start for quote in self._outer]
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._holders = Holders(attributions)
        self._untouched = frozenset(untouched_sentences(sentences, attributions))
        self._times = Counter(
            _key(quote.inner.of(text)) for quote in quotes if len(quote.outer) <= _LONGEST
        )
        self._said = frozenset(_said_runs(text, quotes, self._holders))

    def is_scare(self, quote: Quote) -> bool:
        if len(quote.outer) > _LONGEST or quote.runs_on:
            return False
        run = quote.inner.of(self._text)
        sentence = self._sentence(quote.outer)
        if sentence is None or not self._may_be_meant_otherwise(run):
            return False
        return self._stands_in_phrase(quote.outer, sentence) and self._is_nobodys(quote, sentence)

    def _sentence(self, span: Span) -> Span | None:
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or not self._sentences[at].contains(span):
            return None
        sentence = self._sentences[at]
        tail = self._text[max(sentence.start, sentence.end - 4) : sentence.end]
        return sentence if _ENDS.search(tail) else None  # a headline's or a caption's quotes quote

    def _may_be_meant_otherwise(self, run: str) -> bool:
        """Say whether the words themselves may be scare quoted: few, in lower case, no figure."""
        if not _RUN.fullmatch(run) or any(c.isdigit() for c in run):
            return False
        words = run.rstrip(",.").split()
        if words[0].lower() in self._lists["plain_quoted"] and len(words) == 1:
            return False
        adjective = bool(_PEOPLE_ADJECTIVE.match(words[0]))
        if not (words[0][0].islower() or adjective):
            return False
        if adjective and len(words) == 1 and "-" not in words[0]:
            return False
        return len(words[-1]) > 2 and all(word[0].islower() for word in words[1:])

    def _stands_in_phrase(self, span: Span, sentence: Span) -> bool:
        before = self._text[max(sentence.start, span.start - _BACK) : span.start]
        tokens = _LAST_WORDS.findall(before)
        if not tokens:
            return False
        last = tokens[-1].lower()
        opens = last in self._lists["before_scare"] or last.isdigit()
        if not opens and not last.endswith(("'s", "’s", "s’")):
            return False
        if any(token.lower() in self._lists["names_words"] for token in tokens[-4:]):
            return False
        after = self._text[span.end : min(sentence.end, span.end + _AHEAD)]
        following = _LAST_WORDS.findall(after)[:2]
        return not bool(
            following[:1] == ["("]
            or (following and following[0].lower() in self._lists["labelled"])
            or (following[:1] == [","] and following[-1].lower() in self._lists["explains"])
        )

    def _is_nobodys(self, quote: Quote, sentence: Span) -> bool:
        key = _key(quote.inner.of(self._text))
        if key in self._said or self._times[key] > _MOST_TIMES:
            return False
        outer = self._outer_of(quote)
        if outer is None:
            return sentence in self._untouched
        around = self._holders.around(quote.outer)
        speakers = [a for a in around if any(span.contains(outer.inner) for span in a.content)]
        return bool(speakers) and len(speakers) == len(around)

    def _outer_of(self, quote: Quote) -> Quote | None:
        at = bisect_right(self._outer_starts, quote.outer.start) - 1
        outer = self._outer[at] if at >= 0 else None
        return None if outer is None or outer == quote else outer


def _said_runs(text: str, quotes: Iterable[Quote], holders: Holders) -> Iterator[str]:
    """Yield every run of one to four words in quotations that somebody is given as saying."""
    for quote in quotes:
        if quote.depth or not holders.around(quote.inner):
            continue
        words = _WORD.findall(quote.inner.of(text).lower())
        for size in range(1 if len(words) <= _SPOKEN_WORDS else 2, _MOST_WORDS + 1):
            for start in range(len(words) - size + 1):
                yield " ".join(words[start : start + size])


def _key(run: str) -> str:
    return " ".join(_WORD.findall(run.lower()))
