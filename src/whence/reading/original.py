"""From a report's stored bytes back to the decoded input that its raw offsets refer to."""

from __future__ import annotations

from collections.abc import Mapping

from whence.errors import ReadError
from whence.reading.decode import decode_as
from whence.reading.record import MEDIA_TYPE as JSON_TYPE
from whence.reading.record import parse_json, record_text
from whence.records.report import Report


def decoded_input(report: Report, data: bytes) -> str:
    """Return the decoded input of `report`: its file, page or entry, or a JSON record's text.

    `data` are the report's original bytes. Every run of `report.raw` whose `raw` is not None
    leads into the string returned. Raises `ReadError` when the bytes are not the report's.
    """
    text = decode_as(data, report.encoding)
    if report.media_type != JSON_TYPE:
        return text
    value = parse_json(text)
    if not isinstance(value, Mapping):
        raise ReadError("is not the record it was read from", where=report.path)
    return record_text(value)
