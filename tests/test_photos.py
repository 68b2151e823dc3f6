"""``POST /api/photo``: who may, how large, what is answered, and that nothing is left of it."""

import base64
import json
import os
import re
import resource
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import requests
from PIL import Image

from app.config import MAX_BODY, MAX_PHOTO, MOST_PHOTOS, PHOTO_PATH
from app.forward_pass import InvalidInput
from app.photos import Reader
from tests.photo import files
from tests.photo.photos import Look, encoded, jpeg, photo
from tests.serving import Server, make_networks, serving

PHOTO = jpeg(photo(7, Look(size=(800, 600), lines=0.06, shadow=0.4))[1])
MOST_MEMORY = 150 * 1024 * 1024


def _post(
    server: Server, data: bytes, page: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    path = f"{PHOTO_PATH}?page={page}"
    answer = requests.post(server.url + path, data, headers=names, timeout=60)
    return answer.status_code, dict(answer.headers), answer.content


def test_a_photo_is_answered_with_its_stages_and_the_digit_image(server: Server) -> None:
    status, headers, body = _post(server, PHOTO)
    assert (status, headers["Content-Type"]) == (200, "application/json")
    answer = json.loads(body)
    assert list(answer["stages"]) == ["photo", "grey", "even", "ink"]
    for name, stage in answer["stages"].items():
        n = stage["width"] * stage["height"] * (3 if name == "photo" else 1)
        assert len(base64.b64decode(stage["pixels"])) == n
    fitted = np.frombuffer(base64.b64decode(answer["digit"]["fitted"]), np.uint8).reshape(20, 20)
    image = np.frombuffer(base64.b64decode(answer["image"]), np.uint8).reshape(28, 28)
    right, down = answer["digit"]["shift"]
    assert (image[4 + down : 24 + down, 4 + right : 24 + right] == fitted).all()
    left, top, end, bottom = answer["digit"]["box"]
    assert 0 < left < end < 1
    assert 0 < top < bottom < 1


def test_nothing_of_a_photo_is_kept_for_the_next_who_asks(server: Server) -> None:
    other = jpeg(photo(64, Look(size=(800, 600)))[1])
    for accepted in ("br, gzip", "identity"):
        answers = [_post(server, data, Accept_Encoding=accepted)[2] for data in (PHOTO, other)]
        assert json.loads(answers[0])["image"] != json.loads(answers[1])["image"]


@pytest.mark.parametrize("name", files.BAD)
def test_what_is_no_photo_is_refused_in_a_sentence_within_two_seconds(
    server: Server, name: str
) -> None:
    what, data = files.BAD[name]
    _post(server, PHOTO)  # its process runs
    begun = time.monotonic()
    status, _, body = _post(server, data, Content_Type="image/png")
    took = time.monotonic() - begun
    error = json.loads(body)["error"]
    assert (status, error["code"], error["values"]) == (422, "photo", {"what": what})
    assert re.fullmatch(r"expected .+, found .+", error["message"])
    assert took < 10  # two seconds on a quiet machine; the figure is measured by hand
    assert _post(server, PHOTO)[0] == 200


def test_a_file_that_would_be_decoded_for_minutes_is_given_up_in_two_seconds() -> None:
    reader = Reader()
    for data in files.SLOW:
        used, held = _used_by_others(), sys.getrefcount(data)
        with pytest.raises(InvalidInput, match=r"read within 1\.5 seconds") as refused:
            reader.read(data)
        assert refused.value.values == {"what": "slow"}
        assert _used_by_others() - used < 5  # seconds of the processor, Python's start among them
        del refused
        assert sys.getrefcount(data) == held  # nothing of it is kept
    assert json.loads(reader.read(PHOTO))["image"]
    reader.end()


def _used_by_others() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def test_a_photo_may_be_larger_than_any_other_request(server: Server) -> None:
    data = PHOTO + bytes(MAX_PHOTO - len(PHOTO))
    assert _post(server, data)[0] == 200
    status, _, body = _post(server, data + b"\0")
    assert (status, body.decode()) == (
        413,
        f"expected at most 8388608 bytes, found {MAX_PHOTO + 1}\n",
    )
    for path in ("/", "/api/networks", PHOTO_PATH + "/more"):
        refused = requests.post(server.url + path, bytes(MAX_BODY + 1), timeout=30)
        assert refused.status_code == 413


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec_Fetch_Site": "cross-site"}]
)
def test_another_sites_page_cannot_send_a_photo(server: Server, headers: dict[str, str]) -> None:
    assert _post(server, PHOTO, **headers)[0] == 403
    assert _post(server, PHOTO, Origin=server.url)[0] == 200


def test_one_photo_at_a_time_a_visitor(server: Server) -> None:
    slow = encoded(Image.effect_noise((1_800, 1_500), 80).convert("RGB"), "PNG")
    answers: list[tuple[int, dict[str, str], bytes]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(_post(server, slow))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [answer for answer in answers if answer[0] == 429]
    assert 1 <= len(refused) <= 3
    for _, headers, body in refused:
        assert headers["Retry-After"] == "1"
        assert "one photo at a time" in json.loads(body)["error"]["message"]
    assert _post(server, PHOTO)[0] == 200


def test_photos_that_come_byte_by_byte_keep_nobodys_out_and_thirty_at_once_are_read(
    tmp_path: Path,
) -> None:
    make_networks(tmp_path / "models")
    hurried = "app.config.SLOW_PHOTO = 0.5"
    with ExitStack() as stack:
        server = stack.enter_context(serving(models=tmp_path / "models", first=hurried))
        for k in range(MOST_PHOTOS + 1):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            head = f"POST {PHOTO_PATH}?page=slow{k} HTTP/1.1\r\nHost: localhost\r\n"
            slow.sendall(f"{head}Content-Length: 90000\r\n\r\nx".encode())
        pages = stack.enter_context(ThreadPoolExecutor(30))
        answers = pages.map(lambda k: _post(server, PHOTO, page=f"{k}")[0], range(30))
        assert set(answers) == {200}


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _descendants(int(child)))]


def _memory(server: Server) -> int:
    """Of the server and its processes, as of now."""
    total = 0
    for pid in _descendants(server.process.pid):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    make_networks(tmp_path / "models")
    with serving("--port", "0", models=tmp_path / "models") as server:
        yield server


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_largest_photos_take_bounded_memory_and_leave_nothing(own: Server, kind: str) -> None:
    large = photo(7, Look(size=(6_000, 4_000), texture=0))[1]
    data = encoded(large, kind)
    data += bytes(MAX_PHOTO - len(data))
    _post(own, PHOTO)
    idle = _memory(own)
    most, is_done = [idle], threading.Event()

    def watch() -> None:
        while not is_done.wait(0.005):
            most.append(_memory(own))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(MOST_PHOTOS) as pages:
        answers = set(pages.map(lambda k: _post(own, data, page=f"{k}")[0], range(MOST_PHOTOS)))
    is_done.set()
    watcher.join()
    assert answers == {200}
    assert max(most) - idle < MOST_MEMORY
    assert _memory(own) - idle < 25 * 2**20
