"""Turns: nobody waits for all that somebody else has sent at once."""

import signal
import socket
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import gevent
import msgspec
import pytest
from gevent import socket as gevent_socket

from app import turns
from app.turns import Work, after_reading, breathe, by_turns, give_way, stand_in_line
from tests.fixtures import messages as fixtures
from tests.serving import RawSocket, Server, fetch, serving


def busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_turn_is_the_sockets_too() -> None:
    """An echo comes back after one piece of the work that goes on beside it, not after fifty."""
    here, there = gevent_socket.socketpair()
    pieces = 0

    def work() -> None:
        nonlocal pieces
        while pieces < 60:
            busy(0.001)
            pieces += 1
            give_way()

    def echo() -> None:
        there.sendall(there.recv(1))

    workers = [gevent.spawn(echo), gevent.spawn(work)]
    here.sendall(b"x")
    assert here.recv(1) == b"x"
    assert pieces < 10
    gevent.joinall(workers)
    here.close()
    there.close()


def test_work_is_told_without_the_turns_of_others() -> None:
    seconds: dict[str, float] = {}

    def work(name: str, pieces: int) -> None:
        with Work() as done:
            for _ in range(pieces):
                busy(0.004)
                breathe()
        seconds[name] = done.seconds

    gevent.joinall([gevent.spawn(work, "long", 10), gevent.spawn(work, "short", 2)])
    assert 0.04 <= seconds["long"] < 0.1
    assert 0.008 <= seconds["short"] < 0.03


@pytest.mark.parametrize("wait", [stand_in_line, after_reading])
def test_of_many_who_begin_at_once_one_goes_on_at_a_time(wait: Callable[[], None]) -> None:
    here, there = gevent_socket.socketpair()
    begun: list[int] = []

    def work(k: int) -> None:
        wait()
        begun.append(k)
        busy(0.001)

    def echo() -> None:
        there.sendall(there.recv(1))

    workers = [gevent.spawn(echo), *(gevent.spawn(work, k) for k in range(100))]
    here.sendall(b"x")
    assert here.recv(1) == b"x"
    assert len(begun) < 10
    gevent.joinall(workers)
    assert begun == list(range(100))
    here.close()
    there.close()


def test_only_what_has_held_the_loop_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[None] = []
    monkeypatch.setattr(turns._pieces, "stand", lambda: times.append(None))
    monkeypatch.setattr(turns, "LONGEST_HOLD", 0.01)

    def pieces() -> Generator[None, None, str]:
        for _ in range(3):
            yield
        assert not times
        busy(0.011)
        yield
        yield
        return "done"

    with Work():
        assert by_turns(pieces()) == "done"
    assert len(times) == 1
    breathe()  # it is nobody's work: nothing tells since when
    assert len(times) == 2


# In the server


def test_a_page_comes_before_hundreds_that_another_has_asked_for_at_once(server: Server) -> None:
    n, came = 400, 0
    asked = b"".join(
        b"HEAD /?x=%d HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n" % k
        for k in range(n)
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as greedy:

        def read() -> None:
            nonlocal came
            while came < n and (data := greedy.recv(65_536)):
                came += data.count(b"HTTP/1.1 200")

        reader = threading.Thread(target=read)
        reader.start()
        greedy.sendall(asked)
        assert fetch(server.url + "/healthz")[0] == 200
        assert came < n / 2
        reader.join()
    assert came == n


def test_nothing_looks_through_all_that_the_server_was_made_of(models: Path) -> None:
    """A collection of cycles holds the loop: 60 ms for the modules, and for who has gone."""
    tell = (
        "import gc, signal, sys\n"
        "def tell(*_):\n"
        "    kinds = [type(each).__name__ for each in gc.get_objects()]\n"
        "    print(len(kinds), gc.get_freeze_count(), kinds.count('Greenlet'), file=sys.stderr)\n"
        "signal.signal(signal.SIGUSR1, tell)\n"
    )
    with serving(models=models, first=tell) as server:
        for _ in range(50):  # each opens a session, and is heard of no more
            assert fetch(server.url + "/socket.io/?EIO=4&transport=polling")[0] == 200
        server.process.send_signal(signal.SIGUSR1)
        assert fetch(server.url + "/healthz")[0] == 200
        status, told = server.stop()
    n_objects, n_frozen, n_greenlets = map(int, told.split())
    assert status == 0
    assert n_objects < n_frozen / 3
    assert n_greenlets < 20


def question(k: int, event: str, data: object) -> bytes:
    return msgspec.msgpack.encode({"type": 2, "nsp": "/", "id": k, "data": [event, data]})


def test_a_pass_comes_before_what_another_has_sent_at_once(server: Server) -> None:
    nights = [{"x": [k, 1], "goes": k % 2} for k in range(16)]
    data = {"nights": nights, "weights": [0, 0], "bias": 0}
    learn = {"seq": 1, "lesson": "one-neuron", "ask": "learn", "data": data}
    greedy, polite = RawSocket(server.url), RawSocket(server.url)
    for k in range(40):
        greedy.send(question(k, "lesson", learn))
    message = fixtures.request() | {"network": "classic", "want": []}
    assert polite.ask("pass", message)["prediction"] in range(10)
    greedy.frames.settimeout(0.001)
    came = []
    while True:
        try:
            came.append(greedy.receive()["id"])
        except Exception:  # noqa: BLE001  # whichever the client has for a time-out
            break
    assert came == list(range(len(came)))
    assert len(came) < 20
    greedy.close()
    polite.close()
