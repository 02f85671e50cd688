"""Says which rows come out otherwise on other processors, or by other settings of ONNX Runtime.

    python benchmarks/kernels.py [--corpus ../shared/polnear/train.jsonl] [--articles 20]
                                 [--processor NAME …] [--emulator qemu-x86_64]

Builds the seed article and so many of the corpus (without a corpus, of this project's own) again
and again, and compares all rows with those of a build here as the package is: with each setting of
ONNX Runtime that bears on its kernels, with 8 bit weights made 32 bit, and, with `--processor`,
with the networks run by QEMU as that processor (`Haswell` has AVX2 and FMA, `SandyBridge` AVX
alone, `Nehalem` neither). Only the networks run there: an emulated processor takes some hundred
times as long. QEMU knows no AVX-512.

Prints the windows of words whose results are the same bit for bit, the rows that differ, how far
the confidences lie apart, and the CPU seconds of networks and whole build.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

import numpy as np
import onnxruntime
import polars as pl
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "polnear" / "train.jsonl"
BASIC, X64 = "graph of separate operators", "session.x64quantprecision=1"
WIDE = "32 bit weights"
SETTINGS = ("as shipped", X64, "session.use_deterministic_compute", BASIC, WIDE)
Values = Sequence[NDArray[np.generic]]


@dataclass
class Networks:
    """Another process that runs the networks, by some settings and on some processor."""

    setting: str
    command: Sequence[str]
    windows: list[Values] = field(default_factory=list)
    """What the first network, attribution's, gave for one window of words after another."""
    seconds: float = 0
    """Of CPU in the networks."""

    def __enter__(self) -> Networks:
        """Start it; from now on `session` gives its networks."""
        with tempfile.TemporaryDirectory() as folder, Listener(f"{folder}/socket") as listener:
            called = [*self.command, __file__, "--serve", str(listener.address), self.setting]
            self._process = subprocess.Popen(called, stderr=subprocess.DEVNULL)
            self._peer = listener.accept()
        return self

    def __exit__(self, *_: object) -> None:
        self._peer.close()
        self._process.wait()

    def session(self, graph: bytes) -> Session:
        """A network there, from an ONNX file's bytes."""
        self._peer.send(graph)
        return Session(self, self._peer.recv())

    def ask(self, number: int, feeds: Mapping[str, object]) -> Values:
        """What the network of that number gives."""
        self._peer.send((number, feeds))
        found, seconds = self._peer.recv()
        if number == 0:
            self.windows.append(found)
        self.seconds += seconds
        return found


@dataclass(frozen=True)
class Session:
    """Stands in for ONNX Runtime's."""

    networks: Networks
    number: int

    def run(self, _: None, feeds: Mapping[str, object]) -> Values:
        """All outputs."""
        return self.networks.ask(self.number, feeds)


def serve(address: str, setting: str) -> None:
    """Run networks for another process."""
    sessions: list[onnxruntime.InferenceSession] = []
    with Client(address) as peer:
        while (asked := _received(peer)) is not None:
            if isinstance(asked, bytes):
                sessions.append(session(asked, setting))
                peer.send(len(sessions) - 1)
                continue
            begun = time.process_time()
            found = sessions[asked[0]].run(None, asked[1])
            peer.send((found, time.process_time() - begun))


def _received(peer: Connection) -> bytes | tuple[int, Mapping[str, object]] | None:
    try:
        return peer.recv()
    except EOFError:
        return None


def session(graph: bytes, setting: str) -> onnxruntime.InferenceSession:
    """A network on one thread as `claims.networks.session` makes it, with a setting."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    if setting == X64:
        options.add_session_config_entry(*X64.split("="))
    elif setting == BASIC:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    elif setting.endswith("deterministic_compute"):
        options.use_deterministic_compute = True
    elif setting == WIDE:
        graph = widened(graph)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def widened(graph: bytes) -> bytes:
    """The network with matrices of 32 bit floats in place of 8 bit integers."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load_from_string(graph)
    given = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    makers = {name: node for node in model.graph.node for name in node.output}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in model.graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    gone: list[str] = []
    for node in [one for one in model.graph.node if one.op_type == "MatMulInteger"]:
        (cast,) = users[node.output[0]]
        (scaled,) = users[cast.output[0]]
        weights, zero = given[node.input[1]].astype(np.float32), given[node.input[3]]
        name = node.input[1].removesuffix("_quantized")
        weights = (weights - zero.astype(np.float32)) * given[f"{name}_scale"]
        place = list(model.graph.node).index(scaled)
        model.graph.node.remove(scaled)
        maker, words = makers[node.input[0]], f"{node.output[0]} words"
        if maker.op_type == "DynamicQuantizeLinear":
            words = maker.input[0]
        else:  # a table's rows, which are 8 bit wherever they are looked up
            scale = node.input[2].removesuffix("_zero_point") + "_scale"
            told = helper.make_node(
                "DequantizeLinear", [node.input[0], scale, node.input[2]], [words]
            )
            model.graph.node.insert(place, told)
            place += 1
        model.graph.initializer.append(numpy_helper.from_array(weights, f"{name} wide"))
        product = helper.make_node("MatMul", [words, f"{name} wide"], list(scaled.output))
        model.graph.node.insert(place, product)
        gone += [node.output[0], cast.output[0]]
    for node in [one for one in model.graph.node if set(one.output) & set(gone)]:
        model.graph.node.remove(node)
    return model.SerializeToString()


