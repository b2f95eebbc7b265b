"""Debris: lines and ends of lines that belong to the page and not to the report.

Rules look at one line and its neighbours. Precision comes first: a line that may be a sentence
of the report stays. See `furniture` for the words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from whence.reading import furniture
from whence.records.span import Span

# Longer lines are prose; only their ends are looked at.
_LONGEST_FURNITURE = 700
# How near the top or bottom (in lines) a bare number or short scrap counts as furniture.
_EDGE = 6
# A closing line of at most this many words after furniture is furniture too.
_SCRAP_WORDS = 6


def _any(patterns: Sequence[str], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_WHOLE = _any([p for group in furniture.WHOLE.values() for p in group], re.IGNORECASE)
_CASED = _any([p for group in furniture.WHOLE_CASED.values() for p in group])
_LINK_HEADING = re.compile(furniture.LINK_HEADING, re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CRUMBS = _any(furniture.CRUMBS)
_PREFIX = _any(furniture.PREFIXES)
_SUFFIX = re.compile(rf"(?:{'|'.join(f'(?:{p})' for p in furniture.SUFFIXES)})\s?\Z")
_INSIDE = _any(furniture.INSIDE)
_INSIDE_HINT = re.compile(
    r"Continue reading the|Image copyright|Image source|Hide Caption|Click to|Media playback"
)
_BULLET = re.compile(r"^[\s•·▪►▶»>*|–—-]{1,6}\s?")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}$")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_SUFFIX_WINDOW = 160
_GALLERY = re.compile(r"\bPhotos?: ((?:\S{1,30} ){2,12})")
_FEWEST_LINK_WORDS = 4
_FEWEST_REPEATED_HEADS = 3
_FEWEST_CREDITED_CAPTIONS = 2
_LONGEST_CAPTION = 300
# Lines below the text that name where it comes from.
_CREDIT_LINE = re.compile(
    r"(?:Information from|Sources?|With (?:reporting|files))\b", re.IGNORECASE
)


def find_debris(lines: Sequence[str], *, title: str | None = None) -> list[tuple[Span, ...]]:
    """Return for each line the spans of it that are debris, sorted; a whole line is one span.

    `lines` are the lines of one text in order, white space normalised; `title` the headline
    where it is known from elsewhere: a first line that repeats it is debris. Linear time.
    """
    whole = [_is_furniture(line) for line in lines]
    _mark_numbers_and_scraps(lines, whole)
    _mark_label_over_headline(lines, whole)
    if title:
        _mark_repeated_title(lines, whole, title)
    heads = _gallery_heads(lines)
    cuts = [
        (Span(0, len(line)),) if gone else _within(line, heads)
        for line, gone in zip(lines, whole, strict=True)
    ]
    _cut_caption_credits(lines, cuts)
    return cuts


def same_words(first: str, second: str) -> bool:
    """Say whether two headlines have the same letters and digits, whatever lies between."""
    return _squeezed(first) == _squeezed(second) != ""


def looks_like_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does and has a few words."""
    return bool(_SENTENCE_END.search(line)) and len(_WORD.findall(line[:400])) >= 4


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text[:600].casefold())) + "".join(re.findall(r"\d", text[:600]))


def _is_furniture(line: str) -> bool:
    if not _LETTER_OR_DIGIT.search(line):
        return True
    if len(line) > _LONGEST_FURNITURE:
        return False
    bare = _BULLET.sub("", line).rstrip(" :|>»›")
    return bool(
        _WHOLE.fullmatch(bare)
        or _WHOLE.fullmatch(line)
        or _CASED.fullmatch(line)
        or furniture.URL_ONLY.fullmatch(bare)
    )


def _mark_numbers_and_scraps(lines: Sequence[str], whole: list[bool]) -> None:
    """Mark bare numbers near the edges or beside furniture, and scraps below the last prose."""
    last = len(lines) - 1
    for at, line in enumerate(lines):
        edge = at < _EDGE or at > last - _EDGE
        if edge and len(line) <= _LONGEST_FURNITURE and _CRUMBS.fullmatch(line):
            whole[at] = True
        if whole[at] or not furniture.NUMBER_ONLY.fullmatch(line):
            continue
        beside = (at > 0 and whole[at - 1]) or (at < last and whole[at + 1])
        whole[at] = beside or edge
    end = len(lines)
    while end and not _is_prose(lines[end - 1], whole[end - 1]):
        end -= 1
    _mark_links(lines, whole)
    seen = False
    for at in range(end, len(lines)):
        seen = seen or whole[at]
        whole[at] = whole[at] or (seen and not _CREDIT_LINE.match(lines[at]))


