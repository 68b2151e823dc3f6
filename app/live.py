"""Socket events. A handler parses, calls the core, answers."""

import logging
from collections.abc import Callable

import msgspec
import numpy as np
import socketio

from app import wire
from app.config import LIVE_BURST, LIVE_RATE, MAX_EXCESS, OTHER_BURST, OTHER_RATE
from app.forward_pass import Drawing, Framing, InvalidInput, Network, Trace, explain, run, run_input
from app.forward_pass.arrays import Floats
from app.forward_pass.edit import edited
from app.model_store import Model
from app.transport.engine import close
from app.transport.rate import Bucket

_log = logging.getLogger(__name__)

Handle = Callable[["Client", object], wire.Answer]


class Client:
    """One connection: how often it may ask, and what its unfinished stream sends."""

    __slots__ = ("live", "other", "sid", "stream")

    def __init__(self, sid: str) -> None:
        self.sid = sid
        self.live = Bucket(LIVE_RATE, LIVE_BURST)
        self.other = Bucket(OTHER_RATE, OTHER_BURST)
        self.stream: Trace | None = None


class Live:
    """The live messages of one server: which networks they may name, who is connected."""

    def __init__(self, server: socketio.Server, models: dict[str, Model]) -> None:
        self._server = server
        self._networks = {name: model.network for name, model in models.items()}
        self._clients: dict[str, Client] = {}
        self._handles: dict[str, Handle] = {"pass": self._pass, "explain": self._explain}
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("*", self._event)

    def _connect(self, sid: str, environ: object, auth: object = None) -> None:
        del environ
        found = auth.get("wire") if isinstance(auth, dict) else None
        if found not in (None, wire.WIRE):
            expected = f"{wire.WIRE}"
            raise socketio.exceptions.ConnectionRefusedError(
                f"expected wire version {expected}, found {found!r:.80}: load the page again",
                {"code": "wire", "expected": expected, "found": f"{found!r:.80}"},
            )
        self._clients[sid] = Client(sid)

    def _disconnect(self, sid: str, reason: str) -> None:
        del reason
        self._clients.pop(sid, None)

    def _event(self, event: str, sid: str, *arguments: object) -> wire.Answer:
        """Answer any message, with an error if need be: the one place where errors are caught."""
        client = self._clients[sid]
        data = arguments[0] if arguments else None
        try:
            self._check_rate(client, event)
            handle = self._handles.get(event)
            if handle is None:
                names = " or ".join(self._handles)
                raise InvalidInput("event", names, f"{event!r:.80}")
            if len(arguments) != 1:
                raise InvalidInput("message", "one argument", f"{len(arguments)}")
            return handle(client, data)
        except (msgspec.ValidationError, InvalidInput) as error:
            return wire.error_answer(data, error)
        except Exception:  # noqa: BLE001  # a fault of ours: logged, and still answered
            _log.exception("a %s message could not be answered", event)
            return wire.error_answer(data, wire.INTERNAL)

    def _check_rate(self, client: Client, event: str) -> None:
        bucket = client.live if event == "pass" else client.other
        wait = bucket.take()
        if not wait:
            return
        if bucket.excess > MAX_EXCESS:
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

    def _trace(self, request: wire.Request) -> Trace:
        network = self._network(request)
        source = wire.input_of(request.input)
        framing = wire.framing_of(request.input)
        with np.errstate(over="ignore", invalid="ignore"):  # found out below, and answered
            trace = _run(source, network, framing)
        wire.require_finite(*(numbers for layer in trace.layers for numbers in layer))
        return trace

    def _network(self, request: wire.Request) -> Network:
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
        return edited(network, wire.edits_of(request))


def _run(source: Drawing | Floats, network: Network, framing: Framing) -> Trace:
    if isinstance(source, Drawing):
        return run(source, network, framing)
    return run_input(source, network)
