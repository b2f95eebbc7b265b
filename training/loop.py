"""The training loop: steps, a moving average of the weights, a checkpoint after every epoch."""

from __future__ import annotations

import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.data import Batch, Window, attributed_windows, batches, named_windows
from training.losses import all_losses
from training.network import Encoder, Network
from training.settings import Settings
from training.texts import AttributedText, NamedText


@dataclass(frozen=True)
class Corpus:
    """What is trained on, and how it is cut."""

    attributed: list[AttributedText]
    named: list[NamedText]
    tokenizer: Tokenizer


class Trainer:
    """A network in training: its optimiser, its moving average and its place in the run."""

    def __init__(self, network: Network, teacher: Encoder, settings: Settings) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = network.to(self.device)
        self.teacher = teacher.to(self.device).eval()
        self.settings = settings
        self.begin_average()
        self.optimizer = _optimizer(self.network, settings)
        self.step = 0
        self.epoch = 0
        self.total = 0
        self.seconds = 0.0

    def begin_average(self) -> None:
        """Let the moving average begin at the network's weights as they stand."""
        self.average = {name: value.detach().clone() for name, value in _floats(self.network)}

    def run(self, corpus: Corpus, folder: Path) -> None:
        """Train until the last epoch; go on from the newest checkpoint in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "last.pt").exists():
            self.restore(folder / "last.pt")
        while self.epoch < self.settings.epochs:
            began = time.monotonic()
            ready = epoch_batches(corpus, self.settings, self.epoch)
            self.total = self.step + len(ready) * (self.settings.epochs - self.epoch)
            self.run_epoch(ready, folder / "log.jsonl")
            self.epoch += 1
            self.seconds += time.monotonic() - began
            self.save(folder / f"epoch{self.epoch}.pt", whole=False)
            self.save(folder / "last.pt", whole=True)

    def run_epoch(self, ready: list[Batch], log: Path) -> None:
        """Take one step a batch; write the mean losses every hundred steps."""
        self.network.train()
        sums: dict[str, float] = defaultdict(float)
        began, pieces = time.monotonic(), 0
        for number, batch in enumerate(ready, start=1):
            for name, value in self.take_step(batch.to(self.device)).items():
                sums[name] += value
            pieces += batch.pieces.numel()
            if number % 50 == 0 or number == len(ready):
                speed = pieces / (time.monotonic() - began)
                line = {"epoch": self.epoch, "step": self.step, "of": self.total, "speed": speed}
                means = {name: value / number for name, value in sums.items()}
                with log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line | means) + "\n")

    def take_step(self, batch: Batch) -> dict[str, float]:
        """Lower the losses of one batch by one step and give them."""
        settings = self.settings
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate(self.step, self.total, settings.warm_up)
        bf16 = self.device.type == "cuda"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=bf16):
            losses = all_losses(self.network, self.teacher, batch)
        weighted: list[Tensor] = [
            losses[name] * getattr(settings, f"{name}_weight") for name in losses
        ]
        torch.stack(weighted).sum().backward()
        norm = nn.utils.clip_grad_norm_(self.network.parameters(), settings.clip)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self._move_average()
        return {name: value.item() for name, value in losses.items()} | {"norm": norm.item()}

    @torch.no_grad()
    def _move_average(self) -> None:
        decay = min(self.settings.average_decay, (1 + self.step) / (10 + self.step))
        for name, value in _floats(self.network):
            self.average[name].lerp_(value, 1 - decay)

    def averaged(self) -> Network:
        """Give a copy of the network with its averaged weights."""
        copy = Network(self.settings.shape)
        copy.load_state_dict(self.network.state_dict() | self.average)
        return copy.eval()

    def save(self, path: Path, *, whole: bool) -> None:
        """Write a checkpoint: the averaged weights, or all that is needed to go on."""
        state: dict[str, object] = {"average": self.network.state_dict() | self.average}
        if whole:
            state |= {
                "network": self.network.state_dict(),
                "optimizer": self.optimizer.state_dict(),
            }
            state |= {"step": self.step, "epoch": self.epoch}
            state |= {"seconds": self.seconds}
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint written with `whole=True`."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = {name: state["average"][name] for name in self.average}
        self.step, self.epoch = state["step"], state["epoch"]
        self.seconds = state["seconds"]


def rate(step: int, total: int, warm_up: float) -> float:
    """Give the share of the peak rate at a step: up over the warm-up, then down to nothing.

    >>> rate(0, 100, 0.1), rate(9, 100, 0.1), rate(100, 100, 0.1)
    (0.1, 1.0, 0.0)
    """
    rising = max(1, math.ceil(total * warm_up))
    if step < rising:
        return (step + 1) / rising
    return max(0.0, (total - step) / max(1, total - rising))


def epoch_batches(corpus: Corpus, settings: Settings, epoch: int) -> list[Batch]:
    """Cut and shuffle one epoch's batches: every article once, and a share of name batches."""
    random_ = random.Random(settings.seed * 1000 + epoch)
    windows = [
        window
        for document in corpus.attributed
        for window in attributed_windows(document, corpus.tokenizer, settings, random_)
    ]
    ready = batches(windows, settings, random_)
    wanted = round(len(ready) * settings.names_share / (1 - settings.names_share))
    names = name_batches(corpus, settings, epoch)
    ready += [batch for _, batch in zip(range(wanted), names, strict=False)]
    random_.shuffle(ready)
    return ready


def name_batches(corpus: Corpus, settings: Settings, epoch: int) -> Iterator[Batch]:
    """Give name batches without end, in an order that differs by epoch."""
    if not corpus.named:
        return
    for turn in range(10**6):
        random_ = random.Random(settings.seed * 10**6 + epoch * 1000 + turn)
        windows: list[Window] = [
            window
            for document in corpus.named
            for window in named_windows(document, corpus.tokenizer, settings, random_)
        ]
        yield from batches(windows, settings, random_)


def _floats(network: nn.Module) -> list[tuple[str, Tensor]]:
    return [(name, value) for name, value in network.named_parameters() if value.requires_grad]


def _optimizer(network: Network, settings: Settings) -> torch.optim.AdamW:
    """Two rates, encoder and heads; no decay on biases, norms and other vectors."""
    groups = []
    named = [(name, value) for name, value in network.named_parameters() if value.requires_grad]
    for encoder in (True, False):
        for matrix in (True, False):
            chosen = [
                value
                for name, value in named
                if (name.startswith("encoder.") and "shapes" not in name) == encoder
                and (value.dim() > 1) == matrix
            ]
            peak = settings.encoder_rate if encoder else settings.head_rate
            decay = settings.weight_decay if matrix else 0.0
            groups.append({"params": chosen, "lr": peak, "peak": peak, "weight_decay": decay})
    return torch.optim.AdamW(groups, fused=True)
