"""WebSocket and Socket.IO as bytes, for clients that should cost next to nothing.

A measured time holds the client's part, too. This one reads and writes whole frames (RFC 6455)
and leaves out what a benchmark does not meet: fragments, extensions, texts above 64 KB.
"""

import base64
import hashlib
from collections.abc import Iterator

import msgspec

TEXT, BINARY, CLOSE = 1, 2, 8

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # of RFC 6455
_CONNECT, _EVENT = 0, 2  # Socket.IO's types of packet

_decoder = msgspec.msgpack.Decoder()


def upgrade(port: int) -> bytes:
    """The request that opens a Socket.IO connection over WebSocket."""
    return (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def accept(request: bytes) -> bytes:
    """A server's answer to ``upgrade``."""
    key = request.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\r\n")[0]
    token = base64.b64encode(hashlib.sha1(key + _GUID).digest())  # noqa: S324  # RFC 6455 wants it
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + token + b"\r\n\r\n"
    )


def masked(opcode: int, payload: bytes) -> bytes:
    """A client's frame. The mask is zero: it is there, as it must be, and changes nothing."""
    return _head(opcode, len(payload), 0x80) + bytes(4) + payload


def unmasked(opcode: int, payload: bytes) -> bytes:
    """A server's frame."""
    return _head(opcode, len(payload), 0) + payload


def _head(opcode: int, n: int, mask: int) -> bytes:
    if n < 126:
        return bytes((0x80 | opcode, mask | n))
    return bytes((0x80 | opcode, mask | 126)) + n.to_bytes(2, "big")


class Frames:
    """What arrives on a connection, cut into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The opcode and payload of each frame that ``data`` completes."""
        buffer = self._buffer
        buffer += data
        while len(buffer) >= 2:
            start, n = 2, buffer[1] & 0x7F
            if n >= 126:
                start = 4 if n == 126 else 10
                n = int.from_bytes(buffer[2:start], "big")
            if buffer[1] & 0x80:
                start += 4
            if len(buffer) < start + n:
                return
            opcode, payload = buffer[0] & 0x0F, bytes(buffer[start : start + n])
            del buffer[: start + n]
            yield opcode, payload


def joining() -> bytes:
    """The Socket.IO packet that a client begins with."""
    return masked(BINARY, msgspec.msgpack.encode({"type": _CONNECT, "nsp": "/"}))


def question(event: str, *arguments: object, packet_id: int = 0) -> bytes:
    """The frame of an event that wants an answer."""
    packet = {"type": _EVENT, "nsp": "/", "id": packet_id, "data": [event, *arguments]}
    return masked(BINARY, msgspec.msgpack.encode(packet))


def answered(payload: bytes) -> object:
    """What an answer holds, or an event of the server: its last argument."""
    return _decoder.decode(payload)["data"][-1]


def is_answer(payload: bytes) -> bool:
    """Whether it answers a question, and is not an event of the server."""
    return _decoder.decode(payload).get("id") is not None
