"""How sure a speaker is: the share of speakers found the same way that are the right one.

A name in the source is nearly always right, and so is a speaker taken as described; what a pronoun
or "the ministry" was taken for is right four times in five, whoever seems to be meant. (What the
network thinks of a reference is weighed in the choice; as a probability of the choice it was far
too modest, since the rules know more.)
"""

from __future__ import annotations

from typing import Final

from whence.extraction.cast import Scene, Speaker
from whence.extraction.coreference import fold

_NAMED: Final = 0.97
_DESCRIBED: Final = 0.9
_POINTED: Final = 0.8
_NOBODY: Final = 0.6
"""Shares right of what was found by a name in the source, taken as described, found further up,
and taken for nobody. Judgements; `docs/accuracy.md` holds them against reports read by people."""


def sureness(scene: Scene, speaker: Speaker) -> float:
    """Return the probability that `speaker` is who stands behind the scene's source."""
    if speaker.name is None:
        return _NOBODY
    source = " ".join(span.of(scene.cast.text) for span in scene.voice.source)
    if not set(fold(source)) & set(fold(speaker.name)):
        return _POINTED
    return _NAMED if speaker.entity is not None else _DESCRIBED
