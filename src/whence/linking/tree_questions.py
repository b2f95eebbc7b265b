"""The question that fits accounts best, of all that can be made by turning their clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from whence.linking.clause_shortening import shortened
from whence.linking.clause_tree import Tree, tree_of
from whence.linking.clause_turning import Turner
from whence.linking.statements import Statement
from whence.linking.told import Told
from whence.linking.turned import MARK, Piece, Turned, is_headline, is_sound
from whence.linking.verb_forms import base_of
from whence.linking.words import words_of
from whence.records.extraction import QuoteKind, SpeakerKind
from whence.records.span import Span

MOST = 12  # words of a question
LEAST = 4
LONGER = 14  # of one where no shorter one is found
READ_MORE = 10  # accounts whose sentences are read where none of those reads
READ = 4  # accounts, the most central ones, whose sentences are read
LEAST_SURE = 0.35
TURNED_KEPT = 256  # clauses turned that are remembered: a point looks at each several times
KEPT_SHARE = 0.25  # of what a clause shares with other accounts, the least its question holds
_SPEAKS_AS_MANY = frozenset([SpeakerKind.ORGANIZATION, SpeakerKind.GOVERNMENT, SpeakerKind.OUTLET])
_PLACED = re.compile(
    r"^(?:in|at|near|on|outside|inside|from|to|into|beside|off|close to|next to)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause turned, how well it fits its accounts, and the account it is from."""

    turned: Turned
    fits: float
    statement: Statement
    text: str
    offset: int


def best_turned(told: Sequence[Told]) -> str | None:
    """Ask whether what accounts tell was so, by the clause that tells most of what they share."""
    found = _fittest(candidates(told)) or _fittest(candidates(told, LONGER))
    return found.turned.question() if found else None


def any_turned(told: Sequence[Told]) -> str | None:
    """Ask whether what some account tells was so, though it be long or read with less surety."""
    found = _fittest(candidates(told, LONGER, 0.15, least_kept=0.1, read=READ_MORE))
    return found.turned.question() if found else None


def best_told(told: Sequence[Told], most: int = MOST) -> str | None:
    """Return what accounts tell as a short statement: "he left the port", "the ferry sank"."""
    read = candidates(told, most, loose=True)
    found = max((a for a in read if a.turned.told), key=lambda a: a.fits, default=None)
    return _stated(found.turned.subject, found.turned) if found else None


def best_who(told: Sequence[Told], most: int = MOST) -> str | None:
    """Ask who it was of whom an account tells but by a pronoun: "Who left the burning ferry?"."""
    for asked in candidates(told, most, least_kept=0.1, loose=True):
        turned = asked.turned
        who = _ASKED_FOR.get(turned.subject.lower())
        if who is None or not turned.told or turned.negated or _PRONOUN.search(turned.rest()):
            continue
        if who == "What" and not turned.told.startswith(("is ", "was ", "has ", "had ", "will ")):
            continue
        if turned.subject.lower() == "they" and turned.first == "Do":
            continue
        told_of = turned.told
        if who == "Who" and turned.subject.lower() == "they":
            told_of = re.sub(r"^(are|were|have)\b", lambda m: _OF_ONE[m[1]], told_of)
        question = _stated(who, replace(turned, told=told_of))
        least = LEAST_OF_THING if who == "What" else LEAST
        if len(question.split()) >= least and is_sound(f"{question}?"):
            return f"{question}?"
    return None


LEAST_OF_THING = 6  # words: "What will be equipped?" asks nothing
_ASKED_FOR = {"he": "Who", "she": "Who", "they": "Who", "it": "What"}
_OF_ONE = {"are": "is", "were": "was", "have": "has"}
_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|her|them|there|this|that)\b", re.IGNORECASE)


def _stated(subject: str, turned: Turned) -> str:
    return " ".join(f"{subject} {turned.told} {turned.rest()}".split()).rstrip(" ,.-")


def best_when(told: Sequence[Told], read: int = READ) -> str | None:
    """Ask when it was, of an account that tells a time: "When did the ferry sink?"."""

    def timeless(asked: Asked) -> Iterator[Turned]:
        times = [t.span for t in asked.statement.times]
        turned = asked.turned
        if not any(_under(asked, t) for t in times):
            return
        told = (_timeless(asked, piece, times) for piece in turned.pieces)
        pieces = tuple(piece for piece in told if piece is not None)
        subject = _OF_DAY.sub("the ", turned.subject)
        if not _BELIEVED.search(turned.verbs):
            yield _as_past(replace(turned, pieces=pieces, subject=subject))

    return _wh("When", told, timeless, read)


_BELIEVED = re.compile(r"\b(?:believed|thought|known|considered|said)$")


