"""What may arrive, below the level of messages: Engine.IO's packets and Socket.IO's.

Every message is MessagePack in a binary packet, so the only texts are Engine.IO's own.
"""

import binascii
from typing import Any

import msgspec
from socketio import packet
from socketio.packet import CONNECT, DISCONNECT, EVENT

from app.config import MAX_MESSAGE, MOST_PACKETS

# close, ping, pong (each also as a probe before the upgrade to WebSocket), upgrade, no operation
ENGINE_TEXTS = frozenset({"1", "2", "2probe", "3", "3probe", "5", "6"})

_SEPARATOR = "\x1e"
_RESERVED = frozenset({"connect", "connect_error", "disconnect", "*"})


class MalformedPacket(Exception):
    """What came is not a packet; the connection it came from is closed."""


def check_payload(body: bytes) -> None:
    """Check what a POST of the long-polling transport carries.

    Raises:
        MalformedPacket: it is not a series of Engine.IO packets.
    """
    try:
        packets = body.decode().split(_SEPARATOR)
        if len(packets) > MOST_PACKETS:
            raise MalformedPacket(f"expected at most {MOST_PACKETS} packets, found {len(packets)}")
        for packet in packets:
            if packet[:1] == "b":
                data = binascii.a2b_base64(packet[1:], strict_mode=True)
                if len(data) > MAX_MESSAGE:
                    raise MalformedPacket(f"expected at most {MAX_MESSAGE} bytes in a message")
            elif packet not in ENGINE_TEXTS:
                raise MalformedPacket("expected Engine.IO packets with MessagePack in base64")
    except ValueError as error:  # not UTF-8, not base64
        raise MalformedPacket(str(error)) from None


class _Fields(msgspec.Struct):
    type: int
    nsp: str
    data: Any = None
    id: int | None = None


_fields = msgspec.msgpack.Decoder(_Fields)
_encoder = msgspec.msgpack.Encoder()


class Packet(packet.Packet):  # type: ignore[misc]  # the library has no types
    """A Socket.IO packet in MessagePack, decoded strictly and by msgspec."""

    uses_binary_events = False  # bytes stand in it like any other value: one frame a message

    def encode(self) -> bytes:
        """The bytes of one binary message."""
        fields = {"type": self.packet_type, "data": self.data, "nsp": self.namespace}
        if self.id is not None:
            fields["id"] = self.id
        return _encoder.encode(fields)

    def decode(self, encoded_packet: object) -> None:
        """Read one binary message.

        Raises:
            MalformedPacket: it is not a packet, or not one that a client may send here.
        """
        if not isinstance(encoded_packet, bytes):
            raise MalformedPacket("expected a binary message")
        try:
            fields = _fields.decode(encoded_packet)
        except (ValueError, RecursionError) as error:  # malformed, not UTF-8, nested too deep
            raise MalformedPacket(str(error)) from None
        # Acknowledgements are not among them: the server never asks for one.
        if fields.type not in (CONNECT, DISCONNECT, EVENT):
            raise MalformedPacket(f"expected connect, disconnect or event, found {fields.type}")
        if fields.type == EVENT and not _is_event(fields.data):
            raise MalformedPacket("expected an event's name, then its arguments")
        self.packet_type = fields.type
        self.namespace = fields.nsp
        self.data = fields.data
        self.id = fields.id


def packed(event: str, message: object) -> bytes:
    """A message as it travels, for whoever sends the same to many."""
    encoded: bytes = Packet(EVENT, namespace="/", data=[event, message]).encode()
    return encoded


def _is_event(data: object) -> bool:
    return (
        isinstance(data, list)
        and len(data) > 0
        and isinstance(data[0], str)
        and data[0] not in _RESERVED
    )
