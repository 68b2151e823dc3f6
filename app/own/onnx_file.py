"""ONNX: a graph of operators, followed from its input to its output."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from app.forward_pass.arrays import Floats
from app.forward_pass.digit import SIDE
from app.model_store import ModelError
from app.own.chain import Array, Chain, Value
from app.own.libraries import missing
from app.own.onnx_layers import Node, layer
from app.own.onnx_tensors import DOMAINS, LARGEST, Unknown, array, attributes, constant

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, NodeProto, ValueInfoProto

MAX_NODES = 2_000


class Graph:
    """A model's graph, followed into a chain.

    ``value``: what the last layer makes. ``input``, ``reads``, ``kind``: the input's name, its
    shape with the batch's size first, and of what kind its numbers are, such as "float16".
    ``output``: the name of the output that was followed. ``is_logarithm``: whether its numbers
    are the logarithms of the chain's.
    """

    def __init__(self, model: "ModelProto", chain: Chain) -> None:
        """Follow the graph from its input to its output.

        Raises:
            ModelError: something in it cannot be shown.
        """
        graph = model.graph
        self._chain = chain
        _check(model)
        self._values: dict[str, Value | Array] = {
            each.name: array(each) for each in graph.initializer
        }
        inputs = [each for each in graph.input if each.name not in self._values]
        if len(inputs) != 1:
            raise ModelError(f"it has {len(inputs)} inputs; a network of one can be shown")
        self.input = inputs[0].name
        self.reads, self.kind = _reads(inputs[0])
        self._has_batch = len(inputs[0].type.tensor_type.shape.dim) > 1
        self._values[self.input] = chain.begin((1, *self.reads[1:]))
        self.output, nodes = _followed(graph, self._values)
        self.is_logarithm = False
        for node in nodes:
            self._follow(node)
        found = self._values.get(self.output)
        if not isinstance(found, Value):
            raise ModelError(f"its output “{self.output:.60}” does not depend on its input")
        self.value = found

    def run(self, data: bytes, numbers: Floats) -> Floats:
        """What ONNX Runtime answers to pictures as this network reads them, (n, 784): (n, outputs).

        Raises:
            ImportError: it is not installed.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        outputs = []
        for picture in numbers:
            shape = self.reads if self._has_batch else self.reads[1:]
            asked = np.broadcast_to(picture, (self.reads[0], picture.size)).reshape(shape)
            (said,) = session.run([self.output], {self.input: asked.astype(self.kind)})
            if isinstance(said, list):  # a ZipMap's: each class with its score
                said = [list(said[0].values())]
            outputs.append(np.ravel(said)[: self.value.index.size])
        return np.array(outputs, np.float32)

    def _follow(self, node: "NodeProto") -> None:
        """Add one node to the chain, or work out a constant."""
        chain, kind = self._chain, node.op_type
        inputs = [self._value(node, name) for name in node.input]
        found: Value | Array
        try:
            found = self._made(node, inputs)
        except Unknown:
            what = kind if node.domain in DOMAINS else f"{node.domain}.{kind}"
            raise chain.unknown(node.name, what) from None
        except (IndexError, TypeError, ValueError, OverflowError, KeyError) as error:
            said = str(error).partition("\n")[0]
            raise ModelError(
                f"{chain.called(node.name)} {kind}, does not fit: {said:.120}"
            ) from None
        if not isinstance(found, Value) and found.size > LARGEST:
            raise ModelError(f"{chain.called(node.name)} {kind}, makes {found.size:,} numbers")
        self._values[node.output[0]] = found

    def _value(self, node: "NodeProto", name: str) -> Value | Array | None:
        if not name:
            return None
        if name not in self._values:
            raise ModelError(
                f"{self._chain.called(node.name)} reads “{name:.60}”, which no layer before it "
                "makes: layers in a circle, or a part is missing"
            )
        return self._values[name]

    def _made(self, node: "NodeProto", inputs: Sequence[Value | Array | None]) -> Value | Array:
        named = attributes(node)
        if node.op_type == "Shape" and node.domain in DOMAINS:
            read = inputs[0]
            if read is None:
                raise Unknown
            shape = read.index.shape if isinstance(read, Value) else read.shape
            return np.array(shape, np.int64)[named.get("start", 0) : named.get("end")]
        arrays = [None if isinstance(each, Value) else each for each in inputs]
        flowing = [(k, each) for k, each in enumerate(inputs) if isinstance(each, Value)]
        if not flowing:
            return constant(node, arrays)
        if node.domain not in DOMAINS and (node.domain, node.op_type) != ("ai.onnx.ml", "ZipMap"):
            raise Unknown
        if len(flowing) > 1:
            raise ModelError(
                f"{self._chain.called(node.name)} {node.op_type}, reads two layers: a network "
                "whose layers follow one another can be shown, without branches"
            )
        if node.op_type == "Reshape" and self.reads[0] > 1:
            arrays[1:2] = [_for_one(each, self.reads[0]) for each in arrays[1:2]]
        self.is_logarithm |= node.op_type == "LogSoftmax"
        k, value = flowing[0]
        return layer(Node(self._chain, node.op_type, node.name, value, k, arrays, named))