def _as_past(turned: Turned) -> Turned:
    """Return a clause of the perfect as one of the past: "When did it ...?", not "has it"."""
    if turned.first not in {"Has", "Have"} or not turned.verbs:
        return turned
    head, *more = turned.verbs.split()
    if head == "been":
        be = "Was" if turned.first == "Has" else "Were"
        return replace(turned, first=be, verbs=" ".join(more))
    *manner, last = head, *more
    return replace(turned, first="Did", verbs=" ".join([*manner, base_of(last, "VBN")]))


def best_where(told: Sequence[Told]) -> str | None:
    """Ask where it was, of an account that tells a place: "Where is the ferry moored?"."""

    def elsewhere(asked: Asked) -> Iterator[Turned]:
        turned = asked.turned
        for piece in reversed(turned.pieces):
            words = turned.tree.words(piece.places)
            label = turned.tree.nodes[piece.head].label
            if label.startswith("obl") and _PLACED.match(words) and re.search(r"[A-Z]", words):
                if not any(_touches(asked, piece, t.span) for t in asked.statement.times):
                    yield _placeless(turned.without(piece))
                return

    return _wh("Where", told, elsewhere)


def _placeless(turned: Turned) -> Turned:
    """Return a clause without further places: "operates from a compound in the centre"."""
    nodes, tree = turned.tree.nodes, turned.tree
    kept = [p for p in turned.pieces
            if nodes[p.head].label != "obl" or not _PLACED.match(tree.words(p.places))]  # fmt: skip
    return replace(turned, pieces=tuple(kept))


def best_why(told: Sequence[Told]) -> str | None:
    """Ask why it was, of an account that gives a reason: "Why was the port closed?"."""

    def unexplained(asked: Asked) -> Iterator[Turned]:
        turned = asked.turned
        tree = turned.tree
        for kid in tree.kids[turned.verb]:
            words = tree.words(tree.all_under(kid))
            label = tree.nodes[kid].label
            if label.startswith(("advcl", "obl")) and _REASON.match(words):
                for piece in turned.pieces:
                    if piece.head == kid:
                        turned = turned.without(piece)
                yield turned
                return

    return _wh("Why", told, unexplained)


_REASON = re.compile(
    r"(?:because|due|owing|in (?:revenge|retaliation|response|reprisal) (?:for|to))\b",
    re.IGNORECASE,
)


def best_by_whom(told: Sequence[Told]) -> str | None:
    """Ask by whom it was done, of an account that tells: "By whom was the search led?"."""

    def undone(asked: Asked) -> Iterator[Turned]:
        turned = asked.turned
        for piece in turned.pieces:
            if turned.tree.nodes[piece.head].label == "obl:agent":
                yield turned.without(piece)

    return _wh("By whom", told, undone)


def best_numbered(told: Sequence[Told], most: int = MOST) -> Iterator[tuple[Turned, Statement]]:
    """Yield clauses in which the number of their statement is marked, the fittest first."""
    counts = _counts(told)
    found = []
    for place, (statement, text) in enumerate(told[:READ]):
        if statement.quantity is None:
            continue
        tree, offset = _read(statement, text)
        for turned in _turned(tree, statement, offset, text, statement.quantity.span):
            short = shortened(turned, counts, most)
            if short is None or short.sure < 0.25 or MARK not in short.question():
                continue
            question = short.question()
            held = _held(question, statement, counts)
            worth = _fit(short, held, question) - 0.1 * place - 0.5 * _but_says(short)
            found.append((worth, place, short, statement))
    for _, _, turned, statement in sorted(found, key=lambda f: (-f[0], f[1])):
        yield turned, statement


def _but_says(turned: Turned) -> bool:
    """Say whether a clause tells who says so, and what is said but within."""
    return bool(turned.tree.of(turned.verb, ["ccomp"]))


def _wh(
    word: str,
    told: Sequence[Told],
    cut: Callable[[Asked], Iterator[Turned]],
    read: int = READ,
) -> str | None:
    found: list[tuple[float, str]] = []
    for asked in candidates(told, MOST + 6, LEAST_SURE, read=read):
        for turned in cut(asked):
            short = shortened(turned, _counts(told), MOST - 1)
            if short is None or not (short.pieces or short.verbs):
                continue
            question = short.question()
            if len(question.split()) >= LEAST - 1 and is_sound(question):
                found.append((asked.fits, f"{word} {question[0].lower()}{question[1:]}"))
    return max(found, default=(0.0, None), key=lambda f: (f[0], f[1] or ""))[1]


