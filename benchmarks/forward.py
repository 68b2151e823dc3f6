"""The forward pass against ONNX Runtime, and what doubt adds to it."""

import statistics
from collections.abc import Iterator

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from app.forward_pass import Network
from app.forward_pass.arrays import Floats
from app.forward_pass.doubt import Doubter
from benchmarks.measure import Effort, Row, compare, seconds_a_call
from benchmarks.networks import doubter, network

_OPERATORS = {"sigmoid": "Sigmoid", "relu": "Relu", "softmax": "Softmax"}
_BATCH = 32
_TARGETS = {("classic", 1): 0.9, ("deep", 1): 1.1, ("classic", _BATCH): 1.6, ("deep", _BATCH): 1.6}


def rows(effort: Effort) -> Iterator[Row]:
    """Every layer's z and a from both, one thread each, on the same numbers."""
    for (name, n), target in _TARGETS.items():
        yield _row(effort, network(name), n, target)
    if second := doubter():
        yield _doubt(effort, second)


def _row(effort: Effort, net: Network, n: int, target: float) -> Row:
    x = np.random.default_rng(0).random((n, net.sizes[0]), dtype=np.float32)
    ours = x[0] if n == 1 else x  # a drawing is one vector; ONNX Runtime's Gemm takes no vector
    session = onnx_session(net, n)
    _check_same(net, session, x)
    found = compare(
        effort.rounds,
        seconds_a_call(lambda: net.forward(ours)),
        seconds_a_call(lambda: session.run(None, {"x": x})),
    )
    return Row(
        name=f"forward pass of {net.name}, " + ("one image" if n == 1 else f"{n} images at once"),
        value=found.ours * 1e6,
        unit="µs",
        peer="ONNX Runtime, same outputs, one thread",
        ratio=found.ratio,
        target=target,
    )


def _doubt(effort: Effort, second: Doubter) -> Row:
    """What asking the second network, whether it is a digit at all, adds to a pass."""
    image = np.random.default_rng(0).random(784, dtype=np.float32)
    asked = seconds_a_call(lambda: second.ask(image))
    return Row(
        name="doubt about one image, asked of the second network",
        value=1e6 * statistics.median(asked() for _ in range(effort.rounds)),
        unit="µs",
        target=15,
    )


def onnx_session(net: Network, n: int) -> ort.InferenceSession:
    """The network in ONNX Runtime, for batches of ``n``: z and a of each layer are outputs."""
    nodes, constants, outputs, before = [], [], [], "x"
    for k, layer in enumerate(net.layers, start=1):
        constants += [
            numpy_helper.from_array(np.ascontiguousarray(layer.parameters["W"].T), f"W{k}"),
            numpy_helper.from_array(np.array(layer.parameters["b"]), f"b{k}"),
        ]
        nodes += [
            helper.make_node("Gemm", [before, f"W{k}", f"b{k}"], [f"z{k}"]),
            helper.make_node(_OPERATORS[layer.f.name], [f"z{k}"], [f"a{k}"]),
        ]
        before = f"a{k}"
        outputs += [
            helper.make_tensor_value_info(f"{kind}{k}", TensorProto.FLOAT, [n, layer.n_out])
            for kind in "za"
        ]
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [n, net.sizes[0]])
    graph = helper.make_graph(nodes, net.name, [x], outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def _check_same(net: Network, session: ort.InferenceSession, x: Floats) -> None:
    """Two that compute different things are not compared."""
    ours = [array for layer in net.forward(x) for array in layer]
    for mine, theirs in zip(ours, session.run(None, {"x": x}), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-4)
