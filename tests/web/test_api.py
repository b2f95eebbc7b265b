"""The API answers what its description says, from the same records as the pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.served import Answer, ask
from whence.ledger.store import Ledger
from whence.views.places import report_key, tail
from whence.web.api import ENDPOINTS, openapi
from whence.web.decisions import DECISIONS

Json = dict[str, Any]


def got(port: int, path: str) -> Any:
    answer = ask(port, path)
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def mismatches(value: Any, schema: Json, known: Json, at: str = "") -> list[str]:
    """Return where a value is not as its schema says."""
    if "$ref" in schema:
        return mismatches(value, known[schema["$ref"].rpartition("/")[2]], known, at)
    if "anyOf" in schema:
        tried = [mismatches(value, option, known, at) for option in schema["anyOf"]]
        return [] if any(not found for found in tried) else min(tried, key=len)
    kinds: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
    kind = schema.get("type")
    if kind == "null":
        return [] if value is None else [f"{at} is {value!r}, not null"]
    if kind == "array":
        if not isinstance(value, list):
            return [f"{at} is {value!r}, not a list"]
        inner = schema.get("prefixItems") or [schema["items"]] * len(value)
        pairs = zip(value, inner, strict=True)
        return [m for i, (v, s) in enumerate(pairs) for m in mismatches(v, s, known, f"{at}/{i}")]
    if kind == "object":
        if not isinstance(value, dict):
            return [f"{at} is {value!r}, not an object"]
        properties = schema.get("properties", {})
        wrong = [f"{at} lacks {name}" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            inner_schema = properties.get(name, schema.get("additionalProperties"))
            if not inner_schema:
                wrong.append(f"{at} has {name}")
            else:
                wrong += mismatches(item, inner_schema, known, f"{at}/{name}")
        return wrong
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at} is {value!r}, none of {schema['enum']}"]
    return [] if isinstance(value, kinds[str(kind)]) else [f"{at} is {value!r}, not {kind}"]


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)
def test_each_answer_is_as_described(port: int, ledger: Ledger, endpoint: Any) -> None:
    keys = {
        "/api/points/{key}": tail(ledger.links().points[0].id),
        "/api/reports/{key}": report_key(next(ledger.reports()).id),
        "/api/actors/{key}": tail(ledger.links().entities[0].id),
    }
    path = endpoint.path.replace("{key}", keys.get(endpoint.path, ""))
    described = openapi()
    operation = described["paths"][endpoint.path]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    asked = {"/api/search": "?q=mill", "/api/sources/outlet": "?outlet=Union+News"}
    value = got(port, path + asked.get(path, ""))
    assert mismatches(value, schema, described["components"]["schemas"]) == []


def test_the_description_is_served_and_every_reference_in_it_leads_somewhere(port: int) -> None:
    described = got(port, "/api/openapi.json")
    assert described == json.loads(json.dumps(openapi()))
    known = described["components"]["schemas"]
    named = {
        part.split('"')[0] for part in json.dumps(described).split("#/components/schemas/")[1:]
    }
    assert named <= set(known)


def test_a_point_is_the_ledger_s(port: int, ledger: Ledger) -> None:
    point = ledger.links().points[0]
    value = got(port, f"/api/points/{tail(point.id)}")["point"]
    assert value["question"] == point.question
    assert [a["spans"] for a in value["accounts"]] == [
        [span.pair() for span in account.spans] for account in point.accounts
    ]


def test_filters_narrow_a_list(port: int) -> None:
    everything = got(port, "/api/points")
    parting = got(port, "/api/points?parting=1")
    assert 0 < parting["total"] < everything["total"]
    assert all(item["relation"] != "agree" for item in parting["items"])
    assert got(port, "/api/points?q=no+such+words")["total"] == 0


@pytest.mark.parametrize("path", ["/api/points/0", "/api/reports/zz", "/api/actors/0", "/api/x"])
def test_what_is_not_there_is_said_in_one_shape(port: int, path: str) -> None:
    answer = ask(port, path)
    assert answer.status == 404
    assert set(json.loads(answer.text)["error"]) == {"status", "title", "cause", "remedy"}


def test_every_decision_is_taken_as_json_and_described(port: int, ledger: Ledger) -> None:
    point = ledger.links().points[0]
    posted = {path: told["post"] for path, told in openapi()["paths"].items() if "post" in told}
    assert len(posted) == len(DECISIONS)
    fields = {"name": point.id, "verdict": "unsure", "note": "as a program"}
    answer = posting(port, "/api/judge/verdict", fields)
    schema = posted["/api/judge/verdict"]["responses"]["200"]["content"]["application/json"]
    known = openapi()["components"]["schemas"]
    assert mismatches(json.loads(answer.text), schema["schema"], known) == []
    assert ledger.judgements()[-1].note == "as a program"
    number = json.loads(answer.text)["number"]
    assert posting(port, "/api/judge/undo", {"number": number}).status == 200
    parts = [a.id for a in point.accounts[:1]]
    apart = posting(
        port, "/api/judge/origins", {"name": point.id, "origins": "apart", "part": parts}
    )
    assert "no origin shared" in apart.text
    assert posting(port, "/api/judge/undo", {}).status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "point:nothing", "verdict": "unsure"}, 400),
        ({"name": "x", "verdict": "certainly"}, 400),
        ({"name": {"deep": "x"}}, 400),
        ([], 400),
        ("{", 400),
    ],
)
def test_a_decision_that_cannot_be_is_told_in_the_one_shape(
    port: int, ledger: Ledger, body: Any, status: int
) -> None:
    before = len(ledger.judgements())
    answer = posting(port, "/api/judge/verdict", body)
    assert answer.status == status
    assert set(json.loads(answer.text)["error"]) == {"status", "title", "cause", "remedy"}
    assert len(ledger.judgements()) == before


def test_json_is_taken_under_api_alone(port: int) -> None:
    answer = posting(port, "/judge/verdict", {"name": "x", "verdict": "unsure"})
    assert answer.status == 400
    assert "text/html" in answer.headers["content-type"]


def posting(port: int, path: str, body: Any) -> Answer:
    sent = body if isinstance(body, str) else json.dumps(body)
    return ask(port, path, method="POST", headers={"Content-Type": "application/json"}, body=sent)
