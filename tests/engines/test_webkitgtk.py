"""WebKitGTK: the nearest there is to Safari on a machine that is no Mac."""

from tests.engines.engine import webkitgtk
from tests.engines.walk import Walk


class TestWebKitGTK(Walk):
    launch = staticmethod(webkitgtk)
