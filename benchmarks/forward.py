"""The forward pass against ONNX Runtime, and what doubt adds to it."""

import statistics
from collections.abc import Iterator

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from app.forward_pass import Dense, Layer, Network
from app.forward_pass.arrays import Floats
from app.forward_pass.convolution import Conv2d
from app.forward_pass.doubt import Doubter
from app.forward_pass.pooling import MaxPool2d
from benchmarks.measure import Effort, Row, compare, seconds_a_call
from benchmarks.networks import doubter, network

_OPERATORS = {"sigmoid": "Sigmoid", "relu": "Relu", "softmax": "Softmax", "linear": "Identity"}
_BATCH = 32
_TARGETS = {
    ("classic", 1): 0.9,
    ("deep", 1): 1.1,
    ("convolutional", 1): 2.5,
    ("classic", _BATCH): 1.6,
    ("deep", _BATCH): 1.6,
}


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
    if len(net.layers[0].shape_in) > 1:
        shape = np.array([n, *net.layers[0].shape_in], np.int64)
        constants.append(numpy_helper.from_array(shape, "shape"))
        nodes.append(helper.make_node("Reshape", ["x", "shape"], ["x0"]))
        before = "x0"
    for k, layer in enumerate(net.layers, start=1):
        if isinstance(layer, Dense) and len(net.layers[k - 2].shape_out) > 1:
            nodes.append(helper.make_node("Flatten", [before], [f"flat{k}"]))
            before = f"flat{k}"
        constants += [
            numpy_helper.from_array(_as_gemm(each), f"{name}{k}")
            for name, each in layer.parameters.items()
        ]
        nodes += [
            _node(layer, [before, *(f"{name}{k}" for name in layer.parameters)], f"z{k}"),
            helper.make_node(_OPERATORS[layer.f.name], [f"z{k}"], [f"a{k}"]),
        ]
        before = f"a{k}"
        outputs += [
            helper.make_tensor_value_info(f"{kind}{k}", TensorProto.FLOAT, [n, *layer.shape_out])
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


def _node(layer: Layer, read: list[str], z: str) -> onnx.NodeProto:
    """A layer's weighted sum."""
    match layer:
        case Dense():
            return helper.make_node("Gemm", read, [z])
        case Conv2d():
            strides, pads = [layer.stride] * 2, [layer.padding] * 4
            return helper.make_node("Conv", read, [z], strides=strides, pads=pads)
        case MaxPool2d():
            sides = [layer.side] * 2
            return helper.make_node("MaxPool", read, [z], kernel_shape=sides, strides=sides)
    raise TypeError(f"expected a layer that ONNX Runtime is asked for, found {layer!r}")


def _as_gemm(parameter: Floats) -> Floats:
    """ONNX's Gemm has a row of weights for each input, where we have one for each neuron."""
    return np.ascontiguousarray(parameter.T) if parameter.ndim == 2 else parameter


def _check_same(net: Network, session: ort.InferenceSession, x: Floats) -> None:
    """Two that compute different things are not compared."""
    ours = [array for layer in net.forward(x) for array in layer]
    for mine, theirs in zip(ours, session.run(None, {"x": x}), strict=True):
        np.testing.assert_allclose(mine.ravel(), theirs.ravel(), atol=1e-4)
