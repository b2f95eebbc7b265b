"""A name asked for by itself is told as weighing all names of its reports tells it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.linking.test_actor_growth import KNOWN, pile
from whence.linking.actor_near import Chiefs, NamedIn
from whence.linking.entities import join_entities
from whence.linking.speakers import canonical_names, written_names


@examples(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32), count=st.integers(1, 12))
def test_chief_names_are_those_of_all_actors_of_the_reports(seed: int, count: int) -> None:
    reports = pile(seed, count)
    actors = join_entities([r for r, _ in reports], [e for _, e in reports], KNOWN)
    told = canonical_names((actor.name, actor.aliases) for actor in actors)

    chiefs = Chiefs([NamedIn(r, e, KNOWN) for r, e in reports], KNOWN)

    written = sorted(set().union(*(written_names(extraction) for _, extraction in reports)))
    assert {name: chiefs.chief(name) for name in written} == {n: told.get(n) for n in written}
