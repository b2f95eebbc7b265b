"""What the network saw half: a cue without its content, and the turns of a transcript."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from whence.extraction.attribution import Draft
from whence.extraction.coreference import fold
from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.extraction.subjects import WORDS, Subjects
from whence.quotations import Quote, QuotedText, paragraph_opens_quoted
from whence.records.extraction import EntityType, Mention
from whence.records.span import Span, Spans, cover

_SURE = 0.7
"""A cue without content is completed from this score on; 12 of 12 such were right on the
development reports."""
_AND = re.compile(r"\b(?:and|but)(?: \w+ly| also| then| later| has| have| had)?\s*$")
_REACH = 90
_NEAR = 24
_HEARSAY = re.compile(r"\b[Rr]eportedly\b")
_LONGEST_HEARSAY = 400
_HEARSAY_SCORE = 0.6
_PIECE_GAP = 24
_LISTED = 160
_MOST_PARAGRAPHS = 50
_LEAST = 12
_NAMED = r"[A-Z][\w.&’'-]*"
_OBJECT = re.compile(rf"\s*(?:{_NAMED}(?:\s{_NAMED}){{0,3}}\s?)?[.!?”\"’']*\s*$")
_LABEL = re.compile(
    r"[“\"]?(?P<label>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z -]{3,20})?)(?= ?:\s)"
)
_LEAST_TURNS = 2
_TURN_SCORE = 0.9


def complete_contents(
    text: str, drafts: Sequence[Draft], sentences: Spans, paragraphs: Spans
) -> list[Draft]:
    """Return `drafts` with a content for those sure cues that have none.

    It is what stands after the cue in its sentence; where nothing does, what stands before; and
    after a colon that ends a paragraph, the next paragraph if it opens with a quote mark.
    """
    starts = [s.start for s in sentences]
    blocks = [p.start for p in paragraphs]
    completed = []
    for draft in drafts:
        if draft.content or draft.score < _SURE or not draft.cue:
            completed.append(draft)
            continue
        number = bisect_right(starts, draft.cue[0].start) - 1
        block = bisect_right(blocks, draft.cue[0].start)
        following = paragraphs[block] if block < len(paragraphs) else None
        content = None
        if number >= 0:
            content = _content(text, draft, sentences[number], following)
        completed.append(replace(draft, content=(content,)) if content else draft)
    return completed


def complete_sources(
    text: str, drafts: Sequence[Draft], sentences: Spans, mentions: Sequence[Mention]
) -> list[Draft]:
    """Return `drafts` with a source for those cues that have none, where grammar shows one.

    It is the subject right before the cue, or, for a cue that "and" or a participle ties to an
    earlier one in its sentence, that one's source.
    """
    subjects = Subjects(text, mentions)
    starts = [s.start for s in sentences]
    completed: list[Draft] = []
    last: dict[int, Draft] = {}
    for half in sorted((d for d in drafts if d.cue), key=lambda d: d.cue[0].start):
        number = bisect_right(starts, half.cue[0].start) - 1
        whole = half
        if not half.source and number >= 0:
            begin = max(sentences[number].start, half.cue[0].start - _REACH)
            source = _source(text, half, Span(begin, half.cue[0].start), subjects)
            earlier = last.get(number)
            if source is not None:
                whole = replace(half, source=(source,), content=_without(half.content, source))
            elif earlier is not None and _tied(text, earlier, half):
                whole = replace(half, source=earlier.source)
        if whole.source and whole.source[0].start < whole.cue[0].start:
            last[number] = whole
        completed.append(whole)
    return completed


def merge_pieces(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` (in text order of their cues or not) with the pieces of one cue joined.

    The network sometimes cuts a cue ("has on several occasions complained"): pieces stand close
    together, have one source, and the earlier one's content runs over the later one.
    """
    merged: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.cue[0].start):
        if merged and _is_piece(text, merged[-1], draft):
            cue = (*merged[-1].cue, *draft.cue)
            score = max(merged[-1].score, draft.score)
            merged[-1] = replace(draft, cue=cue, score=score)
        else:
            merged.append(draft)
    return merged


def _is_piece(text: str, earlier: Draft, later: Draft) -> bool:
    if not earlier.source or earlier.source != later.source or not later.content:
        return False
    between = text[earlier.cue[-1].end : later.cue[0].start]
    if len(between) > _PIECE_GAP or any(c in between for c in '.,;:"“”\n'):
        return False
    return bool(earlier.content) and earlier.content[-1].end == later.content[-1].end


