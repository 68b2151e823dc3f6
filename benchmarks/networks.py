"""The networks that are measured: those that the server would serve."""

import functools
import os

from app.config import Config
from app.forward_pass import Network
from app.forward_pass.doubt import Doubter
from app.model_store import Model, load_all
from app.model_store import doubter as doubter_of
from benchmarks.measure import LeftOut


@functools.cache
def _models() -> dict[str, Model]:
    return load_all(Config.from_environment(os.environ).models)


def network(name: str) -> Network:
    """One of the networks.

    Raises:
        LeftOut: there is none of this name.
    """
    try:
        return _models()[name].network
    except KeyError:
        raise LeftOut(f"there is no network {name!r}") from None


def doubter() -> Doubter | None:
    """The network that is asked whether an image is a digit at all, where there is one."""
    return doubter_of(_models())
