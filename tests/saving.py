"""Saves a network's folder and is killed at it: ``python -m tests.saving FOLDER OLD NEW``."""

import io
import os
import shutil
import signal
import sys
from pathlib import Path

import numpy as np

from app.forward_pass import Network
from app.layer_cards import layer_card
from app.model_store import Card, load, load_all, load_checkpoints, save
from tests.forward_pass.networks import random_network

NAME = "small"
N_CHECKPOINTS = {"first": 3, "second": 2, "third": 0}
WHOLE = {"checkpoints.npz", "network.json", "weights.npz"}


def network_of(name: str) -> Network:
    """The network that the test calls so."""
    return random_network([64, 3], ["softmax"], list(N_CHECKPOINTS).index(name))


def save_one(folder: Path, name: str) -> None:
    """Save it, with as many checkpoints as it has."""
    network = network_of(name)
    (layer,) = network.layers
    card = Card(
        name=folder.name, title=name, summary="", group="networks", order=0, outputs="scores",
        layers=[layer_card(layer)],
        input_normalisation="", training={}, accuracy={}, weights_sha256="", licence="",
    )  # fmt: skip
    save(folder, card, network, dict.fromkeys(range(N_CHECKPOINTS[name]), network))


def name_of(folder: Path) -> str:
    """Which network a folder has, if it has all of one."""
    model = load(folder)
    (found,), (expected,) = model.network.layers, network_of(model.card.title).layers
    for name, array in expected.parameters.items():
        np.testing.assert_array_equal(found.parameters[name], array)
    kept = list(load_checkpoints(folder, model.card))
    assert len(kept) == N_CHECKPOINTS[model.card.title]
    return model.card.title


def main(folder: Path, old: str, new: str) -> None:
    """Kill the saving of the new network before each of its calls; print what was there after."""
    k, was_killed = 0, True
    while was_killed:
        models = folder.with_name("killed")
        shutil.copytree(folder, models / NAME)
        was_killed = _is_killed(models / NAME, new, k)
        assert list(load_all(models)) == [NAME]
        found = name_of(models / NAME)
        assert found == new or (was_killed and found == old)
        sys.stdout.write(
            " ".join([found, *(file.name for file in (models / NAME).iterdir())]) + "\n"
        )
        save_one(models / NAME, new)  # as a person would then
        assert name_of(models / NAME) == new
        assert {file.name for file in (models / NAME).iterdir()} <= WHOLE
        shutil.rmtree(models)
        k += 1


def _is_killed(folder: Path, name: str, k: int) -> bool:
    """Save in a process that is killed before its call ``k`` to the system, if it has as many."""
    child = os.fork()
    if not child:
        n = -1

        def count(frame: object, event: str, function: object) -> None:
            nonlocal n
            del frame
            n += event == "c_call" and _calls_the_system(function)
            if n == k:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        save_one(folder, name)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status)


def _calls_the_system(function: object) -> bool:
    """Whether it is one of the functions in C by which Python has to do with files."""
    bound = getattr(function, "__self__", None)
    if isinstance(bound, io.BytesIO):
        return False
    return os.name in (getattr(function, "__module__", None), getattr(bound, "__name__", None)) or (
        "_io" in (getattr(function, "__module__", None), type(bound).__module__)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
