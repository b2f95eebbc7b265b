"""Trains, exports and measures the network: `python -m training --data DATA --base BASE --out DIR`.

`--out` receives the checkpoints, `model/` as the package ships it, the dev attributions as JSONL
and `report.json`. A run that was broken off goes on from its newest checkpoint.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import torch

from training.data import attributed_windows
from training.export import compare, export, sha256
from training.inner import read_inner
from training.loop import Corpus, Trainer
from training.name_sets import read_name_sets
from training.nested import read_nested
from training.network import Encoder as Teacher
from training.network import Network, load_base
from training.report import read_folder, score_names, speed, write_attributions
from training.settings import BASE_SHA256, Settings
from training.start import load_shipped
from training.texts import AttributedText, Drops, NamedText, held_back, read_polnear
from whence.extraction.encoder import Encoder
from whence.extraction.wordpieces import load_tokenizer


def main() -> None:
    """Read the arguments and do everything in order."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder for everything made")
    parser.add_argument("--start", type=Path, help="model.onnx shipped before, to train on from")
    parser.add_argument("--version", default="1", help="version written into the model's settings")
    arguments = parser.parse_args()
    settings = Settings()
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    drops: Drops = Counter()
    sets = read_name_sets(arguments.data, drops)
    train, dev = split_names(sets, settings)
    tokenizer = arguments.base / "tokenizer.json"
    corpus = Corpus(
        read_attributed(arguments.data, settings, drops), train, load_tokenizer(tokenizer)
    )
    trainer = Trainer(*make_networks(arguments.base, settings), settings)
    taken = load_shipped(trainer.network, arguments.start) if arguments.start else []
    trainer.begin_average()
    trainer.run(corpus, arguments.out)
    report = {
        "settings": dataclasses.asdict(settings),
        "started_from": sha256(arguments.start) if arguments.start else None,
        "taken_over": taken,
        "training_seconds": round(trainer.seconds),
        "articles": len(corpus.attributed),
        "attributions": sum(len(text.attributions) for text in corpus.attributed),
        "named_texts": len(train),
        "dropped": dict(drops.most_common()),
    }
    network = trainer.averaged()
    plain = export(network, tokenizer, arguments.out / "model", version=arguments.version)
    report |= measure(network, plain, corpus, arguments.data, dev)
    text = json.dumps(report, indent=1, ensure_ascii=False)
    (arguments.out / "report.json").write_text(text + "\n", encoding="utf-8")


def read_attributed(data: Path, settings: Settings, drops: Drops) -> list[AttributedText]:
    """Read PolNeAR with its inner attributions, less what is kept to calibrate on, and our own."""
    inner = read_inner()
    texts = [
        replace(text, attributions=text.attributions + inner[text.name])
        for text in read_polnear(data / "polnear/train", drops)
        if not held_back(text.article, settings.calibration)
    ]
    return texts + read_nested(held_back=False) * settings.inner_copies


def make_networks(base: Path, settings: Settings) -> tuple[Network, Teacher]:
    """Make the network to train and the frozen one it imitates, both from the pinned base."""
    weights = base / "model.safetensors"
    if sha256(weights) != BASE_SHA256:
        raise SystemExit(f"{weights} is not the base this recipe is pinned to ({BASE_SHA256})")
    network, teacher = Network(settings.shape), Teacher(settings.shape)
    load_base(network.encoder, weights)
    load_base(teacher, weights)
    return network, teacher


def split_names(
    sets: dict[str, list[NamedText]], settings: Settings
) -> tuple[list[NamedText], dict[str, list[NamedText]]]:
    """Part what trains from what is held back, by whole documents; thin out the tweets."""
    train: list[NamedText] = []
    dev: dict[str, list[NamedText]] = {}
    for name, texts in sets.items():
        if name.endswith("/dev"):
            dev[name] = texts
        elif f"{name}/dev" in sets:
            train += texts
        else:
            dev[f"{name}/dev"] = [t for t in texts if held_back(t.name, settings.held_back)]
            kept = [t for t in texts if not held_back(t.name, settings.held_back)]
            share = settings.tweets_share if name == "btc" else 1.0
            train += [t for t in kept if held_back(t.name[::-1], share)]
    return train, dev


def measure(
    network: Network, plain: Path, corpus: Corpus, data: Path, dev: dict[str, list[NamedText]]
) -> dict[str, object]:
    """Compare the exports with the network, read the dev sets, write the dev attributions."""
    folder = plain.parent / "model"
    draw = random.Random(0)
    settings = Settings()
    windows = [
        window
        for document in corpus.attributed[::40]
        for window in attributed_windows(document, corpus.tokenizer, settings, draw)
    ]
    encoder = Encoder.load(folder)
    readings = read_folder(encoder, data / "polnear/dev")
    write_attributions(readings, plain.parent / "dev.jsonl")
    return {
        "onnx": dataclasses.asdict(compare(network, plain, windows)),
        "int8": dataclasses.asdict(compare(network, folder / "model.onnx", windows)),
        "bytes": {path.name: path.stat().st_size for path in sorted(folder.iterdir())},
        "weights_sha256": encoder.card.sha256,
        "names": {name: score_names(encoder, texts) for name, texts in dev.items()},
        "speed": speed(encoder, [reading.text for _, reading in readings[:20]]),
    }


if __name__ == "__main__":
    main()
