"""JSON records as news-please and similar crawlers write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from whence.errors import ReadError
from whence.reading import dates
from whence.reading.clean import clean
from whence.reading.draft import Metadata, Origin, finish
from whence.reading.publisher import host_of, publisher_from_host
from whence.reading.text import paragraphs_of
from whence.records.report import Intake, Published
from whence.settings import ReadingSettings

MEDIA_TYPE = "application/json"
TEXT_FIELDS = ("text", "maintext", "content", "body", "article_text", "full_text")
_DATE_FIELDS = (
    "date_publish",
    "date_published",
    "published",
    "publish_date",
    "published_at",
    "publishedAt",
    "pubDate",
    "pub_date",
    "datePublished",
    "date",
)
_URL_FIELDS = ("url", "link", "canonical_url", "source_url")
_PUBLISHER_FIELDS = (
    "publisher",
    "source_domain",
    "source",
    "sitename",
    "site_name",
    "outlet",
    "domain",
)
_AUTHOR_FIELDS = ("authors", "author", "byline", "creator")

_SPACE = re.compile(r"[\s,]*")
_REMEDY = "give each report its words under the key text or maintext"


def parse_json(text: str) -> Any:
    """Return the value of a JSON text; raises `ReadError` when it is malformed or too deep."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ReadError("is JSON nested too deeply to be a report", remedy=_REMEDY) from error
    except ValueError as error:
        reason, place = str(error)[:80], ""
        if isinstance(error, json.JSONDecodeError):
            reason = error.msg.removesuffix(" starting at")
            place = f", line {error.lineno}, column {error.colno}"
        raise ReadError(
            f"is not valid JSON ({reason.lower()}{place})", remedy="mend or leave out the record"
        ) from error


def items_of(text: str) -> Iterator[tuple[Any, str]]:
    """Yield the items of a JSON list with the characters each was written with.

    `text` must be a valid JSON list.
    """
    decoder = json.JSONDecoder()
    at = _SPACE.match(text, text.index("[") + 1).end()  # type: ignore[union-attr]
    while at < len(text) and text[at] != "]":
        value, end = decoder.raw_decode(text, at)
        yield value, text[at:end]
        at = _SPACE.match(text, end).end()  # type: ignore[union-attr]


def read_record(value: Any, origin: Origin, *, settings: ReadingSettings) -> Intake:
    """Return the report in one JSON record.

    Raises `ReadError` when the record is no object or names neither a text nor a title.
    """
    if not isinstance(value, Mapping):
        raise ReadError("is JSON but no report: a record must be an object", remedy=_REMEDY)
    raw = record_text(value)
    title = _string(value, ("title", "headline"))
    if not raw and not title:
        raise ReadError("has neither a text nor a title", remedy=_REMEDY)
    cleaned = clean(paragraphs_of(raw, limit=settings.max_text), title=title)
    return finish(origin, raw, cleaned, _metadata(value, title))


def record_text(value: Mapping[str, Any]) -> str:
    """Return the text of a record, the decoded input that raw offsets of its report refer to."""
    return _string(value, TEXT_FIELDS, strip=False) or ""


def _metadata(value: Mapping[str, Any], title: str | None) -> Metadata:
    url = _string(value, _URL_FIELDS)
    return Metadata(
        title=title,
        publisher=_publisher(value),
        authors=_authors(value),
        url=url,
        published=_published(value) or dates.from_url(url),
        language=_string(value, ("language", "lang")),
        lead=_string(value, ("description",)),
    )


def _published(value: Mapping[str, Any]) -> Published | None:
    for field in _DATE_FIELDS:
        found = dates.from_field(value.get(field), field)
        if found is not None:
            return found
    return None


def _publisher(value: Mapping[str, Any]) -> str | None:

    for field in _PUBLISHER_FIELDS:
        found = value.get(field)
        if isinstance(found, Mapping):
            found = found.get("name") or found.get("title")
        if isinstance(found, str) and found.strip():
            bare = " " not in found.strip()
            return publisher_from_host(host_of(found)) if bare and host_of(found) else found
    return None


def _authors(value: Mapping[str, Any]) -> tuple[str, ...]:
    for field in _AUTHOR_FIELDS:
        found = value.get(field)
        items = found if isinstance(found, list) else [found]
        names = [i.get("name") if isinstance(i, Mapping) else i for i in items[:50]]
        good = tuple(name for name in names if isinstance(name, str) and name.strip())
        if good:
            return good
    return ()


def _string(value: Mapping[str, Any], fields: tuple[str, ...], *, strip: bool = True) -> str | None:
    for field in fields:
        found = value.get(field)
        if isinstance(found, str) and found.strip():
            return found.strip() if strip else found
    return None
