"""The server under fire: what is thrown at it, and what it must still do afterwards."""

import http.client
import json
import re
import socket
import time
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import msgspec
import websocket

from tests.fixtures import messages as fixtures
from tests.fuzz.corpus import GOOD
from tests.fuzz.packets import Case
from tests.serving import ROOT, RawSocket, Server

WITHIN = 10.0  # seconds for anything at all
AT_REST_WITHIN = 40.0  # seconds: longer than a connection may be silent
_RENEW = 40  # cases on one connection: below what it may ask at once
_GOOD_ID = 1_000_000_007
_PATH = "/socket.io/"
_QUERY = "EIO=4&transport=polling"
_GONE = (ConnectionError, websocket.WebSocketException, TimeoutError, OSError)

# The table in docs/wire.md: `message` | …, or `shape`, `numbers` | …
_ERRORS = (ROOT / "docs" / "wire.md").read_text(encoding="utf-8").partition("## Errors")[2]
CODES = frozenset(
    code
    for row in re.findall(r"^\| (`[a-z]+`(?:, `[a-z]+`)*) \|", _ERRORS, re.MULTILINE)
    for code in re.findall(r"`([a-z]+)`", row)
)


class Target:
    """A server, and one connection to it that is renewed whenever a case has ended it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._raw = RawSocket(server.url)
        self._n_cases = 0
        self.n_answered = 0  # cases that got an answer
        self.n_errors = 0  # of these, with a typed error
        self.n_closed = 0  # cases that closed their connection

    def throw(self, case: Case) -> None:
        """Send what a case says; then the next good message, or connection, must be served."""
        self._n_cases += 1
        if self._n_cases % _RENEW == 0:
            self._renew()
        match case.kind:
            case "text":
                self._converse(lambda: self._raw.frames.send(case.content))
            case "binary":
                if _leaves(case.content):
                    self._raw.send(case.content)
                    self._renew()
                else:
                    self._converse(lambda: self._raw.send(case.content))
            case "frames":
                self._break_off(case.content)
            case "body":
                self._post(case.content)
            case "query":
                self._request(case.content)
        self._check_served()

    def at_rest(self) -> tuple[int, int]:
        """How many files and threads the server has open, without this connection's."""
        self._raw.close()
        n = (self._server.n_files(), self._server.n_threads())
        self._raw = RawSocket(self._server.url)
        return n

    def close(self) -> None:
        """End the connection."""
        self._raw.close()

    def _renew(self) -> None:
        with suppress(*_GONE):
            self._raw.close()
        self._raw = RawSocket(self._server.url)

    def _converse(self, send: Any) -> None:
        """Send, then a good question: everything up to its answer must be as the contract says."""
        try:
            send()
            self._ask()
        except _GONE as error:
            self._renew()  # first of all: a failing case is tried again, smaller
            if isinstance(error, TimeoutError | websocket.WebSocketTimeoutException):
                raise AssertionError("neither an answer nor an end") from error
            self.n_closed += 1

    def _check_served(self) -> None:
        try:
            self._ask()
        except _GONE as error:
            raise AssertionError(f"the next good message was not served: {error!r}") from error

    def _ask(self) -> None:
        packet = {"type": 2, "nsp": "/", "id": _GOOD_ID, "data": ["pass", GOOD]}
        self._raw.send(packet)
        while True:
            received = self._raw.receive()
            if received.get("id") != _GOOD_ID:
                self._check_packet(received)
                continue
            (answer,) = received["data"]
            if answer.get("error", {}).get("code") == "rate":  # a large message was paid for
                self._renew()
                self._raw.send(packet)
                continue
            assert "error" not in answer, answer
            _check_finite(answer)
            return

    def _check_packet(self, packet: dict[str, Any]) -> None:
        if packet["type"] not in (2, 3):  # what became of a connect packet
            return
        answer = packet["data"][-1]
        _check_finite(answer)
        self.n_answered += packet["type"] == 3
        if "error" in answer:
            self.n_errors += 1
            error = answer["error"]
            assert error["code"] in CODES - {"internal"}, error
            assert error["message"] == f"expected {error['expected']}, found {error['found']}"

    def _break_off(self, content: bytes) -> None:
        """Raw bytes on a connection of their own, which ends with them."""
        raw = RawSocket(self._server.url)
        with suppress(*_GONE):
            raw.wire.sendall(content)
            raw.wire.shutdown(socket.SHUT_WR)
            raw.wire.settimeout(WITHIN)
            while raw.wire.recv(65_536):
                pass
        raw.wire.close()
        self.n_closed += 1

    def _post(self, body: bytes) -> None:
        """A body on a long-polling session of its own, and the session's end."""
        opened = self._http("GET", _QUERY)
        if opened[0] == 503:
            raise AssertionError("too many connections are open")
        sid = json.loads(opened[1][1:])["sid"]
        status, _ = self._http("POST", f"{_QUERY}&sid={sid}", body)
        assert status in (200, 400, 411, 413), status
        self._http("POST", f"{_QUERY}&sid={sid}", b"1")  # close, if it is still there

    def _request(self, query: str) -> None:
        status, body = self._http("GET", query)
        assert status in (200, 400, 403, 404, 405), (status, body)

    def _http(self, method: str, query: str, body: bytes | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=WITHIN)
        path = f"{_PATH}?{quote(query, safe='=&%+')}"
        connection.request(method, path, body, {"Connection": "close"})
        answer = connection.getresponse()
        status, content = answer.status, answer.read()
        connection.close()
        return status, content


def _leaves(content: bytes) -> bool:
    """Whether a client joins or leaves with it, after which nothing may be answered."""
    try:
        packet = msgspec.msgpack.decode(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(packet, dict) and packet.get("type") in (0, 1)


def _check_finite(answer: dict[str, Any]) -> None:
    json.dumps(fixtures.meaning(answer), allow_nan=False)


def come_to_rest(target: Target, before: tuple[int, int]) -> tuple[int, int]:
    """How many more files and threads there are than before, once all is closed that will be."""
    deadline = time.monotonic() + AT_REST_WITHIN
    while True:
        now = target.at_rest()
        more = (max(0, now[0] - before[0]), max(0, now[1] - before[1]))
        if more == (0, 0) or time.monotonic() > deadline:
            return more
        time.sleep(0.2)
