"""ECB+ as sentences with the events they tell, read by our network.

Cybulska and Vossen (2014), https://github.com/cltl/ecbPlus; only the sentences that its own list
(`ECBplus_coreference_sentences.csv`) names as checked. An event is an instance of an action that is
not mere reporting, joined across documents.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from whence.extraction.decoding import decode_names
from whence.extraction.encoder import Encoder, Reading
from whence.linking.same_event import Telling, content_stems, placed, telling
from whence.linking.words import words_of
from whence.records.span import Span

DEV = (2, 5, 12, 18, 21, 23, 34, 35)
TRAIN = tuple(topic for topic in range(1, 36) if topic not in DEV)
LIST = "ECBplus_coreference_sentences.csv"
# Sentences of a report that are read besides the listed ones: where it tells what it is about.
FIRST = 4
_GLUED = re.compile(r" (?=[,.;:!?%)\]’]|n't\b|'(?:s|re|ve|ll|d|m)?\b|''|\.\.\.)|(?<=[(\[$]) ")


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed sentence: where it stands, its words' lemmas of events, the events, its telling."""

    topic: int
    document: str
    events: frozenset[str]
    lemmas: frozenset[str]
    telling: Telling


@dataclass(frozen=True, slots=True)
class Document:
    """One document: sentences as text, and for each the events and the words that name them."""

    topic: int
    name: str
    sentences: Mapping[int, str]
    events: Mapping[int, frozenset[str]]
    words: Mapping[int, tuple[str, ...]]
    listed: tuple[int, ...]


def read_listed(root: Path, topics: Sequence[int], encoder: Encoder) -> list[Listed]:
    """Return the listed sentences of topics, each read by the network. Order is fixed."""
    documents = list(read_documents(root, topics))
    texts = [_text(document) for document in documents]
    readings = encoder.read_each(text for text, _ in texts)
    found: list[Listed] = []
    for document, (text, spans), reading in zip(documents, texts, readings, strict=True):
        found += _tellings(document, text, spans, reading)
    return found


def pairs(listed: Iterable[Listed]) -> Iterator[tuple[Listed, Listed, bool]]:
    """Yield pairs of sentences of different documents of a topic: do they share an event?"""
    by_topic: dict[int, list[Listed]] = defaultdict(list)
    for one in listed:
        by_topic[one.topic].append(one)
    for topic in sorted(by_topic):
        for one, two in combinations(by_topic[topic], 2):
            if one.document != two.document:
                yield one, two, bool(one.events & two.events)


def read_documents(root: Path, topics: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of topics that have listed sentences."""
    listed: dict[tuple[int, str], list[int]] = defaultdict(list)
    with (root / LIST).open(newline="") as lines:
        for row in csv.DictReader(lines):
            key = int(row["Topic"]), f"{row['Topic']}_{row['File']}.xml"
            listed[key].append(int(row["Sentence Number"]))
    for (topic, name), numbers in sorted(listed.items()):
        if topic in topics:
            yield _document(root / "ECB+" / str(topic) / name, topic, tuple(sorted(numbers)))


def _document(path: Path, topic: int, listed: tuple[int, ...]) -> Document:
    tree = ElementTree.parse(path)
    tokens: dict[str, tuple[int, str]] = {}
    sentences: dict[int, list[str]] = defaultdict(list)
    for token in tree.iter("token"):
        number, word = int(token.get("sentence", "0")), token.text or ""
        tokens[token.get("t_id", "")] = number, word
        sentences[number].append(word)
    events: dict[int, set[str]] = defaultdict(set)
    words: dict[int, list[str]] = defaultdict(list)
    instance = _instances(tree)
    markables = tree.find("Markables")
    for mention in markables if markables is not None else ():
        anchors = [tokens[a.get("t_id", "")] for a in mention.iter("token_anchor")]
        if not anchors or "ACTION" not in mention.tag or "REPORTING" in mention.tag:
            continue
        words[anchors[0][0]].append(anchors[-1][1])
        name = instance.get(mention.get("m_id", ""))
        if name is not None:
            events[anchors[0][0]].add(name)
    return Document(
        topic,
        path.name,
        {n: _GLUED.sub("", " ".join(some)) for n, some in sentences.items()},
        {n: frozenset(some) for n, some in events.items()},
        {n: tuple(some) for n, some in words.items()},
        listed,
    )


def _instances(tree: ElementTree.ElementTree[ElementTree.Element]) -> dict[str, str]:
    """Return the cross-document instance of every mention that has one."""
    found = {}
    for relation in tree.iter("CROSS_DOC_COREF"):
        for source in relation.iter("source"):
            found[source.get("m_id", "")] = relation.get("note", "")
    return found


def _text(document: Document) -> tuple[str, dict[int, Span]]:
    """Return the text that is read, a sentence a line, and the sentences' places in it."""
    address = 0 if "ecbplus" in document.name else -1
    numbers = [n for n in sorted(document.sentences) if n > address]
    kept = sorted({*numbers[:FIRST], *document.listed} & set(document.sentences))
    spans, text = {}, ""
    for number in kept:
        start = len(text)
        text += document.sentences[number] + "\n"
        spans[number] = Span(start, len(text) - 1)
    return text, spans


def _tellings(
    document: Document, text: str, spans: Mapping[int, Span], reading: Reading
) -> Iterator[Listed]:
    first = list(spans.values())[:FIRST]
    matter = np.mean([_vector(reading, span) for span in first], axis=0).astype(np.float32)
    setting = frozenset(stem for span in first for stem in content_stems(text, span))
    names = [Span(*name.span) for name in decode_names(reading)]
    happenings = list(_happenings(text, reading))
    for number in document.listed:
        if number not in spans:
            continue
        span = spans[number]
        vector = _vector(reading, span)
        told = telling(text, span, vector=vector, names=names, events=happenings)
        told = placed(told, matter=matter, setting=setting)
        words = " ".join(document.words.get(number, ()))
        lemmas = frozenset(word.stem for word in words_of(words, Span(0, len(words))))
        yield Listed(
            document.topic, document.name, document.events.get(number, frozenset()), lemmas, told
        )


def _vector(reading: Reading, span: Span) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return reading.sentence_vector(span.start, span.end)


def _happenings(text: str, reading: Reading) -> Iterator[Span]:
    """Yield the words that the network takes for events."""
    for word in words_of(text, Span(0, len(text))):
        first, last = reading.pieces_of(word.span.start, word.span.end)
        if last > first and float(reading.happened[first:last, 0].max()) > 0:
            yield word.span
