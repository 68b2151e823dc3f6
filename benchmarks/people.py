"""People who draw: many Socket.IO connections in one loop of asyncio."""

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Self, cast

import msgspec

from benchmarks.drawings import as_input, digits, growing
from benchmarks.frames import BINARY, CLOSE, TEXT, Frames, joining, masked, question, upgrade

STEPS = 30  # messages from the first point of a digit to the whole of it

_WAIT = 30.0  # seconds for a connection, and for the last answers


class _Answer(msgspec.Struct):
    error: msgspec.Raw | None = None


class _Packet(msgspec.Struct):
    type: int
    id: int | None = None
    data: msgspec.Raw = msgspec.Raw()


_packet = msgspec.msgpack.Decoder(_Packet)
_answer = msgspec.msgpack.Decoder(tuple[_Answer])


@dataclass
class Tally:
    """What became of the drawings. ``delays``: seconds from sending a drawing to its answer."""

    delays: list[float] = field(default_factory=list)
    n_sent: int = 0
    n_answered: int = 0
    n_final_sent: int = 0
    n_final_answered: int = 0

    @property
    def n_unanswered(self) -> int:
        """Drawings without an answer, or refused."""
        return self.n_sent - self.n_answered

    @property
    def n_lost(self) -> int:
        """Whole digits without an answer, or refused."""
        return self.n_final_sent - self.n_final_answered


class _Sent(msgspec.Struct):
    id: int
    at: float
    is_final: bool


class Person(asyncio.Protocol):
    """One connection; draws digit after digit, and keeps count in a tally.

    Every drawing is sent when it is due, answered or not: nothing is spared the server that the
    page, which sends only the newest, would spare it.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._frames: Frames | None = None
        self._head = b""
        self._n_sent = 0
        self._waiting: deque[_Sent] = deque()
        self._joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._idle = asyncio.Event()

    @classmethod
    async def joined(cls, port: int, tally: Tally) -> Self:
        """Somebody who has opened the page."""
        loop = asyncio.get_running_loop()
        transport, person = await loop.create_connection(lambda: cls(tally), "127.0.0.1", port)
        transport.write(upgrade(port))
        await asyncio.wait_for(person._joined, _WAIT)  # noqa: SLF001  # its own
        return person

    async def draw(self, first: int, rate: float, seconds: float) -> None:
        """Send a drawing ``rate`` times a second, and wait for the last answer.

        ``first``: the digit to begin with.
        """
        start = time.perf_counter()
        for k, (message, is_final) in enumerate(messages(first, round(rate * seconds))):
            await asyncio.sleep(start + k / rate - time.perf_counter())
            self.send(message, is_final=is_final)
        await self.settle()

    def send(self, message: dict[str, object], *, is_final: bool, due: float | None = None) -> None:
        """Send a drawing, unless the connection is gone; its answer goes into the tally.

        ``due``: since when it has been waiting, by ``time.perf_counter``.
        """
        if self.is_gone:
            return
        k = self._n_sent
        self._n_sent += 1
        self._tally.n_sent += 1
        self._tally.n_final_sent += is_final
        self._waiting.append(_Sent(k, due or time.perf_counter(), is_final))
        self._transport.write(question("pass", {"seq": k, **message}, packet_id=k))

    async def settle(self, seconds: float = _WAIT) -> bool:
        """Wait for the answers that are still to come, at most so long: whether they came."""
        self._idle.clear()
        if self._waiting and not self.is_gone:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), seconds)
        return not self._waiting

    @property
    def is_gone(self) -> bool:
        """Whether the connection has ended."""
        return self._transport.is_closing()

    def leave(self) -> None:
        """Close the page, without a word as browsers do when a machine is shut."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the server."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits any more."""
        if not self._joined.done():
            self._joined.set_exception(exc or ConnectionError("refused by the server"))
        self._idle.set()

    def data_received(self, data: bytes) -> None:
        """The server's handshake, then its frames."""
        if self._frames is None:
            self._head += data
            head, end, data = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._transport.abort()
                return
            self._frames = Frames()
        for opcode, payload in self._frames.feed(data):
            self._receive(opcode, payload)

    def _receive(self, opcode: int, payload: bytes) -> None:
        if opcode == CLOSE:
            self._transport.close()
        elif opcode == TEXT:
            if payload.startswith(b"0"):  # Engine.IO's greeting
                self._transport.write(joining())
            elif payload == b"2":  # its ping
                self._transport.write(masked(TEXT, b"3"))
        elif opcode == BINARY:
            packet = _packet.decode(payload)
            if packet.id is None:
                self._joined.set_result(None)
            else:
                self._answered(packet)

    def _answered(self, packet: _Packet) -> None:
        sent = self._waiting.popleft()
        if packet.id != sent.id:
            raise AssertionError(f"expected the answer to {sent.id}, found that to {packet.id}")
        if not self._waiting:
            self._idle.set()
        if _answer.decode(packet.data)[0].error is None:
            self._tally.delays.append(time.perf_counter() - sent.at)
            self._tally.n_answered += 1
            self._tally.n_final_answered += sent.is_final


async def join(port: int, n: int, tally: Tally) -> list[Person]:
    """``n`` people, who come one after the other."""
    return [await Person.joined(port, tally) for _ in range(n)]


async def draw_together(people: Sequence[Person], rate: float, seconds: float) -> None:
    """All draw at once, each at a moment of their own within the rate."""

    async def one(k: int, person: Person) -> None:
        await asyncio.sleep(k / len(people) / rate)
        await person.draw(k, rate, seconds)

    await asyncio.gather(*(one(k, person) for k, person in enumerate(people)))


def leave(people: Iterable[Person]) -> None:
    """All go home."""
    for person in people:
        person.leave()


_digits: list[list[dict[str, object]]] = []


def messages(first: int, n: int) -> Iterator[tuple[dict[str, object], bool]]:
    """``n`` messages of growing digits, and whether each is a whole digit."""
    if not _digits:
        _digits.extend(
            [
                {"network": "classic", "input": as_input(drawing)}
                for drawing in growing(digit, STEPS)
            ]
            for digit in digits()
        )
    endless = (
        (message, k == STEPS - 1)
        for digit in islice(cycle(_digits), first % len(_digits), None)
        for k, message in enumerate(digit)
    )
    return islice(endless, n)
