"""Dataclasses as JSON and as JSON Schema: what the API answers is described by what it is."""

from __future__ import annotations

import dataclasses
import types
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from whence.records.span import Span

Json = dict[str, Any]

PLAIN: dict[type[Any], Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
}
SPAN: Json = {
    "type": "array",
    "items": {"type": "integer"},
    "minItems": 2,
    "maxItems": 2,
    "description": "half-open range of characters [start, end) of the report's reading text",
}
# Not for programs: vectors of sentences are bytes, and large.
LEFT_OUT = frozenset({"vector"})


def jsonable(value: Any) -> Any:
    """Return a record, or anything its fields hold, as what JSON can hold; a span is a pair."""
    if isinstance(value, Span):
        return value.pair()
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: jsonable(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in LEFT_OUT
        }
    if isinstance(value, dict):
        return {str(jsonable(key)): jsonable(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [jsonable(item) for item in value]
    return value


def schema_of(hint: Any, known: dict[str, Json]) -> Json:
    """Return the JSON Schema of a type; dataclasses go to `known` by name and are referred to."""
    if hint is type(None):
        return {"type": "null"}
    if hint is Span:
        return SPAN
    if hint in PLAIN:
        return PLAIN[hint]
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(option, known) for option in get_args(hint)]}
    if origin is tuple:
        return _tuple_schema(get_args(hint), known)
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(get_args(hint)[1], known)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [member.value for member in hint]}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_schema(hint, known)
    raise TypeError(f"no schema for {hint!r}")


def _tuple_schema(inner: tuple[Any, ...], known: dict[str, Json]) -> Json:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return {"type": "array", "items": schema_of(inner[0], known)}
    return {
        "type": "array",
        "prefixItems": [schema_of(item, known) for item in inner],
        "minItems": len(inner),
        "maxItems": len(inner),
    }


def _dataclass_schema(kind: type[Any], known: dict[str, Json]) -> Json:
    name = kind.__name__
    if name not in known:
        known[name] = {}  # taken before its fields are looked at: a type may hold itself
        hints = get_type_hints(kind)
        fields = [f.name for f in dataclasses.fields(kind) if f.name not in LEFT_OUT]
        known[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {field: schema_of(hints[field], known) for field in fields},
            "required": fields,
            "additionalProperties": False,
        }
    return {"$ref": f"#/components/schemas/{name}"}
