"""Forward Pass: draw a digit and watch a neural network read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config


def create_app(config: Config | None = None) -> Flask:
    """The server, wired together: networks, pages and socket. See docs/operating.md for gunicorn.

    Without ``config`` the settings come from the environment.

    Raises:
        ConfigError: a setting that cannot be used.
        ModelError: no network can be read: it is missing, truncated or altered.
    """
    # Imported here, so that training and the command line do not wait for what only serving needs.
    import os
    from functools import partial
    from threading import Event

    from flask import Flask
    from flask_socketio import SocketIO
    from werkzeug.middleware.proxy_fix import ProxyFix

    from app import class_pages, compress, headers, health, lesson_pages, log, pages, photos
    from app.config import MAX_BODY, PING_INTERVAL, PING_TIMEOUT, Config
    from app.entrance import Entrance
    from app.lessons import find_lessons
    from app.live import Live
    from app.own.folder import networks
    from app.paths import folder
    from app.rooms.places import rooms_at
    from app.secret import key
    from app.static_files import StaticFiles
    from app.transport.engine import harden
    from app.transport.gate import Application, Gate, is_welcome
    from app.transport.packets import Packet

    config = config or Config.from_environment(os.environ)
    log.configure(config)
    models = networks(config, log.unread_network)
    lessons = find_lessons()
    bundles = lesson_pages.bundles(lessons)
    files = StaticFiles(
        folder("static"),
        (pages.BUNDLE, class_pages.BUNDLE, pages.MISTAKES, *bundles.values()),
        live=config.debug,
    )

    app = Flask(__name__, static_folder=None, template_folder=str(folder("templates")))
    app.config["TEMPLATES_AUTO_RELOAD"] = config.debug
    app.register_blueprint(pages.blueprint(models, files, debug=config.debug))
    app.extensions["draining"] = draining = Event()
    app.register_blueprint(health.blueprint(len(models), draining))
    lesson_routes = lesson_pages.blueprint(lessons, files, bundles)
    for routes in (lesson_routes, class_pages.blueprint(files), photos.blueprint()):
        app.register_blueprint(routes)
    app.extensions["static_files"] = files
    app.extensions["max_connections"] = config.max_connections
    log.register(app)
    headers.register(app, config)
    compress.register(app, debug=config.debug)

    socket = SocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,
        serializer=Packet,
        transports=["websocket", "polling"],
        max_http_buffer_size=MAX_BODY,
        cors_allowed_origins=lambda origin, environ: is_welcome(config.origins, origin, environ),
        cors_credentials=False,
        manage_session=False,
        ping_interval=PING_INTERVAL,
        ping_timeout=PING_TIMEOUT,
    )
    connections = harden(socket.server, config.max_connections)
    entrance = app.extensions["entrance"] = Entrance(config)
    signing = partial(key, config.secret, os.environ)
    store = rooms_at(config.redis)
    live = Live(socket.server, connections, models, lessons, signing, entrance, store)
    app.extensions["rooms"] = live.rooms

    wsgi: Application = Gate(app.wsgi_app, socket.server, connections, config)
    if config.proxies:
        n = config.proxies
        wsgi = ProxyFix(wsgi, x_for=n, x_proto=n, x_host=n)
    app.wsgi_app = wsgi  # type: ignore[assignment, method-assign]  # Flask's place for it
    return app
