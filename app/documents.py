"""HTML documents: what their address says about them, and how they are kept."""

from collections.abc import Mapping

import msgspec
from flask import Response, render_template, request
from markupsafe import Markup

from app.static_files import Bundle, StaticFiles

ASK_AGAIN = "no-cache"  # keep it, but ask whether it is still the same

PARTS = ("header", "pad", "inspector", "legend", "stepper")  # of a page, that may be hidden

# In a script element only these could end it or begin another.
_UNSAFE_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def document(template: str, files: StaticFiles, bundle: Bundle, **context: object) -> Response:
    """A page with its script and sheets, and ``view`` and ``hide`` as its address has them."""
    body = render_template(
        template,
        static=files.path,
        script=files.path(files.script(bundle)),
        styles=[files.path(name) for name in files.styles(bundle)],
        view="projector" if request.args.get("view") == "projector" else "screen",
        hide=_hidden(request.args),
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


def _hidden(query: Mapping[str, str]) -> str:
    """Parts to hide: ``?hide=pad,inspector``; the header with ``?embed=1``, for a course's page."""
    named = query.get("hide", "").split(",")
    if query.get("embed") == "1":
        named.append("header")
    return " ".join(part for part in PARTS if part in named)
