"""What may take long is computed in pieces.

``between`` is called after each of them: whoever shares a processor gives way to others there.
"""

from collections.abc import Callable

Between = Callable[[], object]


def go_on() -> None:
    """Nobody else waits."""
