"""The name sets, brought to one list of types. What a set does not mark is left open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.grammar import read_events, referents_of, relations_of
from training.texts import (
    ALL_TYPES,
    Drops,
    NamedText,
    Range,
    join_words,
    read_columns,
    read_jsonl,
    spans_of,
)

GROUP_WORD = re.compile(r"[A-Z]\w*(?:ans?|ish|ese|ench|tch|is?|qis?|ic|ews?|urds?|abs?|eeks?|iss)")
"""What a one-word 'misc' name must look like to be taken for a people, faith or nationality."""

PEOPLE = ("politician", "person", "scientist", "writer", "musicalartist")
BODIES = ("politicalparty", "organisation", "university", "band")
WORKS = ("award", "book", "album", "song", "poem", "magazine", "academicjournal")
CROSSNER = (
    dict.fromkeys(PEOPLE, "PERSON")
    | dict.fromkeys(BODIES, "ORGANIZATION")
    | dict.fromkeys(("location", "country"), "PLACE")
    | dict.fromkeys(("event", "election"), "EVENT")
    | dict.fromkeys(WORKS, "OTHER")
)
TITLES = frozenset(
    """
    President Prime Minister Foreign Defense Defence Secretary Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. HE Gen
    Gen. General Col Col. Colonel Lt Lt. Lieutenant Maj Maj. Major Brig. Brigadier Sgt Sgt. Sergeant
    Capt. Captain Adm. Admiral Navy Army Marine Senior Chief Petty Officer Sir Lord Lady Sen Sen.
    Senator Rep. Representative Ambassador King Queen Prince Princess Pope Emperor Professor Prof.
    Judge Justice Sheikh Governor Gov. Mayor Chancellor Vice Deputy US U.S. Special Envoy
    """.split()  # noqa: SIM905
)
"""Words before a person's name that are no part of it."""
COLUMNS = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "PLACE"}
RE3D = {
    "Person": "PERSON",
    "Organisation": "ORGANIZATION",
    "Location": "PLACE",
    "Nationality": "GROUP",
}
GUM_GENRES = (
    "academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook",
    "vlog", "voyage",
)  # fmt: skip
"""The genres whose licences allow shipped weights."""
GUM_TYPES = {
    "person": "PERSON",
    "organization": "ORGANIZATION",
    "place": "PLACE",
    "event": "EVENT",
    "object": "OTHER",
    "abstract": "OTHER",
}


def read_name_sets(data: Path, drops: Drops) -> dict[str, list[NamedText]]:
    """Read every name set, by its name; dev splits as `NAME/dev`."""
    crossner = data / "crossner"
    domains = ("politics", "literature", "music", "science")
    return {
        "crossner": [t for domain in domains for t in _crossner(crossner, domain, "train", drops)],
        "crossner/dev": _crossner(crossner, "politics", "dev", drops),
        "wikigold": _wikigold(data / "wikigold_btc/wikigold/CONLL-format/data/wikigold.conll.txt"),
        "btc": _btc(data / "wikigold_btc/BTC/CONLL-format/data"),
        "re3d": _re3d(data / "re3d", drops),
        "gum": _gum(data / "gum", "train", drops),
        "gum/dev": _gum(data / "gum", "dev", drops),
        "uds": read_events(data, drops),
        "uds/dev": [],
    }


def _crossner(folder: Path, domain: str, split: str, drops: Drops) -> list[NamedText]:
    """Domains of Wikipedia; types with no place in our list are left open."""
    texts = []
    rows = read_columns(folder / domain / f"{split}.txt", word=0, label=1, split="\t", per_text=4)
    for number, sentences in enumerate(rows):
        text, ranges = join_words(sentences)
        names, blind = [], []
        for begin, end, label in spans_of(sentences, ranges):
            kind = CROSSNER.get(label) or _misc(text[begin:end], label)
            if kind is None:
                drops[f"crossner: type {label} left open"] += 1
                blind.append((begin, end))
            else:
                names.append((begin, end, kind))
        name = f"crossner/{domain}/{split}/{number}"
        texts.append(NamedText(name, text, tuple(names), blind=tuple(blind)))
    return texts


