"""What sort of question accounts answer, by what most of them hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from whence.linking.roles import roles_in
from whence.linking.statements import Statement
from whence.linking.words import words_of
from whence.records.links import PointKind

MOSTLY = 0.6  # of the words accounts share, those of a place, from which a place is asked
_CLAIM = re.compile(
    r"\b(?:responsib(?:le|ility) for|claim\w* responsibility|was behind|blam(?:ed?|es|ing)\b|"
    r"culprits?|perpetrat\w+|masterminds?|accus(?:ed|es|ing) \w+[^,;.]{0,30} of|suspected of|"
    r"suspicion of|charged with|found guilty|convicted of|to blame|at fault)", re.IGNORECASE,
)  # fmt: skip
_CAUSE = re.compile(
    r"\b(?:because|due to|in retaliation|in response|in revenge|revenge|reprisal|caused by|"
    r"the cause|led to|as a result)\b", re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(
    r"\b(?:located|situated|based|happened|occurred|took place|derailed|crashed|landed|stationed|"
    r"operates|lies|headquartered)\b[^,;]{0,30}?\b(?:in|at|near|on|outside|inside|from|to|beside|"
    r"next to|off)\b", re.IGNORECASE,
)  # fmt: skip
_WHERE = re.compile(
    r"\b(?:in|at|near|from|outside|inside|into|off|beside|next to|close to|on) (?P<where>"
    r"(?:(?:the|an?|its|his|her|their) )?(?:[\w’-]+ ){0,4}?(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+)*)"
    r"(?: [a-z]+)?)"
)
_ACTOR = re.compile(
    r"\b(?:identified as|named as|known as|\d{1,2}-year-old|aged \d{1,2}|"
    r"(?:led|headed|ordered|signed|owned|run|founded|commanded|directed|operated|organised|"
    r"organized|chaired|carried out|staged|planned) by)\b", re.IGNORECASE,
)  # fmt: skip


def kind_of(statements: Sequence[Statement], texts: Sequence[str]) -> PointKind:
    """Return what sort of question the accounts answer, by what most of them hold.

    `texts` holds the reading text of each statement's report.
    """
    total = len(statements)
    said = [s.span.of(text) for s, text in zip(statements, texts, strict=True)]

    def most(found: Iterable[object]) -> bool:
        return sum(map(bool, found)) * 2 > total

    if most(s.quantity is not None for s in statements):
        return PointKind.QUANTITY
    if most(_CLAIM.search(words) for words in said):
        return PointKind.RESPONSIBILITY
    if most(any(t.type == "TIME" for t in s.times) for s in statements) or all(
        any(t.type in {"DATE", "TIME"} for t in s.times) for s in statements
    ):
        return PointKind.TIME
    if most(_CAUSE.search(words) for words in said):
        return PointKind.CAUSE
    if most(s.chain for s in statements) and _quoted(statements):
        return PointKind.STATEMENT
    if most(_ACTOR.search(words) for words in said) or _share_who(statements, said):
        return PointKind.ACTOR
    placed = most(_PLACE.search(words) for words in said) or _share_where(statements, said)
    return PointKind.PLACE if placed else PointKind.ACTION


def _share_who(statements: Sequence[Statement], said: Sequence[str]) -> bool:
    """Say whether what accounts share is mostly who somebody is: the name and the office."""
    told = [roles_in(words) for words in said]
    bearers = Counter(name.split()[-1] for roles in told for name in roles)
    if not bearers or max(bearers.values()) * 2 <= len(said):
        return False
    words = [
        {stem for name, posts in roles.items() for stem in {*_stems(name), *posts}}
        for roles in told
    ]
    return _share(statements, words)


def _share_where(statements: Sequence[Statement], said: Sequence[str]) -> bool:
    """Say whether what accounts share is mostly where it was, and most of them say where."""
    placed = [{s for m in _WHERE.finditer(words) for s in _stems(m["where"])} for words in said]
    return sum(map(bool, placed)) * 2 > len(said) and _share(statements, placed)


def _share(statements: Sequence[Statement], of: Sequence[set[str]]) -> bool:
    """Say whether the words that several accounts hold are mostly those given for each."""
    counts = Counter(w for s in statements for w in s.stems)
    both = [{w for w in s.stems if counts[w] > 1} for s in statements]
    shared = sum(map(len, both))
    held = sum(len(words & given) for words, given in zip(both, of, strict=True))
    return held >= MOSTLY * shared > 0


def _stems(words: str) -> set[str]:
    return {w.stem for w in words_of(words)}


def _quoted(statements: Sequence[Statement]) -> bool:
    speakers = Counter(s.chain[-1].lower() for s in statements if s.chain and s.chain[-1])
    return bool(speakers) and speakers.most_common(1)[0][1] * 2 > len(statements)
