"""The key of classes' tokens: given, else kept for its owner alone, else of one run, and said."""

import logging
from pathlib import Path

import pytest

from app.config import Config, ConfigError
from app.secret import key, state_folder


def test_the_key_that_is_given_is_taken() -> None:
    assert key("k" * 32, {}) == b"k" * 32


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    first = key(None, environment)
    (file,) = state_folder(environment).iterdir()
    assert len(first) == 32
    assert file.read_bytes() == first
    assert file.stat().st_mode & 0o077 == 0
    assert key(None, environment) == first


@pytest.mark.parametrize("spoil", ["shared", "cut", "no folder"])
def test_where_no_key_can_be_kept_each_run_has_its_own_and_the_log_says_so(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    spoil: str,
) -> None:
    monkeypatch.setattr(logging.getLogger("app"), "propagate", True)  # a server's is kept apart
    environment = {"XDG_STATE_HOME": str(tmp_path)}
    file = state_folder(environment) / "secret"
    if spoil == "no folder":
        file.parent.write_bytes(b"")
    else:
        file.parent.mkdir()
        file.write_bytes(b"s" * (32 if spoil == "shared" else 31))
        file.chmod(0o644 if spoil == "shared" else 0o600)
    assert key(None, environment) != key(None, environment)
    assert "FORWARD_PASS_SECRET" in caplog.text


def test_a_short_key_is_refused() -> None:
    line = "FORWARD_PASS_SECRET: expected a text of at least 32, found 'short'"
    with pytest.raises(ConfigError, match=line):
        Config.from_environment({"FORWARD_PASS_SECRET": "short"})
