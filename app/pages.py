"""HTTP routes: the page, its static files, the networks."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, request
from markupsafe import Markup

from app import wire
from app.documents import ASK_AGAIN, document, json_in_script
from app.model_store import Model
from app.static_files import Bundle, StaticFiles

FOR_EVER = "public, max-age=31536000, immutable"
FIRST_DIGIT = 3
BUNDLE = Bundle(
    "js/main.js",
    tuple(
        f"css/{part}.css"
        for part in (
            *("tokens", "base", "page", "parts", "glossary"),
            *("stage", "stepper", "inspector", "wall", "explore", "print"),
        )
    ),
)

MISTAKES = Bundle(
    "js/mistakes.js", ("css/tokens.css", "css/base.css", "css/lessons.css", "css/mistakes.css")
)

_PARAMETERS = {"weights": "W", "biases": "b"}  # what an address calls them


class Numbers(msgspec.Struct, frozen=True):
    """A layer's weights or biases as they travel: float32, little-endian, row-major."""

    content: bytes
    version: str


def blueprint(models: Mapping[str, Model], files: StaticFiles, *, debug: bool) -> Blueprint:
    """The routes of the page, of its files and of the networks."""
    pages = Blueprint("pages", __name__)
    numbers = {
        (name, k, kind): Numbers(wire.f32(layer.parameters[parameter]), version)
        for name, model in models.items()
        for version in [_version(model)]
        for k, layer in enumerate(model.network.layers, start=1)
        for kind, parameter in _PARAMETERS.items()
        if parameter in layer.parameters  # a pool has none
    }
    cards = [_card(model, numbers) for model in models.values()]
    cards_json = msgspec.json.encode(cards).decode()
    boot = json_in_script([_shown(card) for card in cards])
    first_digit = _first_digit(files)

    if debug:
        pages.before_request(files.refresh)

    @pages.get("/")
    def index() -> Response:
        return document("index.html", files, BUNDLE, cards=boot, first_digit=first_digit)

    @pages.get("/mistakes")
    def mistakes() -> Response:
        return document("mistakes.html", files, MISTAKES, cards=boot)

    @pages.get("/static/<version>/<path:name>")
    def static_file(version: str, name: str) -> Response:
        file = files.get(name)
        if file is None or version != files.version:
            abort(404)
        response = Response(file.content, mimetype=file.mimetype)
        if file.packed and request.accept_encodings.quality("br"):
            response.set_data(file.packed)
            response.content_encoding = "br"
            response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = "no-store" if debug else FOR_EVER
        return response

    @pages.get("/api/networks")
    def networks() -> Response:
        response = Response(cards_json, mimetype="application/json")
        response.add_etag()
        response.headers["Cache-Control"] = ASK_AGAIN
        response.make_conditional(request)
        return response

    @pages.get("/api/networks/<name>/layers/<int:k>/<any(weights, biases):kind>")
    def layer_numbers(name: str, k: int, kind: str) -> Response:
        found = numbers.get((name, k, kind))
        if found is None:
            abort(404)
        response = Response(found.content, mimetype="application/octet-stream")
        response.set_etag(found.version)
        is_named = request.args.get("v") == found.version
        response.headers["Cache-Control"] = FOR_EVER if is_named else ASK_AGAIN
        response.make_conditional(request)
        return response

    return pages


def _version(model: Model) -> str:
    """A hash of a network's numbers: one for all, since the page carries it with each address."""
    digest = hashlib.sha256()
    for layer in model.network.layers:
        for array in layer.parameters.values():
            digest.update(wire.f32(array))
    return digest.hexdigest()[:8]


def _first_digit(files: StaticFiles) -> Markup:
    """A strokes file with one of our digits: the page reads it without waiting for the others."""
    digits = files.get("digits.json")
    drawn: dict[str, Any] = msgspec.json.decode(digits.content) if digits else {"samples": []}
    drawn["samples"] = [each for each in drawn["samples"] if each["label"] == FIRST_DIGIT][:1]
    return json_in_script(drawn)


# What the page says nothing of, and every first view would carry; /api/networks has it.
_UNSAID = {"licence", "input_normalisation", "order", "weights_sha256", "checkpoints_sha256"}
_SAID_OF_DATA = ("name", "n", "of", "writers")


def _shown(card: dict[str, Any]) -> dict[str, Any]:
    """A card without what the page does not show."""
    shown = {key: value for key, value in card.items() if key not in _UNSAID and value is not None}
    data = card["training"].get("data", ())
    shown["training"] = {
        "data": [{key: each[key] for key in _SAID_OF_DATA if key in each} for each in data]
    }
    return shown


def _card(model: Model, numbers: Mapping[tuple[str, int, str], Numbers]) -> dict[str, Any]:
    """Everything in network.json, with all sizes and where each layer's numbers are."""
    card: dict[str, Any] = msgspec.to_builtins(model.card)
    card["sizes"] = list(model.network.sizes)
    card["n_parameters"] = model.network.n_parameters
    for k, (layer, of) in enumerate(
        zip(card["layers"], model.network.layers, strict=True), start=1
    ):
        layer |= {"inputs": of.n_in, "outputs": of.n_out}
        for kind in _PARAMETERS:
            if (found := numbers.get((card["name"], k, kind))) is not None:
                address = f"/api/networks/{card['name']}/layers/{k}/{kind}"
                layer[kind] = f"{address}?v={found.version}"
    return card