def candidates(
    told: Sequence[Told],
    most: int = MOST,
    least_sure: float = LEAST_SURE,
    *,
    least_kept: float = KEPT_SHARE,
    read: int = READ,
    loose: bool = False,
) -> Iterator[Asked]:
    """Yield what can be turned of the most central accounts, short enough and whole."""
    counts = _counts(told)
    for place, (statement, text) in enumerate(told[:read]):
        if _CONDITION.match(statement.span.of(text)) or is_headline(statement.sentence.of(text)):
            continue
        tree, offset = _read(statement, text)
        for rank, turned in enumerate(_turned(tree, statement, offset, text, loose=loose)):
            short = shortened(turned, counts, most)
            if short is None or short.sure < least_sure:
                continue
            question = short.question()
            if len(question.split()) < LEAST or not is_sound(question):
                continue
            held = _held(question, statement, counts)
            if held < least_kept:
                continue
            fits = _fit(short, held, question) - 0.08 * place - 0.12 * rank - 0.5 * statement.title
            fits -= 0.2 * tree.is_caption
            yield Asked(short, fits, statement, text, offset)


_CONDITION = re.compile(r"\s*(?:and |but |or )?(?:if|unless|whether|until|lest)\b", re.IGNORECASE)


def _fit(turned: Turned, held: float, question: str) -> float:
    words = len(question.split())
    return (
        held
        + 0.8 * turned.sure
        - 0.04 * max(0, words - 9)
        - 0.15 * (words < 5)
        - 0.3 * turned.negated
        - 0.1 * bool(re.search(r"\b(?:his|her|its|their)\b", question))
    )


def _fittest(found: Iterable[Asked]) -> Asked | None:
    return max(found, key=lambda a: (a.fits, a.turned.question()), default=None)


def _read(statement: Statement, text: str) -> tuple[Tree, int]:
    """Return a statement's sentence read, and where it begins; of an overlong one its clause."""
    tree = tree_of(statement.sentence.of(text))
    if tree.nodes:
        return tree, statement.sentence.start
    return tree_of(statement.span.of(text)), statement.span.start


def _turned(
    tree: Tree,
    statement: Statement,
    offset: int,
    text: str,
    marked: Span | None = None,
    *,
    loose: bool = False,
) -> Iterable[Turned]:
    if not tree.nodes:
        return ()
    mark = (marked.start - offset, marked.end - offset) if marked else None
    part = statement.span.start - offset, statement.span.end - offset
    return _clauses(tree, text, part, _speaker(statement), mark, loose=loose)


@lru_cache(maxsize=TURNED_KEPT)
def _clauses(
    tree: Tree,
    text: str,
    part: tuple[int, int],
    speaker: tuple[str, bool],
    mark: tuple[int, int] | None,
    *,
    loose: bool,
) -> tuple[Turned, ...]:
    turner = Turner(tree, text, speaker[0], many=speaker[1], loose=loose)
    return tuple(turner.clauses(*part, mark))


def _speaker(statement: Statement) -> tuple[str, bool]:
    """Return who "I" is in a statement's words, if somebody's own, and if that is a body."""
    made = statement.attribution
    name = statement.chain[-1] if statement.chain else ""
    if made is None or made.quote is QuoteKind.INDIRECT or not name or len(name.split()) > 4:
        return "", False
    return name, made.speaker_kind in _SPEAKS_AS_MANY


def _counts(told: Sequence[Told]) -> Counter[str]:
    return Counter(w for s, _ in told for w in s.stems)


def _held(question: str, statement: Statement, counts: Counter[str]) -> float:
    """Return what share of what a statement shares with others its question holds."""
    asked = {w.stem for w in words_of(question)}
    shared = {w: counts[w] - 1 for w in statement.stems}
    total = sum(shared.values())
    return sum(n for w, n in shared.items() if w in asked) / total if total else 0.5


_OF_DAY = re.compile(r"\b(?:the )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[’']s ")


def _timeless(asked: Asked, piece: Piece, times: Sequence[Span]) -> Piece | None:
    """Return a piece without the times in it; None where it is but a time."""
    tree = asked.turned.tree
    late: set[int] = set()
    for span in times:
        for place in tree.at(span.start - asked.offset, span.end - asked.offset):
            late.update(tree.all_under(place))
    kept = tuple(p for p in piece.places if p not in late)
    return replace(piece, places=kept) if kept and piece.head not in late else None


def _under(asked: Asked, span: Span) -> bool:
    """Say whether a time is that of what is asked, and not of what is told in it.

    "suggested a launch in May" is no time of the suggestion, but "Friday's crash" is that of it.
    """
    tree, verb = asked.turned.tree, asked.turned.verb
    for place in tree.at(span.start - asked.offset, span.end - asked.offset):
        at, above = place, set[str]()
        while at not in (-1, verb):
            at = tree.nodes[at].head
            above.add(tree.nodes[at].label)
        if at == verb and above.isdisjoint(_TOLD_IN - {tree.nodes[verb].label}):
            return True
    return False


_TOLD_IN = frozenset(["obj", "ccomp", "acl", "acl:relcl"])


def _touches(asked: Asked, piece: Piece, span: Span) -> bool:
    nodes = asked.turned.tree.nodes
    start = nodes[piece.places[0]].start + asked.offset
    end = nodes[piece.places[-1]].end + asked.offset
    return start < span.end and span.start < end
