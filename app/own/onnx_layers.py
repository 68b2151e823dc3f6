"""ONNX's operators that make layers: each adds to the chain what it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from app.forward_pass.activations import (
    GELU,
    Activation,
    LeakyReLU,
    ReLU,
    Sigmoid,
    Softmax,
    Swish,
    Tanh,
)
from app.forward_pass.digit import SIDE
from app.model_store import ModelError
from app.own.chain import Chain, Value
from app.own.onnx_tensors import (
    ARITHMETIC,
    ARRANGING,
    IDENTITIES,
    Arrays,
    Named,
    Unknown,
    axes_of,
    given,
)
from app.own.padding import normalisation, same_padding

_FUNCTIONS: Mapping[str, Callable[[], Activation]] = {
    "Relu": ReLU,
    "Sigmoid": Sigmoid,
    "Tanh": Tanh,
    "Gelu": GELU,
    "Swish": Swish,
    "Softmax": Softmax,
    "LogSoftmax": Softmax,  # its logarithm has the same order, and adds up to nothing
}


class Node(NamedTuple):
    """An operator that reads the picture, or what was made of it: ``value``, its input ``k``.

    ``inputs``: the others, at their places. ``named``: its attributes.
    """

    chain: Chain
    kind: str
    name: str
    value: Value
    k: int
    inputs: Arrays
    named: Named

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of what is read, the batch of one included."""
        return self.value.index.shape


def layer(node: Node) -> Value:
    """What comes of an operator.

    Raises:
        Unknown: it is none that is read here.
        ModelError: it cannot be shown.
    """
    kind = node.kind
    if kind in ARITHMETIC:
        return _arithmetic(node)
    if node.k != 0 and kind != "MatMul":
        raise Unknown
    if kind in IDENTITIES or kind == "ZipMap":
        return node.value
    if kind in ARRANGING:
        return node.value.moved(ARRANGING[kind](node.value.index, node.inputs[1:], node.named))
    if kind in _FUNCTIONS:
        return _activation(node)
    if kind not in _LAYERS:
        raise Unknown
    return _LAYERS[kind](node)


def _activation(node: Node) -> Value:
    f = _FUNCTIONS[node.kind]()
    if isinstance(f, Softmax):
        axis, shape = node.named.get("axis", -1), node.shape
        if shape[axis] != node.value.index.size and np.prod(shape[axis:]) != np.prod(shape):
            raise ModelError(
                f"{node.chain.called(node.name)} is a softmax over some of its numbers"
            )
    return node.chain.activate(node.value, f, node.name)


def _leaky_relu(node: Node) -> Value:
    return node.chain.activate(node.value, LeakyReLU(node.named.get("alpha", 0.01)), node.name)


def _arithmetic(node: Node) -> Value:
    n, one, zero = given(node.inputs, 1 - node.k).astype(np.float64), np.ones(()), np.zeros(())
    if n.ndim > len(node.shape) or np.broadcast_shapes(n.shape, node.shape) != node.shape:
        raise Unknown
    match node.kind:
        case "Add":
            scale, shift = one, n
        case "Sub":
            scale, shift = (-one, n) if node.k else (one, -n)
        case "Mul":
            scale, shift = n, zero
        case _ if node.k == 0 and n.all():
            scale, shift = 1 / n, zero
        case _:
            raise Unknown
    return node.chain.scale(node.value, scale, shift, node.name)


def _pad(node: Node) -> Value:
    """Zeros around an image; the chain knows them as −1."""
    pads, rim, axes = (*node.inputs[1:], None, None, None)[:3]
    pads = (np.array(node.named.get("pads", [])) if pads is None else pads).ravel()
    is_zero = rim is None or not rim.any()
    if node.named.get("mode", b"constant") != b"constant" or not is_zero or axes is not None:
        raise Unknown
    n = len(node.shape)
    if len(pads) != 2 * n or not 0 <= min(pads) <= max(pads) <= SIDE:
        raise Unknown
    sides = list(zip(pads[:n].tolist(), pads[n:].tolist(), strict=True))
    return node.value.moved(np.pad(node.value.index, sides, constant_values=-1))


def _gemm(node: Node) -> Value:
    W, named = given(node.inputs, 1), node.named
    if named.get("transA", 0) or W.ndim != 2:
        raise Unknown
    W = (W if named.get("transB", 0) else W.T) * np.float64(named.get("alpha", 1.0))
    b = np.zeros(len(W))
    if len(node.inputs) > 2 and node.inputs[2] is not None:
        b = np.broadcast_to(node.inputs[2], (1, len(W)))[0] * np.float64(named.get("beta", 1.0))
    return node.chain.dense(node.value, W, b, node.name)


