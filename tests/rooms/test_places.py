"""Where rooms are kept; what cannot be used is said in one plain line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ConfigError
from app.rooms import Store
from app.rooms.places import rooms_at
from tests.serving import ROOT, fetch, serving


def test_without_redis_the_rooms_are_those_of_this_process() -> None:
    assert type(rooms_at("")) is Store


def test_redis_is_not_used_where_everybody_would_wait_for_it() -> None:
    with pytest.raises(ConfigError, match="expected to be served by forward-pass or gunicorn"):
        rooms_at("redis://127.0.0.1")


@pytest.mark.parametrize("found", ["school", "http://127.0.0.1", "redis://127.0.0.1:port"])
def test_what_is_no_address_of_redis_is_said_in_a_line(found: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "app", "serve", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "FORWARD_PASS_REDIS": found},
        capture_output=True,
        text=True,
        check=False,
    )
    line = f"Error: FORWARD_PASS_REDIS: expected redis://HOST:PORT, found {found!r}\n"
    assert (asked.returncode, asked.stderr) == (1, line)


def test_a_class_is_served_without_one_where_redis_does_not_answer(models: Path) -> None:
    settings = {"FORWARD_PASS_REDIS": "redis://127.0.0.1:1"}
    with serving("class", "--port", "0", models=models, settings=settings) as server:
        while not server.printed[-1].startswith("There is no class yet"):
            assert server.process.stdout is not None
            server.printed.append(server.process.stdout.readline().strip())
        assert fetch(server.url + "/healthz")[0] == 200
    assert "that Redis does not answer" in server.printed[-1]
