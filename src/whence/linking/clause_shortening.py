"""A clause made as short as a question is: what others do not tell left out first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from whence.linking.turned import Piece, Turned
from whence.linking.words import STOPWORDS, words_of

FEW = 8  # words up to which a question keeps what its account alone tells


def shortened(turned: Turned, counts: Counter[str], most: int) -> Turned | None:
    """Leave out what no other account tells, and then what is told least until it is short.

    Of what is still too long whole things are left out, or what stands behind each, by which of
    the two keeps more that others tell too. "Her first win since 2031" is none without its year.
    """
    turned = _with_since(turned)
    while turned.length() > FEW and (least := _told_least(turned, counts)) and not least[0]:
        turned = turned.without(least[1])
    if turned.length() > most:
        ways = [_short_by(turned, counts, most, prunes_first=first) for first in (False, True)]
        short = [way for way in ways if way.length() <= most]
        if not short:
            return None
        turned = max(short, key=lambda way: _told_in(way, counts))
    return None if turned.cuts_a_word() else turned


def _short_by(turned: Turned, counts: Counter[str], most: int, *, prunes_first: bool) -> Turned:
    while turned.length() > most:
        if prunes_first:
            for plain in (False, True):
                pruned = _pruned(turned, plain=plain)
                if pruned.length() <= most:
                    return pruned
        least = _told_least(turned, counts)
        if least is None:
            break
        turned = turned.without(least[1])
    for plain in (False, True):
        if turned.length() > most:
            turned = _pruned(turned, plain=plain)
    return turned


def _told_in(turned: Turned, counts: Counter[str]) -> int:
    """Return how much of what a question holds other accounts tell."""
    held = {w.stem for w in words_of(turned.question()) if w.text.lower() not in STOPWORDS}
    return sum(counts[w] - 1 for w in held if counts[w] > 1)


def _told_least(turned: Turned, counts: Counter[str]) -> tuple[float, Piece] | None:
    """Return the piece that a verb does not need of which others tell least, and how much."""
    loose = [p for p in turned.pieces if not p.needed]
    worth = [(_shared(turned, p, counts), -p.places[0], p) for p in loose]
    least = min(worth, key=lambda w: w[:2], default=None)
    return (least[0], least[2]) if least else None


def _with_since(turned: Turned) -> Turned:
    """Return a clause in which "since 2031" is needed where it tells what is the first."""
    if not _FIRST.search(turned.question()):
        return turned
    return replace(
        turned,
        pieces=tuple(
            replace(p, needed=True) if _SINCE.match(turned.tree.words(p.places)) else p
            for p in turned.pieces
        ),
    )


_FIRST = re.compile(r"\b(?:first|last|only|best|worst|most|\w+est)\b", re.IGNORECASE)
_SINCE = re.compile(r"(?:since|in (?:\w+ ){1,2}(?:years|decades|months))\b", re.IGNORECASE)


def _shared(turned: Turned, piece: Piece, counts: Counter[str]) -> float:
    words = words_of(turned.tree.words(piece.places))
    told = {w.stem for w in words if w.text.lower() not in STOPWORDS}
    return sum(counts[w] - 1 for w in told if counts[w] > 1) / len(words) if words else 0.0


def _pruned(turned: Turned, *, plain: bool) -> Turned:
    """Leave out of each thing told what is listed with it; where `plain`, what stands behind it."""
    tree = turned.tree
    pieces = []
    for piece in turned.pieces:
        noun = tree.nodes[piece.head].tag.startswith("NN")
        kept = set(tree.phrase(piece.head, plain=plain and noun, single=True)) | turned.marked
        pieces.append(replace(piece, places=tuple(p for p in piece.places if p in kept)))
    return replace(turned, pieces=tuple(pieces))