def _for_one(shape: Array | None, batch: int) -> Array | None:
    """The shape of one picture, where a file says it for a batch of them."""
    is_of_batch = shape is not None and shape.size and shape.flat[0] == batch
    return np.array([1, *shape.flat[1:]]) if shape is not None and is_of_batch else shape


def read(data: bytes) -> "ModelProto":
    """A model from a file's bytes; nothing beside the file is looked at.

    Raises:
        ModelError: it is none, or the library is missing.
    """
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ImportError:
        raise missing("onnx") from None
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except DecodeError:
        raise ModelError("it is no ONNX model: cut off, damaged or of another kind") from None
    if not model.graph.node:
        raise ModelError("it is no ONNX model: there is no layer in it")
    return model


def _check(model: "ModelProto") -> None:
    graph = model.graph
    if len(graph.node) > MAX_NODES:
        raise ModelError(f"it has {len(graph.node):,} nodes; at most {MAX_NODES:,} are read")
    if graph.sparse_initializer:
        raise ModelError("it has sparse weights; export it with dense ones")
    if model.functions:
        raise ModelError(
            f"it brings a function of its own, “{model.functions[0].name:.60}”; export it with all "
            "functions written out"
        )


def _reads(value: "ValueInfoProto") -> tuple[list[int], str]:
    """The input's shape, the batch's size first, and of what kind its numbers are."""
    kind = value.type.tensor_type
    called = f"its input “{value.name:.60}”"
    if kind.elem_type not in _floats():
        raise ModelError(f"{called} is not in float16, float32 or float64")
    sizes = [each.dim_value if each.HasField("dim_value") else None for each in kind.shape.dim]
    if any(size is not None and size < 0 for size in sizes):
        raise ModelError(f"{called} has a size below 0")
    if not sizes:
        raise ModelError(f"{called} has no shape; export it with one")
    batch = sizes[0] if len(sizes) > 1 and sizes[0] else 1
    return [batch, *_known(sizes[-(len(sizes) - 1 or 1) :])], _floats()[kind.elem_type]


def _floats() -> Mapping[int, str]:
    from onnx import TensorProto

    return {
        TensorProto.FLOAT: "float32",
        TensorProto.FLOAT16: "float16",
        TensorProto.DOUBLE: "float64",
    }


def _known(sizes: Sequence[int | None]) -> list[int]:
    """Sizes where only some are said: those of a picture stand for the others."""
    if len(sizes) == 1:
        return [sizes[0] or SIDE * SIDE]
    unknown = [k for k, size in enumerate(sizes) if not size]
    return [size or (SIDE if len(unknown) == 2 else 1) for size in sizes]


def _followed(graph: "GraphProto", values: Mapping[str, object]) -> tuple[str, list["NodeProto"]]:
    """The output of class scores, and the nodes that it takes, in the file's order."""
    by_output = {name: node for node in graph.node for name in node.output if name}
    scores = [
        each.name
        for each in graph.output
        if each.type.tensor_type.elem_type in _floats()
        or getattr(by_output.get(each.name), "op_type", "") == "ZipMap"
    ]
    if len(scores) != 1:
        raise ModelError(f"it has {len(scores)} outputs of scores; a network of one can be shown")
    wanted, stack = set[int](), [scores[0]]
    while stack:
        node = by_output.get(stack.pop())
        if node is not None and id(node) not in wanted:
            wanted.add(id(node))
            stack += [name for name in node.input if name and name not in values]
    return scores[0], [node for node in graph.node if id(node) in wanted]
