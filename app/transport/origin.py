"""By which address somebody came, and whether it is the machine's own page that asks."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.addresses import is_loopback

Environ = dict[str, Any]

_PROXIES = frozenset(("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR"))  # they say so


class Origin(NamedTuple):
    """Of a connection. ``is_here``: it is a page of ours on this very machine, with no proxy."""

    url: str  # such as http://127.0.0.1:8000
    is_here: bool


def origin_of(environ: Environ) -> Origin:
    """What the request that opened a connection says."""
    url = own_origin(environ)
    asks = environ.get("HTTP_ORIGIN") == url or (
        "HTTP_ORIGIN" not in environ and environ.get("HTTP_SEC_FETCH_SITE") == "same-origin"
    )
    hosts = (environ.get("REMOTE_ADDR", ""), urlsplit(url).hostname or "")
    return Origin(url, asks and _PROXIES.isdisjoint(environ) and all(map(is_loopback, hosts)))


def own_origin(environ: Environ) -> str:
    """The origin of our pages, for whoever asks."""
    return f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
