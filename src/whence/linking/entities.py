"""Entities across reports: the same actor under its full name, acronym, spelling or alias.

Precision first: every join has a probability and its reasons, two people of different full names
are never brought together by a family name both bear, and nobody without a name is joined with
anybody. What people decided on who is who is laid over what is found here (`judging/actors`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.linking.actor_features import Pair
from whence.linking.actor_forms import forms_of
from whence.linking.actor_growth import ActorGrowth, Recast
from whence.linking.actor_rolls import number_of
from whence.linking.gazetteer import Gazetteer
from whence.linking.shelf import MemoryShelf
from whence.records.decisions import Member
from whence.records.extraction import Extraction
from whence.records.links import Label, LinkedEntity
from whence.records.report import Report


def join_entities(
    reports: Sequence[Report], extractions: Sequence[Extraction], gazetteer: Gazetteer
) -> tuple[LinkedEntity, ...]:
    """Return the actors of the pile, each with its names and where it is named, sorted by id.

    `extractions` stand in the order of `reports`. In-report entities are joined where they bear
    one full name, a name the gazetteer knows, or names that are likely one actor's: an acronym,
    another spelling, the family name of the one who bears it here. Near-linear; the order of the
    reports changes nothing.
    """
    return actors_and_labels(reports, extractions, gazetteer)[0]


def actors_and_labels(
    reports: Sequence[Report], extractions: Sequence[Extraction], gazetteer: Gazetteer
) -> tuple[tuple[LinkedEntity, ...], tuple[Label, ...]]:
    """Return the actors of the pile as `join_entities`, and the words each report uses for them.

    Labels stand by report and place.
    """
    pairs = list(zip(reports, extractions, strict=True))
    told = ActorGrowth(MemoryShelf(), forms_of(gazetteer), gazetteer).change((), pairs, keep=False)
    labels = (label for listed in told.labels.values() for label in listed)
    ordered = sorted(labels, key=lambda label: (label.report, label.span, label.actor))
    return with_members(told), tuple(ordered)


def with_members(told: Recast) -> tuple[LinkedEntity, ...]:
    """Return the actors of a pile that came in as one, with their members, sorted by id."""
    members: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for report, homes in told.homes.items():
        for entity, actor in homes.items():
            members[actor].append((report, entity))
    return tuple(
        replace(told.actors[actor], members=tuple(sorted(members[actor])))
        for actor in sorted(members)
    )


def weighed_pairs(
    reports: Sequence[Report], extractions: Sequence[Extraction], gazetteer: Gazetteer
) -> Iterator[tuple[Pair, list[Member], list[Member]]]:
    """Yield the pairs of names that are weighed in a pile, with the in-report entities of both."""
    growth = ActorGrowth(MemoryShelf(), forms_of(gazetteer))
    ids = {number_of(report.id): report.id for report in reports}
    for pair, ones, twos in growth.weighed(list(zip(reports, extractions, strict=True))):
        yield pair, [(ids[n], e) for n, e in ones], [(ids[n], e) for n, e in twos]