def _mark_links(lines: Sequence[str], whole: list[bool]) -> None:
    """Mark headlines listed under "Related posts" at the end, or one under "Also read:"."""
    end = len(lines)
    while end and not looks_like_sentence(lines[end - 1]):
        end -= 1
    below_heading = False
    for at, line in enumerate(lines):
        if _LINK_HEADING.fullmatch(line):
            below_heading = True
            single = line.endswith(":") and at + 1 < len(lines)
            if single and not _SENTENCE_END.search(lines[at + 1]) and not whole[at + 1]:
                whole[at + 1] = len(lines[at + 1].split()) >= _FEWEST_LINK_WORDS
        elif at >= end and below_heading:
            whole[at] = True


def _is_prose(line: str, gone: bool) -> bool:
    if gone:
        return False
    return len(line.split()) > _SCRAP_WORDS or bool(_SENTENCE_END.search(line))


def _mark_label_over_headline(lines: Sequence[str], whole: list[bool]) -> None:
    """Mark a section or site name that stands alone above the headline."""
    front = range(min(len(lines), 8))
    kept = [at for at in front if not whole[at] and not _YEAR.search(lines[at])][:2]
    if len(kept) < 2 or len(lines) < 4:
        return
    label, headline = lines[kept[0]], lines[kept[1]]
    short = len(label.split()) <= 3 and label[:1].isupper() and not re.search(r"[.!?:,;\"”]", label)
    words = len(headline.split())
    if short and 4 <= words <= 25 and words > len(label.split()) and headline[-1] not in '.:;,”"':
        whole[kept[0]] = True


def _mark_repeated_title(lines: Sequence[str], whole: list[bool], title: str) -> None:
    for at in range(min(len(lines), 4)):
        if same_words(lines[at], title):
            whole[at] = True


def _cut_caption_credits(lines: Sequence[str], cuts: list[tuple[Span, ...]]) -> None:
    """Cut picture credits off captions, told from prose by their missing full stop."""
    found = {}
    for at, line in enumerate(lines):
        match = furniture.CAPTION_CREDIT.match(line)
        if match and at and not _SENTENCE_END.search(line) and len(line) <= _LONGEST_CAPTION:
            found[at] = Span(0, match.end())
    if len(found) >= _FEWEST_CREDITED_CAPTIONS:
        for at, span in found.items():
            cuts[at] = cuts[at] or (span,)


def _gallery_heads(lines: Sequence[str]) -> re.Pattern[str] | None:
    """Return the headings that a picture gallery repeats before each of its captions."""
    groups: dict[str, list[list[str]]] = defaultdict(list)
    for line in lines:
        for match in _GALLERY.finditer(line):
            words = match.group(1).split()
            groups[" ".join(words[:2])].append(words)
    heads = [
        _common_start(group) for group in groups.values() if len(group) >= _FEWEST_REPEATED_HEADS
    ]
    return _any([rf"Photos?: {re.escape(' '.join(head))}\s?" for head in heads]) if heads else None


def _common_start(captions: Sequence[list[str]]) -> list[str]:
    """Return the words with which all captions begin."""
    first, last = min(captions), max(captions)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]


def _within(line: str, heads: re.Pattern[str] | None) -> tuple[Span, ...]:
    """Return furniture glued to either end of a line of prose, or standing inside it."""
    start, end, found = 0, len(line), []
    head = _PREFIX.match(line)
    while head is not None and head.end() > start:
        start = head.end()
        head = _PREFIX.match(line, start)
    tail = _SUFFIX.search(line, max(start, end - _SUFFIX_WINDOW))
    if tail is not None:
        end = tail.start()
    if start >= end:
        return (Span(0, len(line)),)
    if start:
        found.append(Span(0, start))
    if heads is not None:
        found += [Span(m.start(), m.end()) for m in heads.finditer(line, start, end)]
    if _INSIDE_HINT.search(line, start, end):
        found += [Span(m.start(), m.end()) for m in _INSIDE.finditer(line, start, end)]
    if end < len(line):
        found.append(Span(end, len(line)))
    return tuple(sorted(found))
