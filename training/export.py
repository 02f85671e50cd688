"""Writes the trained model as the package runs it: `python -m training.export --weights … --out …`.

The network becomes one ONNX graph with 8 bit weights; what decoding takes besides goes into
`model.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoConfig

from training import encoders
from training.model import TAGS, Attributor

OPSET = 17
INPUTS = ("ids", "word", "opens", "codes", "heads")
CURVE = (0.0, 0.0, 0.5, 0.5, 0.0)
"""Until `training.calibrate` has fitted one."""


class _Graph(nn.Module):
    """The network for one window."""

    def __init__(self, model: Attributor) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, word: Tensor, opens: Tensor, codes: Tensor, heads: Tensor
    ) -> tuple[Tensor, Tensor]:
        found = self.model(ids, torch.ones_like(ids), word, opens, codes, heads)
        return found.tags, found.links


def load(*weights: Path) -> tuple[Attributor, dict[str, list[str]]]:
    """The trained model, and the parser's labels that it was trained with.

    Of several that began from the same weights, their mean, which may do better than each.
    (Wortsman et al., "Model soups", ICML 2022.)
    """
    config = json.loads((weights[0] / "config.json").read_text("utf-8"))
    shape = AutoConfig.for_model(**config["encoder"], attn_implementation="eager")
    model = Attributor(encoders.empty(shape), config["labels"])
    runs = [
        torch.load(one / "state.pt", map_location="cpu", weights_only=True)["model"]
        for one in weights
    ]
    mean = {
        name: torch.stack([run[name].double() for run in runs]).mean(dim=0).to(value.dtype)
        for name, value in runs[0].items()
    }
    model.load_state_dict(mean)
    return model.eval(), config["labels"]


def export(weights: Sequence[Path], tokenizer: Path, out: Path, *, quantized: bool = True) -> None:
    """Write `attribution.onnx`, `model.json` and `tokenizer.json` into `out`."""
    model, labels = load(*weights)
    out.mkdir(parents=True, exist_ok=True)
    pieces, words = torch.ones((1, 16), dtype=torch.long), torch.ones(9, dtype=torch.long)
    example = (pieces, pieces, words, words[:, None].expand(9, 6).contiguous() * 0, words)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _Graph(model), example, str(full), input_names=list(INPUTS),
            output_names=["tags", "links"], opset_version=OPSET, dynamo=False,
            dynamic_axes={
                "ids": {1: "pieces"}, "word": {1: "pieces"}, "opens": {0: "words"},
                "codes": {0: "words"}, "heads": {0: "words"}, "tags": {0: "words"},
                "links": {0: "words"},
            },
        )  # fmt: skip
        if quantized:
            # 7 bit weights: without them older processors' kernels overflow, and give other scores.
            target = out / "attribution.onnx"
            quantize_dynamic(
                full, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
        else:
            shutil.copy(full, out / "attribution.onnx")
    given = {
        "labels": labels, "steps": _rounded(model.steps), "apart": _rounded(model.apart),
        "nobody": _rounded(torch.cat([model.nobody.weight[0], model.nobody.bias])),
        "between": _rounded(model.between), "curve": list(CURVE), "sure": 0.4, "bias": [0.0] * TAGS,
    }  # fmt: skip
    (out / "model.json").write_text(json.dumps(given, indent=1) + "\n", "utf-8")
    shutil.copy(tokenizer, out / "tokenizer.json")


def _rounded(values: Tensor) -> list[Any]:
    found: list[Any] = np.round(values.detach().numpy().astype(float), 4).tolist()
    return found


def main() -> None:
    """Parse the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--weights",
        type=Path,
        nargs="+",
        required=True,
        help="what training wrote",
    )
    parser.add_argument("--encoder", type=Path, required=True, help="for its tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="without quantization")
    given = parser.parse_args()
    export(given.weights, given.encoder / "tokenizer.json", given.out, quantized=not given.full)


if __name__ == "__main__":
    main()
