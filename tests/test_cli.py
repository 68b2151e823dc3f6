"""The command: addresses, ports, signals, and errors in one plain line."""

import ast
import errno
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from app import serve
from app.serve import DEFAULT_PORT
from tests.serving import ROOT, WAIT, RawSocket, ask, connected, fetch, serving, start

COMMANDS = [
    [],
    ["serve"],
    ["class"],
    ["doctor"],
    ["add"],
    ["remove"],
    ["evaluate"],
    ["train"],
    ["mnist"],
    ["mnist", "fetch"],
]


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    out, errors = process.communicate(timeout=60)
    return process.returncode, out, errors


def plain_line(process: subprocess.Popen[str], status: int = 1) -> str:
    """The one line of a command that failed as it should."""
    code, _, errors = finish(process)
    assert code == status
    assert "Traceback" not in errors
    assert len(errors.splitlines()) == 1
    return errors.strip()


# Help and bad usage


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: list[str], models: Path) -> None:
    status, out, _ = finish(start(*command, "--help", models=models))
    assert status == 0
    assert "Usage: " in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["serve", "--nonsense"],
        ["--port", "99999"],
        ["--port", "x"],
        ["serve", "extra"],
        ["evaluate"],
    ],
    ids=" ".join,
)
def test_bad_usage_exits_with_2(arguments: list[str], models: Path) -> None:
    status, _, errors = finish(start(*arguments, models=models))
    assert status == 2
    assert "Error: " in errors


# Serving


@pytest.mark.parametrize("arguments", [["--port", "0"], ["serve", "--port", "0"]], ids=" ".join)
def test_address_is_printed_once_it_listens(arguments: list[str], models: Path) -> None:
    with serving(*arguments, models=models) as server:
        assert re.fullmatch(r"Forward Pass is at http://127\.0\.0\.1:\d+", server.printed[-1])
        status, _, body = fetch(server.url + "/healthz")
    assert status == 200
    assert json.loads(body)["status"] == "ok"


def test_any_address_is_printed_as_one_that_can_be_opened(models: Path) -> None:
    with serving("--host", "0.0.0.0", "--port", "0", models=models) as server:  # noqa: S104
        assert fetch(server.url + "/healthz")[0] == 200


def test_the_name_that_it_listens_on_is_let_in(models: Path) -> None:
    name = "127.1"  # a name to all but the resolver, which leads it here
    process = start("--host", name, "--port", "0", models=models)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip().removeprefix("Forward Pass is at ")
        assert url.startswith(f"http://{name}:")
        assert fetch(url + "/healthz")[0] == 200
    finally:
        process.kill()
        process.communicate()


def test_any_address_says_where_phones_find_it(models: Path) -> None:
    with serving("--host", "0.0.0.0", "--port", "0", models=models) as server:  # noqa: S104
        assert server.process.stdout is not None
        line = server.process.stdout.readline()
        assert re.match(r"For phones on the same network: http://|This machine is on no net", line)
        for address in re.findall(r"http://\S+", line):
            assert fetch(address + "/healthz")[0] == 200


