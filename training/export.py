"""Writes the trained model as the package runs it: `python -m training.export --weights … --out …`.

The encoder and its heads become one ONNX graph with 8 bit weights; the small link head, which the
package computes with numpy for the few cues of a window, becomes a file of arrays.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.model import Attributor

OPSET = 17


class _Graph(nn.Module):
    """The part that runs once for each window."""

    def __init__(self, model: Attributor) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, capital: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        heads = self.model(ids, capital, torch.ones_like(ids))
        return heads.anchor[0], heads.piece[0], heads.cue[0]


def export(weights: Path, encoder: Path, out: Path, *, quantized: bool = True) -> None:
    """Write `attribution.onnx`, `link.npz` and `tokenizer.json` into `out`."""
    config = json.loads((weights / "config.json").read_text())
    config["_attn_implementation"] = "eager"
    model = Attributor.empty(config)
    model.load_state_dict(torch.load(weights / "weights.pt", map_location="cpu"))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    example = torch.ones((1, 16), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _Graph(model),
            (example, example),
            str(full),
            input_names=["ids", "capital"],
            output_names=["anchor", "piece", "cue"],
            dynamic_axes={"ids": {1: "n"}, "capital": {1: "n"}, "anchor": {0: "n"},
                          "piece": {0: "n"}, "cue": {0: "n"}},
            opset_version=OPSET,
            dynamo=False,
        )  # fmt: skip
        if quantized:
            quantize_dynamic(
                full, out / "attribution.onnx", weight_type=QuantType.QInt8, per_channel=True
            )
        else:
            shutil.copy(full, out / "attribution.onnx")
    arrays = {
        "distance": model.distance.weight, "paragraph": model.paragraph.weight,
        "between": model.between.weight, "between_bias": model.between.bias,
        "role": model.role.weight, "role_bias": model.role.bias,
    }  # fmt: skip
    found = {name: tensor.detach().numpy().astype(np.float32) for name, tensor in arrays.items()}
    np.savez(out / "link.npz", **found)
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    """Parse the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="without quantization")
    given = parser.parse_args()
    export(given.weights, given.encoder, given.out, quantized=not given.full)


if __name__ == "__main__":
    main()
