"""Socket events. A handler parses, calls the core, answers."""

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

import msgspec
import numpy as np
import socketio

from app import wire
from app.config import (
    LIVE_BURST,
    LIVE_RATE,
    MAX_EXCESS,
    MAX_SWEPT,
    MOST_LONG_AT_ONCE,
    OTHER_BURST,
    OTHER_RATE,
)
from app.forward_pass import Drawing, Framing, InvalidInput, Network, Trace, explain, run, run_input
from app.forward_pass.arrays import Floats
from app.forward_pass.edit import edited
from app.forward_pass.network import LayerPass
from app.forward_pass.sweep import Handle as Swept
from app.forward_pass.sweep import sweep
from app.lessons import Lesson
from app.lessons.school import School
from app.log import fields
from app.model_store import Model
from app.transport.engine import close
from app.transport.rate import Bucket

_PIECE = 32  # values of a sweep between which others get their turn: at most 2 ms

_log = logging.getLogger(__name__)

Handle = Callable[["Client", object], wire.Answer]


class Client:
    """One connection: how often it may ask, and what of its answers is still under way."""

    __slots__ = ("begun", "live", "n_long", "other", "sid", "stream")

    def __init__(self, sid: str) -> None:
        self.sid = sid
        self.begun = monotonic()
        self.live = Bucket(LIVE_RATE, LIVE_BURST)
        self.other = Bucket(OTHER_RATE, OTHER_BURST)
        self.stream: Trace | None = None
        self.n_long = 0  # long answers of lessons that it waits for


