import io

from app.training.learn import Progress
from app.training.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_one_line_that_changes() -> None:
    terminal = Terminal()
    with ProgressLine(terminal) as line:
        for step in (1, 2, 4):
            line.progress(Progress(step, 4, loss=1 / step, accuracy=step / 5))
    text = terminal.getvalue()
    assert text.count("\r") == 3
    assert text.endswith("100 %  loss 0.2500  accuracy 80.00 %\x1b[K\n")


def test_elsewhere_there_is_a_line_every_tenth() -> None:
    stream = io.StringIO()
    with ProgressLine(stream) as line:
        for step in range(1, 101):
            line.progress(Progress(step, 100, loss=1.0, accuracy=0.5))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert "\r" not in stream.getvalue()
    assert " 10 %  loss 1.0000  accuracy 50.00 %" in lines[1]


def test_a_broken_off_line_is_ended() -> None:
    terminal = Terminal()
    with ProgressLine(terminal) as line:
        line.redrawn(1, 3)
    assert terminal.getvalue().endswith("1 of 3 redrawn\x1b[K\n")


def test_a_download_of_unknown_length() -> None:
    stream = io.StringIO()
    with ProgressLine(stream) as line:
        line.bytes("file.gz", 2_500_000, 0)
    assert "file.gz" in stream.getvalue()
    assert "2.5 MB" in stream.getvalue()
