"""What the ledger keeps whole comes back equal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.ledger.builders import make_extraction, make_links
from whence.records.coding import decoded, encoded
from whence.records.extraction import SpeakerKind
from whence.records.judgement import (
    About,
    AccountSeen,
    ActorSeen,
    Apart,
    MemberSeen,
    NewSpans,
    NewSpeaker,
    OneOrigin,
    PointSeen,
    SeparateOrigins,
    Together,
    attribution_seen,
)
from whence.records.span import Span

ACCOUNT = AccountSeen("account:1", "r1", (Span(3, 9), Span(12, 20)), 12.0, None)
OTHER = AccountSeen("account:2", "r2", (Span(0, 4),))
POINT = PointSeen("point:1", "how many “barges”?", (ACCOUNT, OTHER), 0.25)
MEMBER = MemberSeen("r1", "e3", "Ilse Maren", (Span(5, 15),))
ACTOR = ActorSeen("entity:1", "Ilse Maren", (MEMBER,))


@pytest.mark.parametrize(
    "record",
    [
        *(attribution_seen("r1", a) for a in make_extraction("r1").attributions),
        POINT,
        ACTOR,
        NewSpans((), (Span(1, 2),), (Span(3, 9),)),
        NewSpeaker("the ministry", SpeakerKind.GOVERNMENT),
        Together((POINT,)),
        Together((ACTOR,)),
        Apart(accounts=(ACCOUNT,)),
        Apart(members=(MEMBER,)),
        OneOrigin((ACCOUNT, OTHER)),
        SeparateOrigins((ACCOUNT,), (OTHER,)),
        About(17),
        *make_links("r1", "r2").points,
        *make_links("r1", "r2").entities,
    ],
)
def test_a_record_comes_back_equal(record: Any) -> None:
    assert decoded(json.loads(json.dumps(encoded(record)))) == record


@pytest.mark.parametrize(
    "value", [{"is": "Nothing"}, {"is": "About"}, {"is": "About", "no": 1}, {}]
)
def test_what_is_no_record_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (each says its own)
        decoded(value)