def keep_to_paragraph(
    text: str, drafts: Sequence[Draft], paragraphs: Spans, quoted: QuotedText
) -> list[Draft]:
    """Return `drafts` without what a paraphrase takes in of paragraphs other than its cue's.

    A content that stands beside its cue reaches into the next paragraph, or back into a headline,
    only with words in quotation marks; the network at times runs on.
    """
    starts = [p.start for p in paragraphs]

    def kept(draft: Draft) -> Draft:
        home = bisect_right(starts, draft.cue[0].start)
        pieces = [piece for span in draft.content for piece in _by_paragraph(span, starts)]
        beside = [piece for piece in pieces if bisect_right(starts, piece.start) == home]
        if not beside or len(beside) == len(pieces):
            return draft
        left = [piece for piece in pieces if piece in beside or quoted.count((piece,))]
        trimmed = (_stripped(text, piece) for piece in left)
        return replace(draft, content=tuple(piece for piece in trimmed if piece is not None))

    return [kept(draft) for draft in drafts]


def _by_paragraph(span: Span, starts: Sequence[int]) -> list[Span]:
    first, last = bisect_right(starts, span.start), bisect_right(starts, span.end - 1)
    edges = [span.start, *starts[first:last], span.end]
    return [Span(begin, end) for begin, end in itertools.pairwise(edges) if begin < end]


