"""Packets: what the server needs to read and write them."""

import subprocess
import sys

from tests.serving import ROOT


def test_the_server_needs_one_library_for_messagepack() -> None:
    program = "import sys; sys.modules['msgpack'] = None; from app import create_app; create_app()"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
