"""Learn the small network that reads how the words of a sentence hang together, for questions.

    python -m training.clause_reader --data DATA --base BASE --out clause_reader.npz

Trained on the train splits of the English Web Treebank and of the documents of GUM whose licences
let weights ship; the vectors words start from are all-MiniLM-L6-v2's, cut to their main directions.
What is written is read by `whence.linking.clause_reader`, which needs numpy alone.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from whence.linking.clause_words import SHAPES, plain, shape_of

GENRES = ("academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook",
          "vlog", "voyage")  # fmt: skip
EPOCHS = 14
BATCH = 1800  # words
WORDS = 16000  # of the base network's that are kept
WIDTH, ARC, LABEL, HEADS = 128, 96, 48, 4
DILATIONS = (1, 1, 2, 2)
FAR = 24  # words apart from which all distances are one
OWN, SUFFIX, ENDING, SHAPE, FIXED = 48, 24, 16, 8, 64
SEED = 20261201


@dataclass
class Sentence:
    """Words as written, the head of each (0 is none, else its place from 1), label and tag."""

    words: list[str]
    heads: list[int]
    labels: list[str]
    tags: list[str]


def read(path: Path) -> list[Sentence]:
    """Read the sentences of a CoNLL-U file."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
        if rows and all(r[1] != "_" for r in rows):
            found.append(
                Sentence([r[1] for r in rows], [int(r[6]) for r in rows],
                         [r[7] for r in rows], [r[4] for r in rows])
            )  # fmt: skip
    return found


def gum(data: Path, split: str) -> list[Sentence]:
    """Read one split of GUM, of the genres that may ship."""
    parts = (data / "gum/splits.md").read_text(encoding="utf-8").split("## ")
    names = re.findall(r"\* (GUM_\w+)", next(p for p in parts if p.startswith(f"{split}\n")))
    named = [n for n in names if n.split("_")[1] in GENRES]
    return [s for n in named for s in read(data / f"gum/dep/{n}.conllu")]


def disturbed(sentence: Sentence, chance: random.Random) -> Sentence:
    """Return a sentence now and then as headlines and cut clauses are: large, small, unended."""
    words, heads, labels, tags = sentence.words, sentence.heads, sentence.labels, sentence.tags
    if chance.random() < 0.3 and len(words) > 3 and labels[-1] == "punct" and words[-1] in ".!?":
        words, heads, labels, tags = words[:-1], heads[:-1], labels[:-1], tags[:-1]
    draw = chance.random()
    if draw < 0.06:
        words = [w[:1].upper() + w[1:] for w in words]
    elif draw < 0.1:
        words = [w.lower() for w in words]
    elif draw < 0.25:
        words = [words[0][:1].lower() + words[0][1:], *words[1:]]
    return Sentence(list(words), list(heads), list(labels), list(tags))


class Vocabulary:
    """Numbers for words, endings, labels and tags; 0 is what is not known."""

    def __init__(self, sentences: list[Sentence], base_words: list[str]) -> None:
        counts = Counter(plain(w) for s in sentences for w in s.words)
        three = Counter(plain(w)[-3:] for s in sentences for w in s.words)
        two = Counter(plain(w)[-2:] for s in sentences for w in s.words)
        self.own = _numbered(w for w, n in counts.items() if n >= 3)
        self.three = _numbered(w for w, n in three.items() if n >= 5)
        self.two = _numbered(w for w, n in two.items() if n >= 5)
        self.fixed = _numbered(base_words)
        self.labels = sorted({x for s in sentences for x in s.labels})
        self.tags = sorted({x for s in sentences for x in s.tags})

    def features(self, words: list[str]) -> np.ndarray:
        """Return a row of five numbers a word."""
        rows = []
        for place, word in enumerate(words):
            low = plain(word)
            rows.append((self.fixed.get(low, 0), self.own.get(low, 0), self.three.get(low[-3:], 0),
                         self.two.get(low[-2:], 0), shape_of(word, place)))  # fmt: skip
        return np.array(rows, dtype=np.int64)


def _numbered(items: object) -> dict[str, int]:
    return {w: n for n, w in enumerate(items, 1)}  # type: ignore[arg-type,call-overload]


