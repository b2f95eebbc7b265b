"""Names as they are weighed against one another: what is known of each across reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from whence.linking.actor_forms import Forms, Reading
from whence.linking.actor_records import KeptCast
from whence.linking.gazetteer import Entry
from whence.linking.naming import PersonName

ENOUGH = 6  # halves of a name that two names must share beside them to keep full company


@dataclass(frozen=True, slots=True)
class Node:
    """A name, and how reports use it; a bare name is one of its own in each report.

    `count` is how many in-report entities bear it, `names` how it is written there, `keys` are
    those of other names its reports give it, `offices` what stands before it, `forms` its forms,
    `sample` some of its reports.
    """

    reading: Reading
    count: int
    names: frozenset[str]
    offices: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    sample: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The name compared."""
        return self.reading.key

    @property
    def kind(self) -> str:
        """Person, place or body."""
        return self.reading.kind

    @property
    def known(self) -> Entry | None:
        """The gazetteer's entry for it."""
        return self.reading.known

    @property
    def person(self) -> PersonName | None:
        """The parts of a person's name."""
        return self.reading.person

    @property
    def words(self) -> frozenset[str]:
        """The words of the name of a body or place."""
        return self.reading.words


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a report names: the forms of their names, and what each tells as company."""

    forms: frozenset[str]
    company: Mapping[str, int]


@dataclass(slots=True)
class Company:
    """Who is named beside whom, as told by a sample of the reports of each.

    It depends on the reports of the two that are compared and on nothing else in the pile.
    """

    forms: Forms
    casts: Mapping[int, KeptCast]
    _told: dict[int, Named] = field(default_factory=dict)

    def shared(self, one: Node, two: Node) -> float:
        """Return how much company of one is named in reports of the other too, 0 to 1.

        It is the company of the one in fewer reports that is asked for, each of its reports by
        itself; reports of the other that name both tell nothing. Whoever many reports name, as
        states, counts for half.
        """
        few, many = sorted((one, two), key=lambda node: (len(node.sample), node.key))
        there = [self._named(number).company for number in few.sample]
        own = {self.forms.plain(form)[0] for form in (*few.forms, *many.forms)}
        beside = self._beside(many, few, set().union(*there) - own)
        if not beside:
            return 0.0
        met = sum(min(ENOUGH, sum(told[name] for name in beside & told.keys())) for told in there)
        return met / (ENOUGH * len(few.sample))

    def _beside(self, many: Node, few: Node, asked: set[str]) -> set[str]:
        """Return which of these are named in reports of one name that do not name the other."""
        others = few.forms - many.forms
        found: set[str] = set()
        for number in many.sample:
            if asked and number not in few.sample:
                named = self._named(number)
                if others.isdisjoint(named.forms):
                    met = asked & named.company.keys()
                    found |= met
                    asked -= met
        return found

    def _named(self, number: int) -> Named:
        if number not in self._told:
            forms = tuple(name.form for name in self.casts[number].names)
            self._told[number] = Named(frozenset(forms), self.forms.company(forms))
        return self._told[number]
