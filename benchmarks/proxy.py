"""A network between a browser and the server, of the kind that gives trouble.

One refuses WebSockets, as some schools' do, one lets them hang or swallows what they carry; one
goes silent without a word.
"""

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEAD = 16_384  # bytes: more than any request's head here

# "hung": the handshake is never answered. "mute": it is, and then no frame comes through, either
# way; "deaf": only those of the server are lost.
WebSockets = Literal["open", "refused", "hung", "mute", "deaf"]


class _Connection(socketserver.BaseRequestHandler):
    """Passes bytes on, in both directions, unless they ask for a WebSocket that may not be."""

    request: socket.socket
    server: "_Proxy"

    def handle(self) -> None:
        with suppress(OSError):  # either side may hang up at any time
            head = self.request.recv(HEAD)
            self.server.wait_while_silent()
            is_websocket = b"upgrade: websocket" in head.lower()
            self.server.n_websockets += is_websocket
            if is_websocket and self.server.websockets == "refused":
                self.request.sendall(REFUSED)
                return
            if is_websocket and self.server.websockets == "hung":
                while self.request.recv(HEAD):
                    pass
                return
            with socket.create_connection(("127.0.0.1", self.server.port)) as upstream:
                upstream.sendall(head)
                back = (upstream, self.request, ("mute", "deaf") if is_websocket else ())
                answers = threading.Thread(target=self._pass_on, args=back)
                if is_websocket:
                    self.request.sendall(_head_of_answer(upstream))
                answers.start()
                self._pass_on(self.request, upstream, ("mute",) if is_websocket else ())
                answers.join()

    def _pass_on(
        self, source: socket.socket, sink: socket.socket, swallowed: tuple[WebSockets, ...]
    ) -> None:
        """Until either side hangs up; but nothing while WebSockets are as ``swallowed`` says."""
        with suppress(OSError):
            while data := source.recv(65_536):
                self.server.wait_while_silent()
                if self.server.websockets not in swallowed:
                    sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


def _head_of_answer(upstream: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n") and (byte := upstream.recv(1)):
        head += byte
    return head


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    port = 0  # of the server behind it
    websockets: WebSockets = "open"
    n_websockets = 0  # that were asked for
    is_silent = False  # nothing comes through, and nobody is told

    def wait_while_silent(self) -> None:
        while self.is_silent:
            time.sleep(0.02)


@contextmanager
def network(port: int, *, websockets: WebSockets = "open") -> Iterator[tuple[str, _Proxy]]:
    """The address at which a server is reached through it, and the network itself."""
    with _Proxy(("127.0.0.1", 0), _Connection) as proxy:
        proxy.port = port
        proxy.websockets = websockets
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}", proxy
        finally:
            proxy.is_silent = False
            proxy.shutdown()
