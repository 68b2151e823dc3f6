"""The progress of training on one line of a terminal."""

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from app.training.learn import Progress

_WIDTH = 30  # characters of the bar


class ProgressLine:
    """A bar that is redrawn in place; without a terminal, a line for every tenth."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._open = False
        self._tenth = -1

    def redrawn(self, done: int, total: int) -> None:
        """Drawings are being redrawn, or made, for training."""
        self._show("drawings   ", done, total, f"{done} of {total} redrawn")

    def progress(self, now: "Progress") -> None:
        """The network has learned some more."""
        figures = f"loss {now.loss:.4f}  accuracy {100 * now.accuracy:.2f} %"
        self._show("training   ", now.step, now.steps, figures)

    def bytes(self, name: str, here: int, total: int) -> None:
        """A file is being downloaded; ``total`` is 0 where the server does not say."""
        self._show(name, here, max(here, total), f"{here / 1e6:.1f} MB")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def _show(self, what: str, done: int, total: int, figures: str) -> None:
        filled = _WIDTH * done // total
        bar = "█" * filled + "░" * (_WIDTH - filled)
        text = f"{what} {bar} {100 * done // total:3d} %  {figures}"
        if self._live:
            self._stream.write(f"\r{text}\x1b[K")  # and clear what a longer text left
            self._open = True
        elif 10 * done // total != self._tenth:
            self._stream.write(f"{text}\n")
        self._tenth = 10 * done // total
        self._stream.flush()
        if done == total:
            self._end()

    def _end(self) -> None:
        if self._open:
            self._stream.write("\n")
        self._open = False
        self._tenth = -1
