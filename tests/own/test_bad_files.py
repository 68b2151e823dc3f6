"""Files that cannot be shown: one plain line that names the layer, and nothing else happens."""

import os
import pickle
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from app.config import Config
from app.model_store import ModelError
from app.own.adding import Wish, add
from tests.own.conftest import Ask
from tests.own.models import dense, model, node, put, weights
from tests.serving import ROOT


def external() -> onnx.ModelProto:
    """Its numbers are in /etc/passwd, if one believes it."""
    bad = dense()
    bad.graph.initializer[0].ClearField("raw_data")
    bad.graph.initializer[0].data_location = TensorProto.EXTERNAL
    where = bad.graph.initializer[0].external_data.add()
    where.key, where.value = "location", "../../../../etc/passwd"
    return bad


def external_constant() -> onnx.ModelProto:
    """The same, hidden in a node."""
    hidden = onnx.TensorProto(name="b", data_type=TensorProto.FLOAT, dims=[10])
    hidden.data_location = TensorProto.EXTERNAL
    constant = helper.make_node("Constant", [], ["c"], name="hidden", value=hidden)
    return model(constant, node("Add", "x c"), tensors={})


def circle() -> onnx.ModelProto:
    return model(node("Add", "x b", "a"), node("Relu", "a", "b"), node("Identity", "b"))


def of_wrong_shape() -> onnx.ModelProto:
    tensors = {"W": weights(10, 700), "b": weights(10)}
    return model(node("Gemm", "x W b", transB=1), tensors=tensors)


def with_a_size_below_0() -> onnx.ModelProto:
    bad = dense()
    bad.graph.initializer[0].dims[0] = -4
    return bad


def with_too_few_numbers() -> onnx.ModelProto:
    bad = dense()
    bad.graph.initializer[0].dims[0] = 1_000
    return bad


def with_no_number() -> onnx.ModelProto:
    tensors = {"W": weights(10, 784), "b": np.full(10, np.nan, np.float32)}
    return model(node("Gemm", "x W b", transB=1), tensors=tensors)


def infinite_in_float32() -> onnx.ModelProto:
    tensors = {"W": np.full((10, 784), 1e300), "b": np.zeros(10)}
    return model(node("Gemm", "x W b", transB=1), tensors=tensors)


def recurrent() -> onnx.ModelProto:
    tensors = {"W1": weights(784, 16), "W": weights(1, 16, 4), "R": weights(1, 16, 4)}
    return model(
        node("MatMul", "x W1", "h"), node("Relu", "h", "a"), node("LSTM", "a W R", hidden_size=4),
        tensors=tensors,
    )  # fmt: skip


def of_another_maker() -> onnx.ModelProto:
    own = helper.make_node("Magic", ["x"], ["y"], name="m", domain="com.example")
    return model(own)


def with_a_loop() -> onnx.ModelProto:
    body = helper.make_graph([], "body", [], [])
    loop = helper.make_node("Loop", ["", "", "x"], ["y"], name="l", body=body)
    return model(loop)


def with_a_branch() -> onnx.ModelProto:
    tensors = {"W": weights(784, 784)}
    return model(node("MatMul", "x W", "a"), node("Add", "a x"), tensors=tensors)


def of_another_picture() -> onnx.ModelProto:
    return model(node("Relu", "x"), reads=(1, 3, 32, 32))


def without_an_end() -> onnx.ModelProto:
    return model(node("MatMul", "x W"), tensors={"W": weights(784, 1)})


def with_many_neurons() -> onnx.ModelProto:
    return model(node("MatMul", "x W"), tensors={"W": np.zeros((784, 5_000), np.float32)})


def with_many_products() -> onnx.ModelProto:
    tensors = {"K": weights(50, 1, 3, 3), "L": weights(70, 50, 5, 5)}
    return model(
        node("Conv", "x K", "a"), node("Conv", "a L"), tensors=tensors, reads=(1, 1, 28, 28)
    )


def with_a_bomb() -> onnx.ModelProto:
    """A few bytes that ask for 40 GB."""
    tensors = {"n": np.array([100_000, 100_000])}
    return model(node("ConstantOfShape", "n", "c"), node("Add", "x c"), tensors=tensors)


def with_a_growing_constant() -> onnx.ModelProto:
    tensors = {"a": np.ones((4_000, 1)), "b": np.ones((1, 5_000))}
    return model(node("Mul", "a b", "c"), node("Add", "x c"), tensors=tensors)


def pooled_askew() -> onnx.ModelProto:
    pool = node("MaxPool", "x", kernel_shape=[3, 3], strides=[2, 2])
    return model(pool, reads=(1, 1, 28, 28))


def grouped() -> onnx.ModelProto:
    tensors = {"K": weights(4, 1, 3, 3), "L": weights(4, 1, 3, 3)}
    return model(
        node("Conv", "x K", "a"), node("Conv", "a L", group=4), tensors=tensors,
        reads=(1, 1, 28, 28),
    )  # fmt: skip


