"""What docs/operating.md tells people to run, run."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.fixtures import messages as fixtures
from tests.serving import ROOT, WAIT, ask, connected, fetch

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
