"""The model: an encoder, a head that finds cues, and one that gives pieces their roles to them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.pieces import FAR, NEAR

HIDDEN = 192
"""Width of the layer that compares a piece with a cue."""
DISTANCES = 2 * (NEAR + FAR) + 1
PARAGRAPHS = 5


@dataclass(frozen=True, slots=True)
class Heads:
    """What the encoder gives for each piece; shapes (batch, pieces, …)."""

    anchor: Tensor
    """Logit of being a cue's first piece."""
    roles: Tensor
    """Logits of having each role to any cue; only to train."""
    piece: Tensor
    cue: Tensor
    """The piece as one that may have a role, and as the anchor of a cue."""


class Attributor(nn.Module):
    """Cues first; then, for each cue, source, cue and content among the pieces around it."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.anchor = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.any_role = nn.Linear(width, 3)
        self.as_piece = nn.Linear(width, HIDDEN)
        self.as_cue = nn.Linear(width, HIDDEN)
        self.distance = nn.Embedding(DISTANCES, HIDDEN)
        self.paragraph = nn.Embedding(PARAGRAPHS, HIDDEN)
        self.between = nn.Linear(HIDDEN, HIDDEN)
        self.role = nn.Linear(HIDDEN, 4)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.paragraph.weight, std=0.1)

    @classmethod
    def from_pretrained(cls, path: str) -> Attributor:
        """With the encoder at `path`; capitals begin as if they were small letters."""
        encoder = BertModel.from_pretrained(path, add_pooling_layer=False)
        types = encoder.embeddings.token_type_embeddings.weight
        with torch.no_grad():
            types[1] = types[0]
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(encoder)

    @classmethod
    def empty(cls, config: dict) -> Attributor:  # type: ignore[type-arg]
        """Of that shape, without weights."""
        return cls(BertModel(BertConfig(**config), add_pooling_layer=False))

    def forward(self, ids: Tensor, capital: Tensor, mask: Tensor) -> Heads:
        """Shapes (batch, pieces), first and last piece being the encoder's own."""
        hidden = self.drop(
            self.encoder(
                input_ids=ids, token_type_ids=capital, attention_mask=mask
            ).last_hidden_state
        )
        return Heads(
            anchor=self.anchor(hidden).squeeze(-1),
            roles=self.any_role(hidden),
            piece=self.as_piece(hidden),
            cue=self.as_cue(hidden),
        )

    def link(self, piece: Tensor, cue: Tensor, distance: Tensor, paragraph: Tensor) -> Tensor:
        """Logits (pairs…, 4) of no role, source, cue, content; the inputs broadcast."""
        place = self.distance(bucket(distance)) + self.paragraph(paragraph.clamp(-2, 2) + 2)
        first = torch.relu(piece + cue + place)
        return self.role(first + torch.relu(self.between(first)))


def bucket(distance: Tensor) -> Tensor:
    """The number of a signed distance's embedding."""
    size = distance.abs()
    far = NEAR + (torch.log2(size.clamp(min=NEAR).float() / NEAR) * 3).floor().long()
    short = torch.where(size <= NEAR, size, far.clamp(max=NEAR + FAR))
    return short * distance.sign() + NEAR + FAR
