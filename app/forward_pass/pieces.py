"""Long computations are done in pieces.

``between`` is called after each of them: whoever shares a processor gives way to others there.
"""

from collections.abc import Callable

Between = Callable[[], object]


def go_on() -> None:
    """Nobody else waits."""