def _matmul(node: Node) -> Value:
    chain, shape, W = node.chain, node.shape, given(node.inputs, 1 - node.k)
    if W.ndim != 2:
        raise Unknown
    if node.k == 1:  # a matrix times the numbers: they stand in a column
        if shape[-2:] != (W.shape[1], 1):
            raise Unknown
        made = chain.dense(node.value, W, np.zeros(len(W)), node.name)
        return made.moved(made.index.reshape(*shape[:-2], len(W), 1))
    if shape[-1] != node.value.index.size:
        told = "×".join(map(str, shape))
        raise ModelError(
            f"{chain.called(node.name)} multiplies each row of {told} numbers; a dense layer reads "
            "them all"
        )
    made = chain.dense(node.value, W.T, np.zeros(W.shape[1]), node.name)
    return made.moved(made.index.reshape(*shape[:-1], W.shape[1]))


def _conv(node: Node) -> Value:
    W, named, called = given(node.inputs, 1), node.named, node.chain.called(node.name)
    if W.ndim != 4 or len(node.shape) != 4:
        raise ModelError(f"{called} does not look at images of two sides")
    if named.get("group", 1) != 1 or set(named.get("dilations", (1, 1))) != {1}:
        raise ModelError(
            f"{called} is a grouped or dilated convolution; one that reads every channel, without "
            "gaps, can be shown"
        )
    b = node.inputs[2] if len(node.inputs) > 2 else None
    stride = named.get("strides", [1, 1])
    pads = _pads(named, node.shape[2:], W.shape[2:], stride)
    b = np.zeros(len(W)) if b is None else b
    return node.chain.convolution(node.value, W, b, node.name, stride=stride, pads=pads)


def _pool(node: Node) -> Value:
    named = node.named
    side = named.get("kernel_shape", [])
    if len(side) != 2 or len(node.shape) != 4 or set(named.get("dilations", (1, 1))) != {1}:
        raise Unknown
    stride = named.get("strides", [1, 1])
    return node.chain.pool(
        node.value,
        "max" if node.kind == "MaxPool" else "average",
        node.name,
        side=side,
        stride=stride,
        pads=_pads(named, node.shape[2:], side, stride),
        hangs_over=bool(named.get("ceil_mode", 0)),
    )


def _whole(node: Node) -> Value:
    """The mean or the largest number of each map."""
    kind: Literal["max", "average"] = "max" if node.kind == "GlobalMaxPool" else "average"
    if len(node.shape) != 4:
        raise Unknown
    if node.kind != "ReduceMean":
        return node.chain.pool(node.value, kind, node.name)
    if {axis % 4 for axis in axes_of(node.inputs[1:], node.named) or []} != {2, 3}:
        raise Unknown
    pooled = node.chain.pool(node.value, kind, node.name)
    if node.named.get("keepdims", 1):
        return pooled
    return pooled.moved(pooled.index.reshape(1, -1))


def _batch_normalization(node: Node) -> Value:
    if node.named.get("training_mode", 0):
        raise ModelError(f"{node.chain.called(node.name)} is still learning; export it for use")
    gamma, beta, mean, variance = (given(node.inputs, k) for k in range(1, 5))
    scale, shift = normalisation(gamma, beta, mean, variance, node.named.get("epsilon", 1e-5))
    sides = (1,) * (len(node.shape) - 2)
    return node.chain.scale(
        node.value, scale.reshape(-1, *sides), shift.reshape(-1, *sides), node.name
    )


_LAYERS: Mapping[str, Callable[[Node], Value]] = {
    "AveragePool": _pool,
    "BatchNormalization": _batch_normalization,
    "Conv": _conv,
    "Gemm": _gemm,
    "GlobalAveragePool": _whole,
    "GlobalMaxPool": _whole,
    "LeakyRelu": _leaky_relu,
    "MatMul": _matmul,
    "MaxPool": _pool,
    "Pad": _pad,
    "ReduceMean": _whole,
}


def _pads(
    named: Named, image: Sequence[int], window: Sequence[int], stride: Sequence[int]
) -> list[int]:
    """What is padded above, left, below and right."""
    how = named.get("auto_pad", b"NOTSET")
    if how in (b"NOTSET", b""):
        pads: list[int] = list(named.get("pads", [0, 0, 0, 0]))
        if len(pads) != 4:
            raise Unknown
        return pads
    return (
        same_padding(image, window, stride, is_upper=how == b"SAME_UPPER")
        if (how != b"VALID")
        else [0, 0, 0, 0]
    )
