"""HTML documents: what their address says about them, and how browsers keep them."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from flask import Response, render_template, request
from markupsafe import Markup

from app.static_files import Bundle, StaticFiles

ASK_AGAIN = "no-cache"  # keep it, but ask whether it is still the same

PARTS = ("header", "pad", "inspector", "legend", "stepper")  # of a page, that may be hidden
KEPT = (("view", "projector"), ("embed", "1"))  # carried from lesson to lesson


class Said(NamedTuple):
    """What the address of a document says; nothing else in a query changes an answer.

    ``view``: how it is looked at. ``hide``: which ``PARTS`` are not shown. ``kept``: what of the
    query links between the lessons carry on.
    """

    view: str
    hide: str
    kept: str


# Only these could end a script element or begin another.
_UNSAFE_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def document(template: str, files: StaticFiles, bundle: Bundle, **context: object) -> Response:
    """A page with its script and sheets, and what its address says."""
    body = render_template(
        template,
        static=files.path,
        script=files.path(files.script(bundle)),
        styles=[files.path(name) for name in files.styles(bundle)],
        **said(request.args)._asdict(),
        **context,
    )
    response = Response(body, mimetype="text/html")
    response.add_etag()
    response.headers["Cache-Control"] = ASK_AGAIN
    response.make_conditional(request)
    return response


def json_in_script(value: object) -> Markup:
    """JSON for a script element, which nothing in it can end."""
    text = msgspec.json.encode(value).decode()
    return Markup(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704  # escaped


def said(query: Mapping[str, str]) -> Said:
    """What an address says about its page: ``?view=projector``, ``?hide=pad,inspector``.

    ``?embed=1`` hides the header, for a course's page.
    """
    named = query.get("hide", "").split(",")
    if query.get("embed") == "1":
        named.append("header")
    view = "projector" if query.get("view") == "projector" else "screen"
    kept = "&".join(f"{name}={value}" for name, value in KEPT if query.get(name) == value)
    return Said(view, " ".join(part for part in PARTS if part in named), f"?{kept}" if kept else "")