def _misc(words: str, label: str) -> str | None:
    """Sort a 'misc' name into GROUP or OTHER; None for every other label."""
    if label not in ("misc", "MISC"):
        return None
    return "GROUP" if GROUP_WORD.fullmatch(words) else "OTHER"


def _wikigold(path: Path) -> list[NamedText]:
    """Wikipedia; MISC holds peoples, events and works, so events stay open inside it."""
    texts = []
    rows = read_columns(path, word=0, label=1, split=" ", per_text=8)
    for number, sentences in enumerate(rows):
        text, ranges = join_words(sentences)
        names, blind = [], []
        for begin, end, label in spans_of(sentences, ranges):
            kind = COLUMNS.get(label) or _misc(text[begin:end], label)
            if kind == "OTHER" and re.search(
                r"War|Battle|Cup|Olympic|Revol|Champion", text[begin:end]
            ):
                kind = "EVENT"
            if kind is None:
                blind.append((begin, end))
            else:
                names.append((begin, end, kind))
        texts.append(NamedText(f"wikigold/{number}", text, tuple(names), blind=tuple(blind)))
    return texts


def _btc(folder: Path) -> list[NamedText]:
    """Tweets: people, bodies and places only."""
    silent = ALL_TYPES - set(COLUMNS.values())
    texts = []
    for path in sorted(folder.glob("*.conll")):
        rows = read_columns(path, word=0, label=1, split="\t", per_text=8)
        for number, sentences in enumerate(rows):
            text, ranges = join_words(sentences)
            names = tuple((b, e, COLUMNS[kind]) for b, e, kind in spans_of(sentences, ranges))
            texts.append(NamedText(f"btc/{path.stem}/{number}", text, names, silent=silent))
    return texts


def _re3d(folder: Path, drops: Drops) -> list[NamedText]:
    """Reports on Syria and Iraq. A mention counts as a name when its last word has a capital."""
    texts = []
    for documents in sorted(folder.glob("*/documents.json")):
        marked = defaultdict(list)
        for row in read_jsonl(documents.with_name("entities.json")):
            marked[str(row["documentId"])].append(row)
        for row in read_jsonl(documents):
            name, text = str(row["_id"]), str(row["text"])
            texts.append(_re3d_text(name, text, marked[name], drops))
    return texts


def _re3d_text(name: str, text: str, rows: list[dict[str, object]], drops: Drops) -> NamedText:
    names: list[tuple[int, int, str]] = []
    blind: list[Range] = []
    for row in sorted(rows, key=lambda row: (int(str(row["begin"])), -int(str(row["end"])))):
        begin, end = int(str(row["begin"])), int(str(row["end"]))
        if text[begin:end] != row["value"]:
            drops["re3d: offsets do not give the value"] += 1
            continue
        kind = RE3D.get(str(row["type"]))
        before = re.match(r"(?:(?:[a-z]\S*|The|An?) +)+", text[begin:end])
        begin += before.end() if before else 0
        while kind == "PERSON" and " " in text[begin:end]:
            title, _, _ = text[begin:end].partition(" ")
            if title not in TITLES:
                break
            begin += len(title) + 1
        last = text[begin:end].split()[-1:] or [""]
        if names and begin < names[-1][1]:
            drops["re3d: inside another name"] += 1
        elif kind and last[0][:1].isupper():
            names.append((begin, end, kind))
        else:
            drops["re3d: not a name, left open"] += 1
            blind.append((begin, end))
    return NamedText(
        f"re3d/{name}", text, tuple(names), frozenset(("EVENT", "OTHER")), tuple(blind)
    )


