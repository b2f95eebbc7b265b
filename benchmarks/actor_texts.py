"""Documents of ECB+ and NewsWCL50 put together from tokens, with their gold mentions of actors."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from whence.records.report import Intake, RawRun, Report
from whence.records.span import Span

DEV_TOPICS = ("2", "5", "12", "18", "21", "23", "34", "35")
TRAIN_TOPICS = tuple(str(n) for n in range(1, 36) if str(n) not in DEV_TOPICS and n not in (15, 17))
ECB_ACTORS = ("HUMAN", "LOC", "NON_HUMAN")
WCL_ACTORS = ("ACTOR", "COUNTRY", "GROUP", "ORG")
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)\]%”’]|'s|n't|’s|'re|'ve|'ll)")
_AFTER_HEAD = re.compile(r",| (?:of|in|from|for|to|at|on|by|who|that|which|with|and|against)\b")
_NAME = re.compile(r"^[A-Z0-9]")
_SENTENCE_ENDS = re.compile(r"[.!?…:;,]['\"’”)]*$|['\"’”]$")


@dataclass(frozen=True)
class Marked:
    """A gold mention: where it stands, its words, its head word, and its cluster."""

    span: Span
    words: str
    head: str
    cluster: str
    kind: str
    at: int  # the last character of its head word

    @property
    def named(self) -> bool:
        """Whether it holds a name: a capital that does not open with an article."""
        words = self.words.split()
        rest = words[1:] if words[0].lower() in ("the", "a", "an", "his", "her", "their") else words
        return any(_NAME.match(w) for w in rest)


@dataclass
class Text:
    """A document put together from tokens, with its gold mentions."""

    name: str
    pile: str
    text: str = ""
    marked: list[Marked] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)

    def add(self, token: str, key: str, *, line: bool) -> None:
        """Add a token as it stood in print, as far as that can be told."""
        glue = "\n" if line else " "
        if not self.text or (_NO_SPACE_BEFORE.match(token) and not line) or self.text[-1] in "($[“":
            glue = ""
        start = len(self.text) + len(glue)
        self.text += glue + token
        self.places[key] = Span(start, start + len(token))

    def mark(self, keys: Sequence[str], cluster: str, kind: str) -> None:
        """Mark the tokens `keys` as a mention of `cluster`."""
        spans = [self.places[key] for key in keys if key in self.places]
        if spans:
            span = Span(min(s.start for s in spans), max(s.end for s in spans))
            words = span.of(self.text)
            cut = _AFTER_HEAD.search(words, 1)
            first = words[: cut.start()] if cut else words
            first = re.sub(r"['’]s?$", "", first.strip()) or words
            head = first.split()[-1].lower()
            at = span.start + words.index(first) + len(first) - 1
            self.marked.append(Marked(span, words, head, cluster, kind, at))

    def report(self) -> Report:
        """Return it as a report: a paragraph a line."""
        data = f"{self.pile}/{self.name}\n{self.text}".encode()
        paragraphs, at = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                paragraphs.append(Span(at, at + len(line)))
            at += len(line) + 1
        return Report(
            id="sha256:" + hashlib.sha256(data).hexdigest(),
            path=self.name,
            text=self.text,
            raw=(RawRun(0, 0, len(self.text)),),
            paragraphs=tuple(paragraphs),
            language="en",
        )

    def intake(self) -> Intake:
        """Return the report with the bytes its id is the hash of."""
        return Intake(self.report(), f"{self.pile}/{self.name}\n{self.text}".encode())


# --- reading the data -----------------------------------------------------------------------------


def read_ecbplus(folder: Path, topics: Sequence[str]) -> Iterator[Text]:
    """Read topics of ECB+: all their text, the mentions of the sentences meant for scoring."""
    scored: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in (folder / "ECBplus_coreference_sentences.csv").read_text().splitlines()[1:]:
        topic, document, sentence = line.split(",")[:3]
        scored[topic, document].add(sentence.strip())
    for topic in topics:
        for path in sorted((folder / "ECB+" / topic).glob("*.xml")):
            name = path.stem.split("_", 1)[1]
            yield _ecb_text(path, topic, scored[topic, name])


def _ecb_text(path: Path, topic: str, scored: set[str]) -> Text:
    root = ElementTree.parse(path).getroot()
    text = Text(path.stem, topic)
    sentence_of, last, before = {}, "", ""
    for token in root.iter("token"):
        key, sentence = token.get("t_id", ""), token.get("sentence", "")
        sentence_of[key] = sentence
        if sentence == "0" and "plus" in path.stem:
            continue
        # A headline or a date, which no stop ends, stood on a line of its own.
        new = sentence != last and (int(sentence) < 2 or not _SENTENCE_ENDS.search(before))
        text.add(token.text or "", key, line=new)
        last, before = sentence, token.text or before
    cluster = {}
    instance = {m.get("m_id"): m.get("instance_id") for m in root.iter() if m.get("instance_id")}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        known = instance.get(target.get("m_id")) if target is not None else None
        name = relation.get("note") or known or f"{path.stem}:{relation.get('r_id')}"
        for source in relation.iter("source"):
            cluster[source.get("m_id")] = f"{topic}:{name}"
    for mark in root.find("Markables") or ():
        keys = [a.get("t_id", "") for a in mark.iter("token_anchor")]
        kind, number = mark.tag, mark.get("m_id")
        if keys and kind.startswith(ECB_ACTORS) and sentence_of.get(keys[0]) in scored:
            text.mark(keys, cluster.get(number, f"{path.stem}:{number}"), kind)
    return text


def read_newswcl50(folder: Path) -> Iterator[Text]:
    """Read the ten stories of NewsWCL50 with the mentions of their actors."""
    text, opened = None, {}
    for line in (folder / "NewsWCL50.conll").read_text("utf8").splitlines():
        parts = line.split("\t")
        if line.startswith("#begin"):
            name = line.split("/")[-1].split(";")[0].strip() or line
            text, opened, last = Text(name, name.split("_")[0]), {}, ""
        elif line.startswith("#end") and text is not None:
            yield text
        elif len(parts) >= 5 and text is not None:
            token, key = parts[3], f"{parts[1]}.{parts[2]}"
            text.add(token, key, line=parts[1] != last and parts[1] == "1")
            last = parts[1]
            _open_and_close(text, opened, parts[4], key)


def _open_and_close(text: Text, opened: dict[str, list[list[str]]], tags: str, key: str) -> None:
    for part in tags.split("|"):
        name = part.strip("()")
        if part.startswith("("):
            opened.setdefault(name, []).append([])
    for stacks in opened.values():
        for keys in stacks:
            keys.append(key)
    for part in tags.split("|"):
        name = part.strip("()")
        if part.endswith(")") and opened.get(name):
            keys = opened[name].pop()
            kind = name.rsplit("_", 1)[-1]
            if kind in WCL_ACTORS and not name.endswith("-I"):
                text.mark(keys, name, kind)
