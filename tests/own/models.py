"""Small ONNX files, good ones and ones that nobody should have to read."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from app.own.reading import Found

Array = NDArray[Any]


def tensor(name: str, array: Array) -> onnx.TensorProto:
    """Numbers of a file."""
    return numpy_helper.from_array(array, name)


def weights(*shape: int, seed: int = 0) -> Array:
    """Random ones, float32."""
    random = np.random.default_rng(seed)
    drawn: Array = random.normal(size=shape) / np.sqrt(np.prod(shape[1:]))
    return drawn.astype(np.float32)


def model(
    *nodes: onnx.NodeProto,
    tensors: dict[str, Array] | None = None,
    reads: tuple[int | str, ...] = (1, 784),
    output: str = "y",
) -> onnx.ModelProto:
    """A graph from x to an output, y."""
    graph = helper.make_graph(
        list(nodes),
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, reads)],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
        [tensor(name, array) for name, array in (tensors or {}).items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def node(kind: str, inputs: str, output: str = "y", **named: Any) -> onnx.NodeProto:
    """An operator; its inputs are told with spaces between."""
    return helper.make_node(kind, inputs.split(" "), [output], name=f"{kind.lower()}_1", **named)


def dense(n: int = 10) -> onnx.ModelProto:
    """One dense layer."""
    tensors = {"W": weights(n, 784), "b": weights(n)}
    return model(node("Gemm", "x W b", transB=1), tensors=tensors)


def put(file: Path, of: onnx.ModelProto) -> Path:
    """A model in a file."""
    file.write_bytes(of.SerializeToString())
    return file


def network_of(found: Found) -> list[Array]:
    """The arrays that were found, in order."""
    return [np.frombuffer(each, "<f4") for each in found.arrays.values()]
