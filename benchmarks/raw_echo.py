"""``python -m benchmarks.raw_echo SIZE``: a WebSocket server that does nothing but answer.

Each message is answered with one of SIZE bytes. It has no layer above WebSocket and no work of
its own: the floor under every server in Python. It prints its port once it listens.
"""

import asyncio
import sys
from typing import cast

import click

from benchmarks.frames import BINARY, Frames, accept, unmasked


class Echo(asyncio.Protocol):
    """One connection."""

    def __init__(self, size: int) -> None:
        self._answer = unmasked(BINARY, bytes(size))
        self._frames: Frames | None = None
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """The handshake first, then messages."""
        if self._frames is None:
            self._head += data
            if self._head.endswith(b"\r\n\r\n"):
                self._transport.write(accept(self._head))
                self._frames = Frames()
            return
        for _ in self._frames.feed(data):
            self._transport.write(self._answer)


async def main(size: int) -> None:
    """Serve on a free port until SIGTERM."""
    server = await asyncio.get_running_loop().create_server(lambda: Echo(size), "127.0.0.1", 0)
    click.echo(server.sockets[0].getsockname()[1])
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
