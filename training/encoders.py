"""Pretrained encoders that the model can stand on, read from a folder: BERT and MPNet.

Both take the ids of BERT's uncased word pieces, so that an article is cut once for all of them.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from transformers import AutoModel, PretrainedConfig, PreTrainedModel
from transformers.models.mpnet import modeling_mpnet

BERT_OWN = {0: 1, 100: 3, 101: 0, 102: 2}
"""BERT's ids of padding, unknown, start and end, and MPNet's; all others stand 4 higher there."""


def load(path: str) -> PreTrainedModel:
    """The encoder in a folder, its word embeddings frozen.

    Its attention drops nothing in training: fused attention then takes a third of the time.
    """
    found: PreTrainedModel = AutoModel.from_pretrained(
        path, add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )
    found.embeddings.word_embeddings.weight.requires_grad_(False)
    return _fused(found)


def empty(config: PretrainedConfig) -> PreTrainedModel:
    """An encoder of that shape, without weights."""
    found: PreTrainedModel = AutoModel.from_config(config, add_pooling_layer=False)
    return found


def own_ids(ids: Tensor, config: PretrainedConfig) -> Tensor:
    """BERT's ids as the encoder numbers them."""
    if config.model_type != "mpnet":
        return ids
    found = ids + 4
    for theirs, ours in BERT_OWN.items():
        found = torch.where(ids == theirs, ours, found)
    return found


def _fused(encoder: PreTrainedModel) -> PreTrainedModel:
    if encoder.config.model_type == "mpnet":
        encoder.encoder.relative_attention_bias.weight.requires_grad_(False)
        for layer in encoder.encoder.layer:
            layer.attention.attn.__class__ = _FusedAttention
    return encoder


class _FusedAttention(modeling_mpnet.MPNetSelfAttention):  # type: ignore[misc]
    """MPNet's attention in one kernel."""

    def forward(
        self,
        hidden_states: Tensor,
        attention_mask: Tensor | None = None,
        position_bias: Tensor | None = None,
        **_: Any,
    ) -> tuple[Tensor, ...]:
        shape = (*hidden_states.shape[:-1], -1, self.attention_head_size)
        q, k, v = (
            part(hidden_states).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        mask = position_bias if attention_mask is None else position_bias + attention_mask
        found = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        return (self.o(found.transpose(1, 2).flatten(2)),)
