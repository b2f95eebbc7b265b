"""From a trained network to the files the package ships: int8 ONNX, tokenizer, settings."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.data import Window
from training.network import Network
from whence.extraction.encoder import FORMAT, Calibration
from whence.extraction.verifying import WEIGHTS
from whence.extraction.wordpieces import CUE_LABELS, NAME_LABELS, REACH

INPUTS = ("pieces", "shapes", "mask")
OUTPUTS = ("cue", "names", "queries", "keys", "sense", "refer", "happened", "syntax")
"""What the network gives, in its order; the last is for training alone and not exported."""
EXPORTED = OUTPUTS[:-1]
LINKER_INPUTS = ("queries", "keys", "distance", "place", "real")
NAME = "whence-reader"


@dataclass(frozen=True)
class Agreement:
    """How near an exported network is to the one it was made from, over some windows.

    `largest` is the largest difference of any output; `cue` and `names` are the shares of
    wordpieces that keep their best label; `sense` the mean cosine of the sentence states.
    """

    largest: float
    cue: float
    names: float
    sense: float


def export(network: Network, tokenizer: Path, folder: Path, *, version: str) -> Path:
    """Write the whole model folder; returns the full-precision file, left beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    plain, linker = folder.parent / "plain.onnx", folder.parent / "plain-linker.onnx"
    to_onnx(network, plain)
    linker_to_onnx(network, linker)
    quantize(plain, folder / "model.onnx")
    quantize(linker, folder / "linker.onnx", matrices=("MatMul",))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    config = {
        "format": FORMAT,
        "name": NAME,
        "version": version,
        "cue_labels": list(CUE_LABELS),
        "name_labels": list(NAME_LABELS),
        "weights_sha256": sha256(folder / "model.onnx"),
        "linker_sha256": sha256(folder / "linker.onnx"),
        "tokenizer_sha256": sha256(folder / "tokenizer.json"),
        "switch": _rounded(network.linker.switch),
        "refer_distance": _rounded(network.refer_distance),
        "calibration": {field.name: list(field.default) for field in fields(Calibration)},
        "verifier": [1.0, *[0.0] * (WEIGHTS - 1)],
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    return plain


def _rounded(table: torch.Tensor) -> list[Any]:
    return list(np.round(table.detach().double().numpy(), 5).tolist())


def sha256(path: Path) -> str:
    """Give the hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def to_onnx(network: Network, path: Path) -> None:
    """Write the network at full precision, any number of windows of any length."""
    network = network.eval()
    pieces = torch.randint(1000, 2000, (2, 12)) % network.encoder.embeddings.words.num_embeddings
    shapes = torch.zeros((2, 12, 5), dtype=torch.long)
    axes = {name: {0: "windows", 1: "wordpieces"} for name in (*INPUTS, *EXPORTED)}
    example = (pieces, shapes, torch.ones_like(pieces))
    _write(Exported(network), example, path, (INPUTS, EXPORTED, axes))


def _write(
    module: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    path: Path,
    names: tuple[Sequence[str], Sequence[str], dict[str, dict[int, str]]],
) -> None:
    """Write a module as ONNX; `names` are its inputs, its outputs and the axes that vary.

    PyTorch means to drop this exporter; its new one fixes lengths that must vary here.
    """
    inputs, outputs, axes = names
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            module,
            example,
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


class Exported(torch.nn.Module):
    """The network without what only training needs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Give the outputs `EXPORTED` names."""
        return tuple(self.network(*inputs)[: len(EXPORTED)])


def linker_to_onnx(network: Network, path: Path) -> None:
    """Write the linker at full precision, any number of cues."""
    linker = network.linker.eval()
    width = linker.closing.normalized_shape[0]
    reach = torch.zeros((2, 2 * REACH + 1), dtype=torch.long)
    example = (
        torch.randn(2, 2 * width), torch.randn(*reach.shape, width), reach, reach, reach + 1.0
    )  # fmt: skip
    axes = {name: {0: "cues"} for name in (*LINKER_INPUTS, "scores")}
    _write(linker, example, path, (LINKER_INPUTS, ("scores",), axes))


def quantize(
    plain: Path, path: Path, matrices: Sequence[str] = ("MatMul", "Gemm", "Gather")
) -> None:
    """Write the int8 copy: matrices by channel, seven bits so that no older CPU overflows."""
    quantize_dynamic(
        plain,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=list(matrices),
    )
    onnx.checker.check_model(str(path))


def compare(network: Network, path: Path, windows: list[Window]) -> Agreement:
    """Run both networks over `windows`, one by one."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    largest, sense = 0.0, []
    kept: dict[str, list[bool]] = {"cue": [], "names": []}
    for window in windows:
        feed = {"pieces": window.ids[None], "shapes": window.shapes[None]}
        feed["mask"] = np.ones_like(feed["pieces"])
        theirs = dict(zip(EXPORTED, session.run(list(EXPORTED), feed), strict=True))
        with torch.inference_mode():
            results = network(*(torch.from_numpy(feed[name]) for name in INPUTS))
        ours = {name: value.numpy() for name, value in zip(OUTPUTS, results, strict=True)}
        largest = max(largest, *(float(np.abs(ours[n] - theirs[n]).max()) for n in EXPORTED))
        for name, same in kept.items():
            same.extend((ours[name].argmax(-1) == theirs[name].argmax(-1)).ravel().tolist())
        sense.append(_cosine(ours["sense"][0], theirs["sense"][0]))
    means = {name: float(np.mean(same)) for name, same in kept.items()}
    return Agreement(largest, means["cue"], means["names"], float(np.mean(sense)))


def _cosine(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Give the mean cosine of two lists of vectors, row by row."""
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    return float(((ours * theirs).sum(axis=1) / lengths).mean())