def _gum(folder: Path, split: str, drops: Drops) -> list[NamedText]:
    """Documents of the open genres; a mention is a name when its head is a proper noun."""
    wanted = re.search(rf"## {split}\n(.*?)(?:\n##|\Z)", (folder / "splits.md").read_text(), re.S)
    names = re.findall(r"GUM_\w+", wanted[1] if wanted else "")
    kept = [name for name in names if name.split("_")[1] in GUM_GENRES]
    drops["gum: document of a closed genre"] += len(names) - len(kept)
    paths = [folder / "dep" / f"{name}.conllu" for name in kept]
    places = {identity for path in paths for kind, identity in _identities(path) if kind == "place"}
    return [_gum_text(path, places, drops) for path in paths]


def _identities(path: Path) -> Iterator[tuple[str, str]]:
    """Give (type, Wikipedia page) of every linked mention of a document."""
    for opened in re.findall(r"\((\d+-[^()|\s]+)", path.read_text(encoding="utf-8")):
        cells = opened.split("-")
        if len(cells) > 7:
            yield cells[1], "-".join(cells[7:])


def _gum_text(path: Path, places: set[str], drops: Drops) -> NamedText:
    """Read one CoNLL-U document."""
    words: list[list[str]] = []
    text, ranges = "", list[Range]()
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n\n"
        elif len(cells) == 10 and cells[0].isdigit():
            words.append(cells)
            ranges.append((len(text), len(text) + len(cells[1])))
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
    labels = _gum_labels(words, places, drops)
    rows = [(cells[1], label) for cells, label in zip(words, labels, strict=True)]
    blind = tuple(
        where for where, (_, label), cells in zip(ranges, rows, words, strict=True)
        if label == "O" and (cells[3] == "PROPN" or (cells[3] == "ADJ" and cells[1][:1].isupper()))
    )  # fmt: skip
    names = tuple(spans_of(rows, ranges))
    return NamedText(
        f"gum/{path.stem}",
        text,
        names,
        blind=blind,
        relations=relations_of(words, ranges),
        referents=referents_of(words, ranges),
    )


def _gum_labels(words: list[list[str]], places: set[str], drops: Drops) -> list[str]:
    """Give each word a B-, I- or O label: the run of proper nouns around each mention's head."""
    labels = ["O"] * len(words)
    open_mentions: list[tuple[str, int, str]] = []
    for place, cells in enumerate(words):
        entity = re.search(r"Entity=([^|]*)", cells[9])
        for opened, key, closed in re.findall(
            r"(\()?(\d+(?:-[^()]*?(?=[()]|$))?)(\))?", entity[1] if entity else ""
        ):
            if opened:
                open_mentions.append((key.split("-")[0], place, key))
            if closed:
                _close_mention(open_mentions, key.split("-")[0], place, (words, labels, places))
    drops["gum: mention never closed"] += len(open_mentions)
    return labels


def _close_mention(
    open_mentions: list[tuple[str, int, str]],
    key: str,
    last: int,
    document: tuple[list[list[str]], list[str], set[str]],
) -> None:
    """Label the proper nouns at the head of the mention that ends with word `last`."""
    words, labels, places = document
    index = next(
        (i for i in reversed(range(len(open_mentions))) if open_mentions[i][0] == key), None
    )
    if index is None:
        return
    _, first, opening = open_mentions.pop(index)
    cells = opening.split("-")
    kind = GUM_TYPES.get(cells[1]) if len(cells) > 5 else None
    if kind is None or not re.fullmatch(r"[\d,]+", cells[5]):
        return
    heads = [first + int(cell) - 1 for cell in cells[5].split(",")]
    if heads[-1] > last or all(words[head][3] != "PROPN" for head in heads):
        return
    if "-".join(cells[7:]) in places:
        kind = "PLACE"
    begin, end = heads[0], heads[-1] + 1
    if kind == "PERSON" and words[end - 1][4] == "NNPS":
        kind = "GROUP"
    while begin > first and words[begin - 1][3] == "PROPN":
        begin -= 1
    while end <= last and words[end][3] == "PROPN":
        end += 1
    while kind == "PERSON" and begin < end - 1 and words[begin][1] in TITLES:
        begin += 1
    labels[begin:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - begin - 1)