def test_a_class_prints_its_code_for_phones_and_the_teachers_own_link(models: Path) -> None:
    on_a_network = """
import app.cli, app.addresses, app.entrance
places = lambda: [app.addresses.Place("192.168.101.120", "wlp3s0")]
app.addresses.phone_places = app.entrance.phone_places = places
"""
    settings = {"PYTHONIOENCODING": "utf-8"}
    process = start("class", "--port", "0", models=models, first=on_a_network, settings=settings)
    try:
        assert process.stdout is not None
        printed: list[str] = []
        while "/c/start#" not in "".join(printed[-1:]):
            printed.append(process.stdout.readline().rstrip("\n"))
            assert printed[-1] or process.poll() is None
        assert max(len(line) for line in printed[:-1]) <= 80
        link, here = printed[-1], printed[0].removeprefix("Forward Pass is at ")
        code = next(line for line in printed if line.startswith("The code of")).rpartition(": ")[2]
        dark = {"█": "  ", "▀": " #", "▄": "# ", " ": "##"}
        rows = [line for line in printed if line and set(line) <= set(dark)]
        bits = [[dark[sign][half] == " " for sign in line] for line in rows for half in (0, 1)]
        image = np.kron(np.array(bits, np.uint8) * 255, np.ones((4, 4), np.uint8))
        (read,) = zxingcpp.read_barcodes(image)
        port = here.rpartition(":")[2]
        joins = f"http://192.168.101.120:{port}/c/{code.replace(' ', '')}"
        assert read.text == joins
        assert any(line.endswith(f"http://192.168.101.120:{port}/c") for line in printed)
        with connected(here) as teacher, connected(here) as pupil:
            joined = ask(pupil, "room", {"seq": 1, "do": "join", "code": code})
            assert joined["room"]["head"]["steerer"] == "away"
            token = link.partition("#")[2]
            steered = ask(teacher, "room", {"seq": 1, "do": "steer", "token": token})
            assert steered["room"]["head"]["pupils"] == 1
    finally:
        process.kill()
        process.communicate()


def test_a_class_on_no_network_has_a_code_all_the_same(models: Path) -> None:
    alone = "import app.addresses, app.entrance\n" + "; ".join(
        f"app.{module}.phone_places = list" for module in ("addresses", "entrance")
    )
    process = start("class", "--port", "0", models=models, first=alone)
    try:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(7)]
        assert printed[1] == "This machine is on no network that phones could share.\n"
        assert printed[3].startswith("The code of the class: ")
        assert "/c/start#" in printed[6]
    finally:
        process.kill()
        process.communicate()


def test_host_and_port_come_from_the_environment_too(models: Path) -> None:
    with serving("serve", models=models, settings={"FORWARD_PASS_PORT": "0"}) as server:
        assert fetch(server.url + "/healthz")[0] == 200


def test_default_port_in_use_says_so_and_takes_the_next(models: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", DEFAULT_PORT))
            taken.listen()
        except OSError:
            pass  # somebody else's, which is as good
        with serving("serve", models=models) as server:
            assert DEFAULT_PORT < server.port < DEFAULT_PORT + 20
            assert server.printed[0] == (
                f"Port {DEFAULT_PORT} is in use, so it is {server.port} this time."
            )


def test_given_port_in_use_is_one_plain_line(models: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = plain_line(start("--port", str(port), models=models))
    assert line == f"Error: port {port} is in use"


def test_host_that_is_not_of_this_machine_is_one_plain_line(models: Path) -> None:
    line = plain_line(start("--host", "192.0.2.123", "--port", "0", models=models))
    assert line.startswith("Error: 192.0.2.123: ")


def test_port_that_needs_other_rights_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*address: object) -> socket.socket:
        del address
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(serve, "_listening", denied)  # whoever runs the tests may be root
    with pytest.raises(serve.CannotListen, match="port 80 needs other rights"):
        serve.listen("127.0.0.1", 80)


def test_option_goes_before_the_environment(models: Path) -> None:
    settings = {"FORWARD_PASS_HOST": "192.0.2.123", "FORWARD_PASS_PORT": "1"}
    with serving("--host", "127.0.0.1", "--port", "0", models=models, settings=settings) as server:
        assert server.port > 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_it_cleanly_with_every_connection_closed(
    number: signal.Signals, models: Path
) -> None:
    reasons: list[str] = []
    with (
        serving(models=models) as server,
        connected(server.url, "websocket", disconnect=reasons.append),
        connected(server.url, "polling", disconnect=reasons.append),
    ):
        silent = RawSocket(server.url)
        idle = http.client.HTTPConnection("127.0.0.1", server.port, timeout=WAIT)
        idle.request("GET", "/healthz")
        assert idle.getresponse().read()
        half = socket.create_connection(("127.0.0.1", server.port))
        half.sendall(b"GET / HTTP/1.1\r\n")
        begun = time.monotonic()
        status, errors = server.stop(number)
        assert time.monotonic() - begun < 5  # 0.2 on a machine at rest
        assert (status, errors) == (0, "")
        deadline = time.monotonic() + WAIT
        while len(reasons) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(reasons) == 2
        assert silent.closing()[0] in (1000, 1006)
        for connection in (silent, idle, half):
            connection.close()


def test_two_servers_never_share_a_port_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another option stands in for Windows' own, which no other system has."""
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_BROADCAST, raising=False)
    with serve.listen("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST)
        assert not listener.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)
        with pytest.raises(serve.PortInUse):
            serve.listen("127.0.0.1", listener.getsockname()[1])


