"""The model: an encoder told of the parse, tags for words, and a score for each link to a cue."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from claims.attribute.links import APART, BETWEEN, EACH, LINK
from claims.attribute.words import FEATURES, HEADS, QUOTES, SHAPES
from training.encoders import own_ids

TAGS = 7
"""Outside, then beginning and inside of source, cue and content."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What the model gives for each word."""

    tags: Tensor
    """Shape (words, TAGS)."""
    links: Tensor
    """Shape (words, EACH × LINK), as `claims.attribute.links` has them."""


class Attributor(nn.Module):
    """Reads pieces with what is known of their words; `labels` are the parser's."""

    def __init__(self, encoder: PreTrainedModel, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        sizes = {kind: len(names) + 1 for kind, names in labels.items()}
        sizes |= {"shape": SHAPES, "quote": QUOTES, "head": HEADS}
        self.features = nn.ModuleList(nn.Embedding(sizes[name], width) for name in FEATURES)
        for table in self.features:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]
        self.governor = nn.Linear(width, width, bias=False)
        nn.init.zeros_(self.governor.weight)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(2 * width, TAGS)
        self.link = nn.Linear(width, EACH * LINK)
        self.steps = nn.Parameter(torch.zeros(TAGS + 1, TAGS))
        """Scores of one tag after another; the last row, of a tag at the start."""
        self.nobody = nn.Linear(LINK, 1)
        """Scores, of a cue's vector, that it has no source."""
        self.between = nn.Parameter(torch.zeros(2, BETWEEN))
        self.apart = nn.Parameter(torch.zeros(2, APART))

    def forward(
        self, ids: Tensor, mask: Tensor, word: Tensor, opens: Tensor, codes: Tensor, heads: Tensor
    ) -> Heads:
        """Scores for the words of all windows, one after another.

        `ids`, `mask` and `word` have shape (windows, pieces), the others (words, …). `word` counts
        the words of all windows from 1, `opens` the pieces of all windows from 0, `heads` the
        words from 0.
        """
        table = self.encoder.embeddings.word_embeddings
        ids = own_ids(ids, self.encoder.config)
        pieces = table(ids)
        known = self.governor(table(ids.reshape(-1)[opens[heads]]))
        for place, feature in enumerate(self.features):
            known = known + feature(codes[:, place])
        none = torch.zeros_like(known[:1])
        pieces = pieces + torch.cat([none, known])[word]
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=mask).last_hidden_state
        states = self.drop(hidden.reshape(-1, hidden.shape[-1])[opens])
        tags = self.tag(torch.cat([states, states[heads]], dim=-1))
        return Heads(tags=tags, links=self.link(states))
