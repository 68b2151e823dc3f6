"""What docs/operating.md tells people to run, run."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests
import socketio

from app.config import MAX_PHOTO, PHOTO_PATH
from tests.fixtures import messages as fixtures
from tests.photo.photos import Look, jpeg, photo
from tests.serving import ROOT, WAIT, ask, connected, fetch, serving

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_gunicorn_serves_page_and_socket_and_stops_when_told(models: Path) -> None:
    (line,) = re.findall(r"^OPENBLAS_NUM_THREADS=1 (gunicorn .*)$", OPERATING, re.MULTILINE)
    command = shlex.split(line.replace("127.0.0.1:8000", "127.0.0.1:0"))
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--no-control-socket"],
        cwd=ROOT,
        env=os.environ | {"FORWARD_PASS_MODELS": str(models), "OPENBLAS_NUM_THREADS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        addresses = (re.search(r"http://[\d.:]+", each) for each in process.stderr)
        url = next(each[0] for each in addresses if each)
        assert fetch(url + "/")[0] == 200
        _reads_a_photo(url)
        question = fixtures.request() | {"network": "classic"}
        for transport in ("websocket", "polling"):
            with connected(url, transport) as client:
                times = []
                for _ in range(21):
                    begun = time.monotonic()
                    assert "error" not in ask(client, "pass", question)
                    times.append(time.monotonic() - begun)
                # With Nagle's algorithm each answer would wait 40 ms for an acknowledgement.
                assert min(times) < 0.03
        with connected(url):
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=WAIT)
        assert process.returncode == 0
        assert "Traceback" not in errors
    finally:
        process.kill()
        process.communicate()


def test_nginx_as_described_ends_tls_and_keeps_each_client_with_its_process(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _need("nginx")
    _need("openssl")
    (site,) = re.findall(r"^```nginx\n(.*?)^```", OPERATING, re.MULTILINE | re.DOTALL)
    settings = {"FORWARD_PASS_PROXIES": "1", "FORWARD_PASS_HOSTS": "digits.school.example"}
    with (
        serving(models=models, settings=settings) as first,
        serving(models=models, settings=settings) as second,
        _nginx(site, tmp_path, first.port, second.port) as port,
    ):
        url = f"https://127.0.0.1:{port}"
        for library in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "WEBSOCKET_CLIENT_CA_BUNDLE"):
            monkeypatch.setenv(library, str(tmp_path / "cert.pem"))
        for transport in ("websocket", "polling") * 4:
            try:
                _three_answers(url, transport)
            except socketio.exceptions.TimeoutError:
                # Rarely the client is at fault: it reads and writes one TLS connection from two
                # threads, which OpenSSL is not made for. A proxy at fault would be so again.
                _three_answers(url, transport)
        status, headers, _ = fetch(url + "/", Host="digits.school.example")
        assert status == 200
        cookie = headers["Set-Cookie"]
        assert re.fullmatch(r"process=\w{32}; Path=/; Secure; HttpOnly; SameSite=Strict", cookie)
        _reads_a_photo(url)


def _reads_a_photo(url: str) -> None:
    """One of 8 MB, which is more than anything else may have, and nowhere on the disk."""
    data = jpeg(photo(7, Look(size=(800, 600)))[1])
    data += bytes(MAX_PHOTO - len(data))
    answer = requests.post(url + PHOTO_PATH, data, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.json()["image"]


def _three_answers(url: str, transport: str) -> None:
    with connected(url, transport) as client:
        for _ in range(3):
            found = ask(client, "pass", fixtures.request() | {"network": "classic"})
            assert "error" not in found


@contextmanager
def _nginx(site: str, folder: Path, *ports: int) -> Iterator[int]:
    """nginx with the documented site on a port of its own, in front of servers on these ports."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=x",
         "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = site.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    site = re.sub(r"/etc/ssl/\S+\.pem", f"{folder}/cert.pem", site)
    site = re.sub(r"/etc/ssl/\S+\.key", f"{folder}/key.pem", site)
    for written, real in zip(("8001", "8002"), ports, strict=True):
        site = site.replace(f"127.0.0.1:{written}", f"127.0.0.1:{real}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr warn;\n"
        f"events {{}}\nhttp {{ access_log off;\n{places}{site}}}\n"
    )
    process = subprocess.Popen(
        ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + WAIT
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        said = process.communicate()[1]
    assert "temporary file" not in said


def test_a_root_that_is_read_only_is_enough(models: Path) -> None:
    _need("unshare")
    alone = ["unshare", "--mount", "sh", "-c", 'mount -o remount,ro,bind / / && exec "$@"', "sh"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let a test make its root read-only")
    with serving(models=models, around=alone) as server, connected(server.url) as client:
        assert fetch(server.url + "/")[0] == 200
        assert "error" not in ask(client, "pass", fixtures.request() | {"network": "classic"})
        assert server.stop() == (0, "")


def test_the_container_is_run_as_described() -> None:
    """Where there is an engine, which few machines that run tests have."""
    _need("docker")
    if subprocess.run(["docker", "info"], check=False, capture_output=True).returncode:
        pytest.skip("there is no Docker engine")
    commands = re.findall(r"^docker .*$", OPERATING, re.MULTILINE)
    build, run = (shlex.split(line) for line in commands)
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    run[run.index("--publish") + 1] = "127.0.0.1::8000"
    started = subprocess.run(
        [*run[:2], "--detach", *run[2:]], check=True, capture_output=True, text=True
    )
    container = started.stdout.strip()
    try:
        told = subprocess.run(
            ["docker", "port", container, "8000"], check=True, capture_output=True, text=True
        )
        deadline = time.monotonic() + WAIT
        while True:
            with suppress(OSError):
                assert fetch(f"http://{told.stdout.split()[0]}/readyz")[0] == 200
                break
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        subprocess.run(["docker", "rm", "--force", container], check=False, capture_output=True)


def _need(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program}")