BAD: dict[Callable[[], onnx.ModelProto], str] = {
    external: "the numbers of “W” are in another file, which is not read",
    external_constant: "are in another file, which is not read",
    circle: "layer 1, “add_1”, reads “b”, which no layer before it makes: layers in a circle",
    of_wrong_shape: "layer 1, “gemm_1”, does not fit: weights 10×700 and biases 10 for 784 numbers",
    with_a_size_below_0: "“W” has a size of -4",
    with_too_few_numbers: "the numbers of “W” are not what it says",
    with_no_number: "layer 1, “gemm_1”, has weights that are no finite numbers",
    infinite_in_float32: "layer 1, “gemm_1”, has weights that are no finite numbers",
    recurrent: "layer 2, “lstm_1” is an LSTM; dense layers, convolution and pooling can be shown",
    of_another_maker: "layer 1, “m” is a com.example.Magic; dense layers",
    with_a_loop: "layer 1, “l” is a Loop; dense layers",
    with_a_branch: "layer 2, “add_1”, Add, reads two layers",
    of_another_picture: "it reads 1×3×32×32 numbers; pictures of 28×28×1 can be read here",
    without_an_end: "it has 1 outputs; 2 to 36 classes can be shown",
    with_many_neurons: "layer 1, “matmul_1”, has 5000 neurons; at most 4096 are shown",
    with_many_products: "products for each picture; at most 20,000,000 are shown",
    with_a_bomb: "layer 1, “constantofshape_1”, ConstantOfShape, does not fit: it makes more",
    with_a_growing_constant: "layer 1, “mul_1”, Mul, does not fit: it makes more than 16,0",
    pooled_askew: "layer 1, “maxpool_1”, pools windows of 3×3 with stride 2×2",
    grouped: "layer 2, “conv_1”, is a grouped or dilated convolution",
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_what_cannot_be_shown_is_said_in_one_line_with_its_layer(
    make: Callable[[], onnx.ModelProto], ask: Ask, tmp_path: Path
) -> None:
    began = time.process_time()
    found = ask(put(tmp_path / "bad.onnx", make()))
    assert BAD[make] in found.refused
    assert "\n" not in found.refused
    assert time.process_time() - began < 5


def cut_off() -> bytes:
    whole: bytes = dense().SerializeToString()
    return whole[:-1_000]


def a_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(1_000)


def a_pickle() -> bytes:
    return pickle.dumps({"weight": [1.0]})


FILES = {
    "cut-off.onnx": (cut_off, "it is no ONNX model: cut off, damaged or of another kind"),
    "picture.onnx": (a_picture, "it is no ONNX model"),
    "picture.bin": (a_picture, "it is none of the files that are read here: ONNX"),
    "empty.onnx": (bytes, "it is empty"),
    "model.pkl": (a_pickle, "it is a pickle, which can run programs and is never read"),
    "renamed.onnx": (a_pickle, "it is a pickle, which can run programs and is never read"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_what_its_content_says(name: str, ask: Ask, tmp_path: Path) -> None:
    make, said = FILES[name]
    file = tmp_path / name
    file.write_bytes(make())
    assert said in ask(file).refused


def test_a_renamed_onnx_file_is_read(ask: Ask, tmp_path: Path) -> None:
    assert ask(put(tmp_path / "model.bin", dense())).refused == ""


def test_pytorchs_own_file_is_refused_with_the_lines_that_export_it(
    ask: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "model.pt"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps({}))
    assert 'torch.onnx.export(model.eval(), (torch.zeros(1, 1, 28, 28),), "model.onnx"' in (
        ask(file).refused
    )


def test_nothing_of_a_pickle_is_run(ask: Ask, tmp_path: Path) -> None:
    class Runs:
        def __reduce__(self) -> tuple[object, tuple[str, int]]:
            return os.mkdir, (str(tmp_path / "run"), 0o700)

    (tmp_path / "model.onnx").write_bytes(pickle.dumps(Runs()))
    assert ask(tmp_path / "model.onnx").refused
    assert not (tmp_path / "run").exists()


def test_a_pipe_keeps_nobody_waiting(ask: Ask, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "model.onnx")
    assert ask(tmp_path / "model.onnx").refused == "A pipe and not a file"


def test_a_file_that_takes_too_long_ends_its_process_and_not_the_next(
    ask: Ask, tmp_path: Path
) -> None:
    """Two thousand sums of a million numbers each."""
    tensors = {"a": np.ones((1, 1_000_000)), "b": np.ones((1, 1_000_000))}
    sums = [node("Add", f"a {'c' * k or 'b'}", "c" * (k + 1)) for k in range(1_900)]
    slow = model(*sums, node("Add", f"x {'c' * 1_900}"), tensors=tensors)
    assert "it takes more than" in ask(put(tmp_path / "slow.onnx", slow)).refused
    assert ask(put(tmp_path / "good.onnx", dense())).refused == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measured by Linux' own counts")
def test_what_is_refused_takes_no_more_than_512_mb(tmp_path: Path) -> None:
    put(tmp_path / "bomb.onnx", with_a_growing_constant())
    measured = f"""
import resource, sys
from app.cli import main
try: main(["add", {str(tmp_path / "bomb.onnx")!r}])
except SystemExit as end: assert end.code == 1
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
    environment = os.environ | {"FORWARD_PASS_OWN": str(tmp_path / "networks")}
    ran = subprocess.run(
        [sys.executable, "-c", measured], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert int(ran.stdout) < 512 * 1024
    assert len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "networks").exists()


@pytest.mark.parametrize("make", [recurrent, with_no_number, external])
def test_the_folder_stays_as_it_was(
    make: Callable[[], onnx.ModelProto], config: Config, tmp_path: Path
) -> None:
    with pytest.raises(ModelError):
        list(add(Wish(put(tmp_path / "bad.onnx", make())), config))
    assert not config.own.exists()
