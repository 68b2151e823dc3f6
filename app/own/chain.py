"""A network being put together from what a file says: one layer after the other, none beside.

Whatever kind of file it is, what flows through its layers is told as a ``Value``: which neuron of
the chain's last layer stands at each place of the file's tensor. So reshaping, transposing and the
order of channels (NCHW or NHWC) only move numbers about, and become the order of the weights of
the next layer: nothing of it is left when the network is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.config import (
    MAX_OWN_LAYERS,
    MAX_OWN_MAPS,
    MAX_OWN_NEURONS,
    MAX_OWN_NUMBERS,
    MAX_OWN_OUTPUTS,
    MAX_OWN_PRODUCTS,
)
from app.forward_pass.activations import Activation, Linear, Softmax
from app.forward_pass.convolution import Conv2d, Image
from app.forward_pass.digit import SIDE
from app.forward_pass.layers import Dense, Layer
from app.forward_pass.pooling import AvgPool2d, MaxPool2d
from app.model_store import ModelError

Array = NDArray[Any]
Kind = Literal["dense", "conv", "max", "average"]
CAN_BE_SHOWN = "dense layers, convolution and pooling can be shown"


@dataclass(frozen=True, eq=False)
class Value:
    """A tensor of the file. ``index``: which output of the chain's last layer stands where, or −1.

    −1 is a zero, of padding.

    ``stage``: how much of the chain was there then. What reads an earlier one is a branch.
    """

    stage: int
    index: NDArray[np.intp]

    def moved(self, index: Array) -> "Value":
        """The same numbers at other places."""
        return Value(self.stage, index)


@dataclass(eq=False)
class _Draft:
    """A layer whose numbers may still take up what follows it. ``image``: what is read."""

    kind: Kind
    name: str
    n_out: int
    shape: tuple[int, ...]
    image: Image = (1, 1, 1)
    W: Array = field(default_factory=lambda: np.zeros(0))
    b: Array = field(default_factory=lambda: np.zeros(0))
    stride: int = 1
    padding: int = 0
    f: Activation = field(default_factory=Linear)

    @property
    def is_open(self) -> bool:
        """Whether no function stands between its sums and what follows."""
        return isinstance(self.f, Linear)


@dataclass(eq=False)
class _Scaled:
    """What its outputs are multiplied by, and what is added, before the next layer: (n,) each."""

    scale: Array
    shift: Array


class Chain:
    """Layers in order. ``begin`` gives the picture, and each method a layer's outputs.

    Each raises ``ModelError``, in a line that names the layer, where there is no such layer here.
    """

    def __init__(self, ground: float = 0.0, ink: float = 1.0) -> None:
        """Begin. ``ground``, ``ink``: what the file's network reads for paper and for ink."""
        self._layers: list[_Draft] = []
        self._stage = 0
        self._products = 0
        n = SIDE * SIDE
        self._scaled: _Scaled | None = None
        if (ground, ink) != (0.0, 1.0):
            self._scaled = _Scaled(np.full(n, ink - ground), np.full(n, ground))

    def begin(self, shape: Sequence[int]) -> Value:
        """The picture as the file's input: 784 numbers in any shape that has no other."""
        if np.prod(shape, dtype=object) != SIDE * SIDE or min(shape) < 1:
            found = "×".join(map(str, shape))
            raise ModelError(f"it reads {found} numbers; pictures of 28×28×1 can be read here")
        return Value(0, np.arange(SIDE * SIDE).reshape(shape))

    def called(self, name: str = "") -> str:
        """The layer that comes next, in words."""
        return f"layer {len(self._layers) + 1}" + (f", “{name:.60}”," if name else "")

    def unknown(self, name: str, what: str) -> ModelError:
        """What is said of a layer of a kind that is not here."""
        sounds = "AEFHILMNORSX" if what.isupper() else "AEIO"  # of the first letter, or its name
        article = "an" if what[:1].upper() in sounds else "a"
        called = self.called(name).removesuffix(",")
        return ModelError(
            f"{called} is {article} {what:.60}; {CAN_BE_SHOWN}. Export the network without it"
        )

    # Layers

    def dense(self, value: Value, W: Array, b: Array, name: str) -> Value:
        """Every output reads all of the value. ``W``: (n_out, n), ``b``: (n_out,)."""
        called, order = self.called(name), self._read(value, name).ravel()
        n = self._n()
        if W.ndim != 2 or W.shape[1] != n or order.size != n or b.shape != W.shape[:1]:
            shapes = f"weights {_told(W.shape)} and biases {_told(b.shape)} for {n} numbers"
            raise ModelError(f"{called} does not fit: {shapes}")
        if len(W) > MAX_OWN_NEURONS:
            raise ModelError(f"{called} has {len(W)} neurons; at most {MAX_OWN_NEURONS} are shown")
        ours = np.empty(W.shape, np.float64)
        ours[:, order] = W
        b = b.astype(np.float64)
        if self._scaled is not None:
            b = b + ours @ self._scaled.shift
            ours = ours * self._scaled.scale
            self._scaled = None
        draft = _Draft("dense", name, len(W), (len(W),), W=ours, b=b)
        return self._add(draft, ours.size)

    def convolution(
        self,
        value: Value,
        W: Array,
        b: Array,
        name: str,
        *,
        stride: Sequence[int] = (1, 1),
        pads: Sequence[int] = (0, 0, 0, 0),
    ) -> Value:
        """Kernels slide over an image (..., channels, height, width), NCHW.

        ``W``: (maps, channels, height, width). ``pads``: above, left, below, right.
        """
        called = self.called(name)
        value, pads = _unpadded(value, pads)
        image = self._image(value, name)
        if W.ndim != 4 or W.shape[1] != image[0] or b.shape != W.shape[:1] or 0 in W.shape:
            shapes = f"kernels {_told(W.shape)} and biases {_told(b.shape)} on {_told(image)}"
            raise ModelError(f"{called} does not fit: {shapes}")
        if len(set(stride)) != 1 or not 1 <= stride[0] <= SIDE or not 0 <= min(pads) <= max(pads):
            raise ModelError(
                f"{called} has stride {_told(stride)}; the same one down and across can be shown"
            )
        if max(pads) > SIDE:
            raise ModelError(f"{called} pads by {max(pads)} pixels, more than the image has")
        above, left, below, right = pads
        W, b = W.astype(np.float64), b.astype(np.float64)
        if self._scaled is not None:
            scale, shift = (
                _by_channel(each, image) for each in (self._scaled.scale, self._scaled.shift)
            )
            if scale is None or shift is None or (max(pads) and shift.any()):
                self._flush(name)  # the rim of zeros is not shifted
            else:
                b = b + np.einsum("mchw,c->m", W, shift)
                W = W * scale[:, np.newaxis, np.newaxis]
                self._scaled = None
        padding = max(pads)
        # Where a side is padded less than another, zeros in the kernel stand for what it lacks.
        rim = (padding - above, padding - below), (padding - left, padding - right)
        W = np.pad(W, ((0, 0), (0, 0), *rim))
        sides = [
            (side + 2 * padding - size) // stride[0] + 1
            for side, size in zip(image[1:], W.shape[2:], strict=True)
        ]
        if min(sides) < 1:
            raise ModelError(f"{called} has a kernel larger than its image of {_told(image)}")
        shape = (len(W), *sides)
        self._check_maps(called, shape)
        draft = _Draft(
            "conv", name, int(np.prod(shape)), shape,
            image=image, W=W, b=b, stride=stride[0], padding=padding,
        )  # fmt: skip
        return self._add(draft, W.size * sides[0] * sides[1], (*value.index.shape[:-3], *shape))

    def pool(
        self,
        value: Value,
        kind: Literal["max", "average"],
        name: str,
        *,
        side: Sequence[int] | None = None,
        stride: Sequence[int] | None = None,
        pads: Sequence[int] = (0, 0, 0, 0),
        hangs_over: bool = False,
    ) -> Value:
        """One number for each square of an image (..., channels, height, width).

        ``side``: all of the image unless given. ``hangs_over``: whether what is left at the edge
        counts as a square.
        """
        called, image = self.called(name), self._image(value, name)
        side = tuple(side or image[1:])
        if len(set(side)) != 1 or tuple(stride or side) != side or any(pads) or min(side) < 1:
            raise ModelError(
                f"{called} pools windows of {_told(side)} with stride {_told(stride or side)} and "
                f"padding {_told(pads)}; squares side by side can be shown"
            )
        if hangs_over and any(each % side[0] for each in image[1:]):
            raise ModelError(f"{called} pools squares that hang over the edge of {_told(image)}")
        shape = (image[0], image[1] // side[0], image[2] // side[0])
        if min(shape) < 1:
            raise ModelError(f"{called} has squares larger than its image of {_told(image)}")
        if self._scaled is not None and not self._scale_after(self._scaled, image, shape, kind):
            self._flush(name)
        draft = _Draft(kind, name, int(np.prod(shape)), shape, image=image, stride=side[0])
        return self._add(draft, 0, (*value.index.shape[:-3], *shape))

    def activate(self, value: Value, f: Activation, name: str) -> Value:
        """The layer's activation function."""
        index = self._read(value, name)
        if isinstance(f, Softmax) and max(index.shape) != index.size:
            raise ModelError(f"{self.called(name)} is a softmax over a part of its numbers")
        if self._scaled is not None or not self._layers or not self._layers[-1].is_open:
            self._flush(name)
        self._layers[-1].f = f
        return self._next(index)

    def scale(self, value: Value, scale: Array, shift: Array, name: str) -> Value:
        """Multiply and add, number by number. Both broadcast to the value; normalisation in use."""
        index = self._read(value, name)
        try:
            scale, shift = (np.broadcast_to(each, index.shape) for each in (scale, shift))
        except ValueError:
            shapes = f"{_told(scale.shape)} and {_told(shift.shape)} on {_told(index.shape)}"
            raise ModelError(f"{self.called(name)} does not fit: {shapes}") from None
        if not (np.isfinite(scale).all() and np.isfinite(shift).all()):
            raise self._not_finite(name)
        n = self._n()
        s, t = np.ones(n), np.zeros(n)
        s[index.ravel()], t[index.ravel()] = scale.ravel(), shift.ravel()
        last = self._layers[-1] if self._layers else None
        if self._scaled is not None:
            self._scaled = _Scaled(self._scaled.scale * s, self._scaled.shift * s + t)
        elif last is None or not last.is_open or not _folded_into(last, s, t):
            self._scaled = _Scaled(s, t)
        return self._next(index)

    # The end

    def finished(self, value: Value) -> tuple[list[Layer], bool]:
        """The layers, the last of them dense; and whether it got the softmax that it had not.

        Raises:
            ModelError: the outputs are too few or too many, or the numbers are.
        """
        index = self._read(value, "")
        if self._scaled is not None:
            self._flush("")
        n = self._n()
        if not self._layers or not np.array_equal(index.ravel(), np.arange(n)):
            raise ModelError("it gives back what it reads: there is no layer to show")
        if not 2 <= n <= MAX_OWN_OUTPUTS:
            raise ModelError(f"it has {n} outputs; 2 to {MAX_OWN_OUTPUTS} classes can be shown")
        last = self._layers[-1]
        if last.kind != "dense":
            self._layers[-1] = last = _as_dense(last)
        is_bare = last.is_open
        if is_bare:
            last.f = Softmax()
        return [self._layer(k, draft) for k, draft in enumerate(self._layers, start=1)], is_bare

    def _layer(self, k: int, draft: _Draft) -> Layer:
        W, b = draft.W.astype(np.float32), draft.b.astype(np.float32)
        if not (np.isfinite(W).all() and np.isfinite(b).all()):
            raise ModelError(
                f"layer {k}, “{draft.name:.60}”, has weights that are no finite numbers"
            )
        match draft.kind:
            case "dense":
                return Dense(W, b, draft.f)
            case "conv":
                return Conv2d(
                    image=draft.image, W=W, b=b, f=draft.f,
                    stride=draft.stride, padding=draft.padding,
                )  # fmt: skip
            case "max":
                return MaxPool2d(image=draft.image, side=draft.stride, f=draft.f)
            case "average":
                return AvgPool2d(image=draft.image, side=draft.stride, f=draft.f)

    # What the methods share

    def _n(self) -> int:
        return self._layers[-1].n_out if self._layers else SIDE * SIDE

    def _read(self, value: Value, name: str) -> NDArray[np.intp]:
        """What a layer reads: it must be the outputs of the last one, all of them."""
        if value.stage != self._stage:
            raise ModelError(
                f"{self.called(name)} reads more than the layer before it: a network whose layers "
                "follow one another can be shown, without branches"
            )
        if value.index.min() < 0:
            raise ModelError(f"{self.called(name)} is padded with zeros; convolution alone can be")
        if value.index.size != self._n() or np.unique(value.index).size != self._n():
            raise ModelError(f"{self.called(name)} reads only a part of the layer before it")
        return value.index

    def _image(self, value: Value, name: str) -> Image:
        """The shape of the image that a layer reads: (channels, height, width)."""
        index = self._read(value, name)
        if index.ndim < 3 or index[..., 0, 0, 0].size != 1:
            raise ModelError(f"{self.called(name)} reads {_told(index.shape)}; expected an image")
        channels, height, width = index.shape[-3:]
        given = self._layers[-1].shape if self._layers else (1, SIDE, SIDE)
        image = channels, height, width
        if image != given or not np.array_equal(index.ravel(), np.arange(index.size)):
            raise ModelError(
                f"{self.called(name)} reads an image of {_told(image)} that is arranged anew from "
                f"{_told(given)}; an image that stays as it is can be shown"
            )
        return image

    def _add(self, draft: _Draft, products: int, shape: tuple[int, ...] | None = None) -> Value:
        called = self.called(draft.name)
        if not (np.isfinite(draft.W).all() and np.isfinite(draft.b).all()):
            raise self._not_finite(draft.name)
        self._layers.append(draft)
        self._products += products
        numbers = sum(each.W.size + each.b.size for each in self._layers)
        for what, found, most in (
            ("layers", len(self._layers), MAX_OWN_LAYERS),
            ("weights and biases", numbers, MAX_OWN_NUMBERS),
            ("products for each picture", self._products, MAX_OWN_PRODUCTS),
        ):
            if found > most:
                raise ModelError(
                    f"with {called} it has {found:,} {what}; at most {most:,} are shown"
                )
        return self._next(np.arange(draft.n_out).reshape(shape or (1, draft.n_out)))

    def _next(self, index: NDArray[np.intp]) -> Value:
        self._stage += 1
        return Value(self._stage, index)

    def _check_maps(self, called: str, shape: Sequence[int]) -> None:
        if np.prod(shape) > MAX_OWN_MAPS:
            raise ModelError(
                f"{called} has {_told(shape)} neurons; maps of at most {MAX_OWN_MAPS:,} are shown"
            )

    def _not_finite(self, name: str) -> ModelError:
        return ModelError(f"{self.called(name)} has weights that are no finite numbers")

    def _scale_after(self, scaled: _Scaled, image: Image, shape: Image, kind: Kind) -> bool:
        """Pool first and scale then, if that is the same: whether it is."""
        by_map = [_by_channel(each, image) for each in (scaled.scale, scaled.shift)]
        if by_map[0] is None or by_map[1] is None or (kind == "max" and (by_map[0] <= 0).any()):
            return False
        places = shape[1] * shape[2]
        self._scaled = _Scaled(*(np.repeat(each, places) for each in by_map if each is not None))
        return True

    def _flush(self, name: str) -> None:
        """Make a layer of its own of what is to be scaled, or of nothing but a function."""
        last = self._layers[-1] if self._layers else None
        shape = last.shape if last else (1, SIDE, SIDE)
        n = self._n()
        scaled = self._scaled or _Scaled(np.ones(n), np.zeros(n))
        self._scaled = None
        if len(shape) == 3:
            image = shape[0], shape[1], shape[2]
            scale, shift = (_by_channel(each, image) for each in (scaled.scale, scaled.shift))
            if scale is not None and shift is not None:
                W = np.diag(scale)[:, :, np.newaxis, np.newaxis]
                self._add(_Draft("conv", name, n, shape, image=image, W=W, b=shift), n * len(W))
                return
        elif n <= SIDE * SIDE:
            self._add(
                _Draft("dense", name, n, shape, W=np.diag(scaled.scale), b=scaled.shift), n * n
            )
            return
        raise ModelError(
            f"{self.called(name)} scales each number by one of its own; a number for each map can "
            "be shown"
        )


def _folded_into(draft: _Draft, scale: Array, shift: Array) -> bool:
    """Make the scaling of a layer's sums a part of its numbers, if that can be."""
    if draft.kind == "dense":
        draft.W = draft.W * scale[:, np.newaxis]
        draft.b = draft.b * scale + shift
        return True
    if draft.kind == "conv":
        image = draft.shape[0], draft.shape[1], draft.shape[2]
        by_map = [_by_channel(each, image) for each in (scale, shift)]
        if by_map[0] is not None and by_map[1] is not None:
            draft.W = draft.W * by_map[0][:, np.newaxis, np.newaxis, np.newaxis]
            draft.b = draft.b * by_map[0] + by_map[1]
            return True
    return False


def _unpadded(value: Value, pads: Sequence[int]) -> tuple[Value, Sequence[int]]:
    """An image without its rim of zeros, which goes to the padding."""
    is_zero = value.index < 0
    if value.index.ndim < 3 or not is_zero.any() or is_zero.all():
        return value, pads
    _, rows, columns = (np.unique(each) for each in np.nonzero(~is_zero)[-3:])
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    inner = value.moved(value.index[..., top:bottom, left:right])
    height, width = value.index.shape[-2:]
    rim = (top, left, height - bottom, width - right)
    return inner, [int(pad + zeros) for pad, zeros in zip(pads, rim, strict=True)]


def _by_channel(array: Array, image: Image) -> Array | None:
    """One number for each channel, (channels,), of (n,); None where a channel has several."""
    by_channel = array.reshape(image[0], -1)
    first: Array = by_channel[:, 0]
    return first if (by_channel == first[:, np.newaxis]).all() else None


def _as_dense(draft: _Draft) -> _Draft:
    """A last layer that gives one number a map, told as a dense one: the outputs are a row.

    Raises:
        ModelError: it gives several, or the largest of many.
    """
    channels, height, width = draft.image
    n = channels * height * width
    if draft.kind == "conv" and draft.W.shape[1:] == draft.image and not draft.padding:
        W, b = draft.W.reshape(-1, n), draft.b
    elif draft.kind == "average" and draft.shape[1:] == (1, 1) and height == width:
        W, b = (
            np.repeat(np.eye(channels) / (height * width), height * width, axis=1),
            np.zeros(channels),
        )
    else:
        raise ModelError(
            f"the last layer, “{draft.name:.60}”, gives images; a dense layer, or the mean of each "
            "map, can end a network here"
        )
    return _Draft("dense", draft.name, len(W), (len(W),), W=W, b=b, f=draft.f)


def _told(shape: Sequence[int]) -> str:
    return "×".join(map(str, shape)) or "one number"
