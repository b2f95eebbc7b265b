"""A story in numbers: the counts a person reads first."""

from __future__ import annotations

from whence.records.claim import claims_of
from whence.records.links import Relation, Share
from whence.records.numbers import StoryNumbers
from whence.records.story import Story


def story_numbers(story: Story) -> StoryNumbers:
    """Count what a story holds."""
    claims = [claim for extraction in story.extractions for claim in claims_of(extraction)]
    attributed = sum(claim.attribution is not None for claim in claims)
    points = story.links.points
    noted = zip(story.reports, story.extractions, strict=True)
    return StoryNumbers(
        reports=len(story.reports),
        refused=len(story.refusals),
        not_analysed=sum(bool(report.note or extraction.note) for report, extraction in noted),
        attributed=attributed,
        own_voice=len(claims) - attributed,
        speakers=count_speakers(story),
        quantities=sum(len(extraction.quantities) for extraction in story.extractions),
        points=len(points),
        differing=sum(point.relation is not Relation.AGREE for point in points),
        single_origin=sum(point.origins_low == 1 for point in points),
        relays=len(story.links.relays),
        reused=len({r.report for r in story.links.reuses if r.share is not Share.SOME}),
    )


def count_speakers(story: Story) -> int:
    """Count speakers: an entity joined across reports once, an unnamed one once a report."""
    joined = {member: entity.id for entity in story.links.entities for member in entity.members}
    speakers: set[tuple[str, str]] = set()
    for extraction in story.extractions:
        for a in extraction.attributions:
            if a.speaker is not None:
                key = (extraction.report, a.speaker)
                speakers.add(("entity", joined[key]) if key in joined else key)
            elif a.speaker_name:
                speakers.add((extraction.report, a.speaker_name.casefold()))
    return len(speakers)
