"""Records as JSON and back, by the types of their fields.

For what linking keeps between runs and nobody else reads. A dataclass is the list of its fields,
so `shape` tells whether what was written can still be read.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def pack(record: object) -> bytes:
    """Return a record, or a list of records, as bytes."""
    return _ENCODER.encode(record).encode()


def unpack(kind: Callable[..., T], data: bytes) -> T:
    """Return the record of type `kind` that was packed."""
    record: T = _reader(kind)(json.loads(data))
    return record


def unpack_all(kind: Callable[..., T], data: bytes) -> list[T]:
    """Return the records of type `kind` that were packed as a list."""
    return [_reader(kind)(item) for item in json.loads(data)]


@lru_cache(maxsize=64)
def shape(kind: type) -> str:
    """Return the names and types of a dataclass's fields, those of its parts included."""
    told = []
    for name, hint in get_type_hints(kind).items():
        inner = [part for part in (hint, *get_args(hint)) if dataclasses.is_dataclass(part)]
        told.append(f"{name}:{[shape(i) for i in inner if isinstance(i, type)] or hint}")
    return f"{kind.__name__}({','.join(told)})"


def _parts(value: Any) -> Any:
    """Return what stands for a value of which JSON knows nothing, its parts as they are."""
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        return _fields_of(kind)(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value)  # a set


@lru_cache(maxsize=256)
def _fields_of(kind: type) -> Callable[[Any], Sequence[Any]]:
    names = [field.name for field in dataclasses.fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


_ENCODER = json.JSONEncoder(
    separators=(",", ":"), sort_keys=True, check_circular=False, default=_parts
)


@lru_cache(maxsize=256)
def _reader(kind: Any) -> Reader:
    """Return what makes a value of type `kind` from its plain form."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(_reader(next(i for i in inner if i is not type(None))))
    if origin is tuple:
        return _tuple(inner)
    if origin is frozenset:
        return frozenset
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    return _as_is


def _as_is(value: Any) -> Any:
    return value


def _optional(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _tuple(inner: tuple[Any, ...]) -> Reader:
    if inner[-1] is Ellipsis:
        read = _reader(inner[0])
        return tuple if read is _as_is else lambda value: tuple(map(read, value))
    reads = [_reader(i) for i in inner]
    return lambda value: tuple(r(v) for r, v in zip(reads, value, strict=True))


def _dataclass(kind: type) -> Reader:
    hints = get_type_hints(kind)
    reads = [_reader(hints[field.name]) for field in dataclasses.fields(kind)]
    made = [(place, read) for place, read in enumerate(reads) if read is not _as_is]

    def read_all(value: list[Any]) -> Any:
        # The list is as JSON gave it, and nobody else's.
        for place, read in made:
            value[place] = read(value[place])
        return kind(*value)

    return read_all
