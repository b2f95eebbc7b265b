"""Roles of speakers without a name: how many, of what, how senior.

"Two senior Western security sources" are two, Western, senior. Only what the words say is taken:
what they leave open stays open. The word lists are in `lexicon/unnamed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whence.extraction.cast import Speaker
from whence.extraction.lexicon import word_sets
from whence.extraction.unnamed_words import (
    described_by,
    is_person,
    is_several,
    origin_of,
    seniority_of,
)
from whence.records.extraction import EntityType, Mention, Role, SpeakerKind
from whence.records.span import Span, Spans

_AND = re.compile(r"\s+and\s+")
_LONGEST, _MOST_PARTIES = 300, 4


def role_of(
    text: str, source: Spans, speaker: Speaker, mentions: Sequence[Mention] = ()
) -> Role | None:
    """Return what the words tell of a speaker without a name, None of any other.

    Args:
        text: the report's text.
        source: the attribution's source.
        speaker: who it was found to be; with a pronoun for source, or with "the officials", what
            was told of them earlier stands in `speaker.name`.
        mentions: names in the source, which tell "Berlin officials" from "Local officials".
    """
    if speaker.entity is not None or speaker.kind not in (SpeakerKind.UNNAMED, SpeakerKind.GROUP):
        return None
    told = _read(speaker.name or "", ())
    if not source:
        return told
    words = source[0].of(text)[:_LONGEST]
    opener = words.split(" ", 1)[0].lower() if words else ""
    if opener in word_sets("unnamed")["pronouns"]:
        return told
    shifted = [(m.span.shift(-source[0].start), m.type) for m in mentions]
    here = _read(words, [(s, t) for s, t in shifted if s.start >= 0])
    return _completed(here, told, definite=opener in ("the", "these", "those", "both"))


def _completed(here: Role | None, told: Role | None, *, definite: bool) -> Role | None:
    """Fill what this phrase leaves open with what an earlier one told."""
    if here is None or told is None:
        return here
    counts_back = definite and here.low == 2 and here.high is None and told.low >= 2
    low, high = (told.low, told.high) if counts_back else (here.low, here.high)
    return Role(low, high, here.origin or told.origin, here.seniority or told.seniority)


def _read(words: str, names: Sequence[tuple[Span, EntityType]]) -> Role | None:
    """Return the role a phrase tells, all parties of "an aide and two diplomats" summed."""
    known = {s.of(words).split(" ")[0]: kind is not EntityType.PERSON for s, kind in names}
    whole = " ".join(words.split())
    parties = _AND.split(whole)[:_MOST_PARTIES]
    roles = [role for party in parties if (role := _read_one(party, known)) is not None]
    if len(roles) < 2 or len(roles) < len(parties):
        return _read_one(whole, known)
    highs = [role.high for role in roles if role.high is not None]
    return Role(
        low=sum(role.low for role in roles),
        high=sum(highs) if len(highs) == len(roles) else None,
        origin=_joined([role.origin for role in roles]),
        seniority=_joined([role.seniority for role in roles]),
    )


def _joined(words: Sequence[str | None]) -> str | None:
    return " and ".join(dict.fromkeys(word for word in words if word)) or None


def _read_one(words: str, names: Mapping[str, bool]) -> Role | None:
    described = described_by(words)
    if described is None or not is_person(described.head):
        return None
    low, high = described.count or ((2, None) if is_several(described.head) else (1, 1))
    return Role(low, high, origin_of(described, names), seniority_of(described))
