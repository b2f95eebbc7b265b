"""Bytes to characters: byte-order marks, declared encodings, UTF-8 with strays, then a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

MIXED = "utf-8+windows-1252"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Browsers read these labels as windows-1252 (WHATWG Encoding Standard).
_AS_1252 = {"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "cp1252"}
_DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""")
_XML_DECLARED = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,99}encoding=["']([A-Za-z0-9_.:-]{2,40})""")
# A share of stray bytes under which a text is UTF-8 with some windows-1252 pasted in.
_FEW_STRAYS = 0.2
_SAMPLE = 65_536
_STRAY_HANDLER = "whence-windows-1252"


def _stray(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_one_1252(byte) for byte in bad), error.end


def _one_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return "\ufffd"


codecs.register_error(_STRAY_HANDLER, _stray)


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the name of the encoding it was read with.

    A byte-order mark wins; then strict UTF-8; then UTF-16 without a mark; then the encoding the
    input declares; then UTF-8 with a few stray windows-1252 bytes; then a guess over a sample
    (charset-normalizer); at last windows-1252 with U+FFFD for what it lacks. Never fails.
    `decode_as` with the returned name gives the same text.
    """
    encoding = _choose(data, declared)
    return decode_as(data, encoding), encoding


def decode_as(data: bytes, encoding: str | None) -> str:
    """Return `data` decoded with a name that `decode` gave (None: UTF-8)."""
    if encoding == MIXED:
        return data.decode("utf-8", _STRAY_HANDLER)
    return data.decode(encoding or "utf-8", "replace")


def declared_encoding(head: bytes) -> str | None:
    """Return the encoding an HTML or XML head declares, if Python knows it."""
    found = _XML_DECLARED.search(head[:1024]) or _DECLARED.search(head[:4096])
    return known_encoding(found.group(1).decode("ascii")) if found else None


def known_encoding(label: str | None) -> str | None:
    """Return the name under which Python knows a declared label, or None."""
    if not label:
        return None
    name = label.strip().lower()
    if name in _AS_1252:
        return "cp1252"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Some codecs turn bytes to bytes (hex, zlib): not encodings of text.
    return found.name if getattr(found, "_is_text_encoding", True) else None


def _choose(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and _fits(data, encoding):
            return encoding
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide
    if _fits(data, "utf-8"):
        return "utf-8"
    if declared and declared != "utf-8" and _fits(data, declared):
        return declared
    if _mostly_utf8(data):
        return MIXED
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is not None and _fits(data, guess.encoding):
        return guess.encoding
    return "cp1252"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its zeros: one of each pair of bytes is mostly zero in Western text."""
    head = data[:2048]
    if len(head) < 8 or len(data) % 2 or b"\x00" not in head:
        return None
    pairs = len(head) // 2
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.7 * pairs and _fits(data, encoding):
            return encoding
    return None


def _mostly_utf8(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    wide = sum(byte > 127 for byte in sample)
    read = sample.decode("utf-8", "replace")
    strays = read.count("\ufffd")
    good = sum(character > "\x7f" for character in read) - strays
    return bool(good) and wide > 0 and strays <= _FEW_STRAYS * (good + strays)
