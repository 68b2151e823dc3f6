"""ONNX's tensors, and what its operators make of numbers of the file alone, such as a shape."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from app.config import MAX_OWN_NUMBERS
from app.model_store import ModelError
from app.own.chain import Array

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

Arrays = Sequence[Array | None]  # an operator's inputs; None where one is left out
Named = Mapping[str, Any]  # its attributes

DOMAINS = ("", "ai.onnx")
LARGEST = 4 * MAX_OWN_NUMBERS  # numbers of a constant
_TOO_MANY = f"it makes more than {LARGEST:,} numbers"
# In use these hand on what they read.
IDENTITIES = ("Identity", "Dropout", "Cast", "CastLike")
ARITHMETIC = {"Add": "add", "Sub": "subtract", "Mul": "multiply", "Div": "divide"}


class Unknown(Exception):
    """An operator, or a use of one, that is not read here."""


def array(tensor: "TensorProto") -> Array:
    """A tensor's numbers, from the file itself and of the shape that it says.

    Raises:
        ModelError: they stand elsewhere, or are not as many.
    """
    from onnx import TensorProto, numpy_helper

    name = f"“{tensor.name:.60}”"
    if tensor.data_location == TensorProto.EXTERNAL or tensor.external_data:
        raise ModelError(
            f"the numbers of {name} are in another file, which is not read; export all into one "
            "(in PyTorch: external_data=False)"
        )
    if any(size < 0 for size in tensor.dims):
        raise ModelError(f"{name} has a size of {min(tensor.dims)}")
    if np.prod(tensor.dims, dtype=object) > LARGEST:
        raise ModelError(f"{name} has {np.prod(tensor.dims, dtype=object):,} numbers, too many")
    try:
        numbers: Array = numpy_helper.to_array(tensor)
    except (ValueError, TypeError, KeyError) as error:
        said = str(error).partition("\n")[0]
        raise ModelError(f"the numbers of {name} are not what it says: {said:.120}") from None
    if numbers.dtype.kind not in "fiub":
        raise ModelError(f"{name} holds {numbers.dtype} and no numbers that are read here")
    return numbers.astype(np.float64) if numbers.dtype.kind == "f" else numbers


def attributes(node: "NodeProto") -> dict[str, Any]:
    """What a node is told beside its inputs.

    Raises:
        Unknown: a graph of its own is among that.
    """
    from onnx import AttributeProto, helper

    named = {}
    for each in node.attribute:
        if each.type == AttributeProto.TENSOR:
            named[each.name] = array(each.t)
        elif each.type in (
            AttributeProto.GRAPH, AttributeProto.GRAPHS, AttributeProto.SPARSE_TENSOR,
            AttributeProto.SPARSE_TENSORS,
        ):  # fmt: skip
            raise Unknown
        else:
            named[each.name] = helper.get_attribute_value(each)
    return named


def given(arrays: Arrays, k: int) -> Array:
    """An input that must be there, and of the file.

    Raises:
        Unknown: it is not.
    """
    array = arrays[k] if k < len(arrays) else None
    if array is None:
        raise Unknown
    return array


# What arranges numbers anew, also those of the file


def _reshaped(index: Array, others: Arrays, named: Named) -> Array:
    shape = [int(size) for size in given(others, 0).ravel()]
    if not named.get("allowzero", 0):
        shape = [size or index.shape[k] for k, size in enumerate(shape)]
    return index.reshape(shape)


def _flattened(index: Array, others: Arrays, named: Named) -> Array:
    del others
    axis = named.get("axis", 1)
    return index.reshape(int(np.prod(index.shape[:axis])), -1)


def _transposed(index: Array, others: Arrays, named: Named) -> Array:
    del others
    return index.transpose(named.get("perm"))


def _squeezed(index: Array, others: Arrays, named: Named) -> Array:
    axes = axes_of(others, named)
    return index.squeeze(None if axes is None else tuple(axes))


def _unsqueezed(index: Array, others: Arrays, named: Named) -> Array:
    return np.expand_dims(index, tuple(axes_of(others, named) or ()))


def axes_of(others: Arrays, named: Named) -> list[int] | None:
    """The axes that an operator names, by its second input or, in older files, an attribute."""
    if others and others[0] is not None:
        return [int(axis) for axis in others[0].ravel()]
    axes: list[int] | None = named.get("axes")
    return axes


ARRANGING: Mapping[str, Callable[[Array, Arrays, Named], Array]] = {
    "Reshape": _reshaped,
    "Flatten": _flattened,
    "Transpose": _transposed,
    "Squeeze": _squeezed,
    "Unsqueeze": _unsqueezed,
}


def constant(node: "NodeProto", inputs: Arrays) -> Array:
    """What a node makes of numbers of the file alone, such as a shape.

    Raises:
        Unknown: its operator is none that is read here.
    """
    named, kind = attributes(node), node.op_type
    if node.domain not in DOMAINS:
        raise Unknown
    if kind == "Constant":
        (made,) = named.values() or (None,)
        if isinstance(made, bytes) or made is None:
            raise Unknown
        return np.asarray(made)
    first = given(inputs, 0)
    if kind in ARRANGING:
        return ARRANGING[kind](first, inputs[1:], named)
    if kind in ARITHMETIC:
        return _computed(kind, first, given(inputs, 1))
    if kind not in _CONSTANTS:
        raise Unknown
    return _CONSTANTS[kind](first, inputs[1:], named)


def _computed(kind: str, first: Array, second: Array) -> Array:
    if np.prod(np.broadcast_shapes(first.shape, second.shape), dtype=object) > LARGEST:
        raise ValueError(_TOO_MANY)
    if kind == "Div" and first.dtype.kind in "iu" and second.all():
        return first // second
    made: Array = getattr(np, ARITHMETIC[kind])(first, second)
    return made


def _same(array: Array, others: Arrays, named: Named) -> Array:
    del others, named
    return array


def _root(array: Array, others: Arrays, named: Named) -> Array:
    del others, named
    root: Array = np.sqrt(array)
    return root


def _gathered(array: Array, others: Arrays, named: Named) -> Array:
    which = given(others, 0)
    if which.size > LARGEST:
        raise ValueError(_TOO_MANY)
    return np.take(array, which, axis=named.get("axis", 0))


def _joined(array: Array, others: Arrays, named: Named) -> Array:
    return np.concatenate([array, *(given(others, k) for k in range(len(others)))], named["axis"])


def _filled(array: Array, others: Arrays, named: Named) -> Array:
    del others
    if np.prod(array, dtype=object) > LARGEST:
        raise ValueError(_TOO_MANY)
    return np.full(array.tolist(), np.ravel(named.get("value", 0.0))[0])


def _cast(array: Array, others: Arrays, named: Named) -> Array:
    del others
    from onnx import helper

    kind = np.dtype(helper.tensor_dtype_to_np_dtype(named["to"]))
    return array if kind.kind == "f" and array.dtype.kind == "f" else array.astype(kind)


def _sliced(array: Array, others: Arrays, named: Named) -> Array:
    del named
    starts, ends = (given(others, k).ravel().tolist() for k in (0, 1))
    given_axes, given_steps = (*others[2:4], None, None)[:2]
    axes = range(len(starts)) if given_axes is None else given_axes.ravel().tolist()
    steps = [1] * len(starts) if given_steps is None else given_steps.ravel().tolist()
    where = [slice(None)] * array.ndim
    for axis, start, end, step in zip(axes, starts, ends, steps, strict=True):
        where[axis] = slice(start, end, step)
    return array[tuple(where)]


_CONSTANTS: Mapping[str, Callable[[Array, Arrays, Named], Array]] = {
    "Cast": _cast,
    "CastLike": _same,
    "Concat": _joined,
    "ConstantOfShape": _filled,
    "Dropout": _same,
    "Gather": _gathered,
    "Identity": _same,
    "Slice": _sliced,
    "Sqrt": _root,
}
