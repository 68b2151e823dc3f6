"""Classes: one who steers, and pupils who follow, draw, vote, and come back to a server anew."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from random import Random
from typing import Any, NamedTuple

import msgspec

from benchmarks.attack.server import serving as dying
from benchmarks.crowd import allow_files
from benchmarks.drawings import as_input, digits
from benchmarks.frames import BINARY, CLOSE, TEXT, Frames, joining, masked, question, upgrade
from benchmarks.measure import Effort, Row, percentile
from benchmarks.serving import Usage, serving

_WAIT = 30.0  # seconds for a connection, an answer, and what has not come by then
_LOOKS = 2.0, 4.0  # seconds between two drawings of a pupil
_STEP_EVERY, _VOTE_EVERY = 1.0, 5.0  # seconds
_KEY = "the key of the benchmark's classes"
_KILLS, _TAUGHT = 10, 1.5  # how often a server is killed, and the seconds of a lesson before
_WHAT = {"steps": "step to all phones", "drawings": "drawing to class", "votes": "vote to class"}


class Found(NamedTuple):
    """Seconds: from a step to the last phone that has it, and to who steers from the others."""

    steps: list[float]
    drawings: list[float]
    votes: list[float]


class Member(asyncio.Protocol):
    """Somebody's page: asks by ``room``, and hears its news."""

    def __init__(self, hear: Callable[[dict[str, Any]], None]) -> None:
        self._hear = hear
        self._frames: Frames | None = None
        self._head = b""
        self._numbers = count(1)
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._gone = asyncio.Event()
        self._gone.set()
        self.token = ""
        self.id = ""
        self.snapshot = b""
        self.drawing: dict[str, Any] | None = None
        self.vote: dict[str, Any] | None = None

    async def come(self, port: int) -> None:
        """Connect, again if it was before."""
        await self._gone.wait()
        self._gone.clear()
        loop = asyncio.get_running_loop()
        self._frames, self._head, self._joined = None, b"", loop.create_future()
        self._transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", port)
        self._transport.write(upgrade(port))
        await asyncio.wait_for(self._joined, _WAIT)

    async def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """The answer, asked for again where one is told when."""
        end = time.perf_counter() + _WAIT
        while True:
            if self._transport.is_closing():
                raise ConnectionError("closed by the server")
            k = next(self._numbers)
            answer: asyncio.Future[dict[str, Any]]
            answer = self._asked[k] = asyncio.get_running_loop().create_future()
            message = {"seq": k, "do": do, **fields}
            self._transport.write(question("room", message, packet_id=k))
            told = await asyncio.wait_for(answer, _WAIT)
            error = told.get("error")
            if error is None:
                self.token = told.get("token", self.token)
                return told
            if "retry_after" not in error or time.perf_counter() > end:
                raise AssertionError(f"{do}: {error['message']}")
            await asyncio.sleep(error["retry_after"])

    def leave(self) -> None:
        """Close the page."""
        self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody answers any more."""
        waiting: list[asyncio.Future[Any]] = [self._joined, *self._asked.values()]
        for each in waiting:
            if not each.done():
                each.set_exception(exc or ConnectionError("closed by the server"))
                each.exception()  # whoever waits for it is told; there need be nobody
        self._asked.clear()
        self._gone.set()

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
            if opcode == CLOSE:
                self._transport.close()
            elif opcode == TEXT and payload[:1] in b"02":
                self._transport.write(joining() if payload[:1] == b"0" else masked(TEXT, b"3"))
            elif opcode == BINARY:
                self._receive(msgspec.msgpack.decode(payload))

    def _receive(self, packet: dict[str, Any]) -> None:
        if packet["type"] == 0:
            self._joined.set_result(None)
        elif packet.get("id") is not None:
            self._asked.pop(packet["id"]).set_result(packet["data"][0])
        else:
            news = packet["data"][1]
            self.snapshot = news.get("snapshot", self.snapshot)
            self._hear(news)


class Class:
    """One class: what is waited for until it has come, and since when."""

    def __init__(self, found: Found, random: Random) -> None:
        self._found = found
        self._random = random
        self.teacher = Member(self._hear_class)
        self.pupils: list[Member] = []
        self._drawings = [as_input(each) for each in digits()]
        self._step = 0
        self._stepped_at, self._n_behind = 0.0, 0
        self._drawn: dict[str, tuple[int, float]] = {}
        self._voted: dict[str, float] = {}
        self.vote = ""

    async def begin(self, port: int, n: int) -> None:
        """Open it, and let as many pupils come."""
        await self.teacher.come(port)
        opened = await self.teacher.ask("open", moment=self._moment())
        self.teacher.snapshot = opened["room"]["snapshot"]
        for _ in range(n):
            pupil = Member(self._hear_pupil)
            await pupil.come(port)
            joined = await pupil.ask("join", code=opened["room"]["code"])
            pupil.id = joined["room"]["you"]["id"]
            self.pupils.append(pupil)

    async def teach(self, seconds: float) -> None:
        """Steps and votes, while everybody draws."""
        end = time.perf_counter() + seconds
        await asyncio.gather(
            self._steer(end), *(self._take_part(each, end) for each in self.pupils)
        )

    async def come_back(self, port: int) -> None:
        """All to a server that knows nothing of it, as pages do."""
        await self.teacher.come(port)
        back = asyncio.gather(*(self._return(each, port) for each in self.pupils))
        await self.teacher.ask("steer", token=self.teacher.token, snapshot=self.teacher.snapshot)
        await back

    async def _return(self, pupil: Member, port: int) -> None:
        await pupil.come(port)
        still = {"drawing": pupil.drawing, "vote": pupil.vote}
        still = {name: each for name, each in still.items() if each is not None}
        await pupil.ask("join", token=pupil.token, **still)

    async def lost(self) -> int:
        """How many drawings and votes who steers does not have as the pupils made them."""
        told = await self.teacher.ask("steer", token=self.teacher.token)
        room = told["room"]
        known = {each["id"]: each for each in room["pupils"]}
        n_lost = abs(len(known) - len(self.pupils))
        for each in self.pupils:
            drawing = known[each.id]["drawing"]
            if each.drawing is not None:
                n_lost += drawing is None or drawing["n"] != each.drawing["n"]
            if each.vote is not None and each.vote["vote"] == self.vote:
                n_lost += known[each.id]["votes"][0] != each.vote["choice"]
        counts = room["head"]["vote"]["counts"][0] if room["head"]["vote"] else []
        n_cast = sum(1 for each in known.values() if each["votes"][0] is not None)
        return int(n_lost + abs(sum(counts) - n_cast))

    def leave(self) -> None:
        """School is over."""
        for each in (self.teacher, *self.pupils):
            each.leave()

    def _moment(self) -> dict[str, str]:
        return {"page": "/", "fragment": f"v=1&step={self._step}", "network": "classic"}

    async def _steer(self, end: float) -> None:
        asked_at = 0.0
        while (now := time.perf_counter()) < end:
            if now - asked_at > _VOTE_EVERY:
                asked_at = now
                await self.teacher.ask("ask", kind="yes-no", labels=["Yes", "No"])
            self._step += 1
            self._stepped_at, self._n_behind = time.perf_counter(), len(self.pupils)
            await self.teacher.ask("show", moment=self._moment())
            await asyncio.sleep(_STEP_EVERY * self._random.uniform(0.8, 1.2))

    async def _take_part(self, pupil: Member, end: float) -> None:
        await asyncio.sleep(self._random.uniform(0, _LOOKS[1]))
        while time.perf_counter() < end:
            n = 1 if pupil.drawing is None else pupil.drawing["n"] + 1
            pupil.drawing = {"n": n, **self._random.choice(self._drawings)}
            self._drawn[pupil.id] = n, time.perf_counter()
            await pupil.ask("draw", drawing=pupil.drawing)
            if self.vote and (pupil.vote is None or pupil.vote["vote"] != self.vote):
                pupil.vote = {"vote": self.vote, "round": 1, "choice": self._random.randrange(2)}
                self._voted[pupil.id] = time.perf_counter()
                with suppress(AssertionError):  # another was asked meanwhile
                    await pupil.ask("vote", **pupil.vote)
            await asyncio.sleep(self._random.uniform(*_LOOKS))

    def _hear_pupil(self, news: dict[str, Any]) -> None:
        head = news.get("head")
        if head is None:
            return
        self.vote = head["vote"]["id"] if head["vote"] else ""
        if head["moment"]["fragment"] == self._moment()["fragment"] and self._n_behind:
            self._n_behind -= 1
            if not self._n_behind:
                self._found.steps.append(time.perf_counter() - self._stepped_at)

    def _hear_class(self, news: dict[str, Any]) -> None:
        now = time.perf_counter()
        for each in news.get("pupils", ()):
            n, since = self._drawn.get(each["id"], (0, 0.0))
            if each["drawing"] and n and each["drawing"]["n"] >= n:
                del self._drawn[each["id"]]
                self._found.drawings.append(now - since)
            if each["votes"][0] is not None and each["id"] in self._voted:
                self._found.votes.append(now - self._voted.pop(each["id"]))


def rows(effort: Effort) -> Iterator[Row]:
    """A class, a large one, a school, and a class whose server dies again and again."""
    os.environ["FORWARD_PASS_SECRET"] = _KEY
    yield from _lessons(1, 30, 20 * effort.length, steps=100, drawings=300, votes=200)
    yield from _lessons(1, 150, 20 * effort.length, steps=200, drawings=200, votes=200)
    n = max(10, round(100 * effort.length))
    yield from _lessons(10, n, 20 * effort.length, steps=200, drawings=200, votes=200)
    n_kills = max(2, round(_KILLS * effort.length))
    slowest, n_lost = asyncio.run(_killed(n_kills, 30))
    name = f"a class of 30, its server killed {n_kills} times: all back"
    yield Row(name=name, value=slowest, unit="s", target=15)
    yield Row(name="the same: lost or counted twice", value=n_lost, unit="", target=0)


def _lessons(n_classes: int, n: int, seconds: float, **targets: float) -> Iterator[Row]:
    allow_files(4 * n_classes * n)
    with serving() as port:
        found, cores = asyncio.run(_taught(port, n_classes, n, seconds))
        memory = _used(port, "most_memory") / 1e6
    who = f"a class of {n}" if n_classes == 1 else f"{n_classes} classes of {n}"
    names = {
        "steps": "step to all phones",
        "drawings": "drawing to class",
        "votes": "vote to class",
    }
    for what, target in targets.items():
        times = getattr(found, what)
        name = f"{who}: {names[what]}, p95 of {len(times):,}"
        yield Row(name=name, value=percentile(times, 95) * 1e3, unit="ms", target=target)
    yield Row(name=f"{who}: the server's part of a core", value=cores, unit="cores", target=1)
    yield Row(name=f"{who}: most memory", value=memory, unit="MB", target=250)


def _used(port: int, what: str) -> float:
    """What the server has used; the connection is a new one, since nothing keeps one alive."""
    usage = Usage(port)
    try:
        return usage[what]
    finally:
        usage.close()


async def _taught(port: int, n_classes: int, n: int, seconds: float) -> tuple[Found, float]:
    found = Found([], [], [])
    classes = [Class(found, _repeatable(k)) for k in range(n_classes)]
    await asyncio.gather(*(each.begin(port, n) for each in classes))
    start, cpu = time.perf_counter(), _used(port, "cpu")
    await asyncio.gather(*(each.teach(seconds) for each in classes))
    cores = (_used(port, "cpu") - cpu) / (time.perf_counter() - start)
    for each in classes:
        each.leave()
    return found, cores


async def _killed(n_kills: int, n: int) -> tuple[float, int]:
    """The slowest return of a whole class, and how much was lost or counted twice."""
    lesson, slowest, n_lost = Class(Found([], [], []), _repeatable(0)), 0.0, 0
    for k in range(n_kills):
        with dying() as server:
            if k == 0:
                await lesson.begin(server.port, n)
            else:
                start = time.perf_counter()
                await lesson.come_back(server.port)
                slowest = max(slowest, time.perf_counter() - start)
                n_lost += await lesson.lost()
            taught = asyncio.ensure_future(lesson.teach(_WAIT))
            await asyncio.sleep(_TAUGHT)
            server.process.kill()
            taught.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await taught
    return slowest, n_lost


def _repeatable(who: int) -> Random:
    return Random(who)  # noqa: S311  # not a secret
