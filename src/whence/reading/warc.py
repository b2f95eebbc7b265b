"""WARC files: the HTML responses in them, one report a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from whence.errors import ReadError
from whence.reading import dates
from whence.reading.draft import Metadata, Origin
from whence.reading.page import MEDIA_TYPE, read_page
from whence.reading.source import Outcome, Source, read_bounded, read_some
from whence.records.report import Refusal
from whence.settings import ReadingSettings

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s?=\s?[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_PIECE = 65_536
_DAMAGED = "is a damaged or cut-off WARC file"
_REMEDY = "fetch it again; the records before the damage were read"


def read_warc(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    """Yield a report for each successful HTML response; other records are passed over.

    `stream` must be unpacked. The fetch time is only an upper bound on the publication date.
    Raises `ReadError` for damage and for a file without HTML responses.
    """
    found = False
    for number, record in _records(source):
        if not _is_page(record):
            continue
        found = True
        path = f"{source.path}#{number}"
        try:
            yield _read_response(record, path, source, settings)
        except ReadError as error:
            yield Refusal(path, error.cause, error.remedy or _REMEDY)
    if not found:
        raise ReadError(
            "holds no web pages that were fetched with success",
            remedy="check that the crawl kept its HTML responses",
        )


class _Eager:
    """A stream whose `read` gives what is there, so that damage costs only what lies behind it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return read_some(self._stream, size)


def _records(source: Source) -> Iterator[tuple[int, Any]]:
    try:
        yield from enumerate(ArchiveIterator(_Eager(source.stream), arc2warc=False), 1)
    except ReadError:
        raise
    except Exception as error:  # warcio may raise anything on a broken record
        raise ReadError(_DAMAGED, remedy=_REMEDY) from error


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").split(";", 1)[0]
    ok = str(record.http_headers.get_statuscode()) == "200"
    return ok and kind.strip().lower() in _HTML_TYPES


def _read_response(record: Any, path: str, source: Source, settings: ReadingSettings) -> Outcome:
    try:
        body = read_bounded(record.content_stream(), settings.max_bytes)
    except ReadError:
        raise
    except Exception as error:  # so may the decoding of a response's body
        raise ReadError("is a damaged record", remedy=_REMEDY) from error
    if _is_cut_off(record):
        raise ReadError(
            "is cut off: the file ends inside this page",
            remedy="fetch the page again; the pages before it were read",
        )
    if not body.strip():
        raise ReadError("is an empty response", remedy="fetch the page again")
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    fetched = record.rec_headers.get_header("WARC-Date")
    known = Metadata(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        no_later_than=dates.not_after(fetched, "it was fetched"),
    )
    encoding = charset.group(1) if charset else None
    origin = Origin(path, body, MEDIA_TYPE, encoding, source.path)
    return read_page(body, origin, settings=settings, known=known)


def _is_cut_off(record: Any) -> bool:
    """Say whether a record whose page was read has fewer bytes than its header says."""
    rest = record.raw_stream
    while rest.read(_PIECE):  # what a page leaves behind it, such as the end of its chunks
        pass
    return bool(rest.limit > 0)
