"""How sure a speaker is: the share of speakers found the same way that are the right one.

A name in the source is nearly always right. What a pronoun or "the ministry" was taken for is
seldom surer than the network, which saw both, thinks it (see `references`).
"""

from __future__ import annotations

from typing import Final

from whence.extraction.cast import Scene, Speaker
from whence.extraction.coreference import fold

_NAMED: Final = 0.97
_DESCRIBED: Final = 0.9
_NOBODY: Final = 0.9
_POINTED: Final = 0.8
"""Shares right of what was found by a name in the source, taken as described, taken for nobody,
and found further up. Set on texts written for the project; `docs/accuracy.md` holds them against
others."""


def sureness(scene: Scene, speaker: Speaker) -> float:
    """Return the probability that `speaker` is who stands behind the scene's source."""
    if speaker.name is None:
        return _NOBODY
    source = " ".join(span.of(scene.cast.text) for span in scene.voice.source)
    told = set(fold(source))
    if speaker.entity is not None and told & set(fold(speaker.name)):
        return _NAMED
    if speaker.entity is None:
        return _DESCRIBED if told & set(fold(speaker.name)) else _POINTED
    earlier = [m for m in scene.cast.before(scene.at) if m.entity == speaker.entity]
    if scene.cast.references is None or not earlier or not source:
        return _POINTED
    return scene.cast.references.probability(max(scene.odds([m.span for m in earlier])))
