"""HTTP routes of a class's door: ``/c`` asks for its code, ``/c/CODE`` lets one in."""

from flask import Blueprint, Response

from app.config import DOOR
from app.documents import document
from app.static_files import Bundle, StaticFiles

BUNDLE = Bundle("js/join.js", ("css/tokens.css", "css/base.css", "css/join.css"))


def blueprint(files: StaticFiles) -> Blueprint:
    """The routes. Whether there is such a class, the socket says."""
    routes = Blueprint("class", __name__, url_prefix=DOOR)

    @routes.get("", defaults={"code": ""})
    @routes.get("/<code>")
    def door(code: str) -> Response:
        del code  # the page reads it in its address
        return document("join.html", files, BUNDLE)

    return routes