@dataclass(frozen=True)
class Outcome:
    """What a build with some networks gave."""

    tables: Mapping[str, pl.DataFrame]
    windows: Sequence[Values]
    networks: float
    """CPU seconds in the networks."""
    others: float
    """CPU seconds in all else, in this process."""


def built(inputs: Sequence[Path], networks: Networks) -> Outcome:
    """The tables of a build with these networks."""
    from claims.attribute import model
    from claims.dataset import gather
    from claims.framing import tagger

    for module in (model, tagger):  # attribution's network first: it is the one of number 0
        module.session = networks.session  # type: ignore[assignment]
        module.shipped.cache_clear()
        module.shipped()
    begun = time.process_time()
    made = gather(inputs).material()
    taken = time.process_time() - begun
    assert not made.rejects, made.rejects
    tables = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in made.tables.items()}
    return Outcome(tables, networks.windows, networks.seconds, taken)


def told(first: Outcome, other: Outcome) -> str:
    """How two builds differ, in words."""
    from claims.release.compare import compare
    from claims.schemas import TABLES, key_of

    same = sum(
        all(map(np.array_equal, one, another))
        for one, another in zip(first.windows, other.windows, strict=True)
    )
    lines = [f"{same} of {len(first.windows)} windows of words the same bit for bit"]
    apart: list[float] = []
    for name, table in first.tables.items():
        key = key_of(TABLES[name])
        rows = compare(table, other.tables[name], key)
        alone = sum(row.columns == ("confidence",) for row in rows.changed)
        if rows:
            lines.append(
                f"{name}: of {table.height} rows {len(rows.missing)} missing, {len(rows.added)} "
                f"added, {len(rows.changed)} changed, {alone} of them in their confidence alone"
            )
        if "confidence" in table.columns:
            both = table.join(other.tables[name], on=key, suffix=" there")
            apart += (both["confidence"] - both["confidence there"]).abs().to_list()
    others = [one for one in apart if one]
    if others:
        lines.append(
            f"{len(others)} of {len(apart)} confidences are others: by {np.median(others):.3f} in "
            f"the median, 95 in 100 by {np.quantile(others, 0.95):.3f} at most, "
            f"all by {max(others):.3f}"
        )
    return "\n  ".join(lines)


def written(folder: Path, corpus: Path, count: int) -> list[Path]:
    """The seed article, and so many others as files in a folder."""
    from benchmarks import labelled

    read = labelled.corpus(corpus) if corpus.exists() else labelled.own()
    for number, one in enumerate(read[:count]):
        (folder / f"{number:03}.txt").write_text(one.text, encoding="utf-8")
    return [ROOT / "articles", *([folder] if read[:count] else [])]


def main() -> int:
    """Build, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=20, help="how many beside the seed")
    parser.add_argument("--processor", action="append", default=[], help="as QEMU names it")
    parser.add_argument("--emulator", default="qemu-x86_64", help="QEMU's user mode emulator")
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(*given.serve)
        return 0
    from claims.dataset import gather

    runs = [(setting, setting, "", SETTINGS[0]) for setting in SETTINGS]
    runs += [(f"{s}, on {p}", s, p, s) for p in given.processor for s in (SETTINGS[0], WIDE)]
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as folder:
        inputs = written(Path(folder), given.corpus, given.articles)
        gather(inputs[:1])  # loads all else, so that the first build takes as long as the others
        for name, setting, processor, against in runs:
            emulated = (given.emulator, "-cpu", processor) if processor else ()
            with Networks(setting, (*emulated, sys.executable)) as networks:
                found = outcomes[name] = built(inputs, networks)
            print(
                f"{name}: networks {found.networks:.1f} s, all else {found.others:.1f} s of CPU",
                flush=True,
            )
            if name != against:
                print(f"  against {against}:\n  {told(outcomes[against], found)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
