"""Socket events. A handler parses, calls the core, answers."""

from collections.abc import Callable

import msgspec
import numpy as np
import socketio

from app import wire
from app.forward_pass import Drawing, InvalidInput, Network, Trace, explain, run, run_input
from app.forward_pass.arrays import Floats
from app.forward_pass.edit import edited
from app.model_store import Model

Handler = Callable[..., wire.Answer]


class Live:
    """The live messages of one server: which networks they may name, which streams are running."""

    def __init__(self, server: socketio.Server, models: dict[str, Model]) -> None:
        self._server = server
        self._networks = {name: model.network for name, model in models.items()}
        self._streams: dict[str, Trace] = {}  # connection → what its unfinished stream sends
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("pass", self._answered(self._pass))
        server.on("explain", self._answered(self._explain))

    def _connect(self, sid: str, environ: object, auth: object = None) -> None:
        del sid, environ
        wire_found = auth.get("wire") if isinstance(auth, dict) else None
        if wire_found not in (None, wire.WIRE):
            raise socketio.exceptions.ConnectionRefusedError(
                f"expected wire version {wire.WIRE}, found {wire_found!r:.80}: load the page again",
                {"code": "wire", "expected": f"{wire.WIRE}", "found": f"{wire_found!r:.80}"},
            )

    def _disconnect(self, sid: str, reason: str) -> None:
        del reason
        self._streams.pop(sid, None)

    def _answered(self, handle: Callable[[str, object], wire.Answer]) -> Handler:
        """The handler with its errors turned into answers: the one place where that happens."""

        def handler(sid: str, *arguments: object) -> wire.Answer:
            data = arguments[0] if arguments else None
            try:
                if len(arguments) != 1:
                    raise InvalidInput("message", "one argument", f"{len(arguments)}")
                return handle(sid, data)
            except (msgspec.ValidationError, InvalidInput) as error:
                return wire.error_answer(data, error)

        return handler

    def _pass(self, sid: str, data: object) -> wire.Answer:
        request = wire.pass_request(data)
        trace = self._trace(request)
        self._streams.pop(sid, None)  # a newer pass ends an unfinished stream
        if "stream" not in request.want:
            return wire.pass_answer(request, trace)
        # The task begins after this handler has returned, so the answer goes ahead of the layers.
        self._streams[sid] = trace
        self._server.start_background_task(self._stream, sid, request, trace)
        return wire.stream_answer(request, trace)

    def _stream(self, sid: str, request: wire.PassRequest, trace: Trace) -> None:
        for k in range(len(trace.layers)):
            if k:
                self._server.sleep(request.pace / 1000)
            if self._streams.get(sid) is not trace:
                return
            self._server.emit("layer", wire.layer_message(request, trace, k), to=sid)
        del self._streams[sid]

    def _explain(self, sid: str, data: object) -> wire.Answer:
        del sid
        request = wire.explain_request(data)
        trace = self._trace(request)
        with np.errstate(over="ignore", invalid="ignore"):
            explanation = explain(trace, request.layer, request.neuron, request.order)
        return wire.explain_answer(request, explanation)

    def _trace(self, request: wire.Request) -> Trace:
        network = self._network(request)
        source = wire.input_of(request.input)
        if wire.is_bounded(request):
            return _run(source, network)
        with np.errstate(over="ignore", invalid="ignore"):  # found out below, and answered
            trace = _run(source, network)
        for layer in trace.layers:
            wire.require_finite(*layer)
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


def _run(source: Drawing | Floats, network: Network) -> Trace:
    return run(source, network) if isinstance(source, Drawing) else run_input(source, network)
