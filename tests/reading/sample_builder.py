"""Builds the packed samples (WARC, zip, tar.gz) from the plain ones: `python -m tests.reading.sample_builder`."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SAMPLES = Path(__file__).parent / "samples"


def build(folder: Path) -> None:
    """Write the packed samples into `folder`."""
    (folder / "crawl.warc").write_bytes(_warc(compressed=False))
    (folder / "crawl.warc.gz").write_bytes(_warc(compressed=True))
    (folder / "pile.zip").write_bytes(_zip())
    (folder / "pile.tar").write_bytes(_tar())
    (folder / "pile.tar.gz").write_bytes(gzip.compress(_tar(), mtime=0))
    (folder / "record.json.gz").write_bytes(
        gzip.compress((SAMPLES / "record.json").read_bytes(), mtime=0)
    )


def _warc(*, compressed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed, warc_version="1.0")
    page = (SAMPLES / "page.html").read_bytes()
    responses = (
        ("https://www.ostrandledger.example/ferry", "200 OK", "text/html; charset=utf-8", page),
        ("https://www.ostrandledger.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://www.ostrandledger.example/old", "404 Not Found", "text/html", b"<p>Gone</p>"),
    )
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "sample"}))
    for number, (url, status, kind, body) in enumerate(responses, 1):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=headers,
            warc_headers_dict={
                "WARC-Date": "2022-08-04T10:00:00Z",
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-00000000000{number}>",
            },
        )
        writer.write_record(record)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in (
            ("story/wire.txt", "wire.txt"),
            ("story/crawl.jsonl", "crawl.jsonl"),
            ("__MACOSX/._wire.txt", "wire.txt"),
            ("story/.hidden.txt", "wire.txt"),
        ):
            info = zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (SAMPLES / source).read_bytes())
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, source in (("../page.html", "page.html"), ("story/record.json", "record.json")):
            data = (SAMPLES / source).read_bytes()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


if __name__ == "__main__":
    build(SAMPLES)
