"""Where phones come in: the addresses that lead here, and a port opened on the network for them."""

import io
import ipaddress
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

import segno

from app.addresses import is_loopback, phone_places
from app.config import Config
from app.serve import CannotListen


class Way(NamedTuple):
    """An address that a phone can open, and the adapter of this machine that has it, if one has."""

    url: str
    adapter: str


class _Listening(NamedTuple):
    host: str
    port: int
    also: Callable[[str], object]


class Entrance:
    """The ways to this server.

    ``app.serve`` says where it listens. Another server, such as gunicorn, says nothing: then people
    come in by the address of whoever asks, and so they do behind a proxy.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._opened: set[str] = set()
        self._listening: _Listening | None = None
        self._here = ""

    def begin(self, host: str, port: int, also: Callable[[str], object]) -> None:
        """The server listens there now; ``also`` has it listen at another address, too."""
        name = "127.0.0.1" if ipaddress.ip_address(host).is_unspecified else host
        self._here = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
        if not self._config.proxies:
            self._listening = _Listening(host, port, also)

    @property
    def here(self) -> str:
        """The origin for this very machine, of a server that listens."""
        return self._here

    @property
    def is_closed(self) -> bool:
        """Whether only this very machine comes in, and ``open`` would let others in."""
        return self._is_local and not self._opened

    def open(self) -> None:
        """Listen at every address that phones may share, until the server stops.

        Each address has a listener of its own: where one listens on loopback already, no system
        lets another have the same port on all addresses. Call it again for addresses that are new.

        Raises:
            CannotListen: the port is somebody else's at the only address, or at each of them.
        """
        if self._listening is None or not self._is_local:
            return
        refused = None
        for place in phone_places():
            if place.address in self._opened:
                continue
            try:
                self._listening.also(place.address)
            except CannotListen as error:
                refused = refused or error
            else:
                self._opened.add(place.address)
        if refused and not self._opened:
            raise refused

    def ways(self, origin: str, path: str) -> list[Way]:
        """Addresses of a path for phones, the likeliest first.

        Args:
            origin: by which whoever asks came in, such as ``http://127.0.0.1:8000``.
            path: such as ``/c/H4KP7W``.
        """
        host = urlsplit(origin).hostname or ""
        asked = [Way(origin + path, "")]
        if self._listening is None:
            return [] if is_loopback(host) else asked
        own, port, _ = self._listening
        listens_at_all = self._is_local or ipaddress.ip_address(own).is_unspecified
        found = [
            Way(f"http://{address}:{port}{path}", adapter)
            for address, adapter in phone_places()
            if listens_at_all or address == own
        ]
        return [*asked, *found] if host in self._config.hosts else found

    @property
    def _is_local(self) -> bool:
        """Whether the server began by listening for this very machine alone."""
        return self._listening is not None and is_loopback(self._listening.host)


def qr_image(url: str) -> str:
    """The QR code of an address as a data URI: black on white, with the margin it needs."""
    return _qr_code(url).svg_data_uri(border=4, light="#fff", omitsize=True)


def qr_lines(url: str) -> list[str]:
    """The QR code for a terminal whose text is light on dark: two rows of it in each line."""
    out = io.StringIO()
    _qr_code(url).terminal(out, border=2, compact=True)
    return out.getvalue().splitlines()


def _qr_code(url: str) -> segno.QRCode:
    return segno.make_qr(url, error="m")  # an eighth may be lost to glare
