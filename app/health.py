"""What a supervisor or a proxy asks: whether the server runs, and whether to send people here."""

from threading import Event
from typing import Any

from flask import Blueprint

from app import wire


def blueprint(n_networks: int, draining: Event) -> Blueprint:
    """The two routes. A server listens only once its networks are read, so it begins ready."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> dict[str, Any]:
        return {"status": "ok", "wire": wire.WIRE, "networks": n_networks}

    @health.get("/readyz")
    def readyz() -> tuple[dict[str, Any], int]:
        if draining.is_set():
            return {"status": "draining"}, 503
        return {"status": "ready"}, 200

    return health
