"""Security headers: what a document may load and do, and that nothing is taken for another type."""

from flask import Flask, Response, request

from app.config import Config

_FIXED = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def register(app: Flask, config: Config) -> None:
    """Put the headers on every answer; scripts and styles follow those of their document."""
    ancestors = " ".join(config.frame_ancestors) or "'none'"

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        # A 404 too: what is not there now may be there when it is asked for again.
        response.headers.setdefault("Cache-Control", "no-store")
        if request.path.startswith("/static/"):  # they follow the policy of their page
            return response
        # Some browsers do not count the page's own web socket as 'self'.
        sockets = f"ws://{request.host} wss://{request.host}"
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"img-src 'self' data: blob:; connect-src 'self' {sockets}; manifest-src 'self'; "
            f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
        )
        for name, value in _FIXED.items():
            response.headers[name] = value
        return response
