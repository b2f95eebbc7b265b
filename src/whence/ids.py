"""Identity: a hash over identifying bytes or fields, never over provenance."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

Field = str | int | float | None | Sequence["Field"]


def content_id(data: bytes) -> str:
    """Return the identity of a report's original bytes, `sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def record_id(kind: str, *fields: Field) -> str:
    """Return a short stable id for a derived record, e.g. `point:3f2a...` (16 hex digits).

    Equal fields give equal ids on every machine and in every run; the fields are joined as
    JSON so that ("ab", "c") and ("a", "bc") differ.
    """
    canonical = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(f"{kind}\x00{canonical}".encode()).hexdigest()
    return f"{kind}:{digest[:16]}"
