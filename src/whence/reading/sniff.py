"""What an input is, by its first bytes and only then by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from whence.errors import ReadError
from whence.reading.decode import decode
from whence.reading.source import Source


class Kind(StrEnum):
    """The kinds of input that are read."""

    TEXT = "plain text"
    HTML = "web page"
    JSON = "JSON"
    JSONL = "JSON lines"
    FEED = "feed"
    WARC = "WARC"
    ZIP = "zip archive"
    TAR = "tar archive"
    GZIP = "gzip"


# First bytes of what is not read: what it is, and what to do about it.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "is a PDF", "save its text as a .txt file and add that"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document", "save it as plain text or a web page"),
    (b"{\\rtf", "is an RTF document", "save it as plain text or a web page"),
    (b"\x89PNG", "is a PNG picture", "add the text it shows as a .txt file"),
    (b"\xff\xd8\xff", "is a JPEG picture", "add the text it shows as a .txt file"),
    (b"GIF8", "is a GIF picture", "add the text it shows as a .txt file"),
    (b"RIFF", "is a media file", "add its transcript as a .txt file"),
    (b"OggS", "is a media file", "add its transcript as a .txt file"),
    (b"ID3", "is a media file", "add its transcript as a .txt file"),
    (b"BZh", "is packed with bzip2", "unpack it and add what was in it"),
    (b"\xfd7zXZ\x00", "is packed with xz", "unpack it and add what was in it"),
    (b"\x28\xb5\x2f\xfd", "is packed with zstandard", "unpack it and add what was in it"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "unpack it and add what was in it"),
    (b"Rar!", "is a RAR archive", "unpack it and add what was in it"),
    (b"SQLite format 3\x00", "is an SQLite database", "export its reports as JSON lines"),
    (b"PAR1", "is a Parquet file", "export its reports as JSON lines"),
    (b"\x7fELF", "is a program", "leave it out"),
    (b"MZ", "is a program", "leave it out"),
)
_TABLES = {".csv", ".tsv", ".xls", ".xlsx", ".ods"}
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|"
    r"body)\b",
    re.I | re.S,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|article|section|span|h[1-6]|a|ul|table|meta|script|"
    r"br)\b[^>]{0,400}>",
    re.I,
)
_XML = re.compile(r"\s*<\?xml\b")
_FEWEST_TAGS = 5


def sniff(source: Source) -> Kind:
    """Return what kind of input `source` is, from its head, then from its extension.

    Raises `ReadError` for what is empty, binary or of a kind that is not read.
    """
    head = source.head
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ReadError("is empty", remedy="leave it out, or fetch it again")
    packed = _packed(head)
    if packed is not None:
        return packed
    _refuse_known(source)
    return _textual(source)


def _packed(head: bytes) -> Kind | None:
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if any(mark in head[:200] for mark in _OFFICE):
            raise ReadError("is an Office document or e-book", remedy="save it as plain text")
        return Kind.ZIP
    if head[257:262] == b"ustar":
        return Kind.TAR
    return Kind.WARC if head.startswith(b"WARC/") else None


def _refuse_known(source: Source) -> None:
    head = source.head
    for mark, cause, remedy in _REFUSED:
        if head.startswith(mark) and (len(mark) > 2 or b"\x00" in head[:512]):
            raise ReadError(cause, remedy=remedy)
    if b"%PDF-" in head[:1024]:
        raise ReadError("is a PDF", remedy="save its text as a .txt file and add that")
    if source.extension in _TABLES:
        raise ReadError("is a table, not a report", remedy="turn each row into a line of JSON")


def _textual(source: Source) -> Kind:
    text, encoding = decode(_whole_characters(source.head))
    if "\x00" in text or _looks_binary(text, encoding):
        raise ReadError("is binary, not text", remedy="add the text it holds as a .txt file")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        found = _json_kind(start, source.extension)
        if found is not None:
            return found
    if _HTML_START.match(start):
        return Kind.HTML
    if start.startswith("<"):
        return _markup(start, source.extension)
    return _by_extension(start, source.extension)


def _json_kind(start: str, extension: str) -> Kind | None:
    if extension in (".jsonl", ".ndjson"):
        return Kind.JSONL
    first, _, rest = start.partition("\n")
    if start.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
        return Kind.JSONL
    # Not every text that opens with a bracket is JSON: "[Photo] ..." is not.
    if extension == ".json" or re.match(
        r'\{\s*(?:"|\})|\[\s*(?:[\[{"\]\d-]|true|false|null)', start
    ):
        return Kind.JSON
    return None


def _markup(start: str, extension: str) -> Kind:
    if _FEED.search(start[:2000]) and (
        _XML.match(start) or start.startswith(("<rss", "<feed", "<rdf"))
    ):
        return Kind.FEED
    if _XML.match(start) and not _HTML_TAG.search(start):
        raise ReadError(
            "is XML, but neither a feed nor a web page",
            remedy="save its reports as web pages, feeds or JSON lines",
        )
    if extension in (".txt", ".text") and len(_HTML_TAG.findall(start)) < _FEWEST_TAGS:
        return Kind.TEXT
    return Kind.HTML if _HTML_TAG.search(start) else Kind.TEXT


def _by_extension(start: str, extension: str) -> Kind:
    tags = len(_HTML_TAG.findall(start))
    if extension in (".html", ".htm", ".xhtml") and tags:
        return Kind.HTML
    if extension in (".jsonl", ".ndjson"):
        return Kind.JSONL
    if extension == ".json":
        return Kind.JSON
    return Kind.HTML if tags >= _FEWEST_TAGS and extension != ".txt" else Kind.TEXT


def _whole_characters(head: bytes) -> bytes:
    """Drop a character cut in two at the end of the head, so that strict decoding can tell."""
    cut = len(head)
    while cut > len(head) - 4 and cut > 0 and head[cut - 1] & 0xC0 == 0x80:
        cut -= 1
    if cut and head[cut - 1] >= 0xC0:
        return head[: cut - 1]
    return head


def _looks_binary(text: str, encoding: str) -> bool:
    sample = text[:8_192]
    controls = sum(
        1 for character in sample if character < " " and character not in "\t\n\r\f\x1b\x0b"
    )
    strays = sample.count("\ufffd") if encoding != "utf-8" else 0
    return controls + strays > 0.02 * len(sample)
