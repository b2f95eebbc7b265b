"""Records as JSON and back, told apart by their names: for what the ledger keeps whole.

A dataclass becomes an object whose `is` is the class's name, a span a pair; fields at their
default are left out, so that a field added later changes nothing that is kept.
"""

from __future__ import annotations

import dataclasses
import types
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from whence.records import judgement, links, verdict
from whence.records.span import Span

Json = dict[str, Any]

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
        verdict.Judged,
    )
}


def encoded(value: object) -> Any:
    """Return a record, or what its fields hold, as what JSON can hold."""
    if isinstance(value, Span):
        return value.pair()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {
            field.name: encoded(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
        return {"is": type(value).__name__, **kept}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [encoded(item) for item in value]
    return value


def decoded(value: Json) -> Any:
    """Return the record an object from `encoded` stands for.

    Raises `ValueError` for one of an unknown kind or with fields that do not fit.
    """
    kind = _KNOWN.get(value.get("is", ""))
    if kind is None:
        raise ValueError(f"no record is called {value.get('is')!r}")
    hints = _hints(kind.__name__)
    try:
        return kind(**{k: _as(hints[k], v) for k, v in value.items() if k != "is"})
    except (KeyError, TypeError) as error:
        raise ValueError(f"{kind.__name__} does not fit: {error}") from error


@cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(_KNOWN[name])


def _as(hint: Any, value: Any) -> Any:
    """Return a value from JSON as the field's type."""
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        return decoded(value) if isinstance(value, dict) else _as(options[0], value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        return tuple(_as(kind, item) for kind, item in zip(kinds, value, strict=True))
    if hint is Span:
        return Span(*value)
    if dataclasses.is_dataclass(hint):
        return decoded(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return float(value) if hint is float else value
