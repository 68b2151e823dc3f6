"""Files of the frameworks' own exporters, against what the frameworks themselves answer."""

from pathlib import Path

import numpy as np
import pytest

from app.config import Config
from app.forward_pass import explain, run_input
from app.forward_pass.digit import network_input
from app.model_store import load
from app.own.adding import Wish, add
from tests.own.conftest import Ask, pictures

FILES = Path(__file__).parents[1] / "fixtures" / "own"
HALF = ("torch-half.onnx", "keras-functional-half.keras")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# Each with the framework's answers in a file of its name, and what these are of the last layer.
NAMES = {
    "keras-conv-onnx.onnx": "a",
    "keras-conv.keras": "a",
    "keras-dense-onnx.onnx": "a",
    "keras-dense.keras": "a",
    "keras-functional-half.keras": "a",
    "sklearn-mlp.onnx": "a",
    "torch-classic.onnx": "log a",
    "torch-classic.safetensors": "a",
    "torch-dense.onnx": "z",
    "torch-half.onnx": "z",
    "torch-letters.onnx": "a",
    "torch-normalised.onnx": "z",
    "torchscript-classic.onnx": "log a",
}


def images() -> np.ndarray:
    return network_input(np.frombuffer(pictures(), np.uint8).reshape(-1, 28, 28))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_answers_here_as_it_does_in_its_framework(name: str, config: Config) -> None:
    labels = LETTERS if "letters" in name else ()
    list(add(Wish(FILES / name, "it", labels), config))
    trace = run_input(images(), load(config.own / "it").network)
    z, a = trace.layers[-1]
    answers = name.removesuffix(".onnx").removesuffix(".keras").replace(".", "-")
    with np.load(FILES / f"{answers}.npz") as theirs:
        ours = {"a": a, "z": z, "log a": np.log(a)}[NAMES[name]]
        np.testing.assert_allclose(ours, theirs["outputs"], atol=1e-3 if name in HALF else 1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_every_neuron_of_a_file_opens_to_terms_that_add_up(name: str, config: Config) -> None:
    labels = LETTERS if "letters" in name else ()
    list(add(Wish(FILES / name, "it", labels), config))
    trace = run_input(images()[0], load(config.own / "it").network)
    for k, layer in enumerate(trace.network.layers):
        for neuron in {0, layer.n_out // 2, layer.n_out - 1}:
            opened = explain(trace, k, neuron)
            summed = (opened.weights * opened.inputs).sum() + opened.bias
            assert summed == pytest.approx(float(trace.layers[k].z[neuron]), abs=1e-4)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".onnx")])
def test_onnx_runtime_says_the_same_of_an_onnx_file(name: str, ask: Ask) -> None:
    found = ask(FILES / name)
    assert found.difference is not None, found
    assert found.difference < (1e-3 if name in HALF else 1e-5)
