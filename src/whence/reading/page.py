"""Web pages: the main text by trafilatura, the date by htmldate, both tied to the source."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import trafilatura
from trafilatura.settings import Document

from whence.errors import ReadError
from whence.reading import dates
from whence.reading.align import Aligner
from whence.reading.clean import clean
from whence.reading.debris import same_words
from whence.reading.decode import declared_encoding, decode, known_encoding
from whence.reading.draft import Metadata, Origin, finish
from whence.reading.passage import Passage, unmapped
from whence.reading.publisher import host_of, publisher_from_host
from whence.records.report import Intake, Published
from whence.settings import ReadingSettings

MEDIA_TYPE = "text/html"

# Their remarks on single pages go nowhere unless the caller sets up logging.
for _name in ("trafilatura", "htmldate", "readability", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})\b[^>]*(/?)>")
# Elements that hold nothing, and elements a parser closes by itself: neither nests deeply.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rp",
        "rt",
        "html",
        "head",
        "body",
    ]
)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z:_-]{2,40})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
)
_JSON_LD = re.compile(
    r"<script\b[^>]{0,400}application/ld\+json[^>]{0,400}>(.{1,200000}?)</script", re.I | re.DOTALL
)
_TIME = re.compile(r"<time\b[^>]{0,600}?datetime\s?=\s?[\"']([^\"']{4,60})", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^>]{0,600}?\blang\s?=\s?[\"']?([A-Za-z-]{2,12})", re.IGNORECASE)
_DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "sailthru.date",
    "article.published",
    "published_time",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "rnews:datepublished",
)
# How trafilatura writes list items and table rows; the marks are not in the page.
_LIST_MARK = re.compile(r"^\s?(?:- |\| )|\s\|\s?$")
# Pages with more tags than this (news pages stay far below) are read without trafilatura's second
# opinions, one of which takes time by the square of the paragraphs.
_MANY_TAGS = 20_000
_EARLIEST = "1995-01-01"


def read_page(
    data: bytes, origin: Origin, *, settings: ReadingSettings, known: Metadata | None = None
) -> Intake:
    """Return the report on a web page.

    `origin.encoding` is what a server declared, `known` what is known from outside the page (a
    WARC's address and fetch time). Raises `ReadError` for pages too large or nested too deeply.
    """
    declared = known_encoding(origin.encoding) or declared_encoding(data[:4096])
    source, encoding = decode(data, declared=declared)
    origin = Origin(origin.path, data, origin.media_type, encoding, origin.container)
    return read_source(source, origin, settings=settings, known=known)


def read_source(
    source: str, origin: Origin, *, settings: ReadingSettings, known: Metadata | None = None
) -> Intake:
    """Return the report in decoded HTML `source`, whose offsets its `raw` runs refer to.

    `origin` holds the bytes that `source` was decoded from and where they lay; `known` what
    is known from elsewhere, see `read_page`. Raises `ReadError` for pages too large or nested too
    deeply.
    """
    _check_bounds(source, settings)
    known = known or Metadata()
    document = _extract(source, known.url)
    metadata = _metadata(source, document, known)
    aligner = Aligner(source)
    passages = _passages(document, aligner, settings.max_text)
    title, passages = _title_first(metadata.title, passages, aligner)
    cleaned = clean(passages, title=metadata.title)
    return finish(origin, source, cleaned, metadata, title=title)


def html_depth(source: str, limit: int) -> int:
    """Return how deeply elements nest in `source`, counted only up to `limit` + 1. Linear."""
    depth = deepest = 0
    for tag in _TAG.finditer(source):
        if tag[3] or tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > limit:
            break
    return deepest


def _check_bounds(source: str, settings: ReadingSettings) -> None:
    if len(source) > settings.max_page:
        raise ReadError(
            f"is a web page of more than {settings.max_page:,} characters",
            remedy="save the article's text alone, or raise max_page in the settings",
        )
    if html_depth(source, settings.max_html_depth) > settings.max_html_depth:
        raise ReadError(
            f"is a web page whose elements nest more than {settings.max_html_depth:,} deep",
            remedy="save the article's text alone, or raise max_html_depth in the settings",
        )


def _extract(source: str, url: str | None) -> Document | None:
    """Run trafilatura; a page it cannot make sense of has no text."""
    params = {
        "original_date": True,
        "extensive_search": True,
        "min_date": _EARLIEST,
        "max_date": date.today().isoformat(),
        "url": url,
    }
    try:
        found = trafilatura.bare_extraction(
            source,
            url=url,
            fast=source.count("<") > _MANY_TAGS,
            include_comments=False,
            include_tables=True,
            date_extraction_params=params,
            with_metadata=True,
        )
    except Exception as error:
        raise ReadError(
            f"is a web page its reader gave up on ({type(error).__name__})",
            remedy="save the article's text alone and add that",
        ) from error
    return found if isinstance(found, Document) else None


def _passages(document: Document | None, aligner: Aligner, limit: int) -> list[Passage]:
    text = (document.text or "")[:limit] if document is not None else ""
    lines = (unmapped(_LIST_MARK.sub("", line)).text for line in text.splitlines())
    return [aligner.align(line) for line in lines if line]


def _title_first(
    title: str | None, passages: list[Passage], aligner: Aligner
) -> tuple[Passage | None, list[Passage]]:
    """Return the title as it stands in the page, and the passages without it."""
    if not title:
        return None, passages
    rest = passages
    for at, passage in enumerate(passages[:3]):
        if same_words(passage.text, title):
            title, rest = passage.text, passages[:at] + passages[at + 1 :]
            break
    return aligner.align_before(unmapped(title).text, rest[0] if rest else None), rest


def _metadata(source: str, document: Document | None, known: Metadata) -> Metadata:
    url = known.url or (document.url if document else None)
    site = document.sitename if document else None
    author = document.author if document else None
    language = _LANG.search(source)
    return Metadata(
        title=(document.title if document else None) or _title_tag(source),
        publisher=site or publisher_from_host(host_of(url)),
        authors=tuple(part.strip() for part in author.split(";")) if author else (),
        url=url,
        published=_published(source, document, url),
        language=language.group(1) if language else None,
        no_later_than=known.no_later_than,
    )


def _title_tag(source: str) -> str | None:
    match = re.search(r"<title\b[^>]{0,200}>([^<]{1,400})</title", source, re.IGNORECASE)
    return " ".join(match.group(1).split()) if match else None


def _published(source: str, document: Document | None, url: str | None) -> Published | None:
    """Return htmldate's day with the field it stands in named, else what fields or address say."""
    fields = list(_date_fields(source))
    day = dates.parse_day(document.date) if document is not None and document.date else None
    if day is None:
        named = next(((d, name) for name, d in fields), None)
        return dates.in_metadata(*named) if named else dates.from_url(url)
    for name, found in fields:
        if found == day:
            return dates.in_metadata(day, name)
    by_url = dates.from_url(url)
    if by_url is not None and by_url.value == day.isoformat():
        return by_url
    if day.day == 1 and not dates.stands_in(day, source):
        return dates.in_page_by_month(day, source)
    return dates.in_page(day)


def _date_fields(source: str) -> Iterator[tuple[str, date]]:
    """Yield the publication dates a page's head names, the most reliable fields first."""
    found: list[tuple[int, str, object]] = []
    for tag in _META.finditer(source):
        fields = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag[0])}
        name = fields.get("property") or fields.get("name") or fields.get("itemprop") or ""
        if name.lower() in _DATE_META:
            found.append(
                (_DATE_META.index(name.lower()), f"{name} of the page", fields.get("content"))
            )
    for script in _JSON_LD.finditer(source):
        found += [
            (1, "datePublished of the page's JSON-LD", value) for value in _json_ld_dates(script[1])
        ]
    found += [(99, "<time datetime> of the page", m[1]) for m in _TIME.finditer(source)]
    for _, name, value in sorted(found, key=lambda entry: entry[0])[:50]:
        day = dates.parse_day(value)
        if day is not None:
            yield name, day


def _json_ld_dates(text: str) -> list[object]:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    waiting: list[Any] = [value]
    dated: list[object] = []
    while waiting and len(dated) < 10:
        item = waiting.pop()
        if isinstance(item, Mapping):
            dated += [item["datePublished"]] if "datePublished" in item else []
            waiting += [item["@graph"]] if "@graph" in item else []
        elif isinstance(item, list):
            waiting += item[:100]
    return dated
