"""Networks in ONNX files, run on one thread; ONNX Runtime tells nobody of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime


def session(graph: bytes) -> onnxruntime.InferenceSession:
    """A network that runs on one thread, from an ONNX file's bytes."""
    # Else its wheels write an id of this machine into the user's home and report its use to
    # Microsoft. Read when it is first imported.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
