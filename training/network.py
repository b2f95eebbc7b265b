"""The network: a MiniLM encoder with a shape embedding, and its heads, all on one pass.

Tensor shapes: B windows, T wordpieces, W width, N name labels, C cues, R wordpieces in a cue's
reach, L width of the linker.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.settings import Shape
from training.texts import RELATIONS
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


class ConvBlock(nn.Module):
    """What stands near: a convolution by channel, then a small feed-forward, added to its input."""

    def __init__(self, width: int, reach: int, dropout: float) -> None:
        super().__init__()
        self.near = nn.Conv1d(width, width, 2 * reach + 1, padding=reach, groups=width)
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 2 * width)
        self.narrow = nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, real: Tensor) -> Tensor:
        """Map `states` (C, R, L); `real` (C, R, 1) is 0 where there is no wordpiece."""
        near = self.near((states * real).transpose(1, 2)).transpose(1, 2)
        return states + self.dropout(self.narrow(functional.gelu(self.widen(self.norm(near)))))


class AttendBlock(nn.Module):
    """What stands anywhere in reach: attention, added to its input."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.inputs = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)

    def forward(self, states: Tensor, real: Tensor) -> Tensor:
        """Arguments as in `ConvBlock`."""
        cues, length, width = states.shape
        split = self.inputs(self.norm(states))
        split = split.reshape(cues, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        bias = ((1.0 - real) * -30000.0).transpose(1, 2)[:, None].to(query.dtype)
        mixed = functional.scaled_dot_product_attention(query, key, value, bias)
        return states + self.output(mixed.transpose(1, 2).reshape(states.shape))


class Linker(nn.Module):
    """Reads the surroundings of one cue and scores each wordpiece for its two roles.

    The six scores are: inside a span of the role, begins one, ends one. Width L throughout.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.link_width
        self.distance = nn.Embedding(DISTANCE_BUCKETS, width)
        self.place = nn.Embedding(PLACE_BUCKETS, width)
        self.norm = nn.LayerNorm(width)
        self.first = ConvBlock(width, 3, shape.link_dropout)
        self.middle = AttendBlock(width, shape.link_heads)
        self.last = ConvBlock(width, 3, shape.link_dropout)
        self.closing = nn.LayerNorm(width)
        self.scores = nn.Linear(width, CHANNELS)
        self.switch = nn.Parameter(torch.full((CHANNELS // 3, 2), -2.0))
        with torch.no_grad():  # most wordpieces are outside: begin there
            self.scores.bias[::3] = -3.0

    def forward(
        self, queries: Tensor, keys: Tensor, distance: Tensor, place: Tensor, real: Tensor
    ) -> Tensor:
        """Score R wordpieces for each of C cues: (C, 6, R).

        `queries` (C, 2L), `keys` (C, R, L), `distance` and `place` (C, R) buckets, `real` (C, R):
        1 where there is a wordpiece.
        """
        shift, scale = queries[:, None].chunk(2, dim=-1)
        states = keys * (1 + scale) + shift + self.distance(distance) + self.place(place)
        states, real = self.norm(states), real[..., None]
        states = self.last(self.middle(self.first(states, real), real), real)
        return self.scores(self.closing(states)).transpose(1, 2)


class Network(nn.Module):
    """The encoder and all heads. `linker` runs apart, once the cues are known."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.dropout = nn.Dropout(shape.dropout)
        self.cue = nn.Linear(shape.width, len(CUE_LABELS))
        self.names = nn.Linear(shape.width, len(NAME_LABELS))
        self.linker = Linker(shape)
        self.queries = nn.Linear(shape.width, 2 * shape.link_width)
        self.keys = nn.Linear(shape.width, shape.link_width)
        self.refer = nn.Linear(shape.width, 2 * shape.refer_width)
        self.refer_distance = nn.Parameter(torch.zeros(DISTANCE_BUCKETS))
        self.happened = nn.Linear(shape.width, 2)
        self.syntax = nn.Linear(shape.width, len(RELATIONS))
        self.sense = nn.Linear(shape.width, shape.sense_width)
        if shape.sense_width == shape.width:
            nn.init.eye_(self.sense.weight)
            nn.init.zeros_(self.sense.bias)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Give, for every wordpiece (B, T, ...), what `OUTPUTS` names, in that order.

        cue (5) and names (N) log-probabilities, queries (2L), keys (L), sense (W), refer (2R: as
        what points back and as what is pointed at), happened (2: logit of being an event, how
        sure it is that it happened, -3 to 3), syntax (relations; for training alone).
        """
        states = self.dropout(self.encoder(pieces, shapes, mask))
        return (
            functional.log_softmax(self.cue(states), dim=-1),
            functional.log_softmax(self.names(states), dim=-1),
            self.queries(states),
            self.keys(states),
            self.sense(states),
            self.refer(states),
            self.happened(states),
            self.syntax(states),
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