class Reader(nn.Module):
    """Convolutions around one attention, then who hangs on whom, how, and each word's tag."""

    def __init__(self, vocabulary: Vocabulary, fixed: np.ndarray) -> None:
        super().__init__()
        v = vocabulary
        self.fixed = nn.Embedding.from_pretrained(torch.tensor(fixed), freeze=True)
        self.own = nn.Embedding(len(v.own) + 1, OWN)
        self.three = nn.Embedding(len(v.three) + 1, SUFFIX)
        self.two = nn.Embedding(len(v.two) + 1, ENDING)
        self.shape = nn.Embedding(SHAPES, SHAPE)
        nn.init.normal_(self.own.weight, std=0.1)
        self.start = nn.Linear(FIXED + OWN + SUFFIX + ENDING + SHAPE, WIDTH)
        self.convs = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=d, dilation=d)
                                   for d in DILATIONS)  # fmt: skip
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(len(DILATIONS) + 1))
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.near = nn.Parameter(torch.zeros(HEADS, 2 * FAR + 1))
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.tag = nn.Linear(WIDTH, len(v.tags))
        self.arc_of = nn.Linear(WIDTH, ARC)
        self.arc_to = nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.far = nn.Parameter(torch.zeros(2 * FAR + 1))
        self.label_of = nn.Linear(WIDTH, LABEL)
        self.label_to = nn.Linear(WIDTH, LABEL)
        self.label = nn.Parameter(torch.randn(LABEL + 1, len(v.labels), LABEL + 1) * 0.05)
        self.drop = nn.Dropout(0.25)

    def forward(self, rows: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return tags, arcs (a word's scores of each head, the root first), parts of labels."""
        own = rows[..., 1]
        if self.training:
            own = own * (torch.rand(own.shape) > 0.2)
        fixed = self.fixed(rows[..., 0])
        if self.training:
            fixed = fixed * (torch.rand(own.shape) > 0.1)[..., None]
        told = [fixed, self.own(own), self.three(rows[..., 2]), self.two(rows[..., 3]),
                self.shape(rows[..., 4])]  # fmt: skip
        held = mask[..., None].float()
        x = self.drop(F.relu(self.start(torch.cat(told, -1)))) * held
        for number, conv in enumerate(self.convs):
            if number == 2:
                x = x + self.drop(self._attend(self.norms[-1](x), mask))
            moved = conv((self.norms[number](x) * held).transpose(1, 2)).transpose(1, 2)
            x = (x + self.drop(F.relu(moved))) * held
        root = self.root.expand(len(x), 1, -1)
        heads = torch.cat([root, x], 1)
        of, to = self.drop(F.relu(self.arc_of(x))), self.drop(F.relu(self.arc_to(heads)))
        of = torch.cat([of, torch.ones_like(of[..., :1])], -1)
        arcs = torch.einsum("bia,ac,bjc->bij", of, self.arc, to) + _apart(self.far, x.shape[1])
        arcs = arcs.masked_fill(~F.pad(mask, (1, 0), value=True)[:, None, :], -1e4)
        return self.tag(x), arcs, self.drop(F.relu(self.label_of(x))), self.drop(
            F.relu(self.label_to(heads)))  # fmt: skip

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        n, length, _ = x.shape
        q, k, v = (p.view(n, length, HEADS, -1).transpose(1, 2) for p in self.mix(x).chunk(3, -1))
        place = torch.arange(length)
        apart = (place[None] - place[:, None]).clamp(-FAR, FAR) + FAR
        scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + self.near[:, apart]
        scores = scores.masked_fill(~mask[:, None, None, :], -1e4)
        return self.out((scores.softmax(-1) @ v).transpose(1, 2).reshape(n, length, -1))

    def labelled(self, of: Tensor, to: Tensor) -> Tensor:
        """Return the scores of labels, for words and their heads in step."""
        of = torch.cat([of, torch.ones_like(of[..., :1])], -1)
        to = torch.cat([to, torch.ones_like(to[..., :1])], -1)
        part = of @ self.label.flatten(1)
        part = part.view(*of.shape[:-1], -1, to.shape[-1])
        return (part @ to[..., None])[..., 0]


def _apart(weights: Tensor, length: int) -> Tensor:
    """Return what the distance of each word to each head weighs; the root weighs nothing."""
    place = torch.arange(length)
    apart = (place[None] - place[:, None]).clamp(-FAR, FAR) + FAR
    return F.pad(weights[apart], (1, 0))


def batches(sentences: list[Sentence], chance: random.Random) -> list[list[Sentence]]:
    """Return sentences of like length together, some `BATCH` words each, in any order."""
    order = sorted(sentences, key=lambda s: len(s.words) + chance.random() * 3)
    found: list[list[Sentence]] = [[]]
    for sentence in order:
        if (len(found[-1]) + 1) * len(sentence.words) > BATCH:
            found.append([])
        found[-1].append(sentence)
    chance.shuffle(found)
    return [b for b in found if b]


def step(network: Reader, v: Vocabulary, batch: list[Sentence]) -> tuple[Tensor, np.ndarray]:
    """Return the loss of a batch and (words, heads right, labelled right, tags right)."""
    longest = max(len(s.words) for s in batch)
    rows = torch.zeros(len(batch), longest, 5, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    heads, labels, tags = (torch.full((len(batch), longest), -1) for _ in range(3))
    for i, s in enumerate(batch):
        n = len(s.words)
        rows[i, :n] = torch.tensor(v.features(s.words))
        mask[i, :n] = True
        heads[i, :n] = torch.tensor(s.heads)
        labels[i, :n] = torch.tensor([LABELS(v, x) for x in s.labels])
        tags[i, :n] = torch.tensor([TAGS(v, x) for x in s.tags])
    tagged, arcs, of, to = network(rows, mask)
    at = mask
    gold = heads[at]
    picked = torch.gather(to, 1, heads.clamp(min=0)[..., None].expand(-1, -1, to.shape[-1]))
    labelled = network.labelled(of[at], picked[at])
    loss = (F.cross_entropy(arcs[at], gold) + F.cross_entropy(labelled, labels[at])
            + 0.5 * F.cross_entropy(tagged[at], tags[at], ignore_index=-1))  # fmt: skip
    if network.training:
        return loss, np.zeros(4)
    own = arcs.argmax(-1)
    picked = torch.gather(to, 1, own[..., None].expand(-1, -1, to.shape[-1]))
    found = network.labelled(of[at], picked[at]).argmax(-1)
    right = own[at] == gold
    return loss, np.array([at.sum(), right.sum(), (right & (found == labels[at])).sum(),
                           (tagged[at].argmax(-1) == tags[at]).sum()], dtype=float)  # fmt: skip


def LABELS(v: Vocabulary, x: str) -> int:
    return v.labels.index(x) if x in v.labels else v.labels.index("dep")


def TAGS(v: Vocabulary, x: str) -> int:
    return v.tags.index(x) if x in v.tags else -1


def base_vectors(base: Path) -> tuple[list[str], np.ndarray]:
    """Return the base network's whole words, the commonest, and their vectors' main directions."""
    kept = json.loads((base / "tokenizer.json").read_text())["model"]["vocab"]
    order = sorted(kept, key=kept.__getitem__)
    words = [w for w in order if re.fullmatch(r"[a-z]{2,}|[^\w\s]|[a-z]", w)][:WORDS]
    held = load_file(base / "model.safetensors")
    name = next(n for n in held if n.endswith("word_embeddings.weight"))
    vectors = held[name][[kept[w] for w in words]].astype(np.float64)
    vectors -= vectors.mean(0)
    _, _, turn = np.linalg.svd(vectors[:8000], full_matrices=False)
    short = vectors @ turn[:FIXED].T
    short /= short.std()
    return words, np.vstack([np.zeros((1, FIXED)), short]).astype(np.float32)


def save(network: Reader, v: Vocabulary, out: Path) -> None:
    """Write weights as float16, tables of words as eight bits with a scale a row of them."""
    held: dict[str, np.ndarray] = {}
    for name, tensor in network.state_dict().items():
        told = tensor.numpy()
        if name in {"fixed.weight", "own.weight"}:
            scale = max(float(np.abs(told).max()) / 127, 1e-9)
            scale = min(scale, float(np.quantile(np.abs(told), 0.9995)) / 127 or scale)
            held[name] = np.clip(np.round(told / scale), -127, 127).astype(np.int8)
            held[f"{name}.scale"] = np.float32(scale)
        else:
            held[name] = told.astype(np.float16)
    for name in ("fixed", "own", "three", "two"):
        held[f"words.{name}"] = _letters(list(getattr(v, name)))
    held["labels"], held["tags"] = _letters(v.labels), _letters(v.tags)
    np.savez_compressed(out, **held)


def _letters(words: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf8"), dtype=np.uint8)


def main() -> None:
    """Train, measure on the dev splits after each epoch, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    chance = random.Random(SEED)
    train = read(asked.data / "ewt/en_ewt-ud-train.rebuilt.conllu") + gum(asked.data, "train")
    sets = {"ewt dev": read(asked.data / "ewt/en_ewt-ud-dev.conllu"),
            "gum dev": gum(asked.data, "dev")}  # fmt: skip
    train = [s for s in train if len(s.words) <= 70]
    words, fixed = base_vectors(asked.base)
    v = Vocabulary(train, words)
    network = Reader(v, fixed)
    print(len(train), "sentences", sum(len(s.words) for s in train), "words",
          sum(p.numel() for p in network.parameters()), "weights", flush=True)  # fmt: skip
    tune = torch.optim.Adam([p for p in network.parameters() if p.requires_grad],
                            lr=2e-3, betas=(0.9, 0.95))  # fmt: skip
    total, done = None, 0
    for epoch in range(EPOCHS):
        network.train()
        parts = batches([disturbed(s, chance) for s in train], chance)
        total = total or EPOCHS * len(parts)
        for batch in parts:
            for group in tune.param_groups:
                group["lr"] = 2e-3 * max(0.02, 1 - done / total) * min(1, (done + 1) / 100)
            done += 1
            loss, _ = step(network, v, batch)
            tune.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            tune.step()
        network.eval()
        with torch.no_grad():
            for name, held in sets.items():
                n, heads, labelled, tags = sum(
                    step(network, v, b)[1] for b in batches(held, chance)
                )
                print(epoch, name, f"heads {heads / n:.3f} labelled {labelled / n:.3f}",
                      f"tags {tags / n:.3f}", flush=True)  # fmt: skip
        save(network, v, asked.out)


if __name__ == "__main__":
    main()
