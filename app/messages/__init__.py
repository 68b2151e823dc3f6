"""The messages by families: a module each, with its structs, its handlers and its answers.

A handler parses, calls the core, answers. What families share stands in ``app.wire``.
"""

from collections.abc import Callable

from app.messages.client import Client
from app.wire import Answer

Handler = Callable[[Client, object], Answer]

__all__ = ["Client", "Handler"]
