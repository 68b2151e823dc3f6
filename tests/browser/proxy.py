"""A network between the browser and the server that lets no WebSocket through, as some schools'."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEAD = 16_384  # bytes: more than any request's head here


class _Connection(socketserver.BaseRequestHandler):
    """Passes bytes on, in both directions, unless they ask for a WebSocket."""

    request: socket.socket
    server: "_Proxy"

    def handle(self) -> None:
        with suppress(OSError):  # either side may hang up at any time
            head = self.request.recv(HEAD)
            if b"upgrade: websocket" in head.lower():
                self.server.refused += 1
                self.request.sendall(REFUSED)
                return
            with socket.create_connection(("127.0.0.1", self.server.port)) as upstream:
                upstream.sendall(head)
                answers = threading.Thread(target=_pass_on, args=(upstream, self.request))
                answers.start()
                _pass_on(self.request, upstream)
                answers.join()


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    port = 0  # of the server behind it
    refused = 0  # WebSockets


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def without_websockets(port: int) -> Iterator[tuple[str, _Proxy]]:
    """The address at which a server is reached without WebSockets, and who counts them."""
    with _Proxy(("127.0.0.1", 0), _Connection) as proxy:
        proxy.port = port
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}", proxy
        finally:
            proxy.shutdown()
