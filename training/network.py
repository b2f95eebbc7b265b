"""The network: a MiniLM encoder with a shape embedding, and four heads on one pass.

Tensor shapes: B windows, T wordpieces, W width, N name labels, C cues, L width of a link channel.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.settings import Shape
from whence.extraction.wordpieces import (
    CHANNELS,
    CUE_LABELS,
    DISTANCE_BUCKETS,
    NAME_LABELS,
    PLACE_BUCKETS,
    SHAPE_ROWS,
)


class Embeddings(nn.Module):
    """Word + position + shape embeddings, summed and normalised. The words stay frozen."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.segment = nn.Parameter(torch.zeros(shape.width))
        self.shapes = nn.Embedding(SHAPE_ROWS, shape.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """Embed `pieces` (B, T) and `shapes` (B, T, 5), give (B, T, W)."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        total = self.words(pieces) + self.positions(positions)[None] + self.segment
        total = total + self.shapes(shapes).sum(dim=2)
        return self.dropout(self.norm(total))


class Attention(nn.Module):
    """Multi-head self-attention."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        self.inputs = nn.Linear(shape.width, 3 * shape.width)
        self.output = nn.Linear(shape.width, shape.width)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Mix `states` (B, T, W) under `bias` (B, 1, 1, T): 0 to see a piece, very low not to."""
        batch, length, width = states.shape
        split = self.inputs(states).reshape(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(query, key, value, bias.to(query.dtype))
        return self.output(mixed.transpose(1, 2).reshape(batch, length, width))


class Layer(nn.Module):
    """One transformer layer, normalised after each sum, as BERT is."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = Attention(shape)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.feed_forward)
        self.narrow = nn.Linear(shape.feed_forward, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Map (B, T, W) to (B, T, W)."""
        states = self.attention_norm(states + self.dropout(self.attention(states, bias)))
        wide = functional.gelu(self.widen(states))
        return self.norm(states + self.dropout(self.narrow(wide)))


class Encoder(nn.Module):
    """Embeddings and a stack of layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embeddings = Embeddings(shape)
        self.layers = nn.ModuleList([Layer(shape) for _ in range(shape.layers)])

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Read `pieces` (B, T), `shapes` (B, T, 5), `mask` (B, T; 1 = real), give (B, T, W)."""
        bias = (1.0 - mask.to(torch.float32))[:, None, None, :] * -30000.0
        states = self.embeddings(pieces, shapes)
        for layer in self.layers:
            states = layer(states, bias)
        return states  # type: ignore[no-any-return]


class LinkHead(nn.Module):
    """Six scores for each (cue, wordpiece): inside, begins and ends a span of either role.

    A score is the inner product of a cue's query and a wordpiece's key, plus what distance and
    place (same paragraph, in a quotation) say. The products are left to whoever has the cues.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.width = shape.link_width
        self.query = nn.Sequential(
            nn.Linear(shape.width, shape.link_hidden),
            nn.GELU(),
            nn.Dropout(shape.link_dropout),
            nn.Linear(shape.link_hidden, CHANNELS * shape.link_width),
        )
        self.key = nn.Sequential(
            nn.Linear(shape.width, shape.link_hidden),
            nn.GELU(),
            nn.Dropout(shape.link_dropout),
            nn.Linear(shape.link_hidden, CHANNELS * (shape.link_width + 1)),
        )
        self.distance = nn.Parameter(torch.zeros(CHANNELS, DISTANCE_BUCKETS))
        self.place = nn.Parameter(torch.zeros(CHANNELS, PLACE_BUCKETS))
        self.switch = nn.Parameter(torch.full((CHANNELS // 3, 2), -2.0))
        with torch.no_grad():  # most wordpieces are outside: begin there
            self.key[-1].bias.view(CHANNELS, -1)[::3, -1] = -3.0

    def scores(self, queries: Tensor, keys: Tensor, distance: Tensor, place: Tensor) -> Tensor:
        """Score every wordpiece for every cue.

        `queries` (C, 6L), `keys` (C, T, 6(L+1)), `distance` and `place` (C, T) buckets.
        Returns (C, 6, T).
        """
        cues, length = distance.shape
        query = queries.reshape(cues, CHANNELS, 1, self.width)
        key = keys.reshape(cues, length, CHANNELS, self.width + 1).transpose(1, 2)
        product = (query * key[..., :-1]).sum(-1) * self.width**-0.5 + key[..., -1]
        near = self.distance[:, distance] + self.place[:, place]
        return product.float() + near.transpose(0, 1)


class Network(nn.Module):
    """The encoder and all heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.dropout = nn.Dropout(shape.dropout)
        self.cue = nn.Linear(shape.width, len(CUE_LABELS))
        self.names = nn.Linear(shape.width, len(NAME_LABELS))
        self.links = LinkHead(shape)
        self.sense = nn.Linear(shape.width, shape.sense_width)
        if shape.sense_width == shape.width:
            nn.init.eye_(self.sense.weight)
            nn.init.zeros_(self.sense.bias)

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Give cue (B, T, 3), names (B, T, N), queries (B, T, 6L), keys (B, T, 6(L+1)), sense."""
        states = self.dropout(self.encoder(pieces, shapes, mask))
        return (
            functional.log_softmax(self.cue(states), dim=-1),
            functional.log_softmax(self.names(states), dim=-1),
            self.links.query(states),
            self.links.key(states),
            self.sense(states),
        )


def load_base(network: Encoder, path: Path) -> None:
    """Fill the encoder with the published all-MiniLM-L6-v2 weights in `path` (safetensors)."""
    base = load_file(path)
    own = {
        "embeddings.words.weight": base["embeddings.word_embeddings.weight"],
        "embeddings.positions.weight": base["embeddings.position_embeddings.weight"],
        "embeddings.segment": base["embeddings.token_type_embeddings.weight"][0],
        "embeddings.norm.weight": base["embeddings.LayerNorm.weight"],
        "embeddings.norm.bias": base["embeddings.LayerNorm.bias"],
        "embeddings.shapes.weight": network.embeddings.shapes.weight,
    }
    for number in range(len(network.layers)):
        own |= _layer(base, f"encoder.layer.{number}.", f"layers.{number}.")
    network.load_state_dict(own)


def _layer(base: dict[str, Tensor], theirs: str, ours: str) -> dict[str, Tensor]:
    """Rename one layer's tensors; query, key and value become one matrix."""
    renamed = {
        "attention.output.dense": "attention.output",
        "attention.output.LayerNorm": "attention_norm",
        "intermediate.dense": "widen",
        "output.dense": "narrow",
        "output.LayerNorm": "norm",
    }
    out = {}
    for kind in ("weight", "bias"):
        parts = [
            base[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")
        ]
        out[f"{ours}attention.inputs.{kind}"] = torch.cat(parts)
        for their, our in renamed.items():
            out[f"{ours}{our}.{kind}"] = base[f"{theirs}{their}.{kind}"]
    return out
