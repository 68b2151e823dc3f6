"""The log: what it says, and what it never says."""

import json
import time
from pathlib import Path
from typing import Any

from tests.fixtures import messages as fixtures
from tests.serving import RawSocket, ask, connected, fetch, serving


def logged(models: Path, **settings: str) -> list[dict[str, Any]]:
    """What a server logs that serves a page and a drawing, and refuses what is no HTTP."""
    named = {f"FORWARD_PASS_{name}": value for name, value in settings.items()}
    with serving(models=models, settings=named) as server:
        fetch(f"{server.url}/healthz?secret=drawing")
        with connected(server.url) as client:
            ask(client, "pass", fixtures.request() | {"network": "classic"})
        broken = RawSocket(server.url, join=False)
        broken.send(b"\xc1")
        broken.closing()
        _, errors = server.stop()
    return [json.loads(line) for line in errors.splitlines()]


def test_by_default_nothing_is_logged_when_all_is_well(models: Path) -> None:
    assert logged(models) == []


def test_what_a_client_wrote_is_no_error_of_the_server(models: Path) -> None:
    with serving(models=models) as server:
        polling = f"{server.url}/socket.io/?EIO=4&transport=polling"
        assert fetch(f"{polling}&sid=secret")[0] == 400
        assert fetch(polling, Origin="https://secret.example")[0] == 400
        assert fetch(f"{server.url}/socket.io/?EIO=3&transport=secret")[0] == 400
        assert server.stop() == (0, "")


def test_info_tells_what_happened_without_drawings_or_addresses(models: Path) -> None:
    lines = logged(models, LOG="info")
    assert {"listening", "request", "connected", "disconnected", "draining", "stopped"} <= {
        line["event"] for line in lines
    }
    assert {line["level"] for line in lines} == {"info"}
    (asked,) = [line for line in lines if line["event"] == "request" and "health" in line["path"]]
    assert (asked["method"], asked["path"], asked["status"]) == ("GET", "/healthz", 200)
    assert asked["ms"] >= 0
    (left,) = [line for line in lines if line["event"] == "disconnected"]
    assert left["reason"]
    text = json.dumps(lines)
    assert "127.0.0.1" not in text
    assert "secret" not in text
    assert "points" not in text


def test_addresses_are_logged_if_asked_for(models: Path) -> None:
    lines = logged(models, LOG="info", LOG_ADDRESSES="true")
    found = {line.get("address") for line in lines if line["event"] in ("request", "connected")}
    assert found == {"127.0.0.1"}


def test_a_fault_of_the_server_is_one_line_with_its_traceback(models: Path) -> None:
    fault = "def fault(*_): raise ZeroDivisionError('a fault')"
    first = f"from app.messages import reading\n{fault}\nreading._run = fault"
    with serving(models=models, first=first) as server, connected(server.url) as client:
        answer = ask(client, "pass", fixtures.request() | {"network": "classic"})
        assert answer["error"]["code"] == "internal"
        _, errors = server.stop()
    (line,) = map(json.loads, errors.splitlines())
    assert (line["level"], line["message"]) == ("error", "pass")
    assert line["traceback"].endswith("ZeroDivisionError: a fault")


def test_a_server_that_drains_says_so_and_goes_on_until_the_time_is_over(models: Path) -> None:
    settings = {"FORWARD_PASS_DRAIN": "2"}
    with serving(models=models, settings=settings) as server, connected(server.url) as client:
        assert fetch(server.url + "/readyz")[0] == 200
        begun = time.monotonic()
        server.process.terminate()
        while fetch(server.url + "/readyz")[0] == 200:
            time.sleep(0.02)
        status, _, body = fetch(server.url + "/readyz")
        assert (status, json.loads(body)) == (503, {"status": "draining"})
        assert fetch(server.url + "/healthz")[0] == 200
        assert "error" not in ask(client, "pass", fixtures.request() | {"network": "classic"})
        assert server.process.wait(10) == 0
        assert 1.9 < time.monotonic() - begun < 8


def test_a_second_signal_ends_the_draining(models: Path) -> None:
    with serving(models=models, settings={"FORWARD_PASS_DRAIN": "60"}) as server:
        server.process.terminate()
        while fetch(server.url + "/readyz")[0] == 200:
            time.sleep(0.02)
        begun = time.monotonic()
        assert server.stop()[0] == 0
        assert time.monotonic() - begun < 5