class Live:
    """The live messages of one server: which networks they may name, who is connected."""

    def __init__(
        self, server: socketio.Server, models: Mapping[str, Model], lessons: Mapping[str, Lesson]
    ) -> None:
        self._server = server
        self._networks = {name: model.network for name, model in models.items()}
        self._clients: dict[str, Client] = {}
        self._school = School(lessons)
        self._handles: dict[str, Handle] = {
            "pass": self._pass,
            "explain": self._explain,
            "sweep": self._sweep,
            "lesson": self._lesson,
        }
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("*", self._event)

    def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        found = auth.get("wire") if isinstance(auth, dict) else None
        if found not in (None, wire.WIRE):
            expected = f"{wire.WIRE}"
            raise socketio.exceptions.ConnectionRefusedError(
                f"expected wire version {expected}, found {found!r:.80}: load the page again",
                {"code": "wire", "expected": expected, "found": f"{found!r:.80}"},
            )
        self._clients[sid] = Client(sid)
        _log.info(
            "connected",
            extra=fields(sid=sid, n=len(self._clients), address=environ.get("REMOTE_ADDR")),
        )

    def _disconnect(self, sid: str, reason: str) -> None:
        client = self._clients.pop(sid, None)
        if client is not None:
            seconds = round(monotonic() - client.begun, 1)
            _log.info(
                "disconnected",
                extra=fields(sid=sid, n=len(self._clients), reason=reason, seconds=seconds),
            )

    def _event(self, event: str, sid: str, *arguments: object) -> wire.Answer:
        client = self._clients[sid]
        data = arguments[0] if arguments else None

        def answer() -> wire.Answer:
            self._check_rate(client, event)
            handle = self._handles.get(event)
            if handle is None:
                names = " or ".join(self._handles)
                raise InvalidInput("event", names, f"{event!r:.80}")
            if len(arguments) != 1:
                raise InvalidInput("message", "one argument", f"{len(arguments)}")
            return handle(client, data)

        return self._guarded(event, data, answer)

    def _guarded(self, event: str, data: object, answer: Callable[[], wire.Answer]) -> wire.Answer:
        """An answer, or what was wrong instead: the one place where errors are caught."""
        try:
            return answer()
        except (msgspec.ValidationError, InvalidInput) as error:
            return wire.error_answer(data, error)
        except Exception:  # noqa: BLE001  # a fault of ours: logged, and still answered
            _log.exception("a message could not be answered", extra=fields(message=event))
            return wire.error_answer(data, wire.INTERNAL)

    def _check_rate(self, client: Client, event: str) -> None:
        bucket = client.live if event == "pass" else client.other
        wait = bucket.take()
        if not wait:
            return
        if bucket.excess > MAX_EXCESS:
            _log.warning("closed after asking too much", extra=fields(sid=client.sid))
            close(self._server, self._server.manager.eio_sid_from_sid(client.sid, "/"))
        what = "pass messages" if event == "pass" else "other messages"
        raise wire.TooMany(f"at most {bucket.rate} {what} a second", wait)

    def _pass(self, client: Client, data: object) -> wire.Answer:
        request = wire.pass_request(data)
        client.live.charge(wire.extra_work(request))
        trace = self._trace(request)
        client.stream = None  # a newer pass ends an unfinished stream
        if "stream" not in request.want:
            return wire.pass_answer(request, trace)
        # The task begins after this handler has returned, so the answer goes ahead of the layers.
        client.stream = trace
        self._server.start_background_task(self._stream, client, request, trace)
        return wire.stream_answer(request, trace)

    def _stream(self, client: Client, request: wire.PassRequest, trace: Trace) -> None:
        for k in range(len(trace.layers)):
            if k:
                self._server.sleep(request.pace / 1000)
            if client.stream is not trace or client.sid not in self._clients:
                return
            self._server.emit("layer", wire.layer_message(request, trace, k), to=client.sid)
        client.stream = None

    def _explain(self, client: Client, data: object) -> wire.Answer:
        request = wire.explain_request(data)
        client.other.charge(wire.extra_work(request))
        trace = self._trace(request)
        with np.errstate(over="ignore", invalid="ignore"):  # found out by the answer
            explanation = explain(trace, request.layer, request.neuron, request.order)
        return wire.explain_answer(request, explanation)

    def _sweep(self, client: Client, data: object) -> wire.Answer:
        request = wire.sweep_request(data)
        client.other.charge(wire.extra_work(request))
        a = wire.input_of(request.input)
        if isinstance(a, Drawing):
            raise InvalidInput("input", "a vector or an image in a sweep", "a drawing")
        network = self._network(request, a)
        n_sums = request.n * sum(layer.n_out for layer in network.layers)
        if n_sums > MAX_SWEPT:
            raise InvalidInput("sweep", f"at most {MAX_SWEPT} values × neurons", f"{n_sums}")
        values = wire.values_of(request)
        if request.lesson is not None:
            self._school.lesson(request.lesson).limits.check_size(values)
        layers = self._swept(network, a, wire.handle_of(request), values)
        return wire.sweep_answer(request, values, layers)

    def _swept(self, network: Network, a: Floats, handle: Swept, values: Floats) -> list[LayerPass]:
        pieces = []
        for start in range(0, len(values), _PIECE):
            if start:
                self._server.sleep(0)
            with np.errstate(over="ignore", invalid="ignore"):  # found out by the answer
                pieces.append(sweep(network, a, handle, values[start : start + _PIECE]))
        return [
            LayerPass(np.concatenate([z for z, _ in layer]), np.concatenate([a for _, a in layer]))
            for layer in zip(*pieces, strict=True)
        ]

    def _lesson(self, client: Client, data: object) -> wire.Answer:
        request = wire.lesson_request(data)
        ask = self._school.ask(request.lesson, request.ask)
        question = wire.lesson_data(request, ask.request)
        if not ask.long:
            return wire.lesson_answer(request, ask.answer(question))
        if client.n_long >= MOST_LONG_AT_ONCE:
            expected = f"at most {MOST_LONG_AT_ONCE} long answers under way; ask again soon"
            raise InvalidInput("busy", expected, "more")
        # The task begins after this handler has returned: the connection answers others meanwhile.
        client.n_long += 1
        self._server.start_background_task(self._answer_later, client, request, question)
        return wire.waiting_answer(request)

    def _answer_later(
        self, client: Client, request: wire.LessonRequest, question: msgspec.Struct
    ) -> None:
        def answer() -> wire.Answer:
            found = self._school.answer_later(request.lesson, request.ask, question)
            return wire.lesson_answer(request, found)

        message = self._guarded("lesson", {"seq": request.seq}, answer)
        client.n_long -= 1
        if client.sid in self._clients:
            self._server.emit("lesson", message, to=client.sid)

    def _trace(self, request: wire.Request) -> Trace:
        source = wire.input_of(request.input)
        network = self._network(request, source)
        framing = wire.framing_of(request.input)
        with np.errstate(over="ignore", invalid="ignore"):  # found out below, and answered
            trace = _run(source, network, framing)
        wire.require_finite(*(numbers for layer in trace.layers for numbers in layer))
        return trace

    def _network(self, request: wire.Request, source: Drawing | Floats) -> Network:
        if isinstance(request.network, wire.InlineNetwork):
            network = wire.inline_network(request.network)
        else:
            try:
                network = self._networks[request.network]
            except KeyError:
                names = ", ".join(self._networks)
                raise InvalidInput(
                    "network", f"one of {names}", f"{request.network!r:.80}"
                ) from None
        network = edited(network, wire.edits_of(request))
        if request.lesson is not None:
            limits = self._school.lesson(request.lesson).limits
            if isinstance(request.network, wire.InlineNetwork):
                limits.check(network, *(() if isinstance(source, Drawing) else (source,)))
        return network


def _run(source: Drawing | Floats, network: Network, framing: Framing) -> Trace:
    if isinstance(source, Drawing):
        return run(source, network, framing)
    return run_input(source, network)
