"""Serving: a listening socket, gevent's server, a clean end."""

import errno
import signal
import socket
from collections.abc import Callable

import gevent
from flask import Flask
from gevent.pywsgi import WSGIServer

DEFAULT_PORT = 8000
TRIES = 20  # ports after the default one

_STOP_WITHIN = 1.0  # seconds for what is still being answered


class PortInUse(Exception):
    """The port that was asked for cannot be had."""


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket; without a port the default one, or one of the next if it is in use.

    Raises:
        PortInUse: the port given, or every one tried, is in use.
        OSError: the host is not an address of this machine, or the port needs other rights.
    """
    ports = range(DEFAULT_PORT, DEFAULT_PORT + TRIES) if port is None else (port,)
    for each in ports:
        try:
            return _listening(host, each)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    tried = f"port {port} is" if port is not None else f"ports {ports[0]} to {ports[-1]} are"
    raise PortInUse(f"{tried} in use")


def _listening(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Accepted sockets inherit it. With Nagle's algorithm an answer of two parts waits for the
        # browser's delayed acknowledgement, 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        listener.listen(1024)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def serve(app: Flask, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; then close every connection and return.

    ``ready`` is called once connections are accepted.
    """
    server = WSGIServer(listener, app, log=None)
    stopping = gevent.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopping.set)
    server.start()
    ready()
    stopping.wait()
    server.stop_accepting()
    engine = app.extensions["socketio"].server.eio
    # Closing the engine's connection, not leaving the namespace, makes the page come back.
    engine.disconnect()
    server.stop(timeout=_STOP_WITHIN)
