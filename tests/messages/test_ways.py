"""How phones come to a class: which addresses they are told, and who may let them in."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.serving import RawSocket, Server, fetch, serving

MOMENT = {"page": "/", "fragment": "", "network": "classic"}
PHONES = "127.0.0.2"  # stands for an address on the network: another than the one it listens on
FIRST = f"""
import app.entrance
from app.addresses import Place
app.entrance.phone_places = lambda: [Place("{PHONES}", "wlp3s0")]
"""


def says(raw: RawSocket, do: str, **fields: Any) -> dict[str, Any]:
    """The answer; news that come before it are passed over."""
    data = ["room", {"seq": 1, "do": do, **fields}]
    raw.send({"type": 2, "nsp": "/", "id": 1, "data": data})
    while (packet := raw.receive())["type"] != 3:
        pass
    answer: dict[str, Any] = packet["data"][0]
    return answer


@contextmanager
def teaching(server: Server, **options: Any) -> Iterator[tuple[RawSocket, str]]:
    """Whoever steers a new class, from the server's own page unless told otherwise; its code."""
    raw = RawSocket(server.url, **({"origin": server.url} | options))
    try:
        yield raw, says(raw, "open", moment=MOMENT)["room"]["code"]
    finally:
        raw.close()


@pytest.fixture(scope="module")
def local(models: Path) -> Iterator[Server]:
    """A server for its own machine alone, which tests leave closed."""
    with serving(models=models, first=FIRST) as server:
        yield server


def is_let_in(server: Server) -> bool:
    """Whether a phone on the network comes in."""
    try:
        return fetch(f"http://{PHONES}:{server.port}/healthz")[0] == 200
    except OSError:
        return False


def test_one_press_on_the_machine_itself_lets_phones_in_without_a_restart(models: Path) -> None:
    with serving(models=models, first=FIRST) as server:
        with teaching(server) as (teacher, code):
            before = says(teacher, "ways")
            url = f"http://{PHONES}:{server.port}/c/{code}"
            assert [(way["url"], way["adapter"]) for way in before["ways"]] == [(url, "wlp3s0")]
            assert (before["closed"], before["may_open"]) == (True, True)
            assert not is_let_in(server)
            assert says(teacher, "open-port")["closed"] is False
            assert says(teacher, "open-port")["closed"] is False, "pressed twice"
            assert says(teacher, "ways")["closed"] is False
            assert fetch(url)[0] == 200
            phone = RawSocket(f"http://{PHONES}:{server.port}")
            assert says(phone, "join", code=code)["room"]["you"]["nickname"]
            phone.close()
            assert says(teacher, "ways")["closed"] is False
        status, errors = server.stop()
        assert (status, errors) == (0, "")
    with serving("--port", str(server.port), models=models, first=FIRST) as again:
        assert not is_let_in(again), "after a restart it is for its own machine again"


@pytest.mark.parametrize(
    "options",
    [
        {"origin": None, "suppress_origin": True},
        {"header": {"X-Forwarded-For": "192.168.1.30"}},
        {"header": {"Via": "1.1 proxy"}},
    ],
    ids=["a program", "through a proxy", "through another"],
)
def test_nobody_but_our_own_page_on_the_machine_opens_anything(
    local: Server, options: dict[str, Any]
) -> None:
    with teaching(local, **options) as (teacher, _):
        assert says(teacher, "ways")["may_open"] is False
        assert says(teacher, "open-port")["error"]["code"] == "forbidden"
    assert not is_let_in(local)


def test_a_pupil_learns_no_addresses_and_opens_nothing(local: Server) -> None:
    with teaching(local) as (_, code):
        pupil = RawSocket(local.url, origin=local.url)
        says(pupil, "join", code=code)
        for do in ("ways", "open-port"):
            assert says(pupil, do)["error"]["code"] == "forbidden"
        pupil.close()
    nobody = RawSocket(local.url, origin=local.url)
    assert says(nobody, "open-port")["error"]["code"] == "forbidden"
    nobody.close()
    assert not is_let_in(local)


def test_a_second_window_shows_the_addresses_and_opens_nothing(local: Server) -> None:
    with teaching(local) as (teacher, code):
        token = says(teacher, "open", moment=MOMENT)["token"]
        display = RawSocket(local.url, origin=local.url)
        says(display, "display", token=token)
        found = says(display, "ways")
        assert re.fullmatch(rf"http://{PHONES}:\d+/c/\w{{6}}", found["ways"][0]["url"])
        assert code not in found["ways"][0]["url"], "the class that it shows"
        assert found["may_open"] is False
        assert says(display, "open-port")["error"]["code"] == "forbidden"
        display.close()


def test_a_port_that_another_program_has_on_the_network_is_said(models: Path) -> None:
    with serving(models=models, first=FIRST) as server, socket.socket() as other:
        other.bind((PHONES, server.port))
        other.listen()
        with teaching(server) as (teacher, _):
            error = says(teacher, "open-port")["error"]
            assert error["code"] == "port"
            assert f"port {server.port} is in use" in error["message"]
            assert says(teacher, "ways")["closed"] is True


def test_the_code_is_an_image_that_loads_nothing(local: Server) -> None:
    with teaching(local) as (teacher, _):
        head, _, svg = says(teacher, "ways")["ways"][0]["qr"].partition(",")
    assert head.startswith("data:image/svg+xml")
    assert unquote(svg).startswith("<svg ")
    assert "href" not in svg
