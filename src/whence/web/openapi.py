"""The description of the API (OpenAPI 3.1), made of what its paths give and ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from whence.web.decisions import Field
from whence.web.forms import ENCODED, JSON
from whence.web.schemas import Json, schema_of

Reading = tuple[str, Any, tuple[tuple[str, str], ...]]
"""What a path gives in words and as a type, and what may be asked: each name and what it means."""

Deciding = tuple[str, type[Any], tuple[Field, ...]]
"""What a path does, what it answers, and the fields it takes."""

_KEY = Field("key", "what /api/me gives as key, where that is not empty")


def described(reading: Mapping[str, Reading], deciding: Mapping[str, Deciding]) -> Json:
    """Return the description of these paths, read with GET and written to with POST."""
    known: dict[str, Json] = {}
    paths: Json = {path: {"get": _get(path, *told, known)} for path, told in reading.items()}
    paths |= {path: {"post": _post(path, *told, known)} for path, told in deciding.items()}
    known["Problem"] = _problem()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Whence",
            "version": version("whence"),
            "description": "What the desk shows and takes, as JSON. A program sends the link's "
            "token as `Authorization: Bearer TOKEN`; on a team's desk it signs in as a browser "
            "does, and sends the `key` of /api/me and an Origin header with each decision.",
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(known.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _problem() -> Json:
    error = {"status": "integer", "title": "string", "cause": "string"}
    properties: Json = {name: {"type": kind} for name, kind in error.items()}
    properties["remedy"] = {"type": ["string", "null"]}
    return {
        "type": "object",
        "description": "What went wrong, and what to do about it.",
        "properties": {
            "error": {"type": "object", "properties": properties, "required": list(properties)}
        },
        "required": ["error"],
    }


def _get(
    path: str, what: str, gives: Any, asks: tuple[tuple[str, str], ...], known: dict[str, Json]
) -> Json:
    named = re.findall(r"{(\w+)}", path)
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in named
    ]
    parameters += [
        {"name": name, "in": "query", "description": means, "schema": {"type": "string"}}
        for name, means in asks
    ]
    return {**_operation(path, what, gives, known), "parameters": parameters}


def _post(
    path: str, what: str, gives: Any, asks: tuple[Field, ...], known: dict[str, Json]
) -> Json:
    fields = (*asks, _KEY)
    schema: Json = {
        "type": "object",
        "properties": {field.name: _field(field) for field in fields},
        "required": [field.name for field in fields if field.required],
    }
    content = {kind: {"schema": schema} for kind in (JSON, ENCODED)}
    body = {"required": True, "content": content}
    return {**_operation(path, what, gives, known), "requestBody": body}


def _field(field: Field) -> Json:
    text: Json = {"type": "string"}
    if field.among:
        text["enum"] = list(field.among)
    if field.several:
        return {"type": "array", "items": text, "description": field.what}
    return {**text, "description": field.what}


def _operation(path: str, what: str, gives: Any, known: dict[str, Json]) -> Json:
    problem = {"$ref": "#/components/schemas/Problem"}
    return {
        "summary": what,
        "operationId": re.sub(r"\W+", "_", path.removeprefix("/api/")).strip("_"),
        "responses": {
            "200": {"description": what, "content": {JSON: {"schema": schema_of(gives, known)}}},
            "default": {"description": "A problem", "content": {JSON: {"schema": problem}}},
        },
    }
