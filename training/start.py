"""Starts a network from one shipped before: longer training without beginning again.

The shipped file holds 8-bit whole numbers; each matrix comes back as number times scale. Only
what both networks have under one name is taken over, and the words' vectors stay the base's.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import Network

WORDS = "encoder.embeddings.words.weight"
OUTER, INNER_SHIFT = 3, -2.0
"""Cue labels that were there before inner ones; how much rarer an inner cue is held to begin."""


def load_shipped(network: Network, path: Path) -> list[str]:
    """Fill `network` from the int8 file `path`; returns the names that were taken over."""
    found = shipped_tensors(path)
    own = network.state_dict()
    for name in ("cue.weight", "cue.bias"):
        if len(found[name]) == OUTER:
            shift = INNER_SHIFT if name.endswith("bias") else 0.0
            found[name] = torch.cat([found[name], found[name][1:] + shift])
    taken = {
        name: value
        for name, value in found.items()
        if name != WORDS and name in own and own[name].shape == value.shape
    }
    network.load_state_dict(own | taken)
    return sorted(taken)


def shipped_tensors(path: Path) -> dict[str, Tensor]:
    """Give the parameters of a quantised file by the names of the modules that hold them."""
    graph = onnx.load(str(path)).graph
    stored = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    out = {
        name: torch.from_numpy(value.copy())
        for name, value in stored.items()
        if not name.startswith("onnx::") and value.dtype == np.float32
    }
    for name in [key.removesuffix("_quantized") for key in stored if key.endswith("_quantized")]:
        if not name.startswith("onnx::"):
            out[name] = _dequantised(stored, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            module = node.name[1:].rpartition("/")[0].replace("/", ".")
            held = node.input[1].removesuffix("_quantized")
            out[f"{module}.weight"] = _dequantised(stored, held).T.contiguous()
    return {name.removeprefix("network."): value for name, value in out.items()}


def _dequantised(stored: dict[str, np.ndarray], name: str) -> Tensor:
    whole = stored[f"{name}_quantized"].astype(np.float32)
    return torch.from_numpy((whole - stored[f"{name}_zero_point"]) * stored[f"{name}_scale"])
