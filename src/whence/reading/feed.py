"""RSS and Atom feeds that carry their entries' full text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from whence.errors import ReadError
from whence.reading import dates
from whence.reading.align import Aligner
from whence.reading.clean import clean
from whence.reading.draft import Metadata, Origin, finish
from whence.reading.passage import Passage, unmapped
from whence.reading.publisher import host_of, publisher_from_host
from whence.reading.text import paragraphs_of
from whence.reading.visible_lines import shown_lines
from whence.records.report import Intake, Refusal
from whence.settings import ReadingSettings

HTML_TYPE = "text/html"
TEXT_TYPE = "text/plain"
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,2000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_REMEDY = "save the linked articles themselves and add those"


def read_feed(data: bytes, path: str, *, settings: ReadingSettings) -> Iterator[Intake | Refusal]:
    """Yield a report for each entry of an RSS or Atom feed, in the feed's order.

    An entry's bytes are its content as the feed carries it, in UTF-8. Raises `ReadError` for
    what is no feed or has no entries.
    """
    feed = _parse(data)
    if not feed.entries:
        raise ReadError("is a feed without entries", remedy="fetch the feed again")
    for number, entry in enumerate(feed.entries, 1):
        where = f"{path}#{number}"
        try:
            yield _read_entry(entry, feed.feed, (where, path), settings)
        except ReadError as error:
            yield Refusal(where, error.cause, error.remedy or _REMEDY)


def _parse(data: bytes) -> Any:
    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise ReadError(
            f"is a feed its reader gave up on ({type(error).__name__})", remedy=_REMEDY
        ) from error


def _read_entry(entry: Any, feed: Any, place: tuple[str, str], settings: ReadingSettings) -> Intake:
    raw, is_html = _content(entry)
    if not raw.strip():
        raise ReadError("is a feed entry without text", remedy=_REMEDY)
    kind = HTML_TYPE if is_html else TEXT_TYPE
    data = raw.encode("utf-8", "surrogatepass")
    origin = Origin(place[0], data, kind, "utf-8", place[1])
    metadata = _metadata(entry, feed)
    cleaned = clean(_passages(raw, is_html, settings), title=metadata.title)
    return finish(origin, raw, cleaned, metadata)


def _content(entry: Any) -> tuple[str, bool]:
    """Return the longest content an entry carries, and whether it is HTML."""
    parts = [(c.get("value") or "", c.get("type") or "") for c in entry.get("content", [])]
    summary = entry.get("summary_detail") or {}
    parts.append((summary.get("value") or entry.get("summary") or "", summary.get("type") or ""))
    value, kind = max(parts, key=lambda part: len(part[0]))
    return value, "html" in kind or bool(_TAG.search(value))


def _passages(raw: str, is_html: bool, settings: ReadingSettings) -> list[Passage]:
    if not is_html:
        return paragraphs_of(raw, limit=settings.max_text)
    aligner = Aligner(raw)
    return [aligner.align(line) for line in shown_lines(raw[: settings.max_text])]


def _metadata(entry: Any, feed: Any) -> Metadata:
    url = entry.get("link")
    authors = [a.get("name") for a in entry.get("authors", []) if a.get("name")]
    publisher = (entry.get("source") or {}).get("title") or publisher_from_host(host_of(url))
    title = entry.get("title")
    return Metadata(
        title=unmapped(_TAG.sub(" ", title)).text if title else None,
        publisher=publisher or feed.get("title"),
        authors=tuple(authors),
        url=url,
        published=dates.from_field(entry.get("published"), "published of the feed entry")
        or dates.from_url(url)
        or dates.from_field(entry.get("updated"), "updated of the feed entry"),
        language=feed.get("language"),
    )
