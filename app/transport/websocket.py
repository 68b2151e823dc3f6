"""The WebSocket of one connection, for python-engineio, on wsproto and a gevent socket.

It takes the place of the library's own, which leaves some things unbounded: it reads ahead in a
greenlet of its own whether or not the messages are wanted, accepts compressed ones, and takes a
partial write for a whole one. Here a message is read when it is asked for, so a connection that
sends too fast is slowed down by TCP itself; compression is not offered; a client that does not
read is closed.
"""

import contextlib
import socket
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any

import gevent
from engineio.exceptions import EngineIOError
from gevent.lock import Semaphore
from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, generate_accept_token

from app.config import (
    FRAME_BURST,
    FRAME_RATE,
    HELLO_WITHIN,
    MAX_MESSAGE,
    READER_TIMEOUT,
    SILENCE,
)
from app.transport.packets import ENGINE_TEXTS
from app.transport.rate import Bucket
from app.turns import after_reading, give_way

SOCKET = "forward_pass.socket"  # where the WSGI environment holds the connection's socket

_RECEIVE = 8_192  # bytes at once
_TURN = 8  # frames after which the answers' writer and other connections get a turn
_LINGER = 1.0  # seconds in which what the client still sends is taken, but not answered
_LINGER_READS = 64

_TOO_BIG = CloseConnection(CloseReason.MESSAGE_TOO_BIG, f"at most {MAX_MESSAGE} bytes a message")
_NOT_BINARY = CloseConnection(CloseReason.UNSUPPORTED_DATA, "expected MessagePack in binary")


class WebSocket:
    """Called by python-engineio with (handler, server), then as a WSGI application.

    ``wait``, ``send`` and ``close`` are what the handler uses.
    """

    def __init__(self, handler: Callable[["WebSocket"], object], server: object) -> None:
        del server
        self._handler = handler
        self._connection = Connection(ConnectionType.SERVER)
        self._frames = Bucket(FRAME_RATE, FRAME_BURST)
        self._sending = Semaphore()  # a frame is never cut by another
        self._is_closing = False
        self._has_spoken = False
        self._messages = self._read()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        """Upgrade the connection and serve it until its end."""
        del start_response
        is_gunicorn = "gunicorn.socket" in environ
        self._socket: socket.socket = environ["gunicorn.socket" if is_gunicorn else SOCKET]
        self._socket.settimeout(READER_TIMEOUT)
        token = generate_accept_token(environ["HTTP_SEC_WEBSOCKET_KEY"].encode())
        self._socket.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + token + b"\r\n\r\n"
        )
        with contextlib.suppress(OSError, EngineIOError):  # the session, or its client, is gone
            self._handler(self)
        if is_gunicorn:
            raise StopIteration  # how gunicorn is told that there is no response to send
        return ()  # on an empty list python-engineio would answer over HTTP

    def wait(self) -> bytes | str | None:
        """The next message; None when there will be no more."""
        try:
            return next(self._messages, None)
        except OSError:  # the connection is gone
            return None

    def send(self, message: bytes | str) -> None:
        """Send one message.

        Raises:
            OSError: the connection is closed, or its client does not read.
        """
        if isinstance(message, str):
            self._send(TextMessage(data=message))
        else:
            self._send(BytesMessage(data=message))

    def close(self) -> None:
        """Say that this is the end; ``wait`` goes on until the client has said the same."""
        if self._connection.state is ConnectionState.OPEN:
            self._is_closing = True
            with contextlib.suppress(OSError):  # it has ended already
                self._send(CloseConnection(CloseReason.NORMAL_CLOSURE))
            gevent.spawn_later(_LINGER, self._shutdown, socket.SHUT_RDWR)

    def _read(self) -> Iterator[bytes | str]:
        message, n_frames = bytearray(), 0
        while data := self._receive():
            self._has_spoken = True
            self._connection.receive_data(data)
            for event in self._connection.events():
                pause = self._frames.take()
                n_frames += 1
                if pause or n_frames % _TURN == 0:
                    give_way(pause)
                if isinstance(event, Ping):
                    self._send(event.response())
                elif isinstance(event, CloseConnection):
                    self._end(event.response())
                    return
                elif isinstance(event, BytesMessage | TextMessage) and not self._is_closing:
                    part = event.data
                    message += part.encode() if isinstance(part, str) else part
                    if len(message) > MAX_MESSAGE:
                        self._end(_TOO_BIG)
                        return
                    if event.message_finished:
                        is_text = isinstance(event, TextMessage)
                        if is_text and message.decode() not in ENGINE_TEXTS:
                            self._end(_NOT_BINARY)
                            return
                        yield message.decode() if is_text else bytes(message)
                        message.clear()

    def _receive(self) -> bytes:
        """What the client sent; nothing at the end.

        Raises:
            OSError: the connection is gone, or silent for too long.
        """
        if self._has_spoken:
            return self._received()
        with gevent.Timeout(HELLO_WITHIN, ConnectionError("silent")):
            return self._received()

    def _received(self) -> bytes:
        begun = monotonic()
        while True:
            with contextlib.suppress(TimeoutError):
                data = self._socket.recv(_RECEIVE)
                if not data:
                    after_reading()
                return data
            if monotonic() - begun > SILENCE:
                raise ConnectionError("silent")

    def _send(self, event: Event) -> None:
        try:
            data = self._connection.send(event)
        except LocalProtocolError as error:  # the closing frame has been sent
            raise ConnectionError(str(error)) from None
        with self._sending:
            try:
                self._socket.sendall(data)
            except OSError:  # among them the timeout of a client that does not read
                self._shutdown(socket.SHUT_RDWR)  # half a frame may be out: nothing can follow
                raise

    def _end(self, close: CloseConnection) -> None:
        """Say why it ends, and stay until that is read: closing with data unread would lose it."""
        self._is_closing = True
        if self._connection.state is not ConnectionState.CLOSED:
            self._send(close)
        self._shutdown(socket.SHUT_WR)
        with gevent.Timeout(_LINGER, exception=False):
            for _ in range(_LINGER_READS):
                if not self._receive():
                    return

    def _shutdown(self, how: int) -> None:
        with contextlib.suppress(OSError):  # the client was faster
            self._socket.shutdown(how)
