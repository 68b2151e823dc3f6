"""A network between a browser and the server, of the kind that gives trouble.

One lets no WebSocket through, as some schools' do; one goes silent without a word.
"""

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEAD = 16_384  # bytes: more than any request's head here


class _Connection(socketserver.BaseRequestHandler):
    """Passes bytes on, in both directions, unless they ask for a WebSocket that may not be."""

    request: socket.socket
    server: "_Proxy"

    def handle(self) -> None:
        with suppress(OSError):  # either side may hang up at any time
            head = self.request.recv(HEAD)
            self.server.wait_while_silent()
            if self.server.blocks_websockets and b"upgrade: websocket" in head.lower():
                self.server.refused += 1
                self.request.sendall(REFUSED)
                return
            with socket.create_connection(("127.0.0.1", self.server.port)) as upstream:
                upstream.sendall(head)
                answers = threading.Thread(target=self._pass_on, args=(upstream, self.request))
                answers.start()
                self._pass_on(self.request, upstream)
                answers.join()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self.server.wait_while_silent()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    port = 0  # of the server behind it
    blocks_websockets = False
    refused = 0  # WebSockets
    is_silent = False  # nothing comes through, and nobody is told

    def wait_while_silent(self) -> None:
        while self.is_silent:
            time.sleep(0.02)


@contextmanager
def network(port: int, *, blocks_websockets: bool = False) -> Iterator[tuple[str, _Proxy]]:
    """The address at which a server is reached through it, and the network itself."""
    with _Proxy(("127.0.0.1", 0), _Connection) as proxy:
        proxy.port = port
        proxy.blocks_websockets = blocks_websockets
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}", proxy
        finally:
            proxy.is_silent = False
            proxy.shutdown()