def test_a_port_that_windows_keeps_for_others_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*address: object) -> socket.socket:
        del address
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_BROADCAST, raising=False)
    monkeypatch.setattr(serve, "_listening", denied)
    with pytest.raises(serve.PortInUse, match="port 8000 is in use"):
        serve.listen("127.0.0.1", 8000)


@pytest.mark.parametrize(
    "run", ["module('app', run_name='__main__')", "path('hatch_build.py')"], ids=["app", "pip"]
)
def test_python_3_10_is_told_about_python_and_not_about_a_library(run: str) -> None:
    """By `python -m app`, and by `pip install .`, which asks the build hook first."""
    program = (
        "import sys, runpy; sys.version_info = (3, 10, 0); sys.modules['click'] = None; "
        f"runpy.run_{run}"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == "Forward Pass needs Python 3.11 or newer; this is 3.10.\n"


def test_signs_that_a_console_lacks_end_nothing(models: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(models, tmp_path / "models→here")
    process = start("doctor", models=folder, settings={"PYTHONIOENCODING": "cp1252"})
    status, out, errors = finish(process)
    assert (status, errors) == (0, "")
    assert "models?here" in out


def test_port_is_free_again_at_once(models: Path) -> None:
    with serving(models=models) as server:
        RawSocket(server.url)  # closed by the server, so that its side of it lingers
        server.stop()
        with serving("--port", str(server.port), models=models) as again:
            assert again.port == server.port


# Start


def test_serving_imports_nothing_that_only_training_needs(models: Path) -> None:
    program = (
        "import sys; from app import create_app; create_app(); "
        "print([name for name in sys.modules if name.startswith(('app.training', 'numpy.random'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"FORWARD_PASS_MODELS": str(models)},
        capture_output=True,
        text=True,
        check=True,
    )
    # One lesson walks down the hill of the error by back-propagation, one compares small runs.
    served = {f"app.training{name}" for name in ("", ".backprop", ".held", ".parameters", ".run")}
    assert {*ast.literal_eval(done.stdout)} == served


def _remove(network: Path) -> None:
    (network / "weights.npz").unlink()


def _truncate(network: Path) -> None:
    os.truncate(network / "weights.npz", 1000)


def _alter(network: Path) -> None:
    weights = bytearray((network / "weights.npz").read_bytes())
    weights[len(weights) // 2] ^= 1
    (network / "weights.npz").write_bytes(weights)


def _break_card(network: Path) -> None:
    (network / "network.json").write_text("{", encoding="utf-8")


HARMS = [_remove, _truncate, _alter, _break_card]


@pytest.mark.parametrize("harm", HARMS)
def test_a_bad_network_is_named_at_start_and_the_others_serve(
    models: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    shutil.copytree(models, tmp_path / "models")
    harm(tmp_path / "models" / "deep")
    with serving(models=tmp_path / "models") as server:
        assert [card["name"] for card in json.loads(fetch(f"{server.url}/api/networks")[2])] == [
            "classic"
        ]
        assert fetch(f"{server.url}/")[0] == 200
        _, errors = server.stop()
    (line,) = map(json.loads, errors.splitlines())
    assert line["event"] == "a network cannot be read, so it is left out"
    assert line["why"].startswith(str(tmp_path / "models" / "deep"))
    status, out, errors = finish(start("doctor", models=tmp_path / "models"))
    assert (status, errors) == (1, "")
    assert re.search(r"^FAIL  weights: .*deep", out, re.MULTILINE)


@pytest.mark.parametrize("harm", HARMS)
def test_the_only_network_that_is_bad_is_one_plain_line_at_start(
    models: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    shutil.copytree(models / "deep", tmp_path / "deep")
    harm(tmp_path / "deep")
    assert f"Error: {tmp_path / 'deep'}" in plain_line(start("--port", "0", models=tmp_path))


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "two\nlines", "..a"])
def test_a_host_that_is_none_is_one_plain_line(models: Path, host: str) -> None:
    line = plain_line(start("--port", "0", models=models, settings={"FORWARD_PASS_HOST": host}))
    assert line.startswith("Error: ")


@pytest.mark.parametrize("out", ["a full disk", "a pipe that nobody reads"])
def test_a_server_serves_whose_lines_cannot_be_written(models: Path, out: str) -> None:
    reader, pipe = os.pipe()
    os.close(reader)
    full = os.open("/dev/full", os.O_WRONLY)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start(
        *("--port", f"{port}"), models=models, stdout=full if out == "a full disk" else pipe
    )
    os.close(pipe)
    os.close(full)
    try:
        answers = False
        while not answers:
            assert process.poll() is None
            with suppress(OSError):  # not yet
                answers = fetch(f"http://127.0.0.1:{port}/healthz")[0] == 200
            time.sleep(0.1)
        process.terminate()
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    finally:
        process.kill()


def test_folder_without_networks_is_one_plain_line(tmp_path: Path) -> None:
    line = plain_line(start(models=tmp_path))
    assert line == f"Error: {tmp_path}: expected folders with a network.json, found none"


def test_bad_setting_is_one_plain_line(models: Path) -> None:
    line = plain_line(start(models=models, settings={"FORWARD_PASS_PROXIES": "many"}))
    assert line == "Error: FORWARD_PASS_PROXIES: expected a whole number, found 'many'"


# doctor


def test_doctor_finds_all_well(models: Path) -> None:
    status, out, errors = finish(start("doctor", models=models))
    assert (status, errors) == (0, "")
    assert f"ok    weights: classic, deep in {models}" in out
    assert "ok    browser client: lib/socket.io.msgpack.min.js" in out
    assert "note  MNIST: none given; FORWARD_PASS_MNIST names its folder" in out
    assert re.search(
        r"^(ok    phones: http.* once `class` or|note  phones: this)", out, re.MULTILINE
    )


def test_doctor_reads_the_data_that_is_given(models: Path, tmp_path: Path) -> None:
    settings = {
        "FORWARD_PASS_STROKES": str(ROOT / "static" / "digits.json"),
        "FORWARD_PASS_MNIST": str(tmp_path),
        "FORWARD_PASS_TYPO": "1",
    }
    status, out, _ = finish(start("doctor", models=models, settings=settings))
    assert status == 1
    assert re.search(r"^ok    strokes: \d+ digits$", out, re.MULTILINE)
    assert re.search(rf"^FAIL  MNIST: {tmp_path}/", out, re.MULTILINE)
    assert "note  settings: not known, so without effect: FORWARD_PASS_TYPO" in out


def test_doctor_looks_at_the_port_and_host_that_serve_would_take(models: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = {"FORWARD_PASS_PORT": f"{taken.getsockname()[1]}"}
        status, out, _ = finish(start("doctor", models=models, settings=settings))
    assert status == 1
    assert f"FAIL  port: port {settings['FORWARD_PASS_PORT']} is in use" in out
    settings = {"FORWARD_PASS_HOST": "192.0.2.123"}
    _, out, _ = finish(start("doctor", models=models, settings=settings))
    assert "FAIL  port: 192.0.2.123: " in out
