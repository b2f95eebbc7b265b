"""Records as JSON and back, told apart by their names: for what the ledger keeps whole.

A dataclass becomes an object whose `is` is the class's name, a span a pair; fields at their
default are left out, so that a field added later changes nothing that is kept.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from whence.records import judgement, links, verdict
from whence.records.span import Span

Json = dict[str, Any]
Reader = Callable[[Any], Any]

_KNOWN: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        judgement.AttributionSeen,
        judgement.AccountSeen,
        judgement.PointSeen,
        judgement.MemberSeen,
        judgement.ActorSeen,
        judgement.RelaySeen,
        judgement.ReuseSeen,
        judgement.NewSpans,
        judgement.NewSpeaker,
        judgement.Together,
        judgement.Apart,
        judgement.OneOrigin,
        judgement.SeparateOrigins,
        judgement.About,
        links.Account,
        links.Collapse,
        links.Feature,
        links.LinkedEntity,
        links.Point,
        links.Reweighed,
        verdict.Judged,
    )
}
_DEFAULTS = {
    kind: tuple((field.name, field.default) for field in dataclasses.fields(kind))
    for kind in _KNOWN.values()
}


_PLAIN = frozenset({str, int, float, bool, type(None)})


def encoded(value: object) -> Any:
    """Return a record, or what its fields hold, as what JSON can hold."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, Span):
        return value.pair()
    if isinstance(value, tuple | list):
        # A point holds thousands of ids and spans: they are not worth a call each.
        return [item if type(item) in _PLAIN else encoded(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if kind in _DEFAULTS:
        kept: Json = {"is": kind.__name__}
        for name, default in _DEFAULTS[kind]:
            held = getattr(value, name)
            if held is not default and held != default:
                kept[name] = held if type(held) in _PLAIN else encoded(held)
        return kept
    return value


def decoded(value: Json) -> Any:
    """Return the record an object from `encoded` stands for.

    Raises `ValueError` for one of an unknown kind or with fields that do not fit.
    """
    kind = _KNOWN.get(value.get("is", ""))
    if kind is None:
        raise ValueError(f"no record is called {value.get('is')!r}")
    readers = _readers(kind.__name__)
    try:
        return kind(**{k: readers[k](v) for k, v in value.items() if k != "is"})
    except (KeyError, TypeError) as error:
        raise ValueError(f"{kind.__name__} does not fit: {error}") from error


@cache
def _readers(name: str) -> dict[str, Reader]:
    """Return what reads each field of a record; hints are looked into once a class."""
    return {field: _reader(hint) for field, hint in get_type_hints(_KNOWN[name]).items()}


def _reader(hint: Any) -> Reader:
    """Return what makes a value from JSON one of the field's type."""
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        inner = _reader(options[0])
        return lambda value: (
            None if value is None else decoded(value) if isinstance(value, dict) else inner(value)
        )
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    if hint is Span:
        return lambda value: Span(*value)
    if dataclasses.is_dataclass(hint):
        return decoded
    if hint is float:
        return lambda value: None if value is None else float(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: None if value is None else hint(value)
    return _as_is


def _as_is(value: Any) -> Any:
    return value


def _tuple_reader(parts: tuple[Any, ...]) -> Reader:
    if parts[-1] is Ellipsis:
        inner = _reader(parts[0])
        if inner is _as_is:
            # Thousands of ids, as above.
            return lambda value: None if value is None else tuple(value)
        return lambda value: None if value is None else tuple(map(inner, value))
    readers = [_reader(part) for part in parts]
    return lambda value: tuple(r(item) for r, item in zip(readers, value, strict=True))
