"""What is written for the package scores as the network that was trained does."""

from __future__ import annotations

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
pytest.importorskip("onnx")

from claims.attribute.links import EACH, LINK  # noqa: E402
from claims.attribute.model import FOLDER, Model  # noqa: E402
from tests.planted import parsed  # noqa: E402
from training import data, encoders  # noqa: E402
from training.batches import Batch  # noqa: E402
from training.export import export, load  # noqa: E402
from training.model import Attributor  # noqa: E402
from training.train import State  # noqa: E402

TEXT = "“It is done,” the minister said on Tuesday. The union accused her of theft."


@pytest.fixture
def network():
    torch.manual_seed(3)
    config = transformers.BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    model = Attributor(encoders.empty(config), data.labels()).eval()
    for table in [*model.features, model.governor]:
        torch.nn.init.normal_(table.weight)  # at zero, as training begins, they would go unseen
    return model


def state_of(network, folder, told):
    optimizer = torch.optim.AdamW(network.parameters())
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: 1.0)
    return State(folder, network, optimizer, schedule, told)


@pytest.mark.slow
def test_the_written_network_scores_as_the_trained_one(network, tmp_path):
    state_of(network, tmp_path, {}).save(1, data.labels())
    export([tmp_path], FOLDER / "tokenizer.json", tmp_path / "model", quantized=False)
    article = parsed(TEXT)
    words, scores = Model(tmp_path / "model").read(article)
    nothing = np.zeros(len(words), bool)
    window = data.Window(data.Labelled(words, (), nothing), 0, len(words))
    reader = data.reader_of(FOLDER / "tokenizer.json")
    with torch.no_grad():
        heads = network(**Batch([window], reader.opening, reader.closing).inputs)
    assert np.allclose(scores.tags, heads.tags.numpy(), atol=1e-4)
    assert np.allclose(scores.links, heads.links.view(-1, EACH, LINK).numpy(), atol=1e-4)


def test_a_state_is_taken_up_only_by_a_run_that_was_told_the_same(network, tmp_path):
    cpu = torch.device("cpu")
    assert state_of(network, tmp_path, {"seed": "1"}).load(cpu) == 0
    state_of(network, tmp_path, {"seed": "1"}).save(7, data.labels())
    assert state_of(network, tmp_path, {"seed": "1"}).load(cpu) == 7
    with pytest.raises(SystemExit, match="told otherwise"):
        state_of(network, tmp_path, {"seed": "2"}).load(cpu)
    again, labels = load(tmp_path)
    assert torch.equal(again.tag.weight, network.tag.weight)
    assert labels == data.labels()
    assert set(json.loads((tmp_path / "config.json").read_text())) == {"encoder", "labels"}
