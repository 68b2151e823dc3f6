"""What the page's tools ask beyond a pass: one module each, found in this package.

A tool's module has ``ASKS``, its questions by name. They travel like a lesson's, under the module's
name with hyphens.
"""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from app.lessons import Ask

__all__ = ["Ask", "find_tools"]


def find_tools() -> dict[str, Mapping[str, Ask]]:
    """What each tool asks, by the tool's name."""
    found: dict[str, Mapping[str, Ask]] = {}
    for module in pkgutil.iter_modules(__path__):
        asks = getattr(import_module(f"{__name__}.{module.name}"), "ASKS", None)
        if asks is not None:
            found[module.name.replace("_", "-")] = asks
    return found
