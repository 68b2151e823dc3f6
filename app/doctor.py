"""What `forward-pass doctor` looks at: one finding after the other, each in one line."""

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from app import serve
from app.addresses import phone_places
from app.config import PREFIX, Config, ConfigError, variable
from app.model_store import ModelError, load_all
from app.own.folder import own_networks
from app.paths import folder
from app.static_files import CLIENT
from app.training.data import DataError, read_mnist, read_strokes


class Finding(NamedTuple):
    """``ok`` is None where nothing is wrong, but something may surprise."""

    ok: bool | None
    subject: str
    text: str


def examine() -> Iterator[Finding]:
    """Look at everything that the server needs, and at what it can do without."""
    try:
        config = Config.from_environment(os.environ)
    except ConfigError as error:
        yield Finding(False, "settings", str(error))
        return
    yield _settings()
    yield _attempt("weights", lambda: _weights(config))
    yield _own(config)
    yield _port(config)
    yield _client()
    yield _attempt("MNIST", lambda: _mnist(config))
    yield _attempt("strokes", lambda: _strokes(config))
    yield _phones(config)


def _attempt(subject: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except (ModelError, DataError) as error:
        return Finding(False, subject, str(error))


def _settings() -> Finding:
    known = {variable(name) for name in Config.__struct_fields__}
    given = sorted(name for name in os.environ if name.startswith(PREFIX))
    unknown = [name for name in given if name not in known]
    if unknown:
        return Finding(None, "settings", f"not known, so without effect: {', '.join(unknown)}")
    return Finding(True, "settings", ", ".join(given) or "all at their defaults")


def _weights(config: Config) -> Finding:
    unread: list[ModelError] = []
    names = ", ".join(load_all(config.models, unread.append))
    if unread:
        return Finding(False, "weights", "; ".join(map(str, unread)))
    return Finding(True, "weights", f"{names} in {config.models}")


def _own(config: Config) -> Finding:
    unread: list[ModelError] = []
    names = ", ".join(own_networks(config, unread.append)) or "none"
    if unread:
        return Finding(None, "own networks", "; ".join(map(str, unread)))
    return Finding(True, "own networks", f"{names} in {config.own}")


def _port(config: Config) -> Finding:
    port = serve.DEFAULT_PORT if config.port is None else config.port
    try:
        serve.listen(config.host, port).close()
    except serve.CannotListen as error:
        if isinstance(error, serve.PortInUse) and config.port is None:
            return Finding(None, "port", f"{error}; the next free one will be taken")
        return Finding(False, "port", str(error))
    return Finding(True, "port", f"{port} is free" if port else "any that is free")


def _client() -> Finding:
    if (folder("static") / CLIENT).is_file():
        return Finding(True, "browser client", CLIENT)
    return Finding(
        False,
        "browser client",
        f"{folder('static') / CLIENT} is missing: install the project again",
    )


def _mnist(config: Config) -> Finding:
    if config.mnist is None:
        return Finding(None, "MNIST", f"none given; {variable('mnist')} names its folder")
    return Finding(True, "MNIST", f"{len(read_mnist(config.mnist, 't10k').labels)} test digits")


def _strokes(config: Config) -> Finding:
    if config.strokes is None:
        return Finding(None, "strokes", f"none given; {variable('strokes')} names the file")
    return Finding(True, "strokes", f"{len(read_strokes(config.strokes))} digits")


def _phones(config: Config) -> Finding:
    places = phone_places()
    if not places:
        return Finding(None, "phones", "this machine is on no network that they could share")
    port = serve.DEFAULT_PORT if config.port is None else config.port
    addresses = [f"http://{place.address}{f':{port}' if port else ''}" for place in places]
    shown = " or ".join(addresses) + ("" if port else ", at the port that `serve` tells")
    after = (
        "" if serve.is_any(config.host) else ", once `class` or a class on the page lets them in"
    )
    return Finding(True, "phones", shown + after)
