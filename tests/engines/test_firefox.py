"""Firefox, as schools have it: the version with extended support."""

from tests.engines.engine import firefox
from tests.engines.walk import Walk


class TestFirefox(Walk):
    launch = staticmethod(firefox)
