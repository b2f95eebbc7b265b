"""What growing actors keep, as typed records on a workbench."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from whence.linking.packing import pack, shape, unpack
from whence.linking.shelf import Workbench
from whence.records.extraction import EntityType
from whence.records.links import LabelKind, Voice

T = TypeVar("T")
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KeptName:
    """An in-report entity: `form` is that of its name, `others` those of its other names.

    `form` is "" where it has no name.
    """

    entity: str
    form: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    others: tuple[str, ...]
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPhrase:
    """Words that a report uses for one of its entities."""

    entity: str
    start: int
    end: int
    kind: LabelKind
    voice: Voice
    by: str | None


@dataclass(frozen=True, slots=True)
class KeptCast:
    """Whom one report names, how, and which letters it spells out."""

    report: str
    names: tuple[KeptName, ...]
    spelled: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptPhrases:
    """The words one report uses for its entities."""

    of: tuple[KeptPhrase, ...]


@dataclass(frozen=True, slots=True)
class KeptForm:
    """How often a form is used, under which names, types, other names and offices.

    `node` is the name it stands for, "" where it does not tell who it is. `basis` is what its
    members were weighed against, where it does not.
    """

    names: Counts = field(default_factory=dict)
    types: Counts = field(default_factory=dict)
    aliases: Counts = field(default_factory=dict)
    others: Counts = field(default_factory=dict)
    offices: Counts = field(default_factory=dict)
    node: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class KeptEdge:
    """Another name that may be the same actor's: what brought the two together, how likely."""

    other: str
    ground: str
    company: float
    likely: float


@dataclass(frozen=True, slots=True)
class KeptNode:
    """A name that tells who it is: its forms, its likely other names, and the actor it names.

    `attached` counts the bare names that stand for it in reports, by `Joined.key`; `called` what
    these are called. `doublings` tells how often it is used.
    """

    forms: tuple[str, ...]
    edges: tuple[KeptEdge, ...] = ()
    actor: str = ""
    basis: str = ""
    blocks: tuple[str, ...] = ()
    attached: Counts = field(default_factory=dict)
    called: Counts = field(default_factory=dict)
    doublings: int = 0


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """Counts by name: of votes, of letters spelled out, of the bearers of a family name."""

    of: Counts


@dataclass(frozen=True, slots=True)
class KeptHome:
    """Where an entity went whose name does not tell who it is.

    To the name `node` for the reason `joined`; else it is of the group `actor`.
    """

    entity: str
    node: str
    joined: str
    actor: str


@dataclass(frozen=True, slots=True)
class KeptHomes:
    """The homes of a report's entities whose names do not tell."""

    homes: tuple[KeptHome, ...]


def form() -> str:
    """Return what the records hold, so that records of another form are not read."""
    kinds = (
        KeptCast,
        KeptPhrases,
        KeptPhrase,
        KeptName,
        KeptForm,
        KeptNode,
        KeptEdge,
        KeptCounts,
        KeptHomes,
    )
    inner = (KeptName, KeptPhrase, KeptEdge, KeptHome)
    return "".join(map(shape, (*kinds, *inner)))


class Records:
    """Records by key. What is read or changed is held; `flush` lays the changes on the bench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._held: dict[int, Any] = {}
        self._changed: dict[int, None] = {}

    def fetch(self, keys: Iterable[int]) -> None:
        """Take records onto the bench that are wanted soon."""
        self._bench.fetch(key for key in keys if key not in self._held)

    def get(self, kind: type[T], key: int) -> T | None:
        """Return the record of this kind under a key, None where there is none."""
        if key not in self._held:
            data = self._bench.get(key)
            self._held[key] = unpack(kind, data) if data else None
        found: T | None = self._held[key]
        return found

    def put(self, key: int, record: object | None) -> None:
        """Keep a record, or None to forget it."""
        self._held[key] = record
        self._changed[key] = None

    def flush(self) -> None:
        """Lay what changed on the bench and give it to the shelf."""
        for key in self._changed:
            record = self._held[key]
            self._bench.put(key, pack(record) if record is not None else None)
        self._held.clear()
        self._changed.clear()
        self._bench.flush()
