"""Where the rooms of a server are: with this process, or shared by several in Redis."""

import time
from random import SystemRandom

from app.config import ConfigError
from app.cooperative import is_cooperative
from app.rooms.store import Store


def rooms_at(redis: str) -> Store:
    """The rooms of this process, or those in Redis at a URL.

    Raises:
        ConfigError: Redis cannot be used.
    """
    random = SystemRandom()
    if not redis:
        return Store(time.time, random)
    if not is_cooperative():
        raise ConfigError("FORWARD_PASS_REDIS: expected to be served by forward-pass or gunicorn")
    try:
        from app.rooms.link import Link
        from app.rooms.shared import SharedStore
    except ModuleNotFoundError:
        raise ConfigError(
            "FORWARD_PASS_REDIS: expected the library redis, found none: "
            "pip install 'forward-pass[redis]'"
        ) from None
    try:
        link = Link(redis)
    except ValueError:
        raise ConfigError(
            f"FORWARD_PASS_REDIS: expected redis://HOST:PORT, found {redis!r:.80}"
        ) from None
    return SharedStore(time.time, random, link)
