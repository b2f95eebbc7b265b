"""Every number of the recipe, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published hash of all-MiniLM-L6-v2's `model.safetensors`, the only base allowed."""


@dataclass(frozen=True)
class Shape:
    """The size of the network. The defaults are those of all-MiniLM-L6-v2 and its heads."""

    vocabulary: int = 30522
    positions: int = 512
    layers: int = 6
    width: int = 384
    attention_heads: int = 12
    feed_forward: int = 1536
    link_width: int = 128
    link_heads: int = 4
    refer_width: int = 64
    sense_width: int = 384
    dropout: float = 0.1
    link_dropout: float = 0.2


@dataclass(frozen=True)
class Settings:
    """How the network is trained.

    `epochs` and `window` were sized on two CPU cores so that the run ends in under two hours.
    """

    shape: Shape = field(default_factory=Shape)
    seed: int = 7
    epochs: int = 4
    window: int = 384  # wordpieces, the two special ones not counted
    overlap: int = 24  # wordpieces a window shares with the one before, at most
    batch_tokens: int = 3088
    names_share: float = 0.16  # of all steps: names, references, grammar and what happened
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06  # of all steps
    weight_decay: float = 0.01
    clip: float = 1.0
    average_decay: float = 0.998  # moving average of the weights; what is exported
    cue_weight: float = 1.0
    link_weight: float = 0.5
    names_weight: float = 1.0
    refer_weight: float = 0.5
    happened_weight: float = 0.5
    syntax_weight: float = 0.5
    sense_weight: float = 3.0
    teacher_sentences: int = 12  # sentences a step whose vector is imitated
    tweets_share: float = 0.35  # of the tweets; all of them would outweigh the reports
    held_back: float = 0.12  # of the documents of a name set that has no dev split
    calibration: float = 0.05  # of PolNeAR's articles, kept from training to calibrate on
    inner_copies: int = 2  # times an epoch that the texts written for nesting are read
    threads: int = 2
