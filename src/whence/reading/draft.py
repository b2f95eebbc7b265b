"""The last step of every reader: what it found becomes a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.ids import content_id
from whence.reading import dates
from whence.reading.agencies import credited_agencies
from whence.reading.byline import byline_of
from whence.reading.clean import Cleaned
from whence.reading.debris import same_words
from whence.reading.language import find_language
from whence.reading.passage import Passage, compose, tidy, unmapped
from whence.reading.publisher import host_of, publisher_from_host, publisher_in_text
from whence.records.report import Intake, Published, Report
from whence.records.span import Span

NO_LETTERS = "not analysed: the text has no letters"
NO_TEXT = "not analysed: there is no text in it"
ONLY_DEBRIS = "not analysed: nothing but page furniture was found in it"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report's bytes lie and how they were read."""

    path: str
    data: bytes
    media_type: str
    encoding: str | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an input says about itself outside its text; everything may be missing."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: Published | None = None
    language: str | None = None
    lead: str | None = None
    no_later_than: Published | None = None


def finish(
    origin: Origin, raw: str, cleaned: Cleaned, metadata: Metadata, *, title: Passage | None = None
) -> Intake:
    """Return the report with its bytes.

    `raw` is the decoded input the passages' runs lead to; `title`, a headline that metadata
    names, opens the text as a paragraph of its own unless the text begins with it.
    """
    headline = metadata.title or cleaned.title
    body = cleaned.passages
    opening = _opening(headline, body, title)
    composed = compose([*opening, *body], raw)
    title_span = _title_span(headline, composed.text, composed.paragraphs)
    lead = [metadata.lead] if metadata.lead else []
    report = Report(
        id=content_id(origin.data),
        path=origin.path,
        text=composed.text,
        raw=composed.runs,
        boilerplate=cleaned.debris,
        paragraphs=composed.paragraphs,
        title=_plain(headline),
        title_span=title_span,
        publisher=_plain(_publisher(metadata, cleaned.lines)),
        byline=_plain(byline_of(metadata.authors) or cleaned.byline),
        language=find_language(_sample(body) or composed.text, declared=metadata.language),
        agencies=_agencies(cleaned, metadata, lead),
        url=_plain(metadata.url),
        published=_published(metadata, cleaned),
        note=_note(composed.text, body, cleaned),
        media_type=origin.media_type,
        encoding=origin.encoding,
        container=origin.container,
    )
    return Intake(report, origin.data)


def _published(metadata: Metadata, cleaned: Cleaned) -> Published | None:
    given = (metadata.published, cleaned.published, dates.from_url(metadata.url))
    return dates.settled(*given) or metadata.no_later_than


def _opening(
    headline: str | None, body: Sequence[Passage], title: Passage | None
) -> tuple[Passage, ...]:
    if not headline or (body and same_words(body[0].text, headline)):
        return ()
    return (title or unmapped(headline),)


def _title_span(headline: str | None, text: str, paragraphs: Sequence[Span]) -> Span | None:
    if not headline or not paragraphs:
        return None
    first = paragraphs[0]
    return first if same_words(first.of(text), headline) else None


def _publisher(metadata: Metadata, lines: Sequence[str]) -> str | None:
    if metadata.publisher:
        return metadata.publisher
    return publisher_from_host(host_of(metadata.url)) or publisher_in_text(lines)


def _agencies(cleaned: Cleaned, metadata: Metadata, lead: list[str]) -> tuple[str, ...]:
    authors = [*metadata.authors, *([cleaned.byline] if cleaned.byline else [])]
    kept = [passage.text for passage in cleaned.passages]
    lines = [*lead, *cleaned.lines]
    return credited_agencies(lines, kept=kept, authors=authors, url=metadata.url)


def _sample(body: Sequence[Passage]) -> str:
    return "\n".join(passage.text for passage in body[:40])


def _note(text: str, body: Sequence[Passage], cleaned: Cleaned) -> str | None:
    if not body and any(cleaned.lines):
        return ONLY_DEBRIS
    if not text or not body:
        return NO_TEXT
    letters = any(character.isalpha() for passage in body for character in passage.text)
    return None if letters else NO_LETTERS


def _plain(text: str | None) -> str | None:
    """Return a metadata value on one line, fit to be stored and shown, or None when empty."""
    return (tidy(text, 0, min(len(text), 2_000)).text or None) if text else None
