"""Whatever the input, raw runs lead every reading character back to an equal one."""

from __future__ import annotations

import html
import json

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.reading.helpers import SETTINGS, check_runs
from whence.reading.align import Aligner
from whence.reading.decode import decode, decode_as
from whence.reading.draft import Origin
from whence.reading.passage import compose, tidy
from whence.reading.record import read_record
from whence.reading.text import paragraphs_of, read_text
from whence.records.report import raw_offset, raw_span

RELAXED = effort(deadline=None)

ODD = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "  ",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x00",
        "\u00ad",
        "\x85",
        " ",
    ]
)
WORDS = st.sampled_from(
    [
        "Advertisement",
        "Read more",
        "the mayor said",
        "“No,”",
        "©",
        "12",
        "/",
        "News",
        "Share",
        "é",
        "𝔘",
        ".",
    ]
)
MESSY = st.lists(st.one_of(ODD, WORDS, st.text(max_size=12)), max_size=40).map("".join)


@RELAXED
@given(MESSY)
def test_text(text: str) -> None:
    data = text.encode("utf-8", "replace")
    check_runs(read_text(data, "t.txt", settings=SETTINGS, container=None))


@RELAXED
@given(MESSY.filter(str.strip), st.one_of(st.none(), st.text(min_size=1, max_size=20)))
def test_json_records(text: str, title: str | None) -> None:
    record = {"text": text, "title": title}
    data = json.dumps(record).encode()
    origin = Origin("r.json", data, "application/json", "utf-8")
    check_runs(read_record(record, origin, settings=SETTINGS))


@RELAXED
@given(MESSY)
def test_tidy_is_normalised_and_exact(text: str) -> None:
    passage = tidy(text, 0, len(text))
    assert passage.text == " ".join(passage.text.split())
    for run in passage.runs:
        assert run.raw is not None
        assert (
            text[run.raw : run.raw + run.length] == passage.text[run.text : run.text + run.length]
        )
    carried = sum(run.length for run in passage.runs)
    assert carried >= sum(not c.isspace() and c != "\ufffd" for c in passage.text)


@RELAXED
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x1e"), max_size=30), max_size=8
    ),
    st.data(),
)
def test_alignment_finds_every_word_of_a_page_again(
    paragraphs: list[str], data: st.DataObject
) -> None:
    plain = [tidy(p, 0, len(p)).text for p in paragraphs]
    tags = st.sampled_from(["<b>", "</b>", "<a href='x>y'>", "<!-- no -->", "\n", ""])
    source = "<p>" + "</p>\n<p>".join(
        data.draw(tags).join(html.escape(word) + " " for word in p.split()) for p in plain
    )
    aligner = Aligner(source)
    for paragraph in plain:
        passage = aligner.align(paragraph)
        for run in passage.runs:
            assert run.raw is not None
            written = source[run.raw : run.raw + run.length]
            shown = paragraph[run.text : run.text + run.length]
            assert written == shown or (run.length == 1 and written == "&")


@RELAXED
@given(MESSY)
def test_offsets_and_spans_lead_back(text: str) -> None:
    composed = compose(paragraphs_of(text, limit=10_000), text)
    for offset in range(len(composed.text)):
        place = raw_offset(composed.runs, offset)
        if place is not None:
            assert text[place] == composed.text[offset]
    for paragraph in composed.paragraphs:
        span = raw_span(composed.runs, paragraph)
        assert span is None or text[span.start] == composed.text[paragraph.start]


@RELAXED
@given(st.binary(max_size=400))
def test_decoding_never_fails_and_can_be_repeated(data: bytes) -> None:
    text, encoding = decode(data)
    assert decode_as(data, encoding) == text
