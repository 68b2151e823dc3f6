import gzip
import hashlib
import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from app.training.fetch import FetchError, content_sha256, fetch
from tests.training.synthetic import unheard

CONTENTS = {"one": b"1" * 300_000 + bytes(range(256)), "two": b"22"}
EXPECTED = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENTS.items()}
FILES = {f"/mnist/{name}.gz": gzip.compress(each, 0) for name, each in CONTENTS.items()}


class Mirror(HTTPServer):
    """A mirror of two small files on this machine, that can be made to fail."""

    files: dict[str, bytes]
    resumes = True
    breaks_after: int | None = None
    length: str | None = None  # that it announces instead of the true one
    requests: list[tuple[str, str | None]]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/mnist/"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        mirror = self.server
        assert isinstance(mirror, Mirror)
        wanted = self.headers.get("Range")
        mirror.requests.append((self.path, wanted))
        content = mirror.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and mirror.resumes else 0
        if start and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", mirror.length or str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start:][: mirror.breaks_after])

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    server = Mirror(("127.0.0.1", 0), Handler)
    server.files, server.requests = dict(FILES), []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def get(folder: Path, *mirrors: str) -> list[str]:
    fetched = fetch(folder, EXPECTED, mirrors, unheard)
    return [file.name for file in fetched]


def test_brings_what_is_missing_and_checks_it(tmp_path: Path, mirror: Mirror) -> None:
    heard: list[tuple[str, int, int]] = []
    folder = tmp_path / "new" / "folder"
    fetch(
        folder,
        EXPECTED,
        [mirror.address],
        lambda name, here, total: heard.append((name, here, total)),
    )
    for name, content in CONTENTS.items():
        assert gzip.decompress((folder / f"{name}.gz").read_bytes()) == content
    assert sorted(path.name for path in folder.iterdir()) == ["one.gz", "two.gz"]
    size = len(FILES["/mnist/one.gz"])
    assert [each for each in heard if each[0] == "one.gz"][-1] == ("one.gz", size, size)


def test_what_is_here_is_not_brought_again(tmp_path: Path, mirror: Mirror) -> None:
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]
    mirror.requests.clear()
    assert get(tmp_path, mirror.address) == []
    assert mirror.requests == []


def test_another_file_of_that_name_is_replaced(tmp_path: Path, mirror: Mirror) -> None:
    (tmp_path / "one.gz").write_bytes(b"something else")
    (tmp_path / "two.gz").write_bytes(gzip.compress(b"22 and more"))
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]


def test_goes_on_where_a_broken_download_stopped(tmp_path: Path, mirror: Mirror) -> None:
    mirror.breaks_after = 100_000
    with pytest.raises(FetchError, match=r"one\.gz: no mirror gave it"):
        get(tmp_path, mirror.address)
    mirror.breaks_after = None
    mirror.requests.clear()
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]
    assert mirror.requests[0] == ("/mnist/one.gz", "bytes=100000-")


def test_starts_anew_where_the_mirror_cannot_resume(tmp_path: Path, mirror: Mirror) -> None:
    mirror.breaks_after, mirror.resumes = 100_000, False
    with pytest.raises(FetchError):
        get(tmp_path, mirror.address)
    mirror.breaks_after = None
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]


def test_a_part_that_is_whole_already_is_taken(tmp_path: Path, mirror: Mirror) -> None:
    (tmp_path / "one.gz.127.0.0.1.part").write_bytes(FILES["/mnist/one.gz"])
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]
    assert mirror.requests[0][1] == f"bytes={len(FILES['/mnist/one.gz'])}-"


@pytest.mark.parametrize(
    "content",
    [b"x" * 1000, FILES["/mnist/one.gz"] + b"x", bytes(17 * 1024 * 1024), b""],
    ids=["other bytes", "too long", "longer than any", "empty"],
)
@pytest.mark.parametrize("resumes", [True, False])
def test_a_broken_part_is_thrown_away_and_the_file_brought_in_the_same_run(
    tmp_path: Path, mirror: Mirror, content: bytes, resumes: bool
) -> None:
    mirror.resumes = resumes
    (tmp_path / "one.gz.127.0.0.1.part").write_bytes(content)
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.gz", "two.gz"]


@pytest.mark.parametrize("length", ["many", "-5", "+7x", "²", "9" * 5000, "99999999", "1e6"])
def test_an_odd_length_is_no_hindrance(tmp_path: Path, mirror: Mirror, length: str) -> None:
    mirror.length = length
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]


def test_a_length_that_cuts_the_file_short_is_told(tmp_path: Path, mirror: Mirror) -> None:
    mirror.length = "100"
    with pytest.raises(FetchError, match=r"one\.gz: .*not the expected contents"):
        get(tmp_path, mirror.address)
    mirror.length = None
    assert get(tmp_path, mirror.address) == ["one.gz", "two.gz"]


def test_a_pipe_in_the_place_of_a_part_is_told_at_once(tmp_path: Path, mirror: Mirror) -> None:
    os.mkfifo(tmp_path / "one.gz.127.0.0.1.part")
    with pytest.raises(OSError, match="A pipe and not a file"):
        get(tmp_path, mirror.address)


def test_the_next_mirror_helps_out(tmp_path: Path, mirror: Mirror) -> None:
    nobody = "http://127.0.0.1:9/mnist/"
    assert get(tmp_path, nobody, mirror.address) == ["one.gz", "two.gz"]


def test_wrong_contents_are_refused(tmp_path: Path, mirror: Mirror) -> None:
    mirror.files["/mnist/two.gz"] = gzip.compress(b"23")
    with pytest.raises(FetchError, match=r"two\.gz: .*not the expected contents"):
        get(tmp_path, mirror.address)
    assert not (tmp_path / "two.gz").exists()


def test_says_in_one_line_that_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as caught:
        get(tmp_path, "http://127.0.0.1:9/mnist/")
    message = str(caught.value)
    assert re.search(r"is there a network\? \(127\.0\.0\.1: Connection refused\)", message)
    assert "\n" not in message


def test_says_what_a_mirror_answered(tmp_path: Path, mirror: Mirror) -> None:
    mirror.files.clear()
    with pytest.raises(FetchError, match="Not Found"):
        get(tmp_path, mirror.address)


def test_what_is_inside_is_what_counts(tmp_path: Path) -> None:
    file = tmp_path / "file.gz"
    for level in (0, 9):
        file.write_bytes(gzip.compress(b"22", level))
        assert content_sha256(file) == EXPECTED["two"]
    file.write_bytes(gzip.compress(b"22")[:-3])
    assert content_sha256(file) is None
    file.write_bytes(b"22")
    assert content_sha256(file) is None
    file.write_bytes(gzip.compress(bytes(65 * 1024 * 1024)))
    assert content_sha256(file) is None
