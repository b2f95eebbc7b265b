"""What the network is trained to lower. Tensor shapes as in `network` and `data.Batch`."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import CLOSES, NONE, OPEN, OPENS, Batch
from training.network import Encoder, Linker, Network
from whence.extraction.wordpieces import NAME_LABELS, distance_buckets

NEVER = -30.0


def cue_loss(log_probs: Tensor, batch: Batch) -> Tensor:
    """Negative log-likelihood of the cue labels, a cue; nothing where cues are not annotated."""
    if not len(batch.cue_spans):
        return log_probs.sum() * 0
    picked = log_probs.float().gather(-1, batch.cue[..., None])[..., 0] * batch.mask
    return -picked.sum() / len(batch.cue_spans)


def names_loss(log_probs: Tensor, batch: Batch) -> Tensor:
    """Negative log-likelihood of the sets of allowed labels, a window of 16 wordpieces."""
    bits = torch.arange(len(NAME_LABELS), device=log_probs.device)
    allowed = (batch.allowed[..., None] >> bits) & 1
    likely = torch.logsumexp(log_probs.float() + (1 - allowed) * NEVER, dim=-1)
    return -(likely * batch.mask).sum() / batch.mask.sum() * 16


def span_mean(states: Tensor, spans: Tensor) -> Tensor:
    """Average `states` (B, T, W) over `spans` (S, 3) of (window, begin, end): (S, W)."""
    steps = torch.arange(states.shape[1], device=states.device)
    inside = (steps >= spans[:, 1:2]) & (steps < spans[:, 2:3])
    share = inside.to(states.dtype) / (spans[:, 2:3] - spans[:, 1:2])
    return torch.einsum("st,stw->sw", share, states[spans[:, 0]])


def link_loss(linker: Linker, queries: Tensor, keys: Tensor, batch: Batch) -> Tensor:
    """Negative log-likelihood of each cue's source and content under the two-state chain, a cue."""
    if not len(batch.cue_spans):
        return queries.sum() * 0
    near = keys[batch.cue_spans[:, :1], batch.steps]
    about = span_mean(queries, batch.cue_spans)
    scores = linker(about, near, batch.distance, batch.place, batch.real).float()
    scores = scores.masked_fill(batch.real[:, None] == 0, NEVER)
    cues, channels, length = scores.shape
    chain = scores.reshape(cues * channels // 3, 3, length)
    switch = linker.switch.repeat(cues, 1)
    truth = batch.roles.reshape(-1, length)
    return (chain_total(chain, switch) - chain_score(chain, switch, truth)).sum() / cues


def refer_loss(network: Network, refer: Tensor, batch: Batch) -> Tensor:
    """Negative log-likelihood that a phrase refers to what one before it does, or to none.

    Lee and others 2017, over given phrases: every earlier phrase of the window is a candidate,
    and nothing is one more, with score 0.
    """
    if not len(batch.referents):
        return refer.sum() * 0
    queries, keys = span_mean(refer, batch.referents[:, :3]).float().chunk(2, dim=-1)
    window, begin, _, number = batch.referents.unbind(1)
    scores = queries @ keys.T * queries.shape[-1] ** -0.5
    steps = (begin[None] - begin[:, None]).cpu().numpy()
    scores = scores + network.refer_distance[torch.from_numpy(distance_buckets(steps)).to(window)]
    earlier = (window[:, None] == window[None]) & torch.ones_like(scores).tril(-1).bool()
    same = earlier & (number[:, None] == number[None])
    scores = scores.masked_fill(~earlier, NEVER)
    total = torch.logsumexp(functional.pad(scores, (1, 0)), dim=-1)
    right = torch.logsumexp(scores.masked_fill(~same, NEVER * 2), dim=-1)
    right = torch.where(same.any(-1), right, torch.zeros_like(right))
    return (total - right).mean()


def happened_loss(happened: Tensor, batch: Batch) -> Tensor:
    """Whether a wordpiece is an event (cross-entropy), and how sure that it happened (Huber)."""
    told, value = batch.happened != OPEN, batch.happened
    if not told.any():
        return happened.sum() * 0
    event = (value > NONE)[told]
    out = happened[told].float()
    is_event = functional.binary_cross_entropy_with_logits(out[:, 0], event.float())
    return is_event + functional.smooth_l1_loss(out[event, 1], value[told][event])


def syntax_loss(syntax: Tensor, batch: Batch) -> Tensor:
    """Negative log-likelihood of words' relations to their heads."""
    told = batch.syntax >= 0
    if not told.any():
        return syntax.sum() * 0
    return functional.cross_entropy(syntax[told].float(), batch.syntax[told])


def chain_score(chain: Tensor, switch: Tensor, truth: Tensor) -> Tensor:
    """Score the 0/1 paths `truth` (R, T) under `chain` (R, 3, T) and `switch` (R, 2): (R,)."""
    inside, begins, ends = chain.unbind(1)
    before = functional.pad(truth[:, :-1], (1, 0))
    after = functional.pad(truth[:, 1:], (0, 1))
    opened = truth * (1 - before)
    closed = truth * (1 - after)
    total = truth * inside + opened * (begins + switch[:, :1]) + closed * (ends + switch[:, 1:])
    return total.sum(-1)


def chain_total(chain: Tensor, switch: Tensor) -> Tensor:
    """Log of the summed exponents of every path's score: (R,)."""
    inside, begins, ends = chain.unbind(1)
    opens = (begins + switch[:, :1]).unbind(1)
    closes = (ends + switch[:, 1:]).unbind(1)
    out = torch.zeros_like(opens[0])
    within = out + opens[0] + inside[:, 0]
    for step in range(1, len(opens)):
        entered = torch.logaddexp(out + opens[step], within) + inside[:, step]
        out = torch.logaddexp(out, within + closes[step - 1])
        within = entered
    return torch.logaddexp(out, within + closes[-1])


def sense_loss(sense: Tensor, teacher: Encoder, batch: Batch) -> Tensor:
    """One minus the cosine between own and the base network's vectors of some sentences."""
    if not len(batch.sentences):
        return sense.sum() * 0
    own = span_mean(sense, batch.sentences)
    return 1 - functional.cosine_similarity(own.float(), teach(teacher, batch), dim=-1).mean()


@torch.no_grad()
def teach(teacher: Encoder, batch: Batch) -> Tensor:
    """Give the base network's own vectors of the batch's sentences, each read alone: (S, W)."""
    rows = [
        functional.pad(
            functional.pad(batch.pieces[window, begin:end], (1, 0), value=OPENS),
            (0, 1),
            value=CLOSES,
        )
        for window, begin, end in batch.sentences.tolist()
    ]
    pieces = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    mask = nn.utils.rnn.pad_sequence([torch.ones_like(row) for row in rows], batch_first=True)
    shapes = torch.zeros(
        (*pieces.shape, batch.shapes.shape[-1]), dtype=torch.long, device=pieces.device
    )
    states = teacher(pieces, shapes, mask).float()
    return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


def all_losses(network: Network, teacher: Encoder, batch: Batch) -> dict[str, Tensor]:
    """Run the network once and give every loss by name."""
    cue, names, queries, keys, sense, refer, happened, syntax = network(
        batch.pieces, batch.shapes, batch.mask
    )
    return {
        "cue": cue_loss(cue, batch),
        "link": link_loss(network.linker, queries, keys, batch),
        "names": names_loss(names, batch),
        "sense": sense_loss(sense, teacher, batch),
        "refer": refer_loss(network, refer, batch),
        "happened": happened_loss(happened, batch),
        "syntax": syntax_loss(syntax, batch),
    }
