"""The report's own voice: the sentences nobody is given as saying, and whether they judge.

A sentence reports unless its words show an opinion: judging words, "of course", the writer's
"should" and "we", a question put to the reader, an exclamation. What stands in quote marks is
not the writer's. Lines that are no sentence (a caption's credit, a crumb) are no statement.
The word lists are in `lexicon/own_voice.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from whence.extraction.lexicon import word_sets
from whence.quotations import Quote, outermost_quotes
from whence.records.claim import untouched_sentences
from whence.records.extraction import Attribution, Statement, Tone
from whence.records.span import Span

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
_TOKEN = re.compile(r"[^\W_][\w’'-]*")
_LEAST_WORDS, _HEADLINE_WORDS, _QUESTION_WORDS = 3, 6, 4
_READ = 2000
"""How much of a sentence is read, in characters: longer ones are no sentences."""
_MOST_REASONS = 4
_LEAST_OWN, _LEAST_SHOWN = 8, 3
_PLAIN_COUNTS, _ARGUING_SHARE = 3, 0.45
"""Of a report's own sentences so large a share must show an opinion (each for three) or lean to
one. In PolNeAR's dev articles and 22 of public stories, 17 of the 20 above it are opinion."""
_NEAR, _NEXT = 120, 40
"""How far around a word its sense is looked for, in characters."""
_OPEN_QUOTES = tuple("\"“‘'«")
_EMBEDDING = frozenset(
    ["who", "which", "that", "if", "whether", "how", "what", "where", "when", "why", "they"]
)
_SUBJECTS = frozenset(
    ["the", "a", "any", "it", "they", "he", "she", "we", "you", "there", "this", "these", "those"]
)
"""Behind "should" they make it an "if": "should these talks fail"."""
_LOWER_NEXT = re.compile(r"\s+[a-z]")
_MODAL = re.compile(r"\b(should|ought to|must|needs? to|cannot be allowed to|deserves? to)\b", re.I)
_PERFECT = re.compile(r"\s+(?:not\s+)?have\b", re.I)
_EXCLAIMS = re.compile(r"[^!?]![)\]]?$")
_ASKS = re.compile(r"\?[)\]]?$")


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence, its words outside quote marks, and those that plainly show an opinion."""

    span: Span
    words: str
    reasons: tuple[str, ...]


def own_statements(
    text: str,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote] = (),
) -> tuple[Statement, ...]:
    """Return the sentences that no attribution's cue or content touches, each with its tone.

    Args:
        text: the report's text.
        sentences: its sentences.
        attributions: what is said in it by whom.
        quotes: its quotations; words in them show nothing of the writer.

    Returns:
        The statements in order. `why` of an opinion is up to four of the words that show it, in
        their order, parted by commas. A line that is no sentence (see `is_sentence`) is left
        out. Linear in the text's length.
    """
    outer = [quote.outer for quote in outermost_quotes(quotes)]
    starts = [span.start for span in outer]
    found: list[_Read] = []
    for sentence in untouched_sentences(sentences, attributions):
        low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        read = Span(sentence.start, min(sentence.end, sentence.start + _READ))
        if not is_sentence(read.of(text)):
            continue
        words = _unquoted(text, read, outer[max(0, low - 1) : high])
        reasons = tuple(dict.fromkeys(_reasons(words, alone=_stands_alone(text, sentence))))
        found.append(_Read(sentence, words, reasons))
    argues = _argues(found)
    return tuple(_statement(one, argues=argues) for one in found)


def _argues(found: Sequence[_Read]) -> bool:
    """Say whether a report judges throughout: enough of its own sentences show or lean to it."""
    plain = sum(bool(one.reasons) for one in found)
    leaning = sum(not one.reasons and bool(_leaning().search(one.words)) for one in found)
    if len(found) < _LEAST_OWN or plain + leaning < _LEAST_SHOWN:
        return False
    return _PLAIN_COUNTS * plain + leaning >= _ARGUING_SHARE * len(found)


def _statement(one: _Read, *, argues: bool) -> Statement:
    reasons = one.reasons
    if argues and not reasons:
        reasons = tuple(dict.fromkeys(_flat(m.group()) for m in _leaning().finditer(one.words)))
    tone = Tone.OPINION if reasons else Tone.REPORTING
    return Statement(one.span, tone, ", ".join(reasons[:_MOST_REASONS]) or None)


def is_sentence(words: str) -> bool:
    """Say whether a line says something.

    It does with three words or more (numbers count) and a finite verb, or with a full stop and
    not all words capitalized, or with six words, as a headline has: a line dropped is a claim
    lost, so only plain debris goes.
    """
    listed = _TOKEN.findall(words)
    if len(listed) < _LEAST_WORDS:
        return False
    finite = word_sets("own_voice")["finite"]
    lowered = [word.lower() for word in listed]
    if any(w in finite or (w.endswith("ed") and len(w) > 4) for w in lowered):
        return True
    if _ENDS.search(words) and any(word[0].islower() for word in listed):
        return True
    return len(listed) >= _HEADLINE_WORDS


def _unquoted(text: str, sentence: Span, quotes: Sequence[Span]) -> str:
    """Return the sentence with blanks for what stands in quote marks."""
    words = list(sentence.of(text))
    for quote in quotes:
        low, high = max(quote.start, sentence.start), min(quote.end, sentence.end)
        if low < high:
            words[low - sentence.start : high - sentence.start] = " " * (high - low)
    return "".join(words)


def _stands_alone(text: str, sentence: Span) -> bool:
    """Say whether a sentence is a line of its own, as a heading is."""
    before = text[max(0, sentence.start - 4) : sentence.start]
    after = text[sentence.end : sentence.end + 4]
    return (not before or "\n" in before) and (not after or "\n" in after)


def _reasons(words: str, *, alone: bool) -> Iterator[str]:
    """Yield the words of a sentence that show an opinion, in their order."""
    opener = words.lstrip("([ ")[:1]
    if opener in _OPEN_QUOTES or words.isupper():
        return  # a quotation nothing closes, a heading
    shown = [(m.start(), _flat(m.group())) for m in _judging().finditer(words)]
    shown += [(m.start(), _flat(m.group(1))) for m in _MODAL.finditer(words) if _obliges(words, m)]
    shown += [(m.start(), _flat(m.group())) for m in _we().finditer(words) if _is_writers(words, m)]
    yield from (reason for _, reason in sorted(shown))
    if not _of_newsroom(words):
        yield from _marks(words, alone=alone)


def _marks(words: str, *, alone: bool) -> Iterator[str]:
    """Yield what a question put to the reader, or an exclamation, shows itself by.

    A line of its own asks as a heading does, and exclaims only at length ("Sign up now!").
    """
    listed = _WORD.findall(words)
    asks = _ASKS.search(words) and len(listed) >= _QUESTION_WORDS and not listed[0].isupper()
    if asks and not alone:
        yield f"{listed[0]} … ?"
    if _EXCLAIMS.search(words) and (not alone or len(listed) >= _HEADLINE_WORDS):
        yield "!"


def _flat(words: str) -> str:
    return " ".join(words.split()).lower()


@cache
def _judging() -> re.Pattern[str]:
    lists = word_sets("own_voice")
    listed = lists["judging"] | lists["commenting"] | lists["irony"]
    best, of = _pattern_of(lists["superlatives"]), _pattern_of(lists["superlative_of"])
    return re.compile(rf"\b(?:{_pattern_of(listed)}|{best}\s(?:possible\s)?{of})(?![\w’'-])", re.I)


@cache
def _leaning() -> re.Pattern[str]:
    listed = _pattern_of(word_sets("own_voice")["leaning"])
    return re.compile(rf"\b{listed}(?![\w’'-])", re.I)


@cache
def _we() -> re.Pattern[str]:
    ourselves = _pattern_of(word_sets("own_voice")["ourselves"])
    return re.compile(rf"(?<![\w’'.&-]){ourselves}(?![\w’'.&-])", re.I)


def _pattern_of(entries: frozenset[str]) -> str:
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", r"\s{1,2}") for entry in ordered) + ")"


def _obliges(words: str, modal: re.Match[str]) -> bool:
    """Say whether "should" or "must" is the writer's wish: no rule that stands, no guess."""
    lists = word_sets("own_voice")
    said = _flat(modal.group(1))
    if said == "must" and _PERFECT.match(words, modal.end()):
        return False
    before = _words_of(words[max(0, modal.start() - _NEAR) : modal.start()])
    after = _words_of(words[modal.end() : modal.end() + _NEAR])
    if not before or not after or lists["rules"].intersection(before + after):
        return False
    if not _EMBEDDING.isdisjoint(before[-4:]) or after[0] in _SUBJECTS:
        return False
    if said in ("should", "ought to"):
        return after[0] not in lists["expecting"]
    return bool(lists["wishing_for"].intersection(before[-3:]))


def _is_writers(words: str, word: re.Match[str]) -> bool:
    """Say whether "we" is the writer's, not the newsroom's or mankind's; nor "i" a letter."""
    said = word.group()
    if said in ("i", "US") or (said == "I" and not _LOWER_NEXT.match(words, word.end())):
        return False
    after = _words_of(words[word.end() : word.end() + _NEXT])[:2]
    return word_sets("own_voice")["everybodys"].isdisjoint(after) and not _of_newsroom(
        words[max(0, word.start() - _NEXT) : word.end() + 2 * _NEXT]
    )


def _of_newsroom(words: str) -> bool:
    """Say whether words speak of the outlet and its readers: "sign up to our newsletter"."""
    return not word_sets("own_voice")["newsroom"].isdisjoint(_words_of(words))


def _words_of(words: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(words)]
