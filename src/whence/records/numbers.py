"""A story in numbers: the counts a person reads first, however they were counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryNumbers:
    """Counts over one story.

    `reports` read; `refused` inputs; `not_analysed` reports kept without analysis; `attributed`
    claims with a speaker and `own_voice` claims without; `speakers` told apart; `quantities`;
    `points` on which two or more reports speak, `differing` of them with accounts that do not
    agree, `single_origin` of them that may rest on one origin; `relays` credits given; `reused`
    reports that are in large part or whole others' words.
    """

    reports: int
    refused: int
    not_analysed: int
    attributed: int
    own_voice: int
    speakers: int
    quantities: int
    points: int
    differing: int
    single_origin: int
    relays: int
    reused: int