def _stripped(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None


def settle_contested(drafts: Sequence[Draft], paragraphs: Spans) -> list[Draft]:
    """Return `drafts` with each passage that two claim left to the one that stands beside it.

    Of two attributions with the same content span, one with its cue in the content's paragraph
    and one with it in another, the second gives the span up; one left without content goes.
    """
    starts = [p.start for p in paragraphs]
    claims: dict[int, list[Draft]] = {}
    for draft in drafts:
        for span in draft.content:
            claims.setdefault(span.start, []).append(draft)

    def beside(draft: Draft, span: Span) -> bool:
        return bisect_right(starts, draft.cue[0].start) == bisect_right(starts, span.start)

    settled = []
    for draft in drafts:
        kept = tuple(
            span
            for span in draft.content
            if beside(draft, span) or not any(beside(d, span) for d in claims[span.start])
        )
        if kept:
            settled.append(replace(draft, content=kept))
    return settled


def extend_running_quotes(drafts: Sequence[Draft], quotes: Sequence[Quote]) -> list[Draft]:
    """Return `drafts` with a quotation that runs over paragraphs followed to its end.

    A content that breaks off in a quotation it holds from its opening mark on, and that runs over
    paragraphs, takes in the rest; one that ends where a quotation runs on takes in the next
    paragraphs' quotations, up to the closing mark or to the first that has an attribution of its
    own.
    """
    outermost = [quote for quote in quotes if quote.depth == 0]
    after = {
        first.outer.end: second.outer
        for first, second in itertools.pairwise(outermost)
        if first.runs_on
    }
    if not after:
        return list(drafts)
    continued = set(after.values())
    running = [q.outer for q in outermost if q.runs_on or q.outer in continued]
    taken = sorted(span for draft in drafts for span in draft.content)
    extended = []
    for draft in drafts:
        content = list(draft.content)
        if content:
            content[-1] = _to_the_closing_mark(content[-1], running, taken)
        end = _running_end(content[-1], after) if content else None
        for _ in range(_MOST_PARAGRAPHS):
            following = after.get(end) if end is not None else None
            if following is None or _overlaps(following, taken):
                break
            content.append(following)
            end = following.end
        extended.append(replace(draft, content=tuple(content)))
    return extended


def add_hearsay(text: str, drafts: Sequence[Draft], sentences: Spans) -> list[Draft]:
    """Return `drafts` with an attribution without source for each "reportedly" not yet a cue.

    Its content is the rest of the sentence.
    """
    cues = sorted(span for draft in drafts for span in draft.cue)
    starts = [s.start for s in sentences]
    found = list(drafts)
    for match in _HEARSAY.finditer(text):
        cue = Span(*match.span())
        number = bisect_right(starts, cue.start) - 1
        if number < 0 or not sentences[number].contains(cue) or _overlaps(cue, cues):
            continue
        parts = (Span(sentences[number].start, cue.start), Span(cue.end, sentences[number].end))
        content = tuple(part for part in parts if len(part) > 1)
        if content and sum(map(len, content)) <= _LONGEST_HEARSAY:
            found.append(Draft((), (cue,), content, _HEARSAY_SCORE))
    return found


def _running_end(content: Span, after: dict[int, Span]) -> int | None:
    return next((content.end + gap for gap in range(3) if content.end + gap in after), None)


def _to_the_closing_mark(content: Span, running: Sequence[Span], taken: Sequence[Span]) -> Span:
    """Return `content`, to the quotation's end where it breaks off in one it holds the start of."""
    place = bisect_right(running, content.end, key=lambda quote: quote.start) - 1
    quote = running[place] if place >= 0 else None
    if quote is None or not content.start <= quote.start + 1 or quote.end <= content.end + 1:
        return content
    rest = Span(content.end, quote.end)
    return content if _overlaps(rest, taken) else Span(content.start, quote.end)


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    place = bisect_right(taken, span)
    return any(span.overlaps(other) for other in taken[max(0, place - 1) : place + 1])


def _source(text: str, draft: Draft, before: Span, subjects: Subjects) -> Span | None:
    words = subjects.words(before)
    while words and words[-1].group().lower() in WORDS["between"]:
        words.pop()
    cue = draft.cue[0].of(text).lower().split()
    if not words or not any(_is_speech(word) for word in cue):
        return None
    if cue[0] in WORDS["passive"] or cue[0] == "to":
        return None
    if words[-1].end() < draft.cue[0].start - _NEAR:
        return None
    source = subjects.ending_with(words, len(words) - 1, before.start)
    if source is None:
        return None
    left = _without(draft.content, source)
    return source if left or not draft.content else None


def _without(content: Spans, source: Span) -> Spans:
    """Return `content` without the end that a source takes up: "it fell, the ministry" said."""
    return tuple(
        Span(span.start, source.start) if span.overlaps(source) else span
        for span in content
        if not span.overlaps(source) or source.start - span.start >= _LEAST
    )


@cache
def _is_speech(word: str) -> bool:
    lists = word_sets("stances")
    vocabulary = lists["speech"] | lists["nested_cues"]
    return not word.endswith("ing") and lemma_of(word, vocabulary) is not None


def _tied(text: str, earlier: Draft, draft: Draft) -> bool:
    between = text[earlier.cue[-1].end : draft.cue[0].start]
    if draft.cue[0].of(text).lower().startswith("to "):
        return not any(mark in between for mark in ".;:")  # "called him to tell of the raid"
    if draft.cue[0].of(text).split()[0].endswith("ing"):
        return between.rstrip(' ”"').endswith(",")
    if _AND.search(between) is not None:
        return True
    verb = draft.cue[0].of(text).split()[0].lower()
    lists = between.endswith(", ") and len(between) <= _LISTED and verb not in WORDS["participles"]
    return lists and _is_speech(verb)


def _content(text: str, draft: Draft, sentence: Span, following: Span | None) -> Span | None:
    known = cover((*draft.source, *draft.cue))
    after = Span(min(known.end, sentence.end), sentence.end)
    if text[known.start : sentence.end].rstrip().endswith(":"):
        opens = following is not None and paragraph_opens_quoted(text, following)
        return following if opens else None
    if _OBJECT.fullmatch(after.of(text)) is None and len(after) >= _LEAST:
        return _trimmed(text, after)
    before = Span(sentence.start, max(sentence.start, min(known.start, sentence.end)))
    return _trimmed(text, before) if len(before) >= _LEAST else None


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while end > start and text[end - 1] in " .,;:\n":
        end -= 1
    while start < end and text[start] in " ,;:\n":
        start += 1
    return Span(start, end) if end - start >= _LEAST else None


def add_turns(
    text: str, paragraphs: Spans, drafts: Sequence[Draft], mentions: Sequence[Mention]
) -> list[Draft]:
    """Return `drafts` with an attribution for every turn of a transcript.

    A turn is a paragraph that opens with a person's name in capitals and a colon, maybe behind a
    quote mark; a report needs two to be one. What the network made of a label goes.
    """
    turns = list(_turns(text, paragraphs, mentions))
    if len(turns) < _LEAST_TURNS:
        return list(drafts)
    labels = [Span(t.source[0].start, t.cue[0].end) for t in turns]
    starts = [label.start for label in labels]

    def is_label(draft: Draft) -> bool:
        place = bisect_right(starts, draft.cue[0].start) - 1
        return place >= 0 and labels[place].overlaps(draft.cue[0])

    return [*(d for d in drafts if not d.cue or not is_label(d)), *turns]


def _turns(text: str, paragraphs: Spans, mentions: Sequence[Mention]) -> Iterator[Draft]:
    surnames = {
        words[-1]
        for m in mentions
        if m.type is EntityType.PERSON and (words := fold(m.span.of(text)))
    }
    for paragraph in paragraphs:
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match is None:
            continue
        words = fold(match.group("label").split(",")[0])
        colon = text.index(":", match.end())
        content = _trimmed_turn(text, Span(colon + 1, paragraph.end))
        if words and words[-1] in surnames and content is not None:
            source = Span(*match.span("label"))
            yield Draft((source,), (Span(colon, colon + 1),), (content,), _TURN_SCORE)


def _trimmed_turn(text: str, span: Span) -> Span | None:
    start = span.start
    while start < span.end and text[start].isspace():
        start += 1
    return Span(start, span.end) if start < span.end else None
