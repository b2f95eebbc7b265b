"""Archives and packed files. Members are read from memory and never written to disk."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from whence.errors import ReadError
from whence.reading.source import Outcome, Read, Source, open_source, read_bounded
from whence.records.report import Refusal
from whence.settings import ReadingSettings

_BOMB_REMEDY = "unpack it yourself and check what is in it, or raise the bounds in the settings"
_DAMAGED_REMEDY = "fetch or pack it again"
# Below this size a large growth is harmless.
_HARMLESS = 1_000_000
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError)


class _Counted(io.RawIOBase):
    """A stream that counts the bytes taken from it."""

    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner = inner
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._inner.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self.taken += len(chunk)
        return len(chunk)


class _Unpacked(io.RawIOBase):
    """What a gzip stream unpacks to, within the bounds on growth and size."""

    def __init__(self, packed: BinaryIO, settings: ReadingSettings) -> None:
        super().__init__()
        self._counted = _Counted(packed)
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(self._counted), mode="rb")
        self._settings = settings
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._gzip.read1(len(buffer))
        except _DAMAGE as error:
            raise ReadError("is a damaged or cut-off gzip file", remedy=_DAMAGED_REMEDY) from error
        self._given += len(chunk)
        _check_growth(self._counted.taken, self._given, self._settings)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def unpacked(source: Source, settings: ReadingSettings) -> Source:
    """Return what a gzip file holds, as a source one step deeper.

    Raises `ReadError` at once or while it is read: damaged, cut off, growing beyond bounds.
    """
    _check_depth(source, settings)
    name = source.path
    for ending, instead in ((".tgz", ".tar"), (".gz", "")):
        if name.lower().endswith(ending):
            name = name[: -len(ending)] + instead
    stream = io.BufferedReader(_Unpacked(source.stream, settings), 65_536)
    inner = open_source(name, stream, container=source.container, depth=source.depth + 1)
    return Source(source.path, inner.stream, inner.head, inner.container, inner.depth, name)


def read_zip(source: Source, settings: ReadingSettings, read: Read) -> Iterator[Outcome]:
    """Yield the reports of a zip archive's members, in the order of their names.

    `read` reads one member as a source of its own. Nothing is written to disk. A member that cannot
    be read is a `Refusal` and costs the others nothing. Raises `ReadError` for an archive that is
    damaged, lies too deep in others, or goes past the bounds in `settings`.
    """
    _check_depth(source, settings)
    stream = source.stream
    if not stream.seekable():
        stream = io.BytesIO(read_bounded(stream, settings.max_bytes))
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGE, ValueError, NotImplementedError, struct.error) as error:
        raise ReadError("is a damaged zip archive", remedy=_DAMAGED_REMEDY) from error
    with archive:
        budget = _Budget(settings)
        for info in sorted(archive.infolist(), key=lambda member: member.filename):
            if info.is_dir() or _is_hidden(info.filename):
                continue
            budget.member()
            path = _member_path(source, info.filename)
            try:
                data = _zip_member(archive, info, settings, budget)
            except _ExhaustedError:
                raise
            except ReadError as error:
                yield Refusal(path, error.cause, error.remedy or "")
                continue
            yield from _read_member(data, path, source, read)


def read_tar(source: Source, settings: ReadingSettings, read: Read) -> Iterator[Outcome]:
    """Yield the reports of a tar archive's members, in the archive's order.

    As `read_zip`, but a tar is read in one go: damage costs what lies behind it.
    """
    _check_depth(source, settings)
    budget = _Budget(settings)
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for info in archive:
                if not info.isreg() or _is_hidden(info.name):
                    continue
                budget.member()
                yield from _tar_member(archive, info, source, budget, read)
    except (*_DAMAGE, ValueError, OverflowError) as error:
        raise ReadError("is a damaged or cut-off tar archive", remedy=_DAMAGED_REMEDY) from error


class _Budget:
    """How much one archive may still unpack to."""

    def __init__(self, settings: ReadingSettings) -> None:
        self.settings = settings
        self._members = 0
        self._bytes = 0

    def member(self) -> None:
        self._members += 1
        if self._members > self.settings.max_members:
            raise ReadError(
                f"holds more than {self.settings.max_members:,} files", remedy=_BOMB_REMEDY
            )

    def add(self, size: int) -> None:
        self._bytes += size
        if self._bytes > self.settings.max_unpacked_bytes:
            raise _ExhaustedError(
                f"unpacks to more than {self.settings.max_unpacked_bytes:,} bytes",
                remedy=_BOMB_REMEDY,
            )


class _ExhaustedError(ReadError):
    """The whole archive is over its bound, not only one member."""


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, settings: ReadingSettings, budget: _Budget
) -> bytes:
    if info.flag_bits & 1:
        raise ReadError("is encrypted", remedy="unpack it with its password and add the files")
    _check_growth(info.compress_size, info.file_size, settings)
    try:
        with archive.open(info) as member:
            data = read_bounded(member, settings.max_bytes)  # type: ignore[arg-type]
    except (*_DAMAGE, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise ReadError("is a damaged member of a zip archive", remedy=_DAMAGED_REMEDY) from error
    budget.add(len(data))
    return data


def _tar_member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, source: Source, budget: _Budget, read: Read
) -> Iterator[Outcome]:
    path = _member_path(source, info.name)
    member = archive.extractfile(info)
    if member is None:
        return
    try:
        data = read_bounded(member, budget.settings.max_bytes)  # type: ignore[arg-type]
    except ReadError as error:
        if error.cause.startswith("is a damaged"):
            raise
        yield Refusal(path, error.cause, error.remedy or "")
        return
    budget.add(len(data))
    yield from _read_member(data, path, source, read)


def _read_member(data: bytes, path: str, source: Source, read: Read) -> Iterator[Outcome]:
    stream = io.BytesIO(data)
    yield from read(open_source(path, stream, container=source.path, depth=source.depth + 1))


def _check_growth(packed: int, unpacked_size: int, settings: ReadingSettings) -> None:
    grown = unpacked_size > max(_HARMLESS, packed * settings.max_expansion)
    if grown:
        raise ReadError(
            f"unpacks to more than {settings.max_expansion} times its size, as a trap would",
            remedy=_BOMB_REMEDY,
        )


def _check_depth(source: Source, settings: ReadingSettings) -> None:
    if source.depth >= settings.max_depth:
        raise ReadError(
            f"lies in archives more than {settings.max_depth} deep",
            remedy="unpack the outer archives first",
        )


def _is_hidden(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _member_path(source: Source, name: str) -> str:
    """Return where a member lies, its name without steps up or a root: it is only ever shown."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    shown = "".join(c if c.isprintable() else "\ufffd" for c in "/".join(parts))
    return f"{source.path}/{shown}"
